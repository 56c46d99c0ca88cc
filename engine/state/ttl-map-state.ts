/**
 * Map state with a time to live for each entry. Answers to Flink's `TtlMapState`.
 *
 * Iterating removes what has expired through the iterator, so that an empty map can stay behind; entries are handed
 * out as copies: setting their value changes nothing. `isEmpty` counts expired entries.
 */
import { illegalState, JavaHashMap, type JavaKeyType, noSuchElement } from "../core/index";
import type { Namespace } from "../time/index";
import { distinctEntries } from "./heap-map-state";
import type { InternalMapState } from "./internal-states";
import type { Namespaced } from "./keyed-state-backend";
import type { MapState, MapStateEntry, MapStateIterator } from "./state-handles";
import type { ValueExpiry } from "./ttl-cleanup";
import { type TtlRules, TtlValue } from "./ttl-value";

export class TtlMapState<K, V> implements MapState<K, V>, Namespaced {
  readonly #map: InternalMapState<K, TtlValue<V>>;
  readonly #keyType: JavaKeyType<K>;
  readonly #rules: TtlRules;
  readonly #accessed: () => void;

  constructor(map: InternalMapState<K, TtlValue<V>>, keyType: JavaKeyType<K>, rules: TtlRules, accessed: () => void) {
    this.#map = map;
    this.#keyType = keyType;
    this.#rules = rules;
    this.#accessed = accessed;
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#map.setCurrentNamespace(namespace);
  }

  get(key: K): V | null {
    return this.#read(key)?.value ?? null;
  }

  put(key: K, value: V): void {
    this.#accessed();
    this.#map.put(key, this.#rules.wrap(value));
  }

  /** Puts in the order of a map made for the number of entries, as Flink stamps them in one. */
  putAll(entries: Iterable<readonly [K, V]>): void {
    this.#accessed();
    if (entries === null || entries === undefined) return;
    const now = this.#rules.now();
    const distinct = distinctEntries(entries, this.#keyType);
    const stamped = JavaHashMap.withExpectedSize<K, TtlValue<V>>(this.#keyType, distinct.length);
    for (const [key, value] of distinct) stamped.set(key, new TtlValue(value, now));
    this.#map.putAll(stamped.toPairs());
  }

  remove(key: K): void {
    this.#accessed();
    this.#map.remove(key);
  }

  contains(key: K): boolean {
    return this.#read(key) !== null;
  }

  isEmpty(): boolean {
    this.#accessed();
    return this.#map.isEmpty();
  }

  entries(): Iterable<MapStateEntry<K, V>> {
    return this.#mapped((entry) => entry);
  }

  keys(): Iterable<K> {
    return this.#mapped((entry) => entry.key);
  }

  values(): Iterable<V> {
    return this.#mapped((entry) => entry.value);
  }

  iterator(): MapStateIterator<K, V> {
    this.#accessed();
    return this.#iteratorOf(this.#map.cursors());
  }

  clear(): void {
    this.#map.clear();
  }

  #read(key: K): TtlValue<V> | null {
    this.#accessed();
    return this.#rules.read(
      this.#map.get(key),
      (stamped) => this.#map.put(key, stamped),
      () => this.#map.remove(key),
    );
  }

  #mapped<R>(result: (entry: MapStateEntry<K, V>) => R): Iterable<R> {
    this.#accessed();
    const cursors = this.#map.cursors();
    const iteratorOf = () => this.#iteratorOf(cursors);
    return {
      *[Symbol.iterator]() {
        const entries = iteratorOf();
        while (entries.hasNext()) yield result(entries.next());
      },
    };
  }

  #iteratorOf(cursors: () => MapStateIterator<K, TtlValue<V>>): MapStateIterator<K, V> {
    return new TtlMapIterator(cursors(), this.#rules, this.#map);
  }
}

/** Skips, and removes, what has expired; removes only right after `next`. */
class TtlMapIterator<K, V> implements MapStateIterator<K, V> {
  readonly #entries: MapStateIterator<K, TtlValue<V>>;
  readonly #rules: TtlRules;
  readonly #map: InternalMapState<K, TtlValue<V>>;
  #upcoming: MapStateEntry<K, V> | null = null;
  #isRightAfterNext = false;

  constructor(entries: MapStateIterator<K, TtlValue<V>>, rules: TtlRules, map: InternalMapState<K, TtlValue<V>>) {
    this.#entries = entries;
    this.#rules = rules;
    this.#map = map;
  }

  hasNext(): boolean {
    this.#isRightAfterNext = false;
    while (this.#upcoming === null && this.#entries.hasNext()) {
      const { key, value } = this.#entries.next();
      const read = this.#rules.read(
        value,
        (stamped) => this.#map.put(key, stamped),
        () => this.#entries.remove(),
      );
      if (read !== null) this.#upcoming = { key, value: read.value, setValue: () => undefined };
    }
    return this.#upcoming !== null;
  }

  next(): MapStateEntry<K, V> {
    if (!this.hasNext() || this.#upcoming === null) throw noSuchElement();
    const entry = this.#upcoming;
    this.#upcoming = null;
    this.#isRightAfterNext = true;
    return entry;
  }

  remove(): void {
    if (!this.#isRightAfterNext) {
      throw illegalState(
        "next() has not been called or hasNext() has been called afterwards, remove() is supported only right after calling next()",
      );
    }
    this.#entries.remove();
  }
}

/** What a clean-up leaves of a map: always a new one, null when everything has expired; an empty map stays. */
export function entriesExpiry<K, V>(rules: TtlRules): ValueExpiry<JavaHashMap<K, TtlValue<V>>> {
  return {
    unexpiredPart: (map, nowMillis) => {
      if (map.size === 0) return map;
      const unexpired = new JavaHashMap<K, TtlValue<V>>(map.keyType);
      for (const [key, stamped] of map.toPairs()) if (!rules.expiredAt(stamped, nowMillis)) unexpired.set(key, stamped);
      return unexpired.size > 0 ? unexpired : null;
    },
    firstExpiry: null,
    timeToLiveMillis: rules.timeToLiveMillis,
  };
}
