/**
 * A map that is read in exactly the order of `java.util.HashMap` (JDK 17), since that order shows: in `MapState`,
 * broadcast state, interval joins and the window sets of session merging on Flink's heap backend.
 *
 *   #table  [ 0 ] -> node -> node      bucket = spread hash & (length - 1), new nodes at the tail
 *           [ 1 ]                      read by ascending bucket, inside a bucket from head to tail
 *
 * The table doubles beyond 3/4 of its length, and when a bucket of a table of fewer than 64 gets its 9th node. It
 * never shrinks. From 64 on such a bucket becomes a tree, which reads in another order (java-tree-bin.ts).
 * Reading while others write fails like Java's: ConcurrentModificationException.
 */
import { EngineError, illegalState } from "./engine-error";
import { hashString, spreadHash } from "./java-hash";
import { JavaTreeBin } from "./java-tree-bin";
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
const UNTREEIFY_THRESHOLD = 6;
const TREEIFY_CAPACITY_MIN = 64;
const NO_BUCKETS: readonly null[] = [];

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
  #size = 0;
  #table: (Node<K, V> | null)[] | null = null;
  /** The buckets that have become trees; null while none has, as in almost every map. */
  #bins: Map<number, JavaTreeBin<Node<K, V>>> | null = null;
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
    return this.#size;
  }

  /** Goes up with every key that comes or goes, so that a cursor notices. */
  get modifications(): number {
    return this.#modifications;
  }

  /** The buckets, for cursors; empty while there never was a key. */
  get table(): readonly (Node<K, V> | null)[] {
    return this.#table ?? NO_BUCKETS;
  }

  get keyType(): JavaKeyType<K> {
    return this.#keyType;
  }

  has(key: K): boolean {
    return this.#find(key) !== null;
  }

  /** The value, or undefined for a key that is not there. */
  get(key: K): V | undefined {
    return this.#find(key)?.value;
  }

  /** Puts or replaces; a replaced entry keeps its place and its first key. */
  set(key: K, value: V): void {
    const identity = this.#keyType.identity(key);
    const hash = this.#hashOf(key);
    const table = this.#table ?? this.#makeTable();
    const existing = findIn(table, hash, identity);
    if (existing !== null) {
      existing.value = value;
      return;
    }
    this.#size++;
    this.#modifications++;
    this.#add(table, new Node(hash, identity, key, value));
    if (this.#size > this.#threshold) this.#double();
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
    const node = this.#find(key);
    if (node === null) return false;
    this.unlink(node, true);
    return true;
  }

  /** Removes everything; the table keeps its length. */
  clear(): void {
    this.#modifications++;
    this.#size = 0;
    this.#bins = null;
    this.#table?.fill(null);
  }

  /** Java's `entrySet().iterator()`. */
  iterator(): JavaHashMapIterator<K, V> {
    return new Cursor(this);
  }

  [Symbol.iterator](): Iterator<JavaHashMapEntry<K, V>> {
    return new EntryIterator(new Cursor(this));
  }

  /** Visits the entries in the map's order, without an object for each; adding and removing keys meanwhile fails. */
  forEach(visit: (key: K, value: V) => void): void {
    const table = this.table;
    const expected = this.#modifications;
    for (let bucket = 0; bucket < table.length; bucket++) {
      for (let node = table[bucket] as Node<K, V> | null; node !== null; node = node.next) {
        visit(node.key, node.value);
        if (this.#modifications !== expected) throw concurrentModification();
      }
    }
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

  /** Takes a node of this map out of it. `isMovable` is false for a cursor: what it reads keeps its order. */
  unlink(node: Node<K, V>, isMovable: boolean): void {
    const table = this.#table as (Node<K, V> | null)[];
    const bucket = node.hash & (table.length - 1);
    let before = table[bucket] as Node<K, V>;
    if (before === node) {
      table[bucket] = node.next;
    } else {
      while (before.next !== node) before = before.next as Node<K, V>;
      before.next = node.next;
    }
    this.#size--;
    this.#modifications++;
    if (this.#bins !== null) this.#unlinkFromBin(table, bucket, node, isMovable);
  }

  #unlinkFromBin(table: (Node<K, V> | null)[], bucket: number, node: Node<K, V>, isMovable: boolean): void {
    const bin = this.#bins?.get(bucket);
    if (bin === undefined) return;
    if (table[bucket] === null || (isMovable && bin.isTooSmall)) {
      this.#bins?.delete(bucket);
      return;
    }
    bin.remove(node);
    if (isMovable) moveToFront(table, bucket, bin.root);
  }

  #hashOf(key: K): number {
    return key === null || key === undefined ? 0 : spreadHash(this.#keyType.hashCode(key));
  }

  #find(key: K): Node<K, V> | null {
    const table = this.#table;
    return table === null ? null : findIn(table, this.#hashOf(key), this.#keyType.identity(key));
  }

  #makeTable(): (Node<K, V> | null)[] {
    const capacity = this.#threshold === 0 ? DEFAULT_CAPACITY : this.#threshold;
    const table = new Array<Node<K, V> | null>(capacity).fill(null);
    this.#table = table;
    this.#threshold = Math.trunc(capacity * 0.75);
    return table;
  }

  /** Adds a node to its bucket; a bucket that gets crowded makes a short table double, or becomes a tree. */
  #add(table: (Node<K, V> | null)[], node: Node<K, V>): void {
    const bucket = node.hash & (table.length - 1);
    const bin = this.#bins?.get(bucket);
    if (bin !== undefined) {
      const parent = bin.insert(node) as Node<K, V>;
      node.next = parent.next;
      parent.next = node;
      moveToFront(table, bucket, bin.root);
      return;
    }
    const chainLength = appendTo(table, node);
    if (chainLength <= TREEIFY_THRESHOLD) return;
    if (table.length < TREEIFY_CAPACITY_MIN) this.#double();
    else this.#treeify(table, bucket);
  }

  #treeify(table: (Node<K, V> | null)[], bucket: number): void {
    const bin = new JavaTreeBin(chainOf(table[bucket] as Node<K, V> | null));
    this.#setBin(bucket, bin);
    moveToFront(table, bucket, bin.root);
  }

  #setBin(bucket: number, bin: JavaTreeBin<Node<K, V>>): void {
    this.#bins ??= new Map<number, JavaTreeBin<Node<K, V>>>();
    this.#bins.set(bucket, bin);
  }

  /** What became of a tree when its bucket was split in two: lists where few are left, else trees made anew. */
  #splitBin(bin: JavaTreeBin<Node<K, V>>, table: (Node<K, V> | null)[], halves: readonly [number, number]): void {
    const isSplit = halves.every((bucket) => table[bucket] !== null);
    for (const bucket of halves) {
      if (chainOf(table[bucket] as Node<K, V> | null).length <= UNTREEIFY_THRESHOLD) continue;
      if (isSplit) this.#treeify(table, bucket);
      else this.#setBin(bucket, bin);
    }
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
    const bins = this.#bins;
    this.#bins = null;
    for (const [bucket, bin] of bins ?? []) this.#splitBin(bin, table, [bucket, bucket + old.length]);
  }
}

