/**
 * Time arithmetic of patterns at the ends of the range, where `MAX_TIMESTAMP` (2^63) stands for 2^63 - 1 and what is
 * beyond it begins at MIN again, as Java's longs do.
 */
import { addMillis, MAX_TIMESTAMP, MIN_TIMESTAMP, subtractMillis } from "../core/index";

/** `time + millis`; from MAX on it wraps. */
export function later(time: number, millis: number): number {
  if (time === MAX_TIMESTAMP && millis > 0) return MIN_TIMESTAMP + (millis - 1);
  return addMillis(time, millis);
}

/** `now - since` in milliseconds; wraps where a start before 0 is subtracted from MAX. */
export function elapsed(now: number, since: number): number {
  if (now === MAX_TIMESTAMP && since < 0) return MIN_TIMESTAMP - (since + 1);
  return subtractMillis(now, since);
}
