/**
 * A bounded queue over one array: first in, first out, no allocation after it was made.
 */
import { assert } from "./assert";

/** A queue of at most `capacity` items. */
export class RingBuffer<T> {
  readonly #items: (T | undefined)[];
  #head = 0;
  #size = 0;

  constructor(readonly capacity: number) {
    assert(Number.isInteger(capacity) && capacity > 0, `a capacity of at least one, not ${capacity}`);
    this.#items = new Array<T | undefined>(capacity).fill(undefined);
  }

  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.#size === this.capacity;
  }

  /** Appends; asserts that there is room. */
  push(item: T): void {
    assert(this.#size < this.capacity, "room in the buffer");
    let at = this.#head + this.#size;
    if (at >= this.capacity) at -= this.capacity;
    this.#items[at] = item;
    this.#size++;
  }

  /** The oldest item, left in place; undefined when empty. */
  peek(): T | undefined {
    return this.#size === 0 ? undefined : this.#items[this.#head];
  }

  /** Takes the oldest item; undefined when empty. */
  shift(): T | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head = this.#head + 1 === this.capacity ? 0 : this.#head + 1;
    this.#size--;
    return item;
  }

  /** The items, oldest first. */
  toArray(): T[] {
    const items: T[] = [];
    for (let i = 0; i < this.#size; i++) items.push(this.#items[(this.#head + i) % this.capacity] as T);
    return items;
  }

  clear(): void {
    this.#items.fill(undefined);
    this.#head = 0;
    this.#size = 0;
  }
}