/** Java's `HashIterator`: fails when others change the map meanwhile. */
class Cursor<K, V> implements JavaHashMapIterator<K, V> {
  readonly #map: JavaHashMap<K, V>;
  readonly #table: readonly (Node<K, V> | null)[];
  #bucket = 0;
  #upcoming: Node<K, V> | null = null;
  #last: Node<K, V> | null = null;
  #expected: number;

  constructor(map: JavaHashMap<K, V>) {
    this.#map = map;
    this.#table = map.table;
    this.#expected = map.modifications;
    this.#advance();
  }

  hasNext(): boolean {
    return this.#upcoming !== null;
  }

  next(): Node<K, V> {
    const node = this.#upcoming;
    if (this.#map.modifications !== this.#expected) throw concurrentModification();
    if (node === null) throw noSuchElement();
    this.#last = node;
    this.#upcoming = node.next;
    if (node.next === null) this.#advance();
    return node;
  }

  remove(): void {
    if (this.#last === null) throw illegalState("There is no entry to remove: call next() first.");
    if (this.#map.modifications !== this.#expected) throw concurrentModification();
    this.#map.unlink(this.#last, false);
    this.#last = null;
    this.#expected = this.#map.modifications;
  }

  /** To the first node of the next bucket that has one. */
  #advance(): void {
    const table = this.#table;
    while (this.#upcoming === null && this.#bucket < table.length) {
      this.#upcoming = table[this.#bucket++] as Node<K, V> | null;
    }
  }
}

/** A cursor in a `for` loop. */
class EntryIterator<K, V> implements Iterator<JavaHashMapEntry<K, V>> {
  readonly #cursor: Cursor<K, V>;

  constructor(cursor: Cursor<K, V>) {
    this.#cursor = cursor;
  }

  next(): IteratorResult<JavaHashMapEntry<K, V>, undefined> {
    if (!this.#cursor.hasNext()) return { done: true, value: undefined };
    return { done: false, value: this.#cursor.next() };
  }
}

function findIn<K, V>(table: (Node<K, V> | null)[], hash: number, identity: KeyIdentity): Node<K, V> | null {
  let node = table[hash & (table.length - 1)] as Node<K, V> | null;
  while (node !== null && (node.hash !== hash || node.identity !== identity)) node = node.next;
  return node;
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

/** The nodes of a bucket in the order in which they are read. */
function chainOf<K, V>(head: Node<K, V> | null): Node<K, V>[] {
  const chain: Node<K, V>[] = [];
  for (let node = head; node !== null; node = node.next) chain.push(node);
  return chain;
}

/** The root of a tree is read first. */
function moveToFront<K, V>(table: (Node<K, V> | null)[], bucket: number, root: Node<K, V> | null): void {
  const head = table[bucket] as Node<K, V>;
  if (root === null || root === head) return;
  let before = head;
  while (before.next !== root) before = before.next as Node<K, V>;
  before.next = root.next;
  root.next = head;
  table[bucket] = root;
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
