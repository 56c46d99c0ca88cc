/**
 * What handles work on: a backend's own view of one state at the current key and namespace. Answers to Flink's
 * `InternalKvState` family. Handles with and without time to live, and the changelog, are the same for all backends.
 */
import type { JavaHashMap, JavaKeyType } from "../core/index";
import type { Namespace } from "../time/index";
import type { Mergeable, Namespaced } from "./keyed-state-backend";
import type { ListState, MapState, MapStateIterator } from "./state-handles";

/** The single value of value, reducing and aggregating state. */
export interface StateAccess<S> extends Namespaced {
  readonly currentNamespace: Namespace;
  /** What is stored; undefined for nothing. */
  get(): S | undefined;
  put(value: S): void;
  /** Puts what `transformation` makes of what is there (undefined for nothing) and the argument. */
  transform<A>(argument: A, transformation: (previous: S | undefined, argument: A) => S): void;
  /** Removes what is stored; undefined when there was nothing, or when the backend does not look. */
  remove(): S | undefined;
  /** Removes and gives what the current key holds in another namespace. */
  removeFrom(namespace: Namespace): S | undefined;
  /** Of two values that merge into a namespace that holds one: which the merge function gets first. */
  readonly mergesTargetFirst: boolean;
}

export interface InternalListState<T> extends ListState<T>, Namespaced, Mergeable {
  /** The list; null where nothing is stored. */
  getOrNull(): T[] | null;
}

export interface InternalMapState<K, V> extends MapState<K, V>, Namespaced {
  /** What iterates over the entries of the current key, whichever key is current then. */
  cursors(): () => MapStateIterator<K, V>;
  /** Whether what is read is what is stored, so that changing it is a write. */
  readonly isLive: boolean;
  /** The live map of the current key; null where nothing is stored, and where nothing is live. */
  stored(): JavaHashMap<K, V> | null;
  /** Visits the entries in the map's order; nothing may be put or removed meanwhile. */
  forEach(visit: (key: K, value: V) => void): void;
}

/** One state of a backend; which of the three views is asked for follows from its kind. */
export interface StateStorage {
  access(): StateAccess<unknown>;
  list(): InternalListState<unknown>;
  map(keyType: JavaKeyType<unknown>): InternalMapState<unknown, unknown>;
}
