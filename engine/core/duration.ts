/**
 * Lengths of time in whole milliseconds. Answers to the part of `java.time.Duration` that Flink's API takes.
 */
import { illegalArgument } from "./engine-error";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "./timestamp";

/** A length of time; may be negative, as in Java: each API decides what it takes. The ends are `MIN_TIMESTAMP` and `MAX_TIMESTAMP`. */
export class Duration {
  readonly #millis: number;

  private constructor(millis: number) {
    if (!Number.isSafeInteger(millis) && millis !== MAX_TIMESTAMP && millis !== MIN_TIMESTAMP) {
      throw illegalArgument(`A duration is a whole number of milliseconds, not ${millis}.`, {
        hint: "Use a smaller unit, for example Duration.ofMillis(1500) instead of Duration.ofSeconds(1.5).",
      });
    }
    this.#millis = millis;
  }

  static readonly ZERO = new Duration(0);

  static ofMillis(millis: number): Duration {
    return new Duration(millis);
  }

  static ofSeconds(seconds: number): Duration {
    return new Duration(seconds * 1_000);
  }

  static ofMinutes(minutes: number): Duration {
    return new Duration(minutes * 60_000);
  }

  static ofHours(hours: number): Duration {
    return new Duration(hours * 3_600_000);
  }

  static ofDays(days: number): Duration {
    return new Duration(days * 86_400_000);
  }

  /** The length in milliseconds. */
  toMillis(): number {
    return this.#millis;
  }

  isZero(): boolean {
    return this.#millis === 0;
  }

  isNegative(): boolean {
    return this.#millis < 0;
  }

  toString(): string {
    return `${this.#millis} ms`;
  }
}
