/**
 * Turns every firing of another trigger into one that drops the contents. Answers to Flink's `PurgingTrigger`.
 */
import { isFire, Trigger, TriggerResult, type OnMergeContext, type TriggerContext } from "./trigger";
import type { Window } from "./window";

export class PurgingTrigger<T, W extends Window> extends Trigger<T, W> {
  readonly #nested: Trigger<T, W>;

  private constructor(nested: Trigger<T, W>) {
    super();
    this.#nested = nested;
  }

  static of<T, W extends Window>(nested: Trigger<T, W>): PurgingTrigger<T, W> {
    return new PurgingTrigger<T, W>(nested);
  }

  onElement(element: T, timestamp: number, window: W, context: TriggerContext): TriggerResult {
    return purging(this.#nested.onElement(element, timestamp, window, context));
  }

  onEventTime(time: number, window: W, context: TriggerContext): TriggerResult {
    return purging(this.#nested.onEventTime(time, window, context));
  }

  onProcessingTime(time: number, window: W, context: TriggerContext): TriggerResult {
    return purging(this.#nested.onProcessingTime(time, window, context));
  }

  clear(window: W, context: TriggerContext): void {
    this.#nested.clear(window, context);
  }

  override canMerge(): boolean {
    return this.#nested.canMerge();
  }

  override onMerge(window: W, context: OnMergeContext): void {
    this.#nested.onMerge(window, context);
  }

  override toString(): string {
    return `PurgingTrigger(${this.#nested.toString()})`;
  }
}

function purging(result: TriggerResult): TriggerResult {
  return isFire(result) ? TriggerResult.FIRE_AND_PURGE : result;
}
