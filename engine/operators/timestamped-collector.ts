/**
 * The collector that operators hand to user functions: gives every record the timestamp that the operator set.
 * Answers to Flink's `TimestampedCollector`. One is made per operator and used for every call.
 */
import type { Collector, Output } from "./output";
import { NO_TIMESTAMP } from "../core/index";

export class TimestampedCollector<T> implements Collector<T> {
  readonly #output: Output<T>;
  /** Timestamp in milliseconds of what is collected next; `NO_TIMESTAMP` for none. */
  timestamp: number = NO_TIMESTAMP;

  constructor(output: Output<T>) {
    this.#output = output;
  }

  /** Emits `value` on the main output. */
  collect(value: T): void {
    this.#output.collect(value, this.timestamp);
  }
}
