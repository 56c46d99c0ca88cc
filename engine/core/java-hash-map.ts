/**
 * A map that is read in exactly the order of `java.util.HashMap` (JDK 17), since that order shows: in `MapState`,
 * broadcast state, interval joins and the window sets of session merging on Flink's heap backend.
 *
 *   #table  [ 0 ] -> node -> node      bucket = spread hash & (length - 1), new nodes at the tail
 *           [ 1 ]                      read by ascending bucket, inside a bucket from head to tail
 *
 * The table doubles beyond 3/4 of its length, and when a bucket of a table of fewer than 64 gets its 9th node. It
 * never shrinks. From 64 on Java turns such a bucket into a tree, which reads in another order; that is not copied.
 * Reading while others write fails like Java's: ConcurrentModificationException.
 */
import { EngineError, illegalState } from "./engine-error";
import { hashString, spreadHash } from "./java-hash";
import { roundUpToPowerOfTwo } from "./key-groups";

/** A value that `===` and `Map` compare as Java's `equals` compares the keys. */
export type KeyIdentity = string | number | boolean | bigint | symbol | null | undefined;

/** How keys hash and compare: by a declared type, or by the type that follows from the value. */
export type JavaKeyType<K> = { hashCode(key: K): number; identity(key: K): KeyIdentity };

/** One entry; `setValue` writes through, as Java's does. */
export interface JavaHashMapEntry<K, V> {
  readonly key: K;
  readonly value: V;
  setValue(value: V): void;
}

export interface JavaHashMapIterator<K, V> {
  hasNext(): boolean;
  next(): JavaHashMapEntry<K, V>;
  /** Removes the entry returned last. */
  remove(): void;
}

const DEFAULT_CAPACITY = 16;
const TREEIFY_THRESHOLD = 8;
const TREEIFY_CAPACITY_MIN = 64;

class Node<K, V> implements JavaHashMapEntry<K, V> {
  next: Node<K, V> | null = null;
  constructor(
    readonly hash: number,
    readonly identity: KeyIdentity,
    readonly key: K,
    public value: V,
  ) {}
  setValue(value: V): void {
    this.value = value;
  }
}

/** The map. `requestedCapacity` is Java's constructor argument; absent: the default of 16. */
export class JavaHashMap<K, V> implements Iterable<JavaHashMapEntry<K, V>> {
  readonly #keyType: JavaKeyType<K>;
  /** Finds nodes without hashing in JavaScript; the table only keeps their order. */
  readonly #nodes = new Map<KeyIdentity, Node<K, V>>();
  #table: (Node<K, V> | null)[] | null = null;
  /** Of a table not made yet: its capacity, 0 for the default. */
  #threshold: number;
  #modifications = 0;

  constructor(keyType: JavaKeyType<K>, requestedCapacity?: number) {
    this.#keyType = keyType;
    this.#threshold = requestedCapacity === undefined ? 0 : roundUpToPowerOfTwo(requestedCapacity);
  }

  /** A map as Flink makes it for a known number of entries: `CollectionUtil.newHashMapWithExpectedSize`. */
  static withExpectedSize<K, V>(keyType: JavaKeyType<K>, expectedSize: number): JavaHashMap<K, V> {
    return new JavaHashMap<K, V>(keyType, expectedSize <= 2 ? expectedSize + 1 : Math.ceil(expectedSize / 0.75));
  }

  get size(): number {
    return this.#nodes.size;
  }

  get keyType(): JavaKeyType<K> {
    return this.#keyType;
  }

  has(key: K): boolean {
    return this.#nodes.has(this.#keyType.identity(key));
  }

  /** The value, or undefined for a key that is not there. */
  get(key: K): V | undefined {
    return this.#nodes.get(this.#keyType.identity(key))?.value;
  }

