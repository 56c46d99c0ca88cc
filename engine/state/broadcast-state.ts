/**
 * A map that every subtask of an operator holds a copy of. Answers to Flink 2.3's `BroadcastState`,
 * `ReadOnlyBroadcastState` and `HeapBroadcastState`: read in the order of `java.util.HashMap`, written by the broadcast
 * side only.
 */
import { JavaHashMap, type JavaKeyType, unsupportedOperation } from "../core/index";
import { copyValue } from "../types/index";
import type { StateTypes } from "./state-types";
import type { MapStateEntry, MapStateIterator } from "./state-handles";

/** The entries of a broadcast state as the other side sees them: to be read, not changed. */
export interface ImmutableEntries<K, V> extends Iterable<MapStateEntry<K, V>> {
  /** Java's iterator; its `remove` is refused. */
  iterator(): MapStateIterator<K, V>;
}

/** What the side that is not broadcast may do. */
export interface ReadOnlyBroadcastState<K, V> {
  /** The value, or null. */
  get(key: K): V | null;
  contains(key: K): boolean;
  /** All entries; changing them, by an iterator's `remove` or an entry's `setValue`, is refused. */
  immutableEntries(): ImmutableEntries<K, V>;
}

/** What the broadcast side may do. */
export interface BroadcastState<K, V> extends ReadOnlyBroadcastState<K, V> {
  put(key: K, value: V): void;
  putAll(entries: Iterable<readonly [K, V]>): void;
  remove(key: K): void;
  clear(): void;
  entries(): Iterable<MapStateEntry<K, V>>;
  /** An iterator that can remove the entry it returned last. */
  iterator(): MapStateIterator<K, V>;
}

export type BroadcastStateSnapshot = {
  readonly name: string;
  /** The pairs in the order in which Flink writes them. */
  readonly entries: readonly (readonly [unknown, unknown])[];
  /** What was declared of its keys and values; absent: nothing is known. */
  readonly types?: StateTypes;
  /** It comes out of a savepoint. */
  readonly isDecoded?: true;
};

export class HeapBroadcastState<K, V> implements BroadcastState<K, V> {
  readonly #map: JavaHashMap<K, V>;

  constructor(
    readonly name: string,
    keyType: JavaKeyType<K>,
    readonly types?: StateTypes,
  ) {
    this.#map = new JavaHashMap<K, V>(keyType);
  }

  get(key: K): V | null {
    return this.#map.get(key) ?? null;
  }

  contains(key: K): boolean {
    return this.#map.has(key);
  }

  immutableEntries(): ImmutableEntries<K, V> {
    const map = this.#map;
    return {
      iterator: () => immutableIterator(map),
      *[Symbol.iterator]() {
        const entries = immutableIterator(map);
        while (entries.hasNext()) yield entries.next();
      },
    };
  }

  put(key: K, value: V): void {
    this.#map.set(key, value);
  }

  /** Java's `putAll` of a map with these entries; of equal keys the last value counts. */
  putAll(entries: Iterable<readonly [K, V]>): void {
    const { keyType } = this.#map;
    const distinct = new Map<unknown, readonly [K, V]>();
    for (const [key, value] of entries) {
      const identity = keyType.identity(key);
      distinct.set(identity, [distinct.get(identity)?.[0] ?? key, value]);
    }
    this.#map.putAll([...distinct.values()]);
  }

  remove(key: K): void {
    this.#map.delete(key);
  }

  clear(): void {
    this.#map.clear();
  }

  entries(): Iterable<MapStateEntry<K, V>> {
    return this.#map;
  }

  iterator(): MapStateIterator<K, V> {
    return this.#map.iterator();
  }

  /** Written through a map made for the number of entries, whose order the snapshot has. */
  snapshot(): BroadcastStateSnapshot {
    const copy = JavaHashMap.withExpectedSize<K, V>(this.#map.keyType, this.#map.size);
    for (const [key, value] of this.#map.toPairs()) copy.set(copyValue(key), copyValue(value));
    const { name, types } = this;
    return { name, entries: copy.toPairs(), ...(types === undefined ? {} : { types }) };
  }
}

function immutableIterator<K, V>(map: JavaHashMap<K, V>): MapStateIterator<K, V> {
  const entries = map.iterator();
  return {
    hasNext: () => entries.hasNext(),
    next: () => {
      const { key, value } = entries.next();
      return { key, value, setValue: refuseChange };
    },
    remove: refuseChange,
  };
}

function refuseChange(): never {
  throw unsupportedOperation("The entries of a broadcast state are read-only on the side that is not broadcast.", {
    hint: "Change broadcast state in processBroadcastElement, where every subtask does the same.",
  });
}
