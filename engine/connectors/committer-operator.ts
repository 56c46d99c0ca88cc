/**
 * The operator of a sink's committer. Answers to Flink 2.3's `CommitterOperator`: what came before a barrier is committed
 * when that checkpoint is complete; without checkpoints, and in batch mode, at the end of the input. After a restore what
 * the checkpoint holds is committed again, so a commit has to be idempotent.
 */
import { AbstractStreamOperator, guardCall, guardUnary } from "../operators/index";
import { type ListState, ListStateDescriptor } from "../state/index";
import { commitAll } from "./commit-request";
import { HeldRecords } from "./sink-trace";
import type { Committer, CommitRequest, SupportsCommitter } from "./sink";
import type { CommittableMessage } from "./sink-writer-operator";

export class CommitterOperator<COMM> extends AbstractStreamOperator<CommittableMessage<COMM>, never> {
  readonly #sink: SupportsCommitter<COMM>;
  readonly #isCheckpointingEnabled: boolean;
  #committer!: Committer<COMM>;
  #commit!: (requests: readonly CommitRequest<COMM>[]) => void;
  #pending: CommittableMessage<COMM>[] = [];
  #state!: ListState<CommittableMessage<COMM>>;
  #held!: HeldRecords;

  constructor(sink: SupportsCommitter<COMM>, isCheckpointingEnabled: boolean) {
    super();
    this.#sink = sink;
    this.#isCheckpointingEnabled = isCheckpointingEnabled;
  }

  override initializeState(): void {
    const { operatorState, subtaskIndex, parallelism, attemptNumber } = this.context;
    const context = { indexOfThisSubtask: subtaskIndex, numberOfParallelSubtasks: parallelism, attemptNumber };
    this.#committer = guardCall(this.context, () => this.#sink.createCommitter(context))();
    this.#commit = guardUnary(this.context, (requests) => this.#committer.commit(requests));
    this.#held = new HeldRecords(this.context, "list of what is to be committed");
    this.#state = operatorState.getListState(new ListStateDescriptor<CommittableMessage<COMM>>("committables"));
    this.#pending = [...this.#state.get()];
    this.#commitUpTo(Number.POSITIVE_INFINITY, "its checkpoint was restored");
  }

  processElement(message: CommittableMessage<COMM>, timestamp: number): void {
    this.#held.hold(timestamp, message.checkpointId);
    if (message.committables.length > 0) this.#pending.push(message);
  }

  override snapshotState(_checkpointId: number): void {
    this.#state.update(this.#pending);
  }

  override endInput(): void {
    if (!this.#isCheckpointingEnabled || this.context.batch) {
      this.#commitUpTo(Number.POSITIVE_INFINITY, "the input ended");
    }
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    this.#commitUpTo(checkpointId, `checkpoint ${checkpointId} is complete`);
  }

  override close(): void {
    guardCall(this.context, () => this.#committer?.close?.())();
  }

  /** Checkpoint by checkpoint: those of one are all committed before those of the next are tried. */
  #commitUpTo(checkpointId: number, reason: string): void {
    this.#held.release(reason, checkpointId);
    const due = this.#pending.filter((message) => message.checkpointId <= checkpointId);
    this.#pending = this.#pending.filter((message) => message.checkpointId > checkpointId);
    const checkpoints = [...new Set(due.map((message) => message.checkpointId))].sort((a, b) => a - b);
    for (const id of checkpoints) {
      const committables = due
        .filter((message) => message.checkpointId === id)
        .flatMap((message) => message.committables);
      commitAll(committables, this.#commit);
    }
  }
}
