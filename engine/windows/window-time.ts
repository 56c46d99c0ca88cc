/**
 * Time arithmetic of windows that reach down to `Long.MIN_VALUE`: event-time sessions of records without timestamp,
 * and windows of records at `Long.MAX_VALUE` (what count windows emit), whose ends wrap around.
 *
 * Down there doubles lie 1024 apart, so that a gap of a few milliseconds would vanish. Inside this area a millisecond
 * after `MIN_TIMESTAMP` is therefore counted as one step of 2048, which keeps every order and every equality that
 * Flink's longs have; what leaves the area is turned back, rounded as a double must.
 */
import { addMillis, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";

const STEP = 2048;

/** How far the doubles next to MIN lie apart. */
const DOUBLES_APART_AT_MIN = 1024;

/** Times below this one count in steps; no real event time comes near it. */
const STEPPED_BELOW = MIN_TIMESTAMP + 2 ** 62;

/**
 * `time + millis`, in steps near `MIN_TIMESTAMP`, else wrapping as a Java long does: from MAX on it goes on at MIN, and
 * from MIN down at MAX.
 */
export function addWindowMillis(time: number, millis: number): number {
  if (time === MAX_TIMESTAMP && millis > 0) return MIN_TIMESTAMP + (millis - 1) * STEP;
  if (time >= STEPPED_BELOW) return addMillis(time, millis);
  const stepped = time + millis * STEP;
  return stepped < MIN_TIMESTAMP ? MAX_TIMESTAMP : stepped;
}

const LONG_MAX = 2n ** 63n - 1n;

/** How many milliseconds before MAX the latest window that holds it begins: exact, where doubles are too coarse. */
export function remainderAtMax(offsetMillis: number, slideMillis: number): number {
  const remainder = Number(BigInt.asIntN(64, LONG_MAX - BigInt(offsetMillis)) % BigInt(slideMillis));
  return remainder < 0 ? remainder + slideMillis : remainder;
}

/** The double nearest to a time of this area, as windows show their bounds. */
export function shownTime(time: number): number {
  return time < STEPPED_BELOW ? MIN_TIMESTAMP + (time - MIN_TIMESTAMP) / STEP : time;
}

/** The timestamp of what a window that ends in this area emits: a time right behind MIN is no missing timestamp. */
export function shownTimestamp(time: number): number {
  const shown = shownTime(time);
  return shown === MIN_TIMESTAMP && time > MIN_TIMESTAMP ? MIN_TIMESTAMP + DOUBLES_APART_AT_MIN : shown;
}

/** The Java long that a time of this area stands for; a double near MAX is too coarse to be told from MAX. */
export function javaLong(time: number): bigint {
  if (time >= MAX_TIMESTAMP) return LONG_MAX;
  return time < STEPPED_BELOW
    ? BigInt(MIN_TIMESTAMP) + BigInt(Math.trunc((time - MIN_TIMESTAMP) / STEP))
    : BigInt(time);
}
