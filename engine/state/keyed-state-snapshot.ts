/**
 * The shape of keyed state and timers in a snapshot: plain, isolated data by key group, so that a restore at
 * another parallelism takes the key groups of its range. Answers to Flink's `KeyGroupsStateHandle`.
 */

/** One (key, namespace) of one state; `value` is a copy that nobody else holds. */
export type StateEntrySnapshot = { readonly key: unknown; readonly namespace: unknown; readonly value: unknown };

export type StateSnapshot = {
  readonly name: string;
  readonly kind: "value" | "list" | "map" | "reducing" | "aggregating";
  /** Entries by key group, in the order in which Flink's heap tables write them. */
  readonly keyGroups: ReadonlyMap<number, readonly StateEntrySnapshot[]>;
};

export type TimerSnapshot = { readonly key: unknown; readonly namespace: unknown; readonly timestamp: number };

/** Timers of one named service; inside a key group in the order of the former heap's array. */
export type TimerServiceSnapshot = {
  readonly name: string;
  readonly eventTime: ReadonlyMap<number, readonly TimerSnapshot[]>;
  readonly processingTime: ReadonlyMap<number, readonly TimerSnapshot[]>;
};

export type KeyedStateSnapshot = {
  readonly maxParallelism: number;
  readonly states: readonly StateSnapshot[];
};
