/**
 * Map state of the heap backend. Answers to Flink's `HeapMapState`: a `java.util.HashMap` for each key, read in its
 * order. Removing the last entry through `remove` drops the map; an iterator's `remove` leaves an empty one.
 */
import { JavaHashMap, type JavaHashMapIterator, type JavaKeyType, nullPointer } from "../core/index";
import type { Namespace } from "../time/index";
import type { InternalMapState } from "./internal-states";
import type { MapStateEntry, MapStateIterator } from "./state-handles";
import type { StateTable } from "./state-table";

export class HeapMapState<K, V> implements InternalMapState<K, V> {
  readonly isLive = true;
  readonly #table: StateTable<JavaHashMap<K, V>>;
  readonly #keyType: JavaKeyType<K>;

  constructor(table: StateTable<JavaHashMap<K, V>>, keyType: JavaKeyType<K>) {
    this.#table = table;
    this.#keyType = keyType;
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#table.setCurrentNamespace(namespace);
  }

  /** The live map of the current key; null where nothing is stored. */
  stored(): JavaHashMap<K, V> | null {
    return this.#table.get() ?? null;
  }

  get(key: K): V | null {
    return this.#table.get()?.get(key) ?? null;
  }

  put(key: K, value: V): void {
    const map = this.#map();
    map.set(key, value);
    this.#table.traceWrite(map);
  }

  putAll(entries: Iterable<readonly [K, V]>): void {
    if (entries === null || entries === undefined) throw nullPointer("The map to put is null.");
    const distinct = distinctEntries(entries, this.#keyType);
    const map = this.#map();
    map.putAll(distinct);
    this.#table.traceWrite(map);
  }

  remove(key: K): void {
    const map = this.#table.get();
    if (map === undefined) return;
    map.delete(key);
    if (map.size === 0) this.#table.remove();
    else this.#table.traceWrite(map);
  }

  contains(key: K): boolean {
    return this.#table.get()?.has(key) ?? false;
  }

  isEmpty(): boolean {
    return (this.#table.get()?.size ?? 0) === 0;
  }

  entries(): Iterable<MapStateEntry<K, V>> {
    return this.#table.get() ?? [];
  }

  keys(): Iterable<K> {
    return this.#table.get()?.keys() ?? [];
  }

  values(): Iterable<V> {
    return this.#table.get()?.values() ?? [];
  }

  iterator(): MapStateIterator<K, V> {
    const map = this.#table.get();
    if (map === undefined) return new JavaHashMap<K, V>(this.#keyType).iterator();
    const entries: JavaHashMapIterator<K, V> = map.iterator();
    return {
      hasNext: () => entries.hasNext(),
      next: () => entries.next(),
      remove: () => {
        entries.remove();
        this.#table.traceWrite(map);
      },
    };
  }

  forEach(visit: (key: K, value: V) => void): void {
    this.#table.get()?.forEach(visit);
  }

  cursors(): () => MapStateIterator<K, V> {
    const map = this.#table.get() ?? new JavaHashMap<K, V>(this.#keyType);
    return () => map.iterator();
  }

  clear(): void {
    this.#table.remove();
  }

  #map(): JavaHashMap<K, V> {
    let map = this.#table.get();
    if (map === undefined) {
      map = new JavaHashMap<K, V>(this.#keyType);
      this.#table.putSilently(map);
    }
    return map;
  }
}

/** The entries that a map made of them holds: each key once, where it first was, with its last value. */
export function distinctEntries<K, V>(
  entries: Iterable<readonly [K, V]>,
  keyType: JavaKeyType<K>,
): (readonly [K, V])[] {
  const distinct = new Map<unknown, readonly [K, V]>();
  for (const [key, value] of entries) {
    const identity = keyType.identity(key);
    distinct.set(identity, [distinct.get(identity)?.[0] ?? key, value]);
  }
  return [...distinct.values()];
}
