/**
 * Time arithmetic of windows that reach down to `Long.MIN_VALUE`: event-time sessions of records without timestamp.
 *
 * Down there doubles lie 1024 apart, so that a gap of a few milliseconds would vanish. Inside this area a millisecond
 * after `MIN_TIMESTAMP` is therefore counted as one step of 2048, which keeps every order and every equality that
 * Flink's longs have; what leaves the area is turned back, rounded as a double must.
 */
import { addMillis, MIN_TIMESTAMP } from "../core/index";

const STEP = 2048;

/** Times below this one count in steps; no real event time comes near it. */
const STEPPED_BELOW = MIN_TIMESTAMP + 2 ** 62;

/** `time + millis`, in steps near `MIN_TIMESTAMP`, else wrapping as a Java long does. */
export function addWindowMillis(time: number, millis: number): number {
  return time < STEPPED_BELOW ? time + millis * STEP : addMillis(time, millis);
}

/** The time that an operator's output shows for a time of this area. */
export function shownTime(time: number): number {
  return time < STEPPED_BELOW ? MIN_TIMESTAMP + (time - MIN_TIMESTAMP) / STEP : time;
}
