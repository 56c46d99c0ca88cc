/**
 * A snapshot of the timers of one service that is not written before it is read: timers do not change, so that it is
 * enough to note which there were.
 */
import { computeKeyGroupForKeyHash } from "../core/index";
import type { Namespace } from "./namespace";
import type { Timer } from "./timer-queue";
import type { TimerServiceSnapshot, TimerSnapshot } from "./timer-snapshot";

type Groups = ReadonlyMap<number, readonly TimerSnapshot[]>;
type Timers = readonly Timer<Namespace>[];

export class HeldTimers implements TimerServiceSnapshot {
  readonly #maxParallelism: number;
  #eventTime: Timers | Groups;
  #processingTime: Timers | Groups;

  /** The timers in the order of their heaps. */
  constructor(
    readonly name: string,
    eventTime: Timers,
    processingTime: Timers,
    maxParallelism: number,
  ) {
    this.#eventTime = eventTime;
    this.#processingTime = processingTime;
    this.#maxParallelism = maxParallelism;
  }

  get eventTime(): Groups {
    this.#eventTime = this.#grouped(this.#eventTime);
    return this.#eventTime;
  }

  get processingTime(): Groups {
    this.#processingTime = this.#grouped(this.#processingTime);
    return this.#processingTime;
  }

  #grouped(timers: Timers | Groups): Groups {
    if (timers instanceof Map) return timers as Groups;
    const groups = new Map<number, TimerSnapshot[]>();
    for (const { key, keyHash, namespace, timestamp } of timers as Timers) {
      const keyGroup = computeKeyGroupForKeyHash(keyHash, this.#maxParallelism);
      const group = groups.get(keyGroup);
      if (group === undefined) groups.set(keyGroup, [{ key, namespace, timestamp }]);
      else group.push({ key, namespace, timestamp });
    }
    return groups;
  }
}
