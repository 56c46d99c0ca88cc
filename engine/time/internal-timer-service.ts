/**
 * The timers of one operator under one name. Answers to Flink 2.3's `InternalTimerServiceImpl`.
 *
 * A watermark fires every event-time timer that is not later than it, also those registered by the firing itself. Of
 * the processing-time timers only the earliest is known to the clock; its callback fires all that are not later than
 * the time it was registered for. The watermark is not part of a snapshot: after a restore it is `MIN_TIMESTAMP`.
 */
import {
  assert,
  BudgetError,
  formatTimestamp,
  type JavaKeyType,
  type KeyGroupRange,
  type KeyIdentity,
  MIN_TIMESTAMP,
  preview,
  TIMER_FIRINGS_PER_PASS_MAX,
} from "../core/index";
import type { Tracer } from "../trace/index";
import { type CurrentKey, INFERRED_KEY_TYPE } from "../types/index";
import type { ProcessingTimeService, ScheduledCallback } from "./clock";
import { TimerQueue } from "./timer-queue";
import { HeldTimers } from "./held-timers";
import type { Namespace } from "./namespace";
import type { InternalTimerService, Triggerable } from "./timer-service";
import type { TimerServiceSnapshot, TimerSnapshot } from "./timer-snapshot";

/** Whose key is current: the operator's keyed backend. */
export interface KeyContext {
  /** The key with what is computed from it; changes with every record. */
  readonly currentKey: CurrentKey;
  /** Throws Flink's exception when no key is set. */
  getCurrentKey(): unknown;
  /** Makes a key the current one again; `identity` and `hashCode` are those it had. */
  resumeKey(key: unknown, identity: KeyIdentity, hashCode: number): void;
}

/** What all timer services of one operator subtask share. */
export type TimerServiceEnvironment = {
  readonly keyContext: KeyContext;
  readonly processingTime: ProcessingTimeService;
  readonly maxParallelism: number;
  readonly keyGroupRange: KeyGroupRange;
  readonly tracer: Tracer;
  /** Where trace events happen: index in the run's operator table, and subtask. */
  readonly operator: number;
  readonly operatorName: string;
  readonly subtask: number;
  /** The declared type of keys; by default it follows from each key. */
  readonly keyType?: JavaKeyType<unknown>;
};

type Domain = "event-time" | "processing-time";

export class InternalTimerServiceImpl<N extends Namespace> implements InternalTimerService<N> {
  readonly #environment: TimerServiceEnvironment;
  readonly #keyType: JavaKeyType<unknown>;
  readonly #currentKey: CurrentKey;
  readonly #tracer: Tracer;
  readonly #eventTime = new TimerQueue<N>();
  readonly #processingTime = new TimerQueue<N>();
  #target: Triggerable<N> | null = null;
  #watermark = MIN_TIMESTAMP;
  #scheduled: ScheduledCallback | null = null;

  constructor(
    readonly name: string,
    environment: TimerServiceEnvironment,
  ) {
    this.#environment = environment;
    this.#keyType = environment.keyType ?? INFERRED_KEY_TYPE;
    this.#currentKey = environment.keyContext.currentKey;
    this.#tracer = environment.tracer;
  }

  /** Sets who is called, and schedules the earliest restored processing-time timer. Called when the operator opens. */
  start(target: Triggerable<N>): void {
    if (this.#target !== null) {
      this.#target = target;
      return;
    }
    this.#target = target;
    const head = this.#processingTime.peek();
    if (head !== null) this.#schedule(head.timestamp);
  }

  currentWatermark(): number {
    return this.#watermark;
  }

  currentProcessingTime(): number {
    return this.#environment.processingTime.currentProcessingTime();
  }

  get eventTimeTimerCount(): number {
    return this.#eventTime.size;
  }

  get processingTimeTimerCount(): number {
    return this.#processingTime.size;
  }

