/**
 * Removes the elements that differ from the last one by a threshold or more. Answers to Flink's `DeltaEvictor`.
 */
import { deltaCall, type DeltaFunction } from "./delta-trigger";
import type { EvictableElements, Evictor } from "./evictor";
import type { Window } from "./window";

export class DeltaEvictor<T, W extends Window> implements Evictor<T, W> {
  readonly #threshold: number;
  readonly #delta: (element: T, last: T) => number;
  readonly #doEvictAfter: boolean;

  private constructor(threshold: number, delta: DeltaFunction<T>, doEvictAfter: boolean) {
    this.#threshold = threshold;
    this.#delta = deltaCall(delta);
    this.#doEvictAfter = doEvictAfter;
  }

  /** `delta(element, last element)`; `doEvictAfter`: evict after the function ran instead of before. */
  static of<T, W extends Window>(threshold: number, delta: DeltaFunction<T>, doEvictAfter = false): DeltaEvictor<T, W> {
    return new DeltaEvictor<T, W>(threshold, delta, doEvictAfter);
  }

  evictBefore(elements: EvictableElements<T>): void {
    if (!this.#doEvictAfter) this.#evict(elements);
  }

  evictAfter(elements: EvictableElements<T>): void {
    if (this.#doEvictAfter) this.#evict(elements);
  }

  #evict(elements: EvictableElements<T>): void {
    const last = elements.elements.at(-1);
    if (last === undefined) return;
    elements.removeIf((element) => this.#delta(element.value, last.value) >= this.#threshold);
  }
}
