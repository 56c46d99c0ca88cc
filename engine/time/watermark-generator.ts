/**
 * Where watermarks come from. Answers to Flink's `WatermarkGenerator` and `WatermarkOutput`.
 */

import type { RelativeClock } from "./relative-clock";

export interface WatermarkOutput {
  emitWatermark(timestamp: number): void;
  markIdle(): void;
  markActive(): void;
}

export interface WatermarkGenerator<T> {
  /** Called for each record after it was emitted; `timestamp` in milliseconds, `MIN_TIMESTAMP` for none. */
  onEvent(event: T, timestamp: number, output: WatermarkOutput): void;
  /** Called at each tick of `pipeline.auto-watermark-interval`. */
  onPeriodicEmit(output: WatermarkOutput): void;
}

/** What a generator is made with: Flink's `WatermarkGeneratorSupplier.Context`. */
export interface WatermarkGeneratorContext {
  /** Measures how long the input was inactive: it stands still under back-pressure and while the split is paused. */
  readonly inputActivityClock: RelativeClock;
}

/** Extracts event time in milliseconds; `recordTimestamp` is `MIN_TIMESTAMP` where the record has none. */
export type TimestampAssigner<T> = (element: T, recordTimestamp: number) => number;

/** Where an assigner works. Flink's `TimestampAssignerSupplier.Context`, which has the operator's metrics there. */
export interface TimestampAssignerContext {
  readonly operatorName: string;
  readonly subtaskIndex: number;
}

/**
 * An assigner as a program gives it: the function, an object with Flink's `extractTimestamp`, or one with
 * `createTimestampAssigner`, Flink's `TimestampAssignerSupplier`, which makes an assigner for each subtask.
 */
export type TimestampAssignerLike<T> =
  | TimestampAssigner<T>
  | { extractTimestamp(element: T, recordTimestamp: number): number }
  | { createTimestampAssigner(context: TimestampAssignerContext): TimestampAssigner<T> };
