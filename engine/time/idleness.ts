/**
 * When an input counts as idle. Answers to Flink 2.3's `WatermarksWithIdleness` and its `IdlenessTimer`.
 *
 * Only ticks look: a tick after new events resets; the first tick without events starts the inactivity clock; a later
 * one marks the output idle once more than the timeout has passed. While idle the wrapped generator is not ticked.
 */
import { illegalArgument } from "../core/index";
import type { RelativeClock } from "./relative-clock";
import type { WatermarkGenerator, WatermarkOutput } from "./watermark-generator";

class IdlenessTimer {
  readonly #clock: RelativeClock;
  readonly #timeoutMillis: number;
  /** Events so far, and at the last tick. */
  #events = 0;
  #eventsAtTick = 0;
  #inactiveSinceMillis: number | null = null;

  constructor(clock: RelativeClock, timeoutMillis: number) {
    this.#clock = clock;
    this.#timeoutMillis = timeoutMillis;
  }

  activity(): void {
    this.#events++;
  }

  checkIfIdle(): boolean {
    if (this.#events !== this.#eventsAtTick) {
      this.#eventsAtTick = this.#events;
      this.#inactiveSinceMillis = null;
      return false;
    }
    const now = this.#clock.relativeTimeMillis();
    if (this.#inactiveSinceMillis === null) {
      this.#inactiveSinceMillis = now;
      return false;
    }
    return now - this.#inactiveSinceMillis > this.#timeoutMillis;
  }
}

/** Wraps a generator; the timeout in milliseconds must be positive. */
export class WatermarksWithIdleness<T> implements WatermarkGenerator<T> {
  readonly #generator: WatermarkGenerator<T>;
  readonly #timer: IdlenessTimer;
  #isIdleNow = false;

  constructor(generator: WatermarkGenerator<T>, idleTimeoutMillis: number, clock: RelativeClock) {
    checkIdleTimeout(idleTimeoutMillis);
    this.#generator = generator;
    this.#timer = new IdlenessTimer(clock, idleTimeoutMillis);
  }

  onEvent(event: T, timestamp: number, output: WatermarkOutput): void {
    this.#generator.onEvent(event, timestamp, output);
    this.#timer.activity();
    this.#isIdleNow = false;
  }

  onPeriodicEmit(output: WatermarkOutput): void {
    if (!this.#timer.checkIfIdle()) {
      this.#generator.onPeriodicEmit(output);
    } else if (!this.#isIdleNow) {
      output.markIdle();
      this.#isIdleNow = true;
    }
  }
}

/** Refuses timeouts that are not positive, with Flink's IllegalArgumentException. */
export function checkIdleTimeout(idleTimeoutMillis: number): void {
  if (idleTimeoutMillis > 0) return;
  throw illegalArgument("idleTimeout must be greater than zero", { context: { idleTimeoutMillis } });
}
