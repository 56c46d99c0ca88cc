/**
 * Late, allowed, dropped: the rules in one place. Answers to `cleanupTime`, `isWindowLate` and `isElementLate`
 * of Flink's `WindowOperator`.
 */
import { MAX_TIMESTAMP } from "../core/index";
import type { Window } from "./window";
import { addWindowMillis } from "./window-time";

export class LateDataRules {
  readonly #isEventTime: boolean;
  readonly #allowedLatenessMillis: number;

  constructor(isEventTime: boolean, allowedLatenessMillis: number) {
    this.#isEventTime = isEventTime;
    this.#allowedLatenessMillis = allowedLatenessMillis;
  }

  /** When the window is cleaned up, in its own time domain; `MAX_TIMESTAMP`: never. */
  cleanupTime(window: Window): number {
    const end = window.maxTimestamp();
    const outlives = this.#isEventTime && this.#allowedLatenessMillis > 0;
    return outlives ? cleanupAfter(end, this.#allowedLatenessMillis) : end;
  }

  /** Whether the window was cleaned up by this watermark; windows by the clock are never late. */
  isWindowLate(window: Window, watermark: number): boolean {
    return this.#isEventTime && this.cleanupTime(window) <= watermark;
  }

  /** Whether a record that no window took is late, and not just in none. */
  isElementLate(timestamp: number, watermark: number): boolean {
    return this.#isEventTime && addWindowMillis(timestamp, this.#allowedLatenessMillis) <= watermark;
  }
}

/** `end + lateness`, or never where a Java long would overflow. */
function cleanupAfter(end: number, latenessMillis: number): number {
  const sum = addWindowMillis(end, latenessMillis);
  return sum < end ? MAX_TIMESTAMP : sum;
}