  registerEventTimeTimer(namespace: N, timestamp: number): void {
    const { key, identity, hashCode } = this.#requireKey();
    if (!this.#eventTime.add(timestamp, key, namespace, identity, hashCode)) return;
    this.#trace("timer-set", "event-time", key, namespace, timestamp);
  }

  deleteEventTimeTimer(namespace: N, timestamp: number): void {
    const { key, identity, hashCode } = this.#requireKey();
    if (!this.#eventTime.remove(timestamp, namespace, identity, hashCode)) return;
    this.#trace("timer-deleted", "event-time", key, namespace, timestamp);
  }

  registerProcessingTimeTimer(namespace: N, timestamp: number): void {
    const { key, identity, hashCode } = this.#requireKey();
    const formerHead = this.#processingTime.peek();
    if (!this.#processingTime.add(timestamp, key, namespace, identity, hashCode)) return;
    this.#trace("timer-set", "processing-time", key, namespace, timestamp);
    if (formerHead === null || timestamp < formerHead.timestamp) {
      this.#scheduled?.cancel();
      this.#schedule(timestamp);
    }
  }

  /** Leaves the clock's callback in place, as Flink does: it may find nothing due. */
  deleteProcessingTimeTimer(namespace: N, timestamp: number): void {
    const { key, identity, hashCode } = this.#requireKey();
    if (!this.#processingTime.remove(timestamp, namespace, identity, hashCode)) return;
    this.#trace("timer-deleted", "processing-time", key, namespace, timestamp);
  }

  /** The operator's watermark arrived: fires what is due, earliest first. An equal watermark fires again. */
  advanceWatermark(watermark: number): void {
    this.#watermark = watermark;
    let firingsLeft = this.#eventTime.size + TIMER_FIRINGS_PER_PASS_MAX;
    for (let timer = this.#eventTime.peek(); timer !== null; timer = this.#eventTime.peek()) {
      if (timer.timestamp > watermark) return;
      if (--firingsLeft < 0) throw endlessTimers(this.#environment.operatorName, "event-time", watermark, timer.key);
      this.#environment.keyContext.resumeKey(timer.key, timer.identity, timer.keyHash);
      this.#eventTime.poll();
      this.#trace("timer-fired", "event-time", timer.key, timer.namespace, timer.timestamp);
      this.#started().onEventTime(timer.timestamp, timer.key, timer.namespace);
    }
  }

  /** The clock's callback, with the time it was registered for. */
  onProcessingTime(timestamp: number): void {
    this.#scheduled = null;
    let firingsLeft = this.#processingTime.size + TIMER_FIRINGS_PER_PASS_MAX;
    let timer = this.#processingTime.peek();
    while (timer !== null && timer.timestamp <= timestamp) {
      if (--firingsLeft < 0) {
        throw endlessTimers(this.#environment.operatorName, "processing-time", timestamp, timer.key);
      }
      this.#environment.keyContext.resumeKey(timer.key, timer.identity, timer.keyHash);
      this.#processingTime.poll();
      this.#trace("timer-fired", "processing-time", timer.key, timer.namespace, timer.timestamp);
      this.#started().onProcessingTime(timer.timestamp, timer.key, timer.namespace);
      timer = this.#processingTime.peek();
    }
    if (timer !== null && this.#scheduled === null) this.#schedule(timer.timestamp);
  }

  /** The timers, by key group: noted now, written when somebody reads them. */
  snapshot(): TimerServiceSnapshot {
    const { maxParallelism } = this.#environment;
    return new HeldTimers(this.name, this.#eventTime.toArray(), this.#processingTime.toArray(), maxParallelism);
  }

  /**
   * Takes the timers of this subtask's key groups: key group by key group, inside one in the order of the snapshots
   * given (those of the former subtasks, ascending) and of their arrays. Called before `start`.
   */
  restore(snapshots: readonly TimerServiceSnapshot[]): void {
    assert(this.#target === null, "timers are restored before the service starts");
    const { startKeyGroup, endKeyGroup } = this.#environment.keyGroupRange;
    for (let keyGroup = startKeyGroup; keyGroup <= endKeyGroup; keyGroup++) {
      for (const snapshot of snapshots) {
        this.#insert(this.#eventTime, snapshot.eventTime.get(keyGroup) ?? []);
        this.#insert(this.#processingTime, snapshot.processingTime.get(keyGroup) ?? []);
      }
    }
  }

  #insert(queue: TimerQueue<N>, timers: readonly TimerSnapshot[]): void {
    for (const { key, namespace, timestamp } of timers) {
      queue.add(timestamp, key, namespace as N, this.#keyType.identity(key), this.#keyType.hashCode(key));
    }
  }

  #schedule(timestamp: number): void {
    this.#scheduled = this.#environment.processingTime.registerTimer(timestamp, (time) => this.onProcessingTime(time));
  }

  #requireKey(): CurrentKey {
    if (!this.#currentKey.isSet) this.#environment.keyContext.getCurrentKey();
    return this.#currentKey;
  }

  #started(): Triggerable<N> {
    assert(this.#target !== null, `the timer service ${this.name} is started`);
    return this.#target;
  }

  #trace(
    kind: "timer-set" | "timer-fired" | "timer-deleted",
    domain: Domain,
    key: unknown,
    namespace: N,
    timestamp: number,
  ): void {
    if (!this.#tracer.enabled) return;
    const { tracer, operator, subtask } = this.#environment;
    const { namespaceText } = namespace;
    tracer.emit({ kind, operator, subtask, domain, key: preview(key), namespace: namespaceText, timestamp });
  }
}

/** A pass fired more new timers than its bound: each firing sets one that is due already. */
function endlessTimers(operatorName: string, domain: Domain, time: number, key: unknown): BudgetError {
  const at = domain === "event-time" ? `at the watermark ${formatTimestamp(time)}` : `at processing time ${time}`;
  const advice =
    domain === "event-time"
      ? "Set the next timer only while something is left to wait for: the last watermark of a bounded source is MAX, and every event-time timer is due then."
      : "Set the next timer later than currentProcessingTime().";
  return new BudgetError({
    code: "budget-timers",
    message:
      `Operator "${operatorName}" was stopped ${at}: its timers set ${TIMER_FIRINGS_PER_PASS_MAX} new ones that ` +
      `were due at once, the last for the key ${preview(key)}.`,
    hint: `onTimer sets a timer that is due already, which fires at once and sets the next: Flink would loop for ever. ${advice}`,
    context: { operator: operatorName, key: preview(key), limit: TIMER_FIRINGS_PER_PASS_MAX },
  });
}
