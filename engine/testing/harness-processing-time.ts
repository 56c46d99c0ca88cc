/**
 * The clock of a harness: it moves only when the test says so, and timers for T fire when it is moved to T or
 * later. Answers to Flink's `TestProcessingTimeService`; a task's timers fire at T + 1 instead.
 */
import { type ProcessingTimeService, type ScheduledCallback, VirtualClock } from "../time/index";

export class HarnessProcessingTime implements ProcessingTimeService {
  readonly #clock: VirtualClock;

  constructor(startMillis: number) {
    this.#clock = new VirtualClock(startMillis);
  }

  currentProcessingTime(): number {
    return this.#clock.now();
  }

  registerTimer(timestamp: number, callback: (timestamp: number) => void): ScheduledCallback {
    return this.#clock.schedule(timestamp, () => callback(timestamp));
  }

  /** Due first one period from now, then one period after the time at which it last ran. */
  scheduleWithFixedDelay(periodMillis: number, callback: () => void): ScheduledCallback {
    let isCancelled = false;
    const run = () => {
      if (isCancelled) return;
      callback();
      scheduled = this.#clock.reschedule(scheduled, this.#clock.now() + periodMillis);
    };
    let scheduled = this.#clock.schedule(this.#clock.now() + periodMillis, run);
    return {
      cancel: () => {
        isCancelled = true;
      },
    };
  }

  /** Moves the clock, then fires everything up to it by time and order of registration; the same time again fires what was missed. */
  moveTo(timeMillis: number): void {
    this.#clock.moveTo(timeMillis);
    this.#clock.runDue();
  }
}
