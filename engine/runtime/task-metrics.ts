/**
 * How a task spends its time, as Flink's `TaskIOMetricGroup` measures it: idle (no input), back-pressured (no room in
 * an output), busy (the rest). Time passes only when the clock moves, and each task does one thing meanwhile; so the
 * task is looked at whenever the clock is about to move, and every interval of five seconds.
 *
 * Law: the condition is asked in Flink's order. Without room for output a task is back-pressured, whether or not it has
 * input; what is neither that nor without input is busy: work in hand, and waits inside a call of a function.
 */
import { GenericMetricGroup, type MeterView, TimerGauge, type View } from "../metrics/index";
import type { RunFacts } from "./run-facts";

/** `hard`: blocked inside a write, since even the overdraft buffers are used up. */
export type TaskActivity = "busy" | "idle" | "soft-back-pressured" | "hard-back-pressured" | "ended";

type TimesShown = { readonly busyMillis: number; readonly idleMillis: number; readonly backPressuredMillis: number };

export class TaskMetrics {
  readonly idle = new TimerGauge();
  readonly softBackPressured = new TimerGauge();
  readonly hardBackPressured = new TimerGauge();
  /** Waiting until the upload of the state changelog has room again, which counts as busy; here an upload always has, so it stays 0. */
  readonly changelogBusy = new TimerGauge();
  /** What is registered for the task as a whole. */
  readonly group: GenericMetricGroup;
  /** Metrics of functions and rates that are told of each interval. */
  readonly views = new Set<View>();
  readonly #run: RunFacts;
  readonly #operator: number;
  readonly #subtask: number;
  readonly #listeners: ((backPressured: boolean) => void)[] = [];
  #activity: TaskActivity = "busy";
  #isBusyTimeKnown = true;
  #activeSince = 0;
  #startedAt: number | null = null;
  #endedAt: number | null = null;
  #shown: TimesShown = { busyMillis: 0, idleMillis: 0, backPressuredMillis: 0 };
  #rates: ReadonlyMap<string, MeterView> | null = null;

  /** `operator`: the head of the task's chain, for the trace. */
  constructor(run: RunFacts, operator: number, subtask: number) {
    this.#run = run;
    this.group = new GenericMetricGroup([], this.views);
    this.#operator = operator;
    this.#subtask = subtask;
  }

  get activity(): TaskActivity {
    return this.#activity;
  }

  get isBackPressured(): boolean {
    return this.#activity === "soft-back-pressured" || this.#activity === "hard-back-pressured";
  }

  /** When the task started and ended on the virtual clock, in milliseconds; null where it has not. */
  get startedAt(): number | null {
    return this.#startedAt;
  }
  get endedAt(): number | null {
    return this.#endedAt;
  }

  /** `backPressuredTimeMsPerSecond`: soft and hard together. */
  get backPressuredMillisPerSecond(): number {
    return this.softBackPressured.getValue() + this.hardBackPressured.getValue();
  }

  /** `busyTimeMsPerSecond`: what is neither idle nor back-pressured. */
  get busyMillisPerSecond(): number {
    if (!this.#isBusyTimeKnown) return Number.NaN;
    return 1_000 - Math.min(this.idle.getValue() + this.backPressuredMillisPerSecond, 1_000);
  }

  get accumulatedBackPressuredMillis(): number {
    return this.softBackPressured.accumulatedCount + this.hardBackPressured.accumulatedCount;
  }

  /** `accumulateBusyTimeMs` at an instant of the clock; NaN before the task runs. */
  accumulatedBusyMillis(now: number): number {
    if (this.#startedAt === null || !this.#isBusyTimeKnown) return Number.NaN;
    const lived = (this.#endedAt ?? now) - this.#startedAt;
    return Math.max(lived - this.idle.accumulatedCount - this.accumulatedBackPressuredMillis, 0);
  }

  /** Calls back when back-pressure that lasts starts and ends. */
  onBackPressureChange(listener: (backPressured: boolean) => void): void {
    this.#listeners.push(listener);
  }

  /** Of a source of the old kind nobody can say when it is busy: it holds its thread. */
  disableBusyTime(): void {
    this.#isBusyTimeKnown = false;
  }

  /** The task runs from now on. */
  start(now: number): void {
    this.#startedAt = now;
  }

  /** What the task does from `now` until the clock moves again. */
  observe(activity: TaskActivity, now: number): void {
    if (activity === this.#activity) return;
    const was = this.isBackPressured;
    this.#gaugeOf(this.#activity)?.markEnd(now);
    this.#gaugeOf(activity)?.markStart(now);
    this.#activity = activity;
    this.#activeSince = now;
    if (activity === "ended") this.#endedAt = now;
    if (this.isBackPressured !== was) this.#tellBackPressure(this.isBackPressured);
  }

  /** How long the task has had no input by now, in milliseconds; 0 while it has some. */
  idleFor(now: number): number {
    return this.#activity === "idle" ? now - this.#activeSince : 0;
  }

  /** The rate of that name, 0 before the first interval is over. */
  rate(name: string): number {
    return this.#rates?.get(name)?.getRate() ?? 0;
  }

  /** An interval is over; `createRates` makes the task's rates, by name, before their first one. */
  update(now: number, createRates: () => ReadonlyMap<string, MeterView>): void {
    this.#rates ??= createRates();
    for (const rate of this.#rates.values()) rate.update();
    this.idle.update(now);
    this.softBackPressured.update(now);
    this.hardBackPressured.update(now);
    this.changelogBusy.update(now);
    for (const view of this.views) view.update();
    this.#traceTimes();
  }

  #gaugeOf(activity: TaskActivity): TimerGauge | null {
    if (activity === "idle") return this.idle;
    if (activity === "soft-back-pressured") return this.softBackPressured;
    return activity === "hard-back-pressured" ? this.hardBackPressured : null;
  }

  #tellBackPressure(isBackPressured: boolean): void {
    for (const listener of this.#listeners) listener(isBackPressured);
    const { tracer } = this.#run;
    if (!tracer.enabled) return;
    const kind = isBackPressured ? "back-pressure-started" : "back-pressure-ended";
    tracer.emit({ kind, operator: this.#operator, subtask: this.#subtask });
  }

  /** Only of runs in which work takes time, and only what has changed. */
  #traceTimes(): void {
    const { tracer, workTakesTime } = this.#run;
    if (!tracer.enabled || !workTakesTime) return;
    const times: TimesShown = {
      busyMillis: this.busyMillisPerSecond,
      idleMillis: this.idle.getValue(),
      backPressuredMillis: this.backPressuredMillisPerSecond,
    };
    const shown = this.#shown;
    if (shown.busyMillis === times.busyMillis && shown.idleMillis === times.idleMillis) {
      if (shown.backPressuredMillis === times.backPressuredMillis) return;
    }
    this.#shown = times;
    tracer.emit({ kind: "task-times", operator: this.#operator, subtask: this.#subtask, ...times });
  }
}
