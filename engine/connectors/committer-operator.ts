/**
 * The operator of a sink's committer. Answers to Flink 2.3's `CommitterOperator`: what came before a barrier is committed
 * when that checkpoint is complete; without checkpoints, and in batch mode, at the end of the input. After a restore what
 * the checkpoint holds is committed again, so a commit has to be idempotent.
 */
import { NO_TIMESTAMP } from "../core/index";
import { AbstractStreamOperator, guardCall, guardUnary } from "../operators/index";
import { type ListState, ListStateDescriptor } from "../state/index";
import {
  type CheckpointCommittables,
  type CheckpointCommittablesSnapshot,
  CommittableCollector,
} from "./committable-collector";
import { type CommittableMessage, CommittableSummary, CommittableWithLineage } from "./committable-message";
import { committerContext } from "./sink-contexts";
import { HeldRecords } from "./sink-trace";
import type { Committer, CommitRequest, SupportsCommitter } from "./sink";

export type CommitterOperatorSettings = {
  readonly isCheckpointingEnabled: boolean;
  /** Whether operators stand behind the committer, which get what was committed. */
  readonly emitsDownstream: boolean;
};

export class CommitterOperator<COMM> extends AbstractStreamOperator<
  CommittableMessage<COMM>,
  CommittableMessage<COMM>
> {
  readonly #sink: SupportsCommitter<COMM>;
  readonly #settings: CommitterOperatorSettings;
  #collector!: CommittableCollector<COMM>;
  #committer!: Committer<COMM>;
  #commit!: (requests: readonly CommitRequest<COMM>[]) => void;
  #lastCompletedCheckpointId = 0;
  #state!: ListState<readonly CheckpointCommittablesSnapshot<COMM>[]>;
  #held!: HeldRecords;

  constructor(sink: SupportsCommitter<COMM>, settings: CommitterOperatorSettings) {
    super();
    this.#sink = sink;
    this.#settings = settings;
  }

  override initializeState(): void {
    const { operatorState, restoredCheckpointId, metricGroup } = this.context;
    this.#collector = new CommittableCollector<COMM>(metricGroup);
    this.#committer = guardCall(this.context, () => this.#sink.createCommitter(committerContext(this.context)))();
    this.#commit = guardUnary(this.context, (requests) => this.#committer.commit(requests));
    this.#held = new HeldRecords(this.context, "list of what is to be committed");
    this.#state = operatorState.getListState(
      new ListStateDescriptor<readonly CheckpointCommittablesSnapshot<COMM>[]>("streaming_committer_raw_states"),
    );
    if (restoredCheckpointId === null) return;
    for (const snapshot of this.#state.get()) this.#collector.merge(snapshot);
    this.#commitUpTo(restoredCheckpointId, "its checkpoint was restored");
  }

  processElement(message: CommittableMessage<COMM>, timestamp: number): void {
    this.#collector.addMessage(message);
    if (!(message instanceof CommittableSummary)) this.#held.hold(timestamp, message.checkpointId);
  }

  override snapshotState(_checkpointId: number): void {
    this.#state.update([this.#collector.snapshot()]);
  }

  override endInput(): void {
    if (!this.#settings.isCheckpointingEnabled || this.context.batch) {
      this.#commitUpTo(Number.POSITIVE_INFINITY, "the input ended");
    }
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    const upTo = Math.max(this.#lastCompletedCheckpointId, checkpointId);
    this.#commitUpTo(upTo, `checkpoint ${checkpointId} is complete`);
  }

  override close(): void {
    guardCall(this.context, () => this.#committer?.close?.())();
  }

  /** Checkpoint by checkpoint: those of one are all committed before those of the next are tried. */
  #commitUpTo(checkpointId: number, reason: string): void {
    this.#lastCompletedCheckpointId = checkpointId;
    this.#held.release(reason, checkpointId);
    for (const checkpoint of this.#collector.upTo(checkpointId)) {
      checkpoint.commit(this.#commit);
      if (this.#settings.emitsDownstream) this.#emit(checkpoint);
      this.#collector.remove(checkpoint);
    }
  }

  #emit(checkpoint: CheckpointCommittables<COMM>): void {
    const { subtaskIndex, parallelism } = this.context;
    const { checkpointId, successful } = checkpoint;
    const subtasks = Math.min(parallelism, checkpoint.numberOfSubtasks);
    const summary = new CommittableSummary(subtaskIndex, subtasks, checkpointId, successful.length, 0);
    this.output.collect(summary, NO_TIMESTAMP);
    for (const committable of successful) {
      this.output.collect(new CommittableWithLineage(committable, checkpointId, subtaskIndex), NO_TIMESTAMP);
    }
  }
}
