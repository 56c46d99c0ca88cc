/**
 * Fires at every n-th record of a key and window. Answers to Flink's `CountTrigger`. Merging adds the counts
 * up and does not fire. On a time window it replaces the firing at the window's end.
 */
import { ReducingStateDescriptor } from "../state/index";
import { Trigger, TriggerResult, type OnMergeContext, type TriggerContext } from "./trigger";
import type { Window } from "./window";

export class CountTrigger<W extends Window> extends Trigger<unknown, W> {
  readonly #countMax: number;
  readonly #state = new ReducingStateDescriptor<number>("count", (a, b) => a + b);

  private constructor(countMax: number) {
    super();
    this.#countMax = countMax;
  }

  static of<W extends Window>(countMax: number): CountTrigger<W> {
    return new CountTrigger<W>(countMax);
  }

  onElement(_element: unknown, _timestamp: number, _window: W, context: TriggerContext): TriggerResult {
    const count = context.getPartitionedState(this.#state);
    count.add(1);
    if ((count.get() ?? 0) < this.#countMax) return TriggerResult.CONTINUE;
    count.clear();
    return TriggerResult.FIRE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  clear(_window: W, context: TriggerContext): void {
    context.getPartitionedState(this.#state).clear();
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(_window: W, context: OnMergeContext): void {
    context.mergePartitionedState(this.#state);
  }

  override toString(): string {
    return `CountTrigger(${this.#countMax})`;
  }
}
