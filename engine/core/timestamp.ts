/**
 * Event time in milliseconds, as a JavaScript number.
 *
 * Flink's timestamps are Java longs. A double holds every time a learner meets exactly; only the two
 * ends of the range are special, so they are sentinels here: `MIN_TIMESTAMP` is `Long.MIN_VALUE` and
 * `MAX_TIMESTAMP` stands for `Long.MAX_VALUE` (2^63 - 1, which a double rounds to 2^63).
 * `NO_TIMESTAMP` marks a record that has none; it lies below every timestamp, so that it can never be
 * mistaken for one, and reads as `MIN_TIMESTAMP` where Flink's `StreamRecord.getTimestamp()` does.
 *
 * Arithmetic that may reach the ends goes through `addMillis` and `subtractMillis`, which wrap as Java does.
 */

/** `Long.MIN_VALUE`: the watermark before any watermark. */
export const MIN_TIMESTAMP = -(2 ** 63);

/** `Long.MAX_VALUE`: the watermark at the end of input. */
export const MAX_TIMESTAMP = 2 ** 63;

/** The timestamp of a record that has none. */
export const NO_TIMESTAMP = Number.NEGATIVE_INFINITY;

const RANGE = 2 ** 64;

/** `a + b` in milliseconds, wrapping beyond the range of a Java long. */
export function addMillis(a: number, b: number): number {
  const sum = a + b;
  if (sum > MAX_TIMESTAMP) return sum - RANGE;
  return sum < MIN_TIMESTAMP ? sum + RANGE : sum;
}

/** `a - b` in milliseconds, wrapping beyond the range of a Java long. */
export function subtractMillis(a: number, b: number): number {
  const difference = a - b;
  if (difference > MAX_TIMESTAMP) return difference - RANGE;
  return difference < MIN_TIMESTAMP ? difference + RANGE : difference;
}

/** What Flink's `StreamRecord.getTimestamp()` reads: `MIN_TIMESTAMP` for a record without timestamp. */
export function timestampOrMin(timestamp: number): number {
  return timestamp === NO_TIMESTAMP ? MIN_TIMESTAMP : timestamp;
}

/** A timestamp for traces and messages: `MIN`, `MAX`, `none` or the number of milliseconds. */
export function formatTimestamp(timestamp: number): string {
  if (timestamp === NO_TIMESTAMP) return "none";
  if (timestamp === MIN_TIMESTAMP) return "MIN";
  return timestamp === MAX_TIMESTAMP ? "MAX" : String(timestamp);
}
