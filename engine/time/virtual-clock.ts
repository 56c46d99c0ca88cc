/**
 * Processing time that moves only when told. The runtime and the harnesses own one each and hand out services on top.
 *
 * Callbacks are ordered by (time, registration). The clock never runs by itself and never goes back.
 */
import { assert, MAX_TIMESTAMP } from "../core/index";
import type { ScheduledCallback } from "./clock";

class Scheduled implements ScheduledCallback {
  cancelled = false;
  constructor(
    readonly atMillis: number,
    readonly order: number,
    readonly callback: () => void,
  ) {}
  cancel(): void {
    this.cancelled = true;
  }
}

export class VirtualClock {
  #nowMillis: number;
  #registrations = 0;
  /** A binary heap by (time, registration), 0-based. */
  readonly #heap: Scheduled[] = [];

  constructor(startMillis = 0) {
    this.#nowMillis = startMillis;
  }

  /** The clock, in milliseconds. */
  now(): number {
    return this.#nowMillis;
  }

  /** Registers a callback for when the clock reads `atMillis` or more; in the past means at the next run. */
  schedule(atMillis: number, callback: () => void): ScheduledCallback {
    return this.#add(new Scheduled(atMillis, this.#registrations++, callback));
  }

  /**
   * Registers anew what has run, keeping its place among callbacks of one instant: as Java's scheduler does, whose
   * repeated tasks keep the number they were first given.
   */
  reschedule(scheduled: ScheduledCallback, atMillis: number): ScheduledCallback {
    assert(scheduled instanceof Scheduled, "the callback was scheduled with this clock");
    return this.#add(new Scheduled(atMillis, scheduled.order, scheduled.callback));
  }

  /** When the next callback is due, `MAX_TIMESTAMP` when there is none. */
  nextDueAt(): number {
    this.#dropCancelled();
    return this.#heap[0]?.atMillis ?? MAX_TIMESTAMP;
  }

  /** Sets the clock without running anything. */
  moveTo(timeMillis: number): void {
    assert(timeMillis >= this.#nowMillis, `the clock goes forward, not from ${this.#nowMillis} to ${timeMillis}`);
    this.#nowMillis = timeMillis;
  }

  /** Runs everything that is due by now, also what the callbacks schedule for now or earlier; how many ran. */
  runDue(): number {
    let count = 0;
    while (this.nextDueAt() <= this.#nowMillis) {
      (this.#pop() as Scheduled).callback();
      count++;
    }
    return count;
  }

  /** Moves to `timeMillis` through every instant at which a callback is due: each sees the clock at its own time. */
  advanceTo(timeMillis: number): number {
    let count = this.runDue();
    while (this.nextDueAt() <= timeMillis) {
      this.moveTo(this.nextDueAt());
      count += this.runDue();
    }
    this.moveTo(timeMillis);
    return count;
  }

  #add(scheduled: Scheduled): Scheduled {
    this.#heap.push(scheduled);
    this.#siftUp(this.#heap.length - 1);
    return scheduled;
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.cancelled === true) this.#pop();
  }

  #pop(): Scheduled | undefined {
    const heap = this.#heap;
    const head = heap[0];
    const last = heap.pop();
    if (last !== undefined && last !== head) {
      heap[0] = last;
      this.#siftDown();
    }
    return head;
  }

  #siftUp(from: number): void {
    const heap = this.#heap;
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      if (!isBefore(heap[index] as Scheduled, heap[parent] as Scheduled)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #siftDown(): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      let least = index;
      for (let child = 2 * index + 1; child <= 2 * index + 2 && child < heap.length; child++) {
        if (isBefore(heap[child] as Scheduled, heap[least] as Scheduled)) least = child;
      }
      if (least === index) return;
      this.#swap(index, least);
      index = least;
    }
  }

  #swap(a: number, b: number): void {
    const held = this.#heap[a] as Scheduled;
    this.#heap[a] = this.#heap[b] as Scheduled;
    this.#heap[b] = held;
  }
}

function isBefore(a: Scheduled, b: Scheduled): boolean {
  return a.atMillis < b.atMillis || (a.atMillis === b.atMillis && a.order < b.order);
}
