/**
 * The operator at the head of a source task. Answers to Flink 2.3's `SourceOperator`, with the assignment of splits
 * that a coordinator does there: split i of a fresh start belongs to subtask i modulo the parallelism; after a
 * restore a subtask has the splits that its state holds, at their positions.
 */
import { MAX_TIMESTAMP, unsupportedOperation } from "../core/index";
import { ListStateDescriptor, type ListState } from "../state/index";
import type { OperatorContext, SourceStreamOperator } from "../operators/index";
import type { WatermarkStrategy } from "../time/index";
import { AlignmentTrace } from "./alignment-trace";
import type { ReaderOutput, ReaderStatus, SourceReader, SourceSplit, SplitSource } from "./source";
import { SourceAlignment } from "./source-alignment";
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
  #alignment: SourceAlignment | null = null;
  #splits: readonly S[] = [];
  #hasStarted = false;
  #onAvailable: () => void = () => undefined;

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
    this.#alignment = this.#createAlignment();
    const watermarks = new SplitWatermarks<T>(this.#context, this.#strategy, this.#alignment);
    this.#watermarks = watermarks;
    this.#output = {
      collect: (splitId, value, timestamp) => watermarks.collect(splitId, value, timestamp),
      watermarkOutput: (splitId) => watermarks.watermarkOutput(splitId),
      releaseOutputForSplit: (splitId) => watermarks.removeSplit(splitId),
    };
    this.#reader = this.#source.createReader(this.#context);
    this.addSplits(this.#splits);
    watermarks.start();
  }

  /** Gives the reader more splits; each stalls event time until it has caught up. */
  addSplits(splits: readonly S[]): void {
    for (const { splitId } of splits) {
      this.#watermarks.addSplit(splitId);
      this.#alignment?.addSplit(splitId);
    }
    this.#reader.addSplits(splits);
    this.#onAvailable();
  }

  emitNext(): ReaderStatus {
    if (!this.#hasStarted) this.#start();
    if (this.#alignment?.isWaiting === true) return "nothing-available";
    return this.#reader.pollNext(this.#output, this.#context.processingTime.currentProcessingTime());
  }

  nextAvailableAt(): number {
    return this.#alignment?.isWaiting === true ? MAX_TIMESTAMP : this.#reader.nextAvailableAt();
  }

  onAvailable(listener: () => void): void {
    this.#onAvailable = listener;
  }

  snapshotState(_checkpointId: number): void {
    this.#readerState.update(this.#reader.snapshotState());
    this.#assignedState.update([true]);
  }

  finish(): void {
    this.#alignment?.finish();
  }

  prepareSnapshotPreBarrier(_checkpointId: number): void {}
  notifyCheckpointComplete(_checkpointId: number): void {}
  close(): void {}

  /** Alignment runs from the moment at which the task first asks for an element. */
  #start(): void {
    this.#hasStarted = true;
    const alignment = this.#alignment;
    const params = this.#strategy.alignmentParameters;
    if (alignment === null || params === null) return;
    alignment.start();
    this.#context.processingTime.scheduleWithFixedDelay(params.updateIntervalMillis, () => alignment.sampleAndReport());
  }

  #createAlignment(): SourceAlignment | null {
    const context = this.#context;
    const params = this.#strategy.alignmentParameters;
    if (params === null) return null;
    const report = context.joinAlignmentGroup(params, (maxDesired) => this.#alignment?.announce(maxDesired));
    return new SourceAlignment(
      context.watermarkAlignment,
      {
        pauseOrResumeSplits: (toPause, toResume) => this.#pauseOrResumeSplits(toPause, toResume),
        setWaiting: (waiting) => {
          this.#watermarks.setMainPaused(waiting);
          if (!waiting) this.#onAvailable();
        },
        report,
      },
      new AlignmentTrace(context),
    );
  }

  #pauseOrResumeSplits(toPause: readonly string[], toResume: readonly string[]): void {
    if (this.#reader.pauseOrResumeSplits === undefined) throw splitsCannotBePaused();
    this.#reader.pauseOrResumeSplits(toPause, toResume);
    this.#watermarks.pauseOrResumeSplits(toPause, toResume);
    if (toResume.length > 0) this.#onAvailable();
  }
}

/** A reader that is to pause a split and cannot: Java's `UnsupportedOperationException`. */
function splitsCannotBePaused(): Error {
  return unsupportedOperation(
    "This source reader does not support pausing or resuming splits which can lead to unaligned splits.",
    {
      hint: "Implement pauseOrResumeSplits in the reader, or set allowUnalignedSourceSplits: its splits then drift apart.",
    },
  );
}
