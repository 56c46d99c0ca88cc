/**
 * Which folder an element goes to. Answers to Flink's `BucketAssigner`, `DateTimeBucketAssigner` and
 * `BasePathBucketAssigner`.
 */

/** Times in milliseconds; `timestamp` null for an element without. */
export type BucketAssignerContext = {
  currentProcessingTime(): number;
  currentWatermark(): number;
  timestamp(): number | null;
};

export interface BucketAssigner<T> {
  /** A folder below the sink's path, empty for that itself. */
  getBucketId(element: T, context: BucketAssignerContext): string;
}

/** Everything into the sink's own folder. */
export class BasePathBucketAssigner implements BucketAssigner<unknown> {
  getBucketId(): string {
    return "";
  }
}

/** A folder for each hour of processing time in UTC: `2026-01-31--17`. */
export class DateTimeBucketAssigner implements BucketAssigner<unknown> {
  getBucketId(_element: unknown, context: BucketAssignerContext): string {
    const iso = new Date(context.currentProcessingTime()).toISOString();
    return `${iso.slice(0, 10)}--${iso.slice(11, 13)}`;
  }
}
