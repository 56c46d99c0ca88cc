/**
 * Commits, with one subtask, what all committers have committed before. Answers to Flink 2.3's
 * `GlobalCommitterOperator`.
 *
 * Behind a committer it acts when the committables of all subtasks of a checkpoint are there: that they come says
 * already that the checkpoint is complete, so it trails behind. Right behind a writer it waits for the completion.
 */
import { AbstractStreamOperator, guardCall, guardUnary } from "../operators/index";
import { type ListState, ListStateDescriptor } from "../state/index";
import { type CheckpointCommittablesSnapshot, CommittableCollector } from "./committable-collector";
import type { CommittableMessage } from "./committable-message";
import { committerContext } from "./sink-contexts";
import type { Committer, CommitRequest, CommitterInitContext } from "./sink";

export type CommitterFactory<COMM> = (context: CommitterInitContext) => Committer<COMM>;

export class GlobalCommitterOperator<COMM> extends AbstractStreamOperator<CommittableMessage<COMM>, never> {
  readonly #committerFactory: CommitterFactory<COMM>;
  readonly #commitsOnInput: boolean;
  #collector!: CommittableCollector<COMM>;
  #committer!: Committer<COMM>;
  #commit!: (requests: readonly CommitRequest<COMM>[]) => void;
  #lastCompletedCheckpointId = -1;
  #state!: ListState<readonly CheckpointCommittablesSnapshot<COMM>[]>;

  /** `commitsOnInput`: a committer stands before it, or there are no checkpoints to wait for. */
  constructor(committerFactory: CommitterFactory<COMM>, commitsOnInput: boolean) {
    super();
    this.#committerFactory = committerFactory;
    this.#commitsOnInput = commitsOnInput;
  }

  override initializeState(): void {
    const { operatorState, restoredCheckpointId, metricGroup } = this.context;
    this.#collector = new CommittableCollector<COMM>(metricGroup);
    this.#committer = guardCall(this.context, () => this.#committerFactory(committerContext(this.context)))();
    this.#commit = guardUnary(this.context, (requests) => this.#committer.commit(requests));
    this.#state = operatorState.getListState(
      new ListStateDescriptor<readonly CheckpointCommittablesSnapshot<COMM>[]>("streaming_committer_raw_states"),
    );
    if (restoredCheckpointId === null) return;
    for (const snapshot of this.#state.get()) this.#collector.merge(snapshot);
    this.#commitUpTo(restoredCheckpointId);
  }

  processElement(message: CommittableMessage<COMM>): void {
    this.#collector.addMessage(message);
    if (this.#commitsOnInput || this.context.batch) this.#commitUpTo(message.checkpointId);
  }

  override snapshotState(_checkpointId: number): void {
    this.#state.update([this.#collector.snapshot()]);
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    if (!this.#commitsOnInput) this.#commitUpTo(checkpointId);
  }

  override close(): void {
    guardCall(this.context, () => this.#committer?.close?.())();
  }

  /** Stops at the first checkpoint of which something is missing. */
  #commitUpTo(checkpointId: number): void {
    this.#lastCompletedCheckpointId = Math.max(this.#lastCompletedCheckpointId, checkpointId);
    for (const checkpoint of this.#collector.upTo(this.#lastCompletedCheckpointId)) {
      if (!checkpoint.hasGloballyReceivedAll()) return;
      checkpoint.commit(this.#commit);
      this.#collector.remove(checkpoint);
    }
  }
}
