/**
 * How much of each second is spent in some condition, over the last minute in steps of five seconds. Answers to Flink's
 * `TimerGauge`. Whoever owns it says when the condition starts and ends and when an interval is over, on its clock.
 *
 * Law: a measurement under way counts up to the moment of the update. While the window is not full, the average is over
 * the intervals that have been, each taken as whole. The value is clamped to 0 to 1000 ms a second.
 */
import { type Gauge, VIEW_UPDATE_INTERVAL_MILLIS } from "./metrics";

const INTERVALS = 60_000 / VIEW_UPDATE_INTERVAL_MILLIS;
const INTERVAL_SECONDS = VIEW_UPDATE_INTERVAL_MILLIS / 1_000;

export class TimerGauge implements Gauge<number> {
  /** Of the last intervals, as a ring, in milliseconds. */
  readonly #values = new Array<number>(INTERVALS).fill(0);
  #at = 0;
  #isWindowFull = false;
  #value = 0;
  #countMillis = 0;
  #accumulatedMillis = 0;
  #startedAt: number | null = null;
  #countedUntil = 0;
  #longestMillis = 0;
  #longestBeforeMillis = 0;

  /** The condition holds from now on. */
  markStart(now: number): void {
    if (this.#startedAt !== null) return;
    this.#startedAt = now;
    this.#countedUntil = now;
  }

  /** The condition has ended. */
  markEnd(now: number): void {
    if (this.#startedAt === null) return;
    this.#countTo(now, this.#startedAt);
    this.#startedAt = null;
  }

  /** An interval is over. */
  update(now: number): void {
    if (this.#startedAt !== null) this.#countTo(now, this.#startedAt);
    this.#updateValue();
    this.#longestBeforeMillis = this.#longestMillis;
    this.#countMillis = 0;
    this.#longestMillis = 0;
  }

  /** Milliseconds a second, 0 to 1000, as of the last update. */
  getValue(): number {
    return this.#value;
  }

  /** The longest measurement that ended, or went on, in the last whole interval, in milliseconds. */
  get maxSingleMeasurement(): number {
    return this.#longestBeforeMillis;
  }

  /** All the time that was ever measured, in milliseconds; a measurement under way up to the last update. */
  get accumulatedCount(): number {
    return this.#accumulatedMillis;
  }

  get isMeasuring(): boolean {
    return this.#startedAt !== null;
  }

  #countTo(now: number, startedAt: number): void {
    const millis = now - this.#countedUntil;
    this.#countMillis += millis;
    this.#accumulatedMillis += millis;
    this.#countedUntil = now;
    this.#longestMillis = Math.max(this.#longestMillis, now - startedAt);
  }

  #updateValue(): void {
    if (this.#at === INTERVALS - 1) this.#isWindowFull = true;
    this.#values[this.#at] = this.#countMillis;
    this.#at = (this.#at + 1) % INTERVALS;
    const counted = this.#isWindowFull ? INTERVALS : this.#at;
    let total = 0;
    for (let index = 0; index < counted; index += 1) total += this.#values[index] as number;
    this.#value = Math.max(Math.min(Math.trunc(total / (INTERVAL_SECONDS * counted)), 1_000), 0);
  }
}
