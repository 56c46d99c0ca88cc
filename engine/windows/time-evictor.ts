/**
 * Keeps the elements of the last span of time, counted back from the newest element of the window. Answers to
 * Flink's `TimeEvictor`: an element exactly one span older than the newest goes. A window whose first element
 * has no timestamp is left alone; where the first one has, all must have.
 */
import { type Duration, NO_TIMESTAMP, subtractMillis } from "../core/index";
import type { EvictableElements, Evictor } from "./evictor";
import { missingElementTimestamp } from "./errors";
import type { Window } from "./window";

export class TimeEvictor<T, W extends Window> implements Evictor<T, W> {
  readonly #spanMillis: number;
  readonly #doEvictAfter: boolean;

  private constructor(spanMillis: number, doEvictAfter: boolean) {
    this.#spanMillis = spanMillis;
    this.#doEvictAfter = doEvictAfter;
  }

  /** `doEvictAfter`: evict after the function ran instead of before. */
  static of<T, W extends Window>(windowSize: Duration, doEvictAfter = false): TimeEvictor<T, W> {
    return new TimeEvictor<T, W>(windowSize.toMillis(), doEvictAfter);
  }

  evictBefore(elements: EvictableElements<T>): void {
    if (!this.#doEvictAfter) this.#evict(elements);
  }

  evictAfter(elements: EvictableElements<T>): void {
    if (this.#doEvictAfter) this.#evict(elements);
  }

  #evict(elements: EvictableElements<T>): void {
    const first = elements.elements[0];
    if (first === undefined || first.timestamp === NO_TIMESTAMP) return;
    let newest = first.timestamp;
    for (const { timestamp } of elements) {
      if (timestamp === NO_TIMESTAMP) throw missingElementTimestamp();
      newest = Math.max(newest, timestamp);
    }
    const cutoff = subtractMillis(newest, this.#spanMillis);
    elements.removeIf((element) => element.timestamp <= cutoff);
  }
}
