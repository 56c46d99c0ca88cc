/**
 * The operator of a sink's writer. Answers to Flink 2.3's `SinkWriterOperator`: before each barrier, and at the end of
 * the input, the writer is flushed and its committables go on to the committer.
 */
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import { AbstractStreamOperator, asUserCodeError, guardCall, guardUnary } from "../operators/index";
import { type ListState, ListStateDescriptor } from "../state/index";
import { HeldRecords } from "./sink-trace";
import type { CommittingSinkWriter, Sink, SinkWriter, SinkWriterContext } from "./sink";

/** What flows from writers to committers. Flink's `CommittableMessage`. */
export type CommittableMessage<COMM> = { readonly checkpointId: number; readonly committables: readonly COMM[] };

/** Whatever the checkpoint after the end will be called, it is later than the last one. */
const LAST_CHECKPOINT = "lastKnownCheckpointId";

export class SinkWriterOperator<T, COMM> extends AbstractStreamOperator<T, CommittableMessage<COMM>> {
  readonly #sink: Sink<T>;
  readonly #emitsCommittables: boolean;
  #writer!: SinkWriter<T>;
  #lastCheckpointId = 0;
  #state!: ListState<number>;
  #timestamp = NO_TIMESTAMP;
  #watermark = MIN_TIMESTAMP;
  #endOfInput = false;
  #flush!: (endOfInput: boolean) => void;
  #held!: HeldRecords;
  readonly #recordContext: SinkWriterContext = {
    currentWatermark: () => this.#watermark,
    timestamp: () => (this.#timestamp <= MIN_TIMESTAMP ? null : this.#timestamp),
  };

  constructor(sink: Sink<T>, emitsCommittables: boolean) {
    super();
    this.#sink = sink;
    this.#emitsCommittables = emitsCommittables;
  }

  override initializeState(): void {
    const { operatorState, subtaskIndex, parallelism, attemptNumber, processingTime } = this.context;
    this.#state = operatorState.getUnionListState(new ListStateDescriptor<number>(LAST_CHECKPOINT));
    this.#lastCheckpointId = Math.max(0, ...this.#state.get());
    const context = {
      indexOfThisSubtask: subtaskIndex,
      numberOfParallelSubtasks: parallelism,
      attemptNumber,
      currentProcessingTime: () => processingTime.currentProcessingTime(),
    };
    this.#writer = guardCall(this.context, () => this.#sink.createWriter(context))();
    this.#held = new HeldRecords(this.context, "batch of the writer");
    this.#flush = guardUnary(this.context, (endOfInput: boolean) => this.#writer.flush(endOfInput));
  }

  processElement(value: T, timestamp: number): void {
    this.#timestamp = timestamp;
    try {
      this.#writer.write(value, this.#recordContext);
    } catch (error) {
      throw asUserCodeError(this.context, value, error);
    }
    if (this.#emitsCommittables) this.#held.hold(timestamp);
  }

  override processWatermark(timestamp: number): void {
    super.processWatermark(timestamp);
    this.#watermark = timestamp;
    guardCall(this.context, () => this.#writer.writeWatermark?.(timestamp))();
  }

  override prepareSnapshotPreBarrier(checkpointId: number): void {
    if (this.#endOfInput) return;
    this.#flush(false);
    this.#emitCommittables(checkpointId);
  }

  override snapshotState(checkpointId: number): void {
    this.#state.update([checkpointId]);
  }

  override endInput(): void {
    if (this.#endOfInput) return;
    this.#endOfInput = true;
    this.#flush(true);
    this.#emitCommittables(this.#lastCheckpointId + 1);
  }

  override close(): void {
    guardCall(this.context, () => this.#writer?.close?.())();
  }

  #emitCommittables(checkpointId: number): void {
    this.#lastCheckpointId = checkpointId;
    if (!this.#emitsCommittables) return;
    const writer = this.#writer as CommittingSinkWriter<T, COMM>;
    const committables = guardCall(this.context, () => writer.prepareCommit())();
    const reason = this.#endOfInput ? "the input ended" : `checkpoint ${checkpointId} is being taken`;
    this.#held.release(reason, 0, "a committable");
    this.output.collect({ checkpointId, committables: [...committables] }, NO_TIMESTAMP);
  }
}
