/**
 * Where watermarks come from. Answers to Flink's `WatermarkGenerator` and `WatermarkOutput`.
 */

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

/** Extracts event time in milliseconds; `recordTimestamp` is `MIN_TIMESTAMP` where the record has none. */
export type TimestampAssigner<T> = (element: T, recordTimestamp: number) => number;
