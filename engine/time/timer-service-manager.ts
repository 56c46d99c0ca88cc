/**
 * The named timer services of one operator subtask. Answers to Flink's `InternalTimeServiceManagerImpl`.
 *
 * Services are advanced and written in the order of a `java.util.HashMap` of their names.
 */
import { JavaHashMap, STRING_KEYS } from "../core/index";
import { InternalTimerServiceImpl, type TimerServiceEnvironment } from "./internal-timer-service";
import type { Namespace } from "./namespace";
import type { InternalTimerService, Triggerable } from "./timer-service";
import type { TimerServiceSnapshot } from "./timer-snapshot";

export class TimerServiceManager {
  readonly #environment: TimerServiceEnvironment;
  readonly #services = new JavaHashMap<string, InternalTimerServiceImpl<Namespace>>(STRING_KEYS);

  constructor(environment: TimerServiceEnvironment) {
    this.#environment = environment;
  }

  /** The service of this name, started with this target; restored timers are in it. */
  getOrCreate<N extends Namespace>(name: string, target: Triggerable<N>): InternalTimerService<N> {
    const service = this.#service(name);
    service.start(target);
    return service;
  }

  /** Advances all services, one after the other. Call it before the watermark is forwarded. */
  advanceWatermark(watermark: number): void {
    const services = this.#services.iterator();
    while (services.hasNext()) services.next().value.advanceWatermark(watermark);
  }

  get eventTimeTimerCount(): number {
    return [...this.#services.values()].reduce((sum, service) => sum + service.eventTimeTimerCount, 0);
  }

  get processingTimeTimerCount(): number {
    return [...this.#services.values()].reduce((sum, service) => sum + service.processingTimeTimerCount, 0);
  }

  /** One snapshot for each service. */
  snapshot(): TimerServiceSnapshot[] {
    return [...this.#services.values()].map((service) => service.snapshot());
  }

  /**
   * Takes the timers of this subtask's key groups out of the snapshots of the former subtasks, given in the order of
   * the former subtasks. Called before any service is asked for.
   */
  restore(snapshots: readonly TimerServiceSnapshot[]): void {
    const byName = new Map<string, TimerServiceSnapshot[]>();
    for (const snapshot of snapshots) {
      const group = byName.get(snapshot.name);
      if (group === undefined) byName.set(snapshot.name, [snapshot]);
      else group.push(snapshot);
    }
    for (const [name, group] of byName) this.#service(name).restore(group);
  }

  #service(name: string): InternalTimerServiceImpl<Namespace> {
    let service = this.#services.get(name);
    if (service === undefined) {
      service = new InternalTimerServiceImpl<Namespace>(name, this.#environment);
      this.#services.set(name, service);
    }
    return service;
  }
}
