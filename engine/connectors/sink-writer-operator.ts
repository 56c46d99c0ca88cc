/**
 * The operator of a sink's writer. Answers to Flink 2.3's `SinkWriterOperator` with `StatefulSinkWriterStateHandler`:
 * before each barrier, and at the end of the input, the writer is flushed and its committables go on to the committer;
 * a writer with state is snapshotted, and made from that after a restore.
 */
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import { AbstractStreamOperator, asUserCodeError, guardCall, guardUnary } from "../operators/index";
import { type ListState, ListStateDescriptor } from "../state/index";
import { type CommittableMessage, CommittableSummary, CommittableWithLineage } from "./committable-message";
import { HeldRecords } from "./sink-trace";
import { writerContext } from "./sink-contexts";
import {
  type CommittingSinkWriter,
  type Sink,
  type SinkWriter,
  type SinkWriterContext,
  type StatefulSinkWriter,
  supportsWriterState,
} from "./sink";

export class SinkWriterOperator<T, COMM> extends AbstractStreamOperator<T, CommittableMessage<COMM>> {
  readonly #sink: Sink<T>;
  readonly #emitsCommittables: boolean;
  #writer!: SinkWriter<T>;
  #lastKnownCheckpointId = 0;
  /** Of a writer with state. */
  #writerState: ListState<unknown> | null = null;
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
    this.#lastKnownCheckpointId = this.context.restoredCheckpointId ?? 0;
    this.#writer = guardCall(this.context, () => this.#createWriter())();
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
    if (this.#writerState === null) return;
    const writer = this.#writer as StatefulSinkWriter<T, unknown>;
    this.#writerState.update(guardCall(this.context, () => writer.snapshotState(checkpointId))());
  }

  override endInput(): void {
    if (this.#endOfInput) return;
    this.#endOfInput = true;
    this.#flush(true);
    this.#emitCommittables(this.#lastKnownCheckpointId + 1);
  }

  override close(): void {
    guardCall(this.context, () => this.#writer?.close?.())();
  }

  #createWriter(): SinkWriter<T> {
    const sink = this.#sink;
    const context = writerContext(this.context);
    if (!supportsWriterState(sink)) return sink.createWriter(context);
    const state = this.context.operatorState.getListState(new ListStateDescriptor<unknown>("writer_raw_states"));
    this.#writerState = state;
    if (this.context.restoredCheckpointId === null) return sink.createWriter(context);
    return sink.restoreWriter(context, [...state.get()]);
  }

  #emitCommittables(checkpointId: number): void {
    this.#lastKnownCheckpointId = checkpointId;
    if (!this.#emitsCommittables) return;
    const writer = this.#writer as CommittingSinkWriter<T, COMM>;
    const committables = guardCall(this.context, () => writer.prepareCommit())();
    const reason = this.#endOfInput ? "the input ended" : `checkpoint ${checkpointId} is being taken`;
    const { subtaskIndex, parallelism } = this.context;
    const summary = new CommittableSummary(subtaskIndex, parallelism, checkpointId, committables.length, 0);
    this.output.collect(summary, NO_TIMESTAMP);
    this.#held.release(reason, 0, committables.length > 0 ? "a committable" : null);
    for (const committable of committables) {
      this.output.collect(new CommittableWithLineage(committable, checkpointId, subtaskIndex), NO_TIMESTAMP);
    }
  }
}
