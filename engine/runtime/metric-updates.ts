/**
 * Looks at all tasks when the clock is about to move, and tells their metrics when an interval is over. Answers to Flink's
 * `ViewUpdater`, which does so every five seconds from the start of the cluster on. It registers nothing with the clock,
 * so that a run takes the same steps whether somebody reads its metrics or not.
 */
import { VIEW_UPDATE_INTERVAL_MILLIS } from "../metrics/index";
import type { VirtualClock } from "../time/index";
import type { Task } from "./task";

/** After that many intervals in which nothing happens no metric changes any more. */
const INTERVALS_REMEMBERED = 13;

export class MetricUpdates {
  readonly #clock: VirtualClock;
  #tasks: readonly Task[] = [];
  #nextAt: number;
  #lastAt: number;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
    this.#lastAt = clock.now();
    this.#nextAt = clock.now() + VIEW_UPDATE_INTERVAL_MILLIS;
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
    if (until < this.#nextAt) return;
    this.#update();
    const intervals = Math.floor((until - this.#nextAt) / VIEW_UPDATE_INTERVAL_MILLIS) + 1;
    if (intervals > INTERVALS_REMEMBERED) {
      this.#nextAt += (intervals - INTERVALS_REMEMBERED) * VIEW_UPDATE_INTERVAL_MILLIS;
    }
    while (this.#nextAt <= until) this.#update();
  }

  #update(): void {
    this.#clock.moveTo(this.#nextAt);
    this.#lastAt = this.#nextAt;
    for (const task of this.#tasks) if (task.isAlive) task.updateMetrics(this.#nextAt);
    this.#nextAt += VIEW_UPDATE_INTERVAL_MILLIS;
  }
}
