/**
 * The timers of one domain of one service: a binary heap by timestamp that holds no timer twice.
 * Answers to Flink 2.3's `HeapPriorityQueueSet` and `HeapPriorityQueue`; the order of ties is theirs.
 *
 *   #heap   [ -, head, ... ]          1-based; a timer knows its place
 *   #table  [ timer -> timer, ... ]   finds the equal timer: chained buckets by key hash and timestamp
 *
 * Comparisons are strict everywhere, so that n timers of one timestamp, inserted k1..kn, leave as k1, kn, kn-1, .., k2.
 */
import { assert, hashLong, type KeyIdentity } from "../core/index";
import type { Namespace } from "./namespace";

/** One timer. Equal timers have the same identity, the same text of their namespace, and the same timestamp. */
export class Timer<N extends Namespace> {
  /** Place in the heap, 0 when it is not in one. */
  heapIndex = 0;
  nextInBucket: Timer<N> | null = null;

  constructor(
    readonly timestamp: number,
    readonly key: unknown,
    readonly namespace: N,
    readonly identity: KeyIdentity,
    /** The key's hash code, which also tells its key group. */
    readonly keyHash: number,
  ) {}
}

const INITIAL_BUCKETS = 64;

/** The queue; times in milliseconds. */
export class TimerQueue<N extends Namespace> {
  readonly #heap: (Timer<N> | null)[] = [null];
  #table: (Timer<N> | null)[] = new Array<Timer<N> | null>(INITIAL_BUCKETS).fill(null);

  get size(): number {
    return this.#heap.length - 1;
  }

  /** The timer that is due first, left in place. */
  peek(): Timer<N> | null {
    return this.#heap[1] ?? null;
  }

  /** Adds the timer unless an equal one is there; whether it was added. */
  add(timestamp: number, key: unknown, namespace: N, identity: KeyIdentity, keyHash: number): boolean {
    if (this.#find(timestamp, namespace.namespaceText, identity, keyHash) !== null) return false;
    const timer = new Timer(timestamp, key, namespace, identity, keyHash);
    if (this.size >= this.#table.length) this.#growTable();
    this.#link(timer);
    this.#heap.push(timer);
    this.#siftUp(timer, this.size);
    return true;
  }

  /** Takes the timer that is due first. */
  poll(): Timer<N> | null {
    const head = this.#heap[1];
    if (head === undefined || head === null) return null;
    this.#removeAt(1);
    this.#unlink(head);
    return head;
  }

  /** Removes the equal timer; whether there was one. */
  remove(timestamp: number, namespace: N, identity: KeyIdentity, keyHash: number): boolean {
    const timer = this.#find(timestamp, namespace.namespaceText, identity, keyHash);
    if (timer === null) return false;
    this.#removeAt(timer.heapIndex);
    this.#unlink(timer);
    return true;
  }

  /** All timers in the order of the heap's array, which is the order of snapshots. */
  toArray(): Timer<N>[] {
    return this.#heap.slice(1) as Timer<N>[];
  }

  #removeAt(index: number): void {
    const heap = this.#heap;
    const last = heap.pop() as Timer<N>;
    const removed = index === heap.length ? last : (heap[index] as Timer<N>);
    removed.heapIndex = 0;
    if (removed === last) return;
    this.#siftDown(last, index);
    if (last.heapIndex === index) this.#siftUp(last, index);
  }

  #siftUp(timer: Timer<N>, from: number): void {
    const heap = this.#heap;
    let index = from;
    while (index > 1) {
      const parentIndex = index >>> 1;
      const parent = heap[parentIndex] as Timer<N>;
      if (timer.timestamp >= parent.timestamp) break;
      heap[index] = parent;
      parent.heapIndex = index;
      index = parentIndex;
    }
    heap[index] = timer;
    timer.heapIndex = index;
  }

  #siftDown(timer: Timer<N>, from: number): void {
    const heap = this.#heap;
    const size = heap.length - 1;
    let index = from;
    for (let childIndex = index << 1; childIndex <= size; childIndex = index << 1) {
      let child = heap[childIndex] as Timer<N>;
      if (childIndex < size) {
        const right = heap[childIndex + 1] as Timer<N>;
        if (right.timestamp < child.timestamp) {
          child = right;
          childIndex++;
        }
      }
      if (child.timestamp >= timer.timestamp) break;
      heap[index] = child;
      child.heapIndex = index;
      index = childIndex;
    }
    heap[index] = timer;
    timer.heapIndex = index;
  }

  #bucket(timestamp: number, keyHash: number): number {
    const mixed = Math.imul(hashLong(timestamp) ^ Math.imul(keyHash, 0x9e3779b1), 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (this.#table.length - 1);
  }

  #find(timestamp: number, namespaceText: string, identity: KeyIdentity, keyHash: number): Timer<N> | null {
    let timer = this.#table[this.#bucket(timestamp, keyHash)] as Timer<N> | null;
    while (timer !== null) {
      if (
        timer.timestamp === timestamp &&
        timer.identity === identity &&
        timer.namespace.namespaceText === namespaceText
      ) {
        return timer;
      }
      timer = timer.nextInBucket;
    }
    return null;
  }

  #link(timer: Timer<N>): void {
    const bucket = this.#bucket(timer.timestamp, timer.keyHash);
    timer.nextInBucket = this.#table[bucket] as Timer<N> | null;
    this.#table[bucket] = timer;
  }

  #unlink(timer: Timer<N>): void {
    const bucket = this.#bucket(timer.timestamp, timer.keyHash);
    let before = this.#table[bucket] as Timer<N>;
    if (before === timer) {
      this.#table[bucket] = timer.nextInBucket;
    } else {
      while (before.nextInBucket !== timer) {
        assert(before.nextInBucket !== null, "a timer of the heap is in its bucket");
        before = before.nextInBucket;
      }
      before.nextInBucket = timer.nextInBucket;
    }
    timer.nextInBucket = null;
  }

  #growTable(): void {
    this.#table = new Array<Timer<N> | null>(this.#table.length * 2).fill(null);
    for (let i = 1; i < this.#heap.length; i++) this.#link(this.#heap[i] as Timer<N>);
  }
}
