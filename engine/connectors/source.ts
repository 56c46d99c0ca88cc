/**
 * The contracts of sources. Answers to Flink's `Source`, `SourceReader` and `SourceSplit` (FLIP-27).
 *
 * A source is cut into splits; each subtask reads its share through a reader. The position in each split is what
 * a checkpoint holds, so that a restore rewinds. A reader obeys: one element per `pollNext`; what it snapshots
 * makes a new reader go on exactly behind the last element it emitted.
 */
import type { MetricGroup } from "../metrics/index";
import type { OutsidePort, SourceStreamOperator, UserCallSite } from "../operators/index";
import type { WatermarkOutput, WatermarkStrategy } from "../time/index";

/** What a program reads from. */
export interface Source<T> {
  /** Whether the source ends; absent: it does. Flink's `Source.getBoundedness`. */
  readonly boundedness?: "BOUNDED" | "CONTINUOUS_UNBOUNDED";
  /** The operator of one subtask; watermarks and timestamps by the strategy, for each split on its own. */
  createReaderOperator(strategy: WatermarkStrategy<T>): SourceStreamOperator<T>;
}

/** A part of a source that one subtask reads; plain data with the position in it. */
export interface SourceSplit {
  readonly splitId: string;
}

/**
 * Where a reader emits: to the output of one split, which has its own watermark generator, or, with null for the
 * split, to its main output, which has one too.
 */
export interface ReaderOutput<T> {
  /** `timestamp` in milliseconds, `MIN_TIMESTAMP` for none. */
  collect(splitId: string | null, value: T, timestamp: number): void;
  /** For readers that make watermarks themselves. */
  watermarkOutput(splitId: string | null): WatermarkOutput;
  /** The split is read to its end and holds back event time no longer. */
  releaseOutputForSplit(splitId: string): void;
}

export type ReaderStatus = "more" | "nothing-available" | "end-of-input";

export interface SourceReader<T, S extends SourceSplit> {
  addSplits(splits: readonly S[]): void;
  /**
   * For watermark alignment: emits nothing of the splits to pause until they are resumed. A reader without this method
   * fails the job when a split has to be paused.
   */
  pauseOrResumeSplits?(toPause: readonly string[], toResume: readonly string[]): void;
  /** Emits at most one element that has arrived by `nowMillis`. */
  pollNext(output: ReaderOutput<T>, nowMillis: number): ReaderStatus;
  /** When the next element arrives, in milliseconds of the clock; `MAX_TIMESTAMP` when none will. */
  nextAvailableAt(): number;
  /** The splits that are not read to their ends, each with its position. */
  snapshotState(checkpointId: number): S[];
  /** A checkpoint is complete: the reader may go on where it waited for that. */
  notifyCheckpointComplete?(nowMillis: number, checkpointId: number): void;
}

/** What a reader may know of where it runs. Answers to Flink's `SourceReaderContext`. */
export interface SourceReaderContext extends UserCallSite {
  readonly subtaskIndex: number;
  readonly parallelism: number;
  /** Where the reader registers metrics of its own, such as `pendingRecords`. */
  readonly metricGroup: MetricGroup;
  /** The line to systems outside of the job. */
  readonly outside: OutsidePort;
}

/** How a source is cut and read. */
export interface SplitSource<T, S extends SourceSplit> {
  /** All splits, from their beginnings; `parallelism` as a hint. Same arguments, same splits. */
  createSplits(parallelism: number, nowMillis: number): readonly S[];
  /** `wake` says that there may be an element earlier than the reader's `nextAvailableAt` said. */
  createReader(context: SourceReaderContext, wake: () => void): SourceReader<T, S>;
  /** The subtask that reads a split; without it split i belongs to subtask i modulo the parallelism. */
  ownerOf?(split: S, parallelism: number): number;
  /**
   * A reader gets its splits one at a time, the next when it is done with one (`releaseOutputForSplit`): a split that
   * nobody reads yet holds back no event time. Otherwise it gets all at once.
   */
  readonly assignsOnRequest?: boolean;
  /** Of a source whose splits come while it runs. */
  readonly discovery?: SplitDiscovery<S>;
}

/** Where splits come from while a source runs; splits that were there at the start come from `createSplits`. */
export interface SplitDiscovery<S extends SourceSplit> {
  /** How often to look, in milliseconds of processing time; null: not again. */
  readonly intervalMillis: number | null;
  /** Whether a restored source looks at once for splits that it does not know. */
  readonly looksAtStart?: boolean;
  /** All splits that there are at that time, those of the start first; a split keeps its place in this list. */
  splitsAt(nowMillis: number): readonly S[];
}
