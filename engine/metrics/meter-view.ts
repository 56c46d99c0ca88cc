/**
 * The rate of a counter over the last minute, in steps of five seconds. Answers to Flink's `MeterView`.
 *
 * Law: the rate is what the counter grew by since the value of a whole time span ago, divided by the whole time span,
 * also while less than that has passed: a rate climbs for a minute before it is right.
 */
import { type Counter, type Meter, SimpleCounter, VIEW_UPDATE_INTERVAL_MILLIS, type View } from "./metrics";

const TIME_SPAN_SECONDS_DEFAULT = 60;

export class MeterView implements Meter, View {
  readonly #counter: Counter;
  readonly #timeSpanSeconds: number;
  /** Of the last updates, as a ring; one more than intervals, since a rate compares both ends. */
  readonly #values: number[];
  #at = 0;
  #rate = 0;

  /** `counted`: the counter that is watched, or what it reads; by default one of its own. */
  constructor(counted: Counter | number = new SimpleCounter(), timeSpanInSeconds = TIME_SPAN_SECONDS_DEFAULT) {
    const span = typeof counted === "number" ? counted : timeSpanInSeconds;
    const interval = VIEW_UPDATE_INTERVAL_MILLIS / 1_000;
    this.#counter = typeof counted === "number" ? new SimpleCounter() : counted;
    this.#timeSpanSeconds = Math.max(span - (span % interval), interval);
    this.#values = new Array<number>(this.#timeSpanSeconds / interval + 1).fill(0);
  }

  markEvent(n = 1): void {
    this.#counter.inc(n);
  }
  getCount(): number {
    return this.#counter.getCount();
  }
  /** Events in a second, as of the last update. */
  getRate(): number {
    return this.#rate;
  }

  update(): void {
    const values = this.#values;
    this.#at = (this.#at + 1) % values.length;
    values[this.#at] = this.#counter.getCount();
    const oldest = values[(this.#at + 1) % values.length] as number;
    this.#rate = ((values[this.#at] as number) - oldest) / this.#timeSpanSeconds;
  }
}
