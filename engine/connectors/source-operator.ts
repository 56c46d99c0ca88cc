/**
 * The operator at the head of a source task. Answers to Flink 2.3's `SourceOperator`, with the assignment of splits
 * that a coordinator does there: split i of a fresh start belongs to subtask i modulo the parallelism; after a
 * restore a subtask has the splits that its state holds, at their positions.
 */
import { ListStateDescriptor, type ListState } from "../state/index";
import type { OperatorContext, SourceStreamOperator } from "../operators/index";
import type { WatermarkStrategy } from "../time/index";
import type { ReaderOutput, ReaderStatus, SourceReader, SourceSplit, SplitSource } from "./source";
import { SplitWatermarks } from "./split-watermarks";

/** The name of the splits' state, as in Flink. */
const READER_STATE = "SourceReaderState";
/** Holds something in every snapshot: a subtask that finds it was restored, whether it has splits or not. */
const ASSIGNED_STATE = "SourceSplitsAssigned";

export class SourceOperator<T, S extends SourceSplit> implements SourceStreamOperator<T> {
  readonly #source: SplitSource<T, S>;
  readonly #strategy: WatermarkStrategy<T>;
  #context!: OperatorContext<T>;
  #reader!: SourceReader<T, S>;
  #readerState!: ListState<S>;
  #assignedState!: ListState<boolean>;
  #watermarks!: SplitWatermarks<T>;
  #output!: ReaderOutput<T>;
  #splits: readonly S[] = [];

  constructor(source: SplitSource<T, S>, strategy: WatermarkStrategy<T>) {
    this.#source = source;
    this.#strategy = strategy;
  }

  setup(context: OperatorContext<T>): void {
    this.#context = context;
  }

  initializeState(): void {
    const { operatorState, parallelism, subtaskIndex } = this.#context;
    this.#readerState = operatorState.getListState(new ListStateDescriptor<S>(READER_STATE));
    this.#assignedState = operatorState.getUnionListState(new ListStateDescriptor<boolean>(ASSIGNED_STATE));
    const isRestored = [...this.#assignedState.get()].length > 0;
    this.#splits = isRestored
      ? [...this.#readerState.get()]
      : this.#source.createSplits(parallelism).filter((_split, index) => index % parallelism === subtaskIndex);
  }

  open(): void {
    const watermarks = new SplitWatermarks<T>(this.#context, this.#strategy);
    this.#watermarks = watermarks;
    this.#output = {
      collect: (splitId, value, timestamp) => watermarks.collect(splitId, value, timestamp),
      watermarkOutput: (splitId) => watermarks.watermarkOutput(splitId),
      releaseOutputForSplit: (splitId) => watermarks.removeSplit(splitId),
    };
    this.#reader = this.#source.createReader();
    this.addSplits(this.#splits);
    watermarks.start();
  }

  /** Gives the reader more splits; each stalls event time until it has caught up. */
  addSplits(splits: readonly S[]): void {
    for (const split of splits) this.#watermarks.addSplit(split.splitId);
    this.#reader.addSplits(splits);
  }

  emitNext(): ReaderStatus {
    return this.#reader.pollNext(this.#output, this.#context.processingTime.currentProcessingTime());
  }

  nextAvailableAt(): number {
    return this.#reader.nextAvailableAt();
  }

  snapshotState(_checkpointId: number): void {
    this.#readerState.update(this.#reader.snapshotState());
    this.#assignedState.update([true]);
  }

  prepareSnapshotPreBarrier(_checkpointId: number): void {}
  notifyCheckpointComplete(_checkpointId: number): void {}
  finish(): void {}
  close(): void {}
}
