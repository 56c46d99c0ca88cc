/**
 * The operator at the head of a source task. Answers to Flink 2.3's `SourceOperator`. It hands splits to its reader
 * (see `SplitAssignment`), gives each one its watermarks, and obeys watermark alignment.
 */
import { MAX_TIMESTAMP, unsupportedOperation } from "../core/index";
import type { OperatorContext, SourceStreamOperator } from "../operators/index";
import type { WatermarkStrategy } from "../time/index";
import { AlignmentTrace } from "./alignment-trace";
import type { ReaderOutput, ReaderStatus, SourceReader, SourceSplit, SplitSource } from "./source";
import { SourceAlignment } from "./source-alignment";
import { SplitAssignment } from "./split-assignment";
import { SplitWatermarks } from "./split-watermarks";

export class SourceOperator<T, S extends SourceSplit> implements SourceStreamOperator<T> {
  readonly #source: SplitSource<T, S>;
  readonly #strategy: WatermarkStrategy<T>;
  #context!: OperatorContext<T>;
  #reader!: SourceReader<T, S>;
  #assignment!: SplitAssignment<S>;
  /** Splits that the reader has and has not released; only of a source that assigns on request. */
  #unreadSplits = 0;
  #watermarks!: SplitWatermarks<T>;
  #output!: ReaderOutput<T>;
  #alignment: SourceAlignment | null = null;
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
    this.#assignment = new SplitAssignment<S>(this.#source, this.#context, this.#context.operatorState);
  }

  open(): void {
    this.#alignment = this.#createAlignment();
    const watermarks = new SplitWatermarks<T>(this.#context, this.#strategy, this.#alignment);
    this.#watermarks = watermarks;
    this.#output = {
      collect: (splitId, value, timestamp) => watermarks.collect(splitId, value, timestamp),
      watermarkOutput: (splitId) => watermarks.watermarkOutput(splitId),
      releaseOutputForSplit: (splitId) => this.#release(splitId),
    };
    this.#reader = this.#source.createReader(this.#context, () => this.#onAvailable());
    this.addSplits(this.#assignment.start(this.#now()));
    watermarks.start();
    const { discovery } = this.#source;
    if (discovery?.looksAtStart === true) this.#discover();
    if (discovery === undefined || discovery.intervalMillis === null) return;
    this.#context.processingTime.scheduleWithFixedDelay(discovery.intervalMillis, () => this.#discover());
  }

  /** Gives the reader more splits; each stalls event time until it has caught up. */
  addSplits(splits: readonly S[]): void {
    for (const { splitId } of splits) {
      this.#watermarks.addSplit(splitId);
      this.#alignment?.addSplit(splitId);
    }
    this.#unreadSplits += splits.length;
    this.#reader.addSplits(splits);
    this.#onAvailable();
  }

  emitNext(): ReaderStatus {
    if (!this.#hasStarted) this.#start();
    if (this.#alignment?.isWaiting === true) return "nothing-available";
    return this.#reader.pollNext(this.#output, this.#now());
  }

  nextAvailableAt(): number {
    return this.#alignment?.isWaiting === true ? MAX_TIMESTAMP : this.#reader.nextAvailableAt();
  }

  onAvailable(listener: () => void): void {
    this.#onAvailable = listener;
  }

  snapshotState(checkpointId: number): void {
    this.#assignment.snapshot(this.#reader.snapshotState(checkpointId));
  }

  finish(): void {
    this.#alignment?.finish();
  }

  prepareSnapshotPreBarrier(_checkpointId: number): void {}
  close(): void {}

  notifyCheckpointAborted(_checkpointId: number): void {}

  notifyCheckpointComplete(checkpointId: number): void {
    if (this.#reader.notifyCheckpointComplete === undefined) return;
    this.#reader.notifyCheckpointComplete(this.#now(), checkpointId);
    this.#onAvailable();
  }

  #now(): number {
    return this.#context.processingTime.currentProcessingTime();
  }

  /** The reader is done with a split; where it gets one at a time, the next one follows at once. */
  #release(splitId: string): void {
    this.#watermarks.removeSplit(splitId);
    this.#unreadSplits -= 1;
    if (this.#source.assignsOnRequest === true) this.#assignNext();
  }

  #discover(): void {
    this.#assignment.discover(this.#now());
    this.#assignNext();
  }

  #assignNext(): void {
    if (this.#source.assignsOnRequest === true && this.#unreadSplits > 0) return;
    const splits = this.#assignment.next();
    if (splits.length > 0) this.addSplits(splits);
  }

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
