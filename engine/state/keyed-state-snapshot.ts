/**
 * The shape of keyed state in a snapshot: plain, isolated data by key group, so that a restore at another parallelism
 * takes the key groups of its range. Answers to Flink's `KeyGroupsStateHandle`.
 */
import type { Namespace } from "../time/index";

/** One (key, namespace) of one state. `value` is a copy that nobody else holds; a map is its pairs in map order. */
export type StateEntrySnapshot = { readonly key: unknown; readonly namespace: Namespace; readonly value: unknown };

export type StateKind = "value" | "list" | "map" | "reducing" | "aggregating";

export type StateSnapshot = {
  readonly name: string;
  readonly kind: StateKind;
  /** Whether values are stamped: the state had a time to live. */
  readonly hasTimeToLive: boolean;
  /** Entries by key group, ascending; inside one in the order in which Flink writes them. */
  readonly keyGroups: ReadonlyMap<number, readonly StateEntrySnapshot[]>;
};

export type KeyedStateSnapshot = {
  readonly maxParallelism: number;
  readonly states: readonly StateSnapshot[];
};
