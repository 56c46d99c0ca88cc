/**
 * What leaves a window before or after its function sees it. Answers to Flink's `Evictor` and `TimestampedValue`.
 * What an evictor removes is gone from the window for good.
 */
import type { Window } from "./window";

/** An element of a window with its timestamp in milliseconds, `NO_TIMESTAMP` for none. */
export type TimestampedValue<T> = { readonly value: T; readonly timestamp: number };

export interface EvictorContext {
  getCurrentProcessingTime(): number;
  getCurrentWatermark(): number;
}

export interface Evictor<T, W extends Window> {
  evictBefore(elements: EvictableElements<T>, size: number, window: W, context: EvictorContext): void;
  evictAfter(elements: EvictableElements<T>, size: number, window: W, context: EvictorContext): void;
}

/** The elements of a window in order of arrival; an evictor takes out of them what has to go. */
export class EvictableElements<T> implements Iterable<TimestampedValue<T>> {
  #elements: readonly TimestampedValue<T>[];

  constructor(elements: readonly TimestampedValue<T>[]) {
    this.#elements = elements;
  }

  get size(): number {
    return this.#elements.length;
  }

  /** The elements that are left. */
  get elements(): readonly TimestampedValue<T>[] {
    return this.#elements;
  }

  [Symbol.iterator](): Iterator<TimestampedValue<T>> {
    return this.#elements[Symbol.iterator]();
  }

  /** Removes every element for which the predicate says true; `index` counts from the oldest. */
  removeIf(predicate: (element: TimestampedValue<T>, index: number) => boolean): void {
    this.#elements = this.#elements.filter((element, index) => !predicate(element, index));
  }
}
