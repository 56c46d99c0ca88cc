/**
 * Sources of one group wait for each other: what a strategy and a job say about it, and what a coordinator makes of the
 * reports. Answers to Flink 2.3's `WatermarkAlignmentParams` and the aggregation in its `SourceCoordinator`.
 */
import { illegalArgument, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";

/** Flink's `WatermarkAlignmentParams`. */
export type WatermarkAlignmentParams = {
  /** Sources that name the same group are aligned with each other, wherever they are in the job. */
  readonly watermarkGroup: string;
  /** How far a source may run ahead of the slowest of the group, in milliseconds. */
  readonly maxAllowedWatermarkDriftMillis: number;
  /** How often sources report and the limit is announced, in milliseconds of processing time. */
  readonly updateIntervalMillis: number;
};

/** What holds for all sources of a job. */
export type WatermarkAlignmentSettings = {
  /** `pipeline.watermark-alignment.buffer-size`: how many samples old the watermark is that is compared with the limit. */
  readonly bufferSize: number;
  /** `pipeline.watermark-alignment.allow-unaligned-source-splits`: take readers that cannot pause splits. */
  readonly allowUnalignedSourceSplits: boolean;
};

export const WATERMARK_ALIGNMENT_DEFAULTS: WatermarkAlignmentSettings = {
  bufferSize: 3,
  allowUnalignedSourceSplits: false,
};

/** Refuses an interval that no timer can have, with the IllegalArgumentException of Java's scheduler. */
export function checkAlignmentParams(params: WatermarkAlignmentParams): WatermarkAlignmentParams {
  if (params.updateIntervalMillis > 0) return params;
  throw illegalArgument("The update interval of watermark alignment must be greater than zero.", {
    context: { updateIntervalMillis: params.updateIntervalMillis },
  });
}

/** The least of the watermarks that were reported, by who reported them. */
export class WatermarkAggregator<K> {
  readonly #watermarks = new Map<K, number>();

  /** Those that have reported, in the order of their first report. */
  keys(): IterableIterator<K> {
    return this.#watermarks.keys();
  }

  /** Takes a report; a later one replaces an earlier one, also by a smaller watermark. Whether the least one changed. */
  aggregate(key: K, watermark: number): boolean {
    const before = this.aggregatedWatermark;
    this.#watermarks.set(key, watermark);
    return this.aggregatedWatermark !== before;
  }

  /** `MIN_TIMESTAMP` before the first report. */
  get aggregatedWatermark(): number {
    if (this.#watermarks.size === 0) return MIN_TIMESTAMP;
    let least = MAX_TIMESTAMP;
    for (const watermark of this.#watermarks.values()) least = Math.min(least, watermark);
    return least;
  }
}

/** What a source may reach at most: the group's watermark and the drift, `MAX_TIMESTAMP` where that leaves the range. */
export function maxAllowedWatermark(groupWatermark: number, maxAllowedDriftMillis: number): number {
  const sum = groupWatermark + maxAllowedDriftMillis;
  return sum >= MAX_TIMESTAMP || sum < MIN_TIMESTAMP ? MAX_TIMESTAMP : sum;
}
