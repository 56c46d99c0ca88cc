/**
 * Timers per key and namespace. Answers to Flink 2.3's `InternalTimerService`, `InternalTimerServiceImpl`
 * and `TimerHeapInternalTimer`.
 *
 * Invariants: one timer per (key, namespace, timestamp) and domain; both domains are heaps whose comparator
 * looks at the timestamp only, so that the order of ties is that of Flink's heap.
 */

import type { Namespace } from "./namespace";

/** The operator's side: called with the backend's current key set to the timer's key. */
export interface Triggerable<N extends Namespace> {
  onEventTime(timestamp: number, key: unknown, namespace: N): void;
  onProcessingTime(timestamp: number, key: unknown, namespace: N): void;
}

export interface InternalTimerService<N extends Namespace> {
  currentWatermark(): number;
  currentProcessingTime(): number;
  /** Registers, deletes for the current key; an equal timer that exists already is left where it is. */
  registerEventTimeTimer(namespace: N, timestamp: number): void;
  deleteEventTimeTimer(namespace: N, timestamp: number): void;
  registerProcessingTimeTimer(namespace: N, timestamp: number): void;
  deleteProcessingTimeTimer(namespace: N, timestamp: number): void;
  /** How many timers are in each heap, for tests and `left`. */
  readonly eventTimeTimerCount: number;
  readonly processingTimeTimerCount: number;
}
