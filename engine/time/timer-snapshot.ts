/**
 * Timers in a snapshot: plain data by key group, so that a restore at another parallelism takes the key groups of its
 * range. Answers to the timer part of Flink's `KeyGroupsStateHandle`.
 */
import type { Namespace } from "./namespace";

export type TimerSnapshot = { readonly key: unknown; readonly namespace: Namespace; readonly timestamp: number };

/** Timers of one named service; inside a key group in the order of the former heap's array. */
export type TimerServiceSnapshot = {
  readonly name: string;
  readonly eventTime: ReadonlyMap<number, readonly TimerSnapshot[]>;
  readonly processingTime: ReadonlyMap<number, readonly TimerSnapshot[]>;
};
