/**
 * Looks at all tasks when the clock is about to move, and tells their metrics when an interval is over, and their
 * debloaters when a period is. Answers to Flink's `ViewUpdater`, which does so every five seconds from the start of the
 * cluster on. It registers nothing with the clock, so that a run takes the same steps whether somebody reads its metrics
 * or not.
 */
import { VIEW_UPDATE_INTERVAL_MILLIS } from "../metrics/index";
import type { VirtualClock } from "../time/index";
import type { Task } from "./task";

/** After that many intervals in which nothing happens no metric changes any more. */
const INTERVALS_REMEMBERED = 13;
/** After that many periods in which nothing happens no size of buffers changes any more. */
const PERIODS_REMEMBERED = 400;

export class MetricUpdates {
  readonly #clock: VirtualClock;
  readonly #debloatPeriodMillis: number;
  #tasks: readonly Task[] = [];
  #nextAt: number;
  #nextDebloatAt: number;
  #lastAt: number;

  /** `debloatPeriodMillis`: infinite where buffers keep their size. */
  constructor(clock: VirtualClock, debloatPeriodMillis: number) {
    this.#clock = clock;
    this.#debloatPeriodMillis = debloatPeriodMillis;
    this.#lastAt = clock.now();
    this.#nextAt = clock.now() + VIEW_UPDATE_INTERVAL_MILLIS;
    this.#nextDebloatAt = clock.now() + debloatPeriodMillis;
  }

  /** When metrics were updated last, in milliseconds of the clock. */
  get lastAt(): number {
    return this.#lastAt;
  }

  /** The tasks of a new attempt; those that go on stay the same objects. */
  setTasks(tasks: readonly Task[]): void {
    this.#tasks = tasks;
  }

  /** The clock is about to move to `until`: until then every task goes on with what it does now. */
  passTime(until: number): void {
    const now = this.#clock.now();
    for (const task of this.#tasks) task.metrics.observe(task.activity, now);
    this.#nextAt = skip(this.#nextAt, until, VIEW_UPDATE_INTERVAL_MILLIS, INTERVALS_REMEMBERED);
    this.#nextDebloatAt = skip(this.#nextDebloatAt, until, this.#debloatPeriodMillis, PERIODS_REMEMBERED);
    for (;;) {
      const at = Math.min(this.#nextAt, this.#nextDebloatAt);
      this.#passBuffers(Math.min(at, until));
      if (at > until) return;
      this.#clock.moveTo(at);
      if (at === this.#nextDebloatAt) this.#debloat();
      if (at === this.#nextAt) this.#update();
    }
  }

  /** What gates took counts for the time that has passed since they were looked at last. */
  #passBuffers(until: number): void {
    if (this.#debloatPeriodMillis === Number.POSITIVE_INFINITY) return;
    const millis = until - this.#clock.now();
    for (const task of this.#tasks) task.debloating?.passTime(millis, task.activity);
  }

  #debloat(): void {
    this.#nextDebloatAt += this.#debloatPeriodMillis;
    for (const task of this.#tasks) if (task.isAlive) task.debloating?.debloat();
  }

  #update(): void {
    this.#lastAt = this.#nextAt;
    this.#nextAt += VIEW_UPDATE_INTERVAL_MILLIS;
    for (const task of this.#tasks) if (task.isAlive) task.updateMetrics(this.#lastAt);
  }
}

/** The next instant of a repeated one, where only the last `remembered` before `until` matter beside the next itself. */
function skip(nextAt: number, until: number, periodMillis: number, remembered: number): number {
  const periods = Math.floor((until - nextAt) / periodMillis);
  return periods > remembered ? nextAt + (periods - remembered) * periodMillis : nextAt;
}
