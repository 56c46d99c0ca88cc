/**
 * Clocks that measure spans. Answers to Flink's `RelativeClock` and `PausableRelativeClock`.
 */
import { illegalState } from "../core/index";

export interface RelativeClock {
  /** Milliseconds since some moment that never changes. */
  relativeTimeMillis(): number;
}

/** Stands still while anything pauses it: back-pressure, watermark alignment. Pauses nest. */
export class PausableRelativeClock implements RelativeClock {
  readonly #base: RelativeClock;
  #pauses = 0;
  #pausedAtMillis = 0;
  #pausedMillis = 0;

  constructor(base: RelativeClock) {
    this.#base = base;
  }

  relativeTimeMillis(): number {
    const now = this.#pauses > 0 ? this.#pausedAtMillis : this.#base.relativeTimeMillis();
    return now - this.#pausedMillis;
  }

  pause(): void {
    if (this.#pauses === 0) this.#pausedAtMillis = this.#base.relativeTimeMillis();
    this.#pauses++;
  }

  /** Ends one pause. A clock that is not paused refuses with Flink's IllegalStateException. */
  unPause(): void {
    if (this.#pauses === 0) throw illegalState("The clock is not paused.");
    this.#pauses--;
    if (this.#pauses === 0) this.#pausedMillis += this.#base.relativeTimeMillis() - this.#pausedAtMillis;
  }
}
