/**
 * The timers of one domain of one service: a binary heap by timestamp that holds no timer twice.
 * Answers to Flink 2.3's `HeapPriorityQueueSet` and `HeapPriorityQueue`; the order of ties is theirs.
 *
 *   slot        a timer's number while it is here            #timers   [ timer, ... ]
 *   #heap       [ -, slot of the head, ... ]                 1-based
 *   #times      [ -, its time, ... ]                         the same order
 *   #positions  slot -> place in #heap
 *   #table      bucket -> slot + 1, #next: slot -> slot + 1  finds the equal timer, by #hashes: slot -> hash
 *
 * Everything that moves is a number in a flat array: sifting and searching read no timer but the one that is found.
 * Comparisons are strict everywhere, so that n timers of one timestamp, inserted k1..kn, leave as k1, kn, kn-1, .., k2.
 */
import { assert, type KeyIdentity } from "../core/index";
import type { Namespace } from "./namespace";

/** One timer. Equal timers have the same identity, equal namespaces, and the same timestamp. */
export class Timer<N extends Namespace> {
  constructor(
    readonly timestamp: number,
    readonly key: unknown,
    readonly namespace: N,
    readonly identity: KeyIdentity,
    /** The key's hash code, which also tells its key group. */
    readonly keyHash: number,
    /** Its number in the queue. */
    readonly slot: number,
  ) {}
}

const INITIAL_CAPACITY = 64;

/** The queue; times in milliseconds. */
export class TimerQueue<N extends Namespace> {
  readonly #timers: (Timer<N> | null)[] = [];
  /** Slots that timers have left. */
  readonly #freeSlots: number[] = [];
  #size = 0;
  #heap = new Int32Array(INITIAL_CAPACITY + 1);
  #times = new Float64Array(INITIAL_CAPACITY + 1);
  #positions = new Int32Array(INITIAL_CAPACITY);
  #hashes = new Int32Array(INITIAL_CAPACITY);
  #next = new Int32Array(INITIAL_CAPACITY);
  #table = new Int32Array(INITIAL_CAPACITY);
  /** The timer that was added or found last: windows register the same one twice with each record. */
  #last: Timer<N> | null = null;

  get size(): number {
    return this.#size;
  }

  /** The timer that is due first, left in place. */
  peek(): Timer<N> | null {
    return this.#size === 0 ? null : (this.#timers[this.#heap[1] as number] as Timer<N>);
  }

  /** Adds the timer unless an equal one is there; whether it was added. */
  add(timestamp: number, key: unknown, namespace: N, identity: KeyIdentity, keyHash: number): boolean {
    const last = this.#last;
    if (last !== null && isTimerOf(last, timestamp, identity, namespace)) return false;
    const hash = mixedHash(timestamp, keyHash);
    const known = this.#find(hash, timestamp, identity, namespace);
    this.#last = known;
    if (known !== null) return false;
    if (this.#size === this.#table.length) this.#grow();
    const slot = this.#freeSlots.pop() ?? this.#timers.length;
    const timer = new Timer(timestamp, key, namespace, identity, keyHash, slot);
    this.#last = timer;
    this.#timers[slot] = timer;
    this.#hashes[slot] = hash;
    this.#link(slot);
    this.#size++;
    this.#siftUp(slot, timestamp, this.#size);
    return true;
  }

  /** Takes the timer that is due first. */
  poll(): Timer<N> | null {
    const head = this.peek();
    if (head !== null) this.#take(head);
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
    const size = this.#size;
    const timers = new Array<Timer<N>>(size);
    for (let index = 0; index < size; index++)
      timers[index] = this.#timers[this.#heap[index + 1] as number] as Timer<N>;
    return timers;
  }

  #take(timer: Timer<N>): void {
    const { slot } = timer;
    if (this.#last === timer) this.#last = null;
    this.#removeAt(this.#positions[slot] as number);
    this.#unlink(slot);
    this.#timers[slot] = null;
    this.#freeSlots.push(slot);
  }

  /** The last timer takes the place, and goes down or else up from there. */
  #removeAt(index: number): void {
    const size = this.#size--;
    if (index === size) return;
    const last = this.#heap[size] as number;
    const time = this.#times[size] as number;
    this.#siftDown(last, time, index);
    if (this.#positions[last] === index) this.#siftUp(last, time, index);
  }

  #siftUp(slot: number, time: number, from: number): void {
    const heap = this.#heap;
    const times = this.#times;
    const positions = this.#positions;
    let index = from;
    while (index > 1) {
      const parentIndex = index >>> 1;
      const parentTime = times[parentIndex] as number;
      if (time >= parentTime) break;
      const parent = heap[parentIndex] as number;
      heap[index] = parent;
      times[index] = parentTime;
      positions[parent] = index;
      index = parentIndex;
    }
    heap[index] = slot;
    times[index] = time;
    positions[slot] = index;
  }

  #siftDown(slot: number, time: number, from: number): void {
    const heap = this.#heap;
    const times = this.#times;
    const positions = this.#positions;
    const size = this.#size;
    let index = from;
    for (let childIndex = index << 1; childIndex <= size; childIndex = index << 1) {
      if (childIndex < size && (times[childIndex + 1] as number) < (times[childIndex] as number)) childIndex++;
      const childTime = times[childIndex] as number;
      if (childTime >= time) break;
      const child = heap[childIndex] as number;
      heap[index] = child;
      times[index] = childTime;
      positions[child] = index;
      index = childIndex;
    }
    heap[index] = slot;
    times[index] = time;
    positions[slot] = index;
  }

  #find(hash: number, timestamp: number, identity: KeyIdentity, namespace: N): Timer<N> | null {
    const table = this.#table;
    let next = table[hash & (table.length - 1)] as number;
    while (next !== 0) {
      const slot = next - 1;
      if (this.#hashes[slot] === hash) {
        const timer = this.#timers[slot] as Timer<N>;
        if (isTimerOf(timer, timestamp, identity, namespace)) return timer;
      }
      next = this.#next[slot] as number;
    }
    return null;
  }

  #link(slot: number): void {
    const bucket = (this.#hashes[slot] as number) & (this.#table.length - 1);
    this.#next[slot] = this.#table[bucket] as number;
    this.#table[bucket] = slot + 1;
  }

  #unlink(slot: number): void {
    const bucket = (this.#hashes[slot] as number) & (this.#table.length - 1);
    const following = this.#next[slot] as number;
    let before = (this.#table[bucket] as number) - 1;
    if (before === slot) {
      this.#table[bucket] = following;
      return;
    }
    while (this.#next[before] !== slot + 1) {
      assert(this.#next[before] !== 0, "a timer of the heap is in its bucket");
      before = (this.#next[before] as number) - 1;
    }
    this.#next[before] = following;
  }

  /** Doubles all arrays. Every slot is taken then. */
  #grow(): void {
    const capacity = this.#table.length * 2;
    this.#heap = copyInto(new Int32Array(capacity + 1), this.#heap);
    this.#times = copyInto(new Float64Array(capacity + 1), this.#times);
    this.#positions = copyInto(new Int32Array(capacity), this.#positions);
    this.#hashes = copyInto(new Int32Array(capacity), this.#hashes);
    this.#next = new Int32Array(capacity);
    this.#table = new Int32Array(capacity);
    for (let slot = 0; slot < this.#size; slot++) this.#link(slot);
  }
}

function copyInto<A extends Int32Array | Float64Array>(target: A, source: A): A {
  target.set(source);
  return target;
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