  /** Puts or replaces; a replaced entry keeps its place and its first key. */
  set(key: K, value: V): void {
    const identity = this.#keyType.identity(key);
    const existing = this.#nodes.get(identity);
    if (existing !== undefined) {
      existing.value = value;
      return;
    }
    const hash = key === null || key === undefined ? 0 : spreadHash(this.#keyType.hashCode(key));
    const node = new Node(hash, identity, key, value);
    this.#nodes.set(identity, node);
    this.#modifications++;
    const table = this.#table ?? this.#makeTable();
    const chainLength = appendTo(table, node);
    if (chainLength > TREEIFY_THRESHOLD && table.length < TREEIFY_CAPACITY_MIN) this.#double();
    if (this.#nodes.size > this.#threshold) this.#double();
  }

  /** Java's `putAll` of a map with these entries (no key twice): makes room first, then puts in the given order. */
  putAll(entries: readonly (readonly [K, V])[]): void {
    const count = entries.length;
    if (count === 0) return;
    if (this.#table === null) {
      const capacity = Math.trunc(count / 0.75 + 1);
      if (capacity > this.#threshold) this.#threshold = roundUpToPowerOfTwo(capacity);
    } else {
      while (count > this.#threshold) this.#double();
    }
    for (const [key, value] of entries) this.set(key, value);
  }

  /** Removes a key; whether it was there. */
  delete(key: K): boolean {
    const node = this.#nodes.get(this.#keyType.identity(key));
    if (node === undefined) return false;
    this.#unlink(node);
    return true;
  }

  /** Removes everything; the table keeps its length. */
  clear(): void {
    this.#modifications++;
    this.#nodes.clear();
    this.#table?.fill(null);
  }

  /** Java's `entrySet().iterator()`. */
  iterator(): JavaHashMapIterator<K, V> {
    let bucket = 0;
    let upcoming: Node<K, V> | null = null;
    let last: Node<K, V> | null = null;
    let expected = this.#modifications;
    const table = this.#table ?? [];
    const advance = () => {
      while (upcoming === null && bucket < table.length) upcoming = table[bucket++] as Node<K, V> | null;
    };
    advance();
    return {
      hasNext: () => upcoming !== null,
      next: () => {
        if (this.#modifications !== expected) throw concurrentModification();
        if (upcoming === null) throw noSuchElement();
        last = upcoming;
        upcoming = last.next;
        advance();
        return last;
      },
      remove: () => {
        if (last === null) throw illegalState("There is no entry to remove: call next() first.");
        if (this.#modifications !== expected) throw concurrentModification();
        this.#unlink(last);
        last = null;
        expected = this.#modifications;
      },
    };
  }

  *[Symbol.iterator](): Generator<JavaHashMapEntry<K, V>> {
    const entries = this.iterator();
    while (entries.hasNext()) yield entries.next();
  }

  *keys(): Generator<K> {
    for (const entry of this) yield entry.key;
  }

  *values(): Generator<V> {
    for (const entry of this) yield entry.value;
  }

  /** The entries as pairs, in the map's order. */
  toPairs(): [K, V][] {
    const pairs: [K, V][] = [];
    for (const head of this.#table ?? []) {
      for (let node = head; node !== null; node = node.next) pairs.push([node.key, node.value]);
    }
    return pairs;
  }

  #makeTable(): (Node<K, V> | null)[] {
    const capacity = this.#threshold === 0 ? DEFAULT_CAPACITY : this.#threshold;
    const table = new Array<Node<K, V> | null>(capacity).fill(null);
    this.#table = table;
    this.#threshold = Math.trunc(capacity * 0.75);
    return table;
  }

  /** Doubles the table; nodes keep their order inside their new buckets. */
  #double(): void {
    const old = this.#table ?? this.#makeTable();
    const capacity = old.length * 2;
    const table = new Array<Node<K, V> | null>(capacity).fill(null);
    for (let bucket = 0; bucket < old.length; bucket++) {
      let node = old[bucket] as Node<K, V> | null;
      while (node !== null) {
        const next: Node<K, V> | null = node.next;
        node.next = null;
        appendTo(table, node);
        node = next;
      }
    }
    this.#table = table;
    this.#threshold = Math.trunc(capacity * 0.75);
  }

  #unlink(node: Node<K, V>): void {
    const table = this.#table as (Node<K, V> | null)[];
    const bucket = node.hash & (table.length - 1);
    let before = table[bucket] as Node<K, V>;
    if (before === node) {
      table[bucket] = node.next;
    } else {
      while (before.next !== node) before = before.next as Node<K, V>;
      before.next = node.next;
    }
    this.#nodes.delete(node.identity);
    this.#modifications++;
  }
}

/** Appends to the node's bucket and gives the bucket's new length. */
function appendTo<K, V>(table: (Node<K, V> | null)[], node: Node<K, V>): number {
  const bucket = node.hash & (table.length - 1);
  let tail = table[bucket] as Node<K, V> | null;
  if (tail === null) {
    table[bucket] = node;
    return 1;
  }
  let length = 2;
  for (; tail.next !== null; tail = tail.next) length++;
  tail.next = node;
  return length;
}

function concurrentModification(): EngineError {
  return new EngineError({
    code: "CONCURRENT_MODIFICATION",
    message: "The map was changed while it was being read.",
    hint: "Collect the keys first, or remove entries through the iterator's own remove().",
    flinkClass: "ConcurrentModificationException",
  });
}

/** `next()` behind the last entry: Java's NoSuchElementException. */
export function noSuchElement(): EngineError {
  return new EngineError({
    code: "NO_SUCH_ELEMENT",
    message: "The iterator has no further entry.",
    hint: "Ask hasNext() before next().",
    flinkClass: "NoSuchElementException",
  });
}

/** Keys that are Java strings. */
export const STRING_KEYS: JavaKeyType<string> = { hashCode: hashString, identity: (key) => key };
