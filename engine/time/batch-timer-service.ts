/**
 * Timers in batch mode, where the records of one key come together. Answers to Flink 2.3's
 * `BatchExecutionInternalTimeService` and `BatchExecutionInternalTimeServiceManager`.
 *
 * The watermark reads MIN while records of a key come. At the end of the key it reads MAX: all event-time timers fire in
 * the order of their times, then all processing-time timers, whatever the clock says. Timers that are set meanwhile are
 * ignored, so that no key can go on for ever. Nothing is registered with the clock.
 */
import { assert, JavaHashMap, MAX_TIMESTAMP, MIN_TIMESTAMP, preview, STRING_KEYS } from "../core/index";
import type { Tracer } from "../trace/index";
import type { ProcessingTimeService } from "./clock";
import type { Namespace } from "./namespace";
import { type Timer, TimerQueue } from "./timer-queue";
import type { InternalTimerService, Triggerable } from "./timer-service";
import type { TimerServices } from "./timer-services";
import type { TimerServiceSnapshot } from "./timer-snapshot";

/** What the services of one operator subtask share. */
export type BatchTimerEnvironment = {
  readonly keyContext: { getCurrentKey(): unknown };
  readonly processingTime: ProcessingTimeService;
  readonly tracer: Tracer;
  /** Index in the run's operator table. */
  readonly operator: number;
  readonly subtask: number;
};

type Domain = "event-time" | "processing-time";

class BatchTimerService<N extends Namespace> implements InternalTimerService<N> {
  readonly #environment: BatchTimerEnvironment;
  readonly #target: Triggerable<N>;
  readonly #eventTime = new TimerQueue<N>();
  readonly #processingTime = new TimerQueue<N>();
  #watermark = MIN_TIMESTAMP;

  constructor(environment: BatchTimerEnvironment, target: Triggerable<N>) {
    this.#environment = environment;
    this.#target = target;
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
    this.#register(this.#eventTime, "event-time", namespace, timestamp);
  }
  registerProcessingTimeTimer(namespace: N, timestamp: number): void {
    this.#register(this.#processingTime, "processing-time", namespace, timestamp);
  }
  deleteEventTimeTimer(namespace: N, timestamp: number): void {
    this.#delete(this.#eventTime, "event-time", namespace, timestamp);
  }
  deleteProcessingTimeTimer(namespace: N, timestamp: number): void {
    this.#delete(this.#processingTime, "processing-time", namespace, timestamp);
  }

  /** The key has had its last record. */
  endKey(): void {
    this.#watermark = MAX_TIMESTAMP;
    for (let timer = this.#eventTime.poll(); timer !== null; timer = this.#eventTime.poll()) {
      this.#trace("timer-fired", "event-time", timer);
      this.#target.onEventTime(timer.timestamp, timer.key, timer.namespace);
    }
    for (let timer = this.#processingTime.poll(); timer !== null; timer = this.#processingTime.poll()) {
      this.#trace("timer-fired", "processing-time", timer);
      this.#target.onProcessingTime(timer.timestamp, timer.key, timer.namespace);
    }
    this.#watermark = MIN_TIMESTAMP;
  }

  /** All timers are of one key, so its identity and hash need not tell them apart. */
  #register(queue: TimerQueue<N>, domain: Domain, namespace: N, timestamp: number): void {
    if (this.#watermark === MAX_TIMESTAMP) return;
    const key = this.#environment.keyContext.getCurrentKey();
    if (queue.add(timestamp, key, namespace, null, 0)) this.#trace("timer-set", domain, { key, namespace, timestamp });
  }

  #delete(queue: TimerQueue<N>, domain: Domain, namespace: N, timestamp: number): void {
    if (!queue.remove(timestamp, namespace, null, 0)) return;
    this.#trace("timer-deleted", domain, {
      key: this.#environment.keyContext.getCurrentKey(),
      namespace,
      timestamp,
    });
  }

  #trace(
    kind: "timer-set" | "timer-fired" | "timer-deleted",
    domain: Domain,
    timer: Pick<Timer<N>, "key" | "namespace" | "timestamp">,
  ): void {
    const { tracer, operator, subtask } = this.#environment;
    if (!tracer.enabled) return;
    const { timestamp, key, namespace } = timer;
    const text = namespace.namespaceText;
    tracer.emit({ kind, operator, subtask, domain, key: preview(key), namespace: text, timestamp });
  }
}

export class BatchTimerServiceManager implements TimerServices {
  readonly #environment: BatchTimerEnvironment;
  readonly #services = new JavaHashMap<string, BatchTimerService<Namespace>>(STRING_KEYS);

  constructor(environment: BatchTimerEnvironment) {
    this.#environment = environment;
  }

  getOrCreate<N extends Namespace>(name: string, target: Triggerable<N>): InternalTimerService<N> {
    let service = this.#services.get(name);
    if (service === undefined) {
      service = new BatchTimerService(this.#environment, target);
      this.#services.set(name, service);
    }
    return service;
  }

  /** The current key has had its last record: its timers fire. Its state must still be there. */
  endKey(): void {
    for (const service of this.#services.values()) service.endKey();
  }

  /** Of all watermarks only the last one means something. */
  advanceWatermark(watermark: number): void {
    if (watermark === MAX_TIMESTAMP) this.endKey();
  }

  get eventTimeTimerCount(): number {
    return [...this.#services.values()].reduce((sum, service) => sum + service.eventTimeTimerCount, 0);
  }
  get processingTimeTimerCount(): number {
    return [...this.#services.values()].reduce((sum, service) => sum + service.processingTimeTimerCount, 0);
  }

  /** There are no checkpoints in batch mode. */
  snapshot(): TimerServiceSnapshot[] {
    return [];
  }
  restore(snapshots: readonly TimerServiceSnapshot[]): void {
    assert(snapshots.length === 0, "nothing is restored in batch mode");
  }
}
