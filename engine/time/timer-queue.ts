/**
 * The timers of one domain of one service: a binary heap by timestamp that holds no timer twice.
 * Answers to Flink 2.3's `HeapPriorityQueueSet` and `HeapPriorityQueue`; the order of ties is theirs.
 *
 *   #heap   [ -, head, ... ]          1-based; a timer knows its place
 *   #times  [ -, its time, ... ]      the same order, flat: sifting reads no timer
 *   #table  [ timer -> timer, ... ]   finds the equal timer: chained buckets by key hash and timestamp
 *
 * Comparisons are strict everywhere, so that n timers of one timestamp, inserted k1..kn, leave as k1, kn, kn-1, .., k2.
 */
import { assert, type KeyIdentity } from "../core/index";
import type { Namespace } from "./namespace";

/** One timer. Equal timers have the same identity, equal namespaces, and the same timestamp. */
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
    /** Of timestamp and key. */
    readonly hash: number,
  ) {}
}

const INITIAL_BUCKETS = 64;

/** The queue; times in milliseconds. */
export class TimerQueue<N extends Namespace> {
  readonly #heap: (Timer<N> | null)[] = [null];
  #times = new Float64Array(INITIAL_BUCKETS);
  #table: (Timer<N> | null)[] = new Array<Timer<N> | null>(INITIAL_BUCKETS).fill(null);
  /** The timer that was added or found last: windows register the same one twice with each record. */
  #last: Timer<N> | null = null;

  get size(): number {
    return this.#heap.length - 1;
  }

  /** The timer that is due first, left in place. */
  peek(): Timer<N> | null {
    return this.#heap[1] ?? null;
  }

  /** Adds the timer unless an equal one is there; whether it was added. */
  add(timestamp: number, key: unknown, namespace: N, identity: KeyIdentity, keyHash: number): boolean {
    const last = this.#last;
    if (last !== null && isTimerOf(last, timestamp, identity, namespace)) return false;
    const hash = mixedHash(timestamp, keyHash);
    const known = this.#find(hash, timestamp, identity, namespace);
    this.#last = known;
    if (known !== null) return false;
    if (this.size >= this.#table.length) this.#growTable();
    const timer = new Timer(timestamp, key, namespace, identity, keyHash, hash);
    this.#last = timer;
    this.#link(timer);
    this.#heap.push(timer);
    if (this.#heap.length > this.#times.length) this.#growTimes();
    this.#siftUp(timer, timestamp, this.size);
    return true;
  }

  /** Takes the timer that is due first. */
  poll(): Timer<N> | null {
    const head = this.#heap[1];
    if (head === undefined || head === null) return null;
    this.#take(head);
    return head;
  }

  /** Removes the equal timer; whether there was one. */
  remove(timestamp: number, namespace: N, identity: KeyIdentity, keyHash: number): boolean {
    const timer = this.#find(mixedHash(timestamp, keyHash), timestamp, identity, namespace);
    if (timer === null) return false;
    this.#take(timer);
    return true;
  }

  /** All timers in the order of the heap's array, which is the order of snapshots. */
  toArray(): Timer<N>[] {
    return this.#heap.slice(1) as Timer<N>[];
  }

  #take(timer: Timer<N>): void {
    if (this.#last === timer) this.#last = null;
    this.#removeAt(timer.heapIndex);
    this.#unlink(timer);
  }

  /** The last timer takes the place, and goes down or else up from there. */
  #removeAt(index: number): void {
    const heap = this.#heap;
    const last = heap.pop() as Timer<N>;
    const removed = index === heap.length ? last : (heap[index] as Timer<N>);
    removed.heapIndex = 0;
    if (removed === last) return;
    const time = this.#times[heap.length] as number;
    this.#siftDown(last, time, index);
    if (last.heapIndex === index) this.#siftUp(last, time, index);
  }

  #siftUp(timer: Timer<N>, time: number, from: number): void {
    const heap = this.#heap;
    const times = this.#times;
    let index = from;
    while (index > 1) {
      const parentIndex = index >>> 1;
      const parentTime = times[parentIndex] as number;
      if (time >= parentTime) break;
      const parent = heap[parentIndex] as Timer<N>;
      heap[index] = parent;
      times[index] = parentTime;
      parent.heapIndex = index;
      index = parentIndex;
    }
    heap[index] = timer;
    times[index] = time;
    timer.heapIndex = index;
  }

  #siftDown(timer: Timer<N>, time: number, from: number): void {
    const heap = this.#heap;
    const times = this.#times;
    const size = heap.length - 1;
    let index = from;
    for (let childIndex = index << 1; childIndex <= size; childIndex = index << 1) {
      if (childIndex < size && (times[childIndex + 1] as number) < (times[childIndex] as number)) childIndex++;
      const childTime = times[childIndex] as number;
      if (childTime >= time) break;
      const child = heap[childIndex] as Timer<N>;
      heap[index] = child;
      times[index] = childTime;
      child.heapIndex = index;
      index = childIndex;
    }
    heap[index] = timer;
    times[index] = time;
    timer.heapIndex = index;
  }

  #find(hash: number, timestamp: number, identity: KeyIdentity, namespace: N): Timer<N> | null {
    const table = this.#table;
    let timer = table[hash & (table.length - 1)] as Timer<N> | null;
    while (timer !== null) {
      if (timer.hash === hash && isTimerOf(timer, timestamp, identity, namespace)) return timer;
      timer = timer.nextInBucket;
    }
    return null;
  }

  #link(timer: Timer<N>): void {
    const bucket = timer.hash & (this.#table.length - 1);
    timer.nextInBucket = this.#table[bucket] as Timer<N> | null;
    this.#table[bucket] = timer;
  }

  #unlink(timer: Timer<N>): void {
    const bucket = timer.hash & (this.#table.length - 1);
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

  #growTimes(): void {
    const times = new Float64Array(this.#times.length * 2);
    times.set(this.#times);
    this.#times = times;
  }
}

/** Where a timer lies in the table; its order shows nowhere, so that no Java hash is needed. */
function mixedHash(timestamp: number, keyHash: number): number {
  const mixed = Math.imul(timestamp ^ Math.imul(keyHash, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

function isTimerOf<N extends Namespace>(
  timer: Timer<N>,
  timestamp: number,
  identity: KeyIdentity,
  namespace: N,
): boolean {
  return (
    timer.timestamp === timestamp &&
    timer.identity === identity &&
    (timer.namespace === namespace || timer.namespace.equals(namespace))
  );
}
