/**
 * Keeps the last n elements of a window. Answers to Flink's `CountEvictor`.
 */
import type { EvictableElements, Evictor } from "./evictor";
import type { Window } from "./window";

export class CountEvictor<T, W extends Window> implements Evictor<T, W> {
  readonly #countMax: number;
  readonly #doEvictAfter: boolean;

  private constructor(countMax: number, doEvictAfter: boolean) {
    this.#countMax = countMax;
    this.#doEvictAfter = doEvictAfter;
  }

  /** `doEvictAfter`: evict after the function ran instead of before. */
  static of<T, W extends Window>(countMax: number, doEvictAfter = false): CountEvictor<T, W> {
    return new CountEvictor<T, W>(countMax, doEvictAfter);
  }

  evictBefore(elements: EvictableElements<T>, size: number): void {
    if (!this.#doEvictAfter) this.#evict(elements, size);
  }

  evictAfter(elements: EvictableElements<T>, size: number): void {
    if (this.#doEvictAfter) this.#evict(elements, size);
  }

  #evict(elements: EvictableElements<T>, size: number): void {
    const surplus = size - this.#countMax;
    if (surplus > 0) elements.removeIf((_element, index) => index < surplus);
  }
}
