/**
 * Keyed state of one subtask. Answers to Flink's `KeyedStateBackend`; `HeapKeyedStateBackend` is the first.
 *
 * Obligations of a backend: state is scoped to (current key, namespace); a write that leaves nothing (null
 * value, empty list) removes the entry; snapshots are isolated from later writes; a restore takes exactly the
 * key groups of its own range. Access without a current key is the caller's bug and asserts.
 */
import type { KeyGroupRange, KeyIdentity } from "../core/index";
import type { Namespace } from "../time/index";
import type { CurrentKey } from "../types/index";
import type { InternalMapState } from "./internal-states";
import type { KeyedStateSnapshot, SnapshotPurpose, StateKind } from "./keyed-state-snapshot";
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  StateOf,
  ValueStateDescriptor,
} from "./state-descriptor";
import type { AggregatingState, ListState, MapState, ReducingState, ValueState } from "./state-handles";

/** Whatever declares keyed state. */
export type AnyStateDescriptor = { readonly name: string; readonly kind: StateKind };

/** A handle that window operators address by namespace; user handles stay at `VOID_NAMESPACE`. */
export interface Namespaced {
  setCurrentNamespace(namespace: Namespace): void;
}

/** State that merging windows can merge: the sources' contents move into the target, in the order given. */
export interface Mergeable {
  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void;
}

/** Appending state of a window: `getOrNull` tells an empty pane from an empty result. */
export interface WindowContents<IN, OUT> extends Namespaced, Mergeable {
  add(value: IN): void;
  getOrNull(): OUT | null;
  clear(): void;
}

/** Map state whose map an operator reads, and fills, in place where the backend lets it. */
export type MapContents<K, V> = InternalMapState<K, V>;

export interface KeyedStateBackend {
  readonly keyGroupRange: KeyGroupRange;
  readonly maxParallelism: number;
  /** Whether what a handle gives is what is stored: changing it is a write then, else it must be written back. */
  readonly readsAreLive: boolean;
  /** Null and undefined keys are refused with Flink's NullPointerException. */
  setCurrentKey(key: unknown): void;
  getCurrentKey(): unknown;
  /** What is computed from the current key; timers read it too. */
  readonly currentKey: CurrentKey;
  /** Makes a key the current one again, with the identity and hash code that it had: a timer's. */
  resumeKey(key: unknown, identity: KeyIdentity, hashCode: number): void;
  /** Drops everything that the current key holds, and whatever else lies in its key group: it never comes again. */
  forgetCurrentKey(): void;
  getValueState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T> & Namespaced;
  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> & Namespaced & Mergeable;
  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V> & Namespaced;
  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T> & Namespaced & Mergeable;
  getAggregatingState<IN, ACC, OUT>(
    descriptor: AggregatingStateDescriptor<IN, ACC, OUT>,
  ): AggregatingState<IN, OUT> & Namespaced & Mergeable;
  /** The live list (Flink's internal list state): the array itself, or null. Used by window operators. */
  getListContents<T>(descriptor: ListStateDescriptor<T>): WindowContents<T, T[]> & { update(values: T[]): void };
  getReducingContents<T>(descriptor: ReducingStateDescriptor<T>): WindowContents<T, T>;
  getAggregatingContents<IN, ACC, OUT>(descriptor: AggregatingStateDescriptor<IN, ACC, OUT>): WindowContents<IN, OUT>;
  getMapContents<K, V>(descriptor: MapStateDescriptor<K, V>): MapContents<K, V>;
  /** The keys for which the named state holds something in this namespace, in the order in which Flink visits them. */
  getKeys(stateName: string, namespace: Namespace): unknown[];
  /**
   * Calls `process` with each key that holds the state, as `getKeys` gives them before the first call, and with the
   * state itself. The key is the current one during its call, and the last one stays current, as in Flink.
   */
  applyToAllKeys<K, D extends AnyStateDescriptor>(
    namespace: Namespace,
    descriptor: D,
    process: (key: K, state: StateOf<D>) => void,
  ): void;
  /** Flink's `numKeyValueStateEntries`. */
  entryCount(): number;
  /** At least `entryCount`, without counting. */
  entryCountMax(): number;
  /** Visits every entry until `visit` gives false, for listings. */
  forEachEntry(visit: (state: string, key: unknown, namespaceText: string, value: unknown) => boolean): void;
  snapshot(purpose?: SnapshotPurpose): KeyedStateSnapshot;
  /** Called once, before the first access; each snapshot may hold more key groups than this backend's range. */
  restore(snapshots: readonly KeyedStateSnapshot[]): void;
  /** The checkpoint is complete: what it uploaded may be a part of later ones. */
  notifyCheckpointComplete(checkpointId: number): void;
  /** The checkpoint will never be complete. */
  notifyCheckpointAborted(checkpointId: number): void;
}
