/**
 * Fires when a record differs from the record of the last firing by more than a threshold, strictly.
 * Answers to Flink's `DeltaTrigger`. The first record of a window is remembered and does not fire.
 */
import { ValueStateDescriptor } from "../state/index";
import { Trigger, TriggerResult, type TriggerContext } from "./trigger";
import type { Window } from "./window";

/** How far apart two records are; signed. A function, or an object with `getDelta` as in Flink. */
export type DeltaFunction<T> =
  | ((oldRecord: T, newRecord: T) => number)
  | { getDelta(oldRecord: T, newRecord: T): number };

/** The function that it is, or has. */
export function deltaCall<T>(delta: DeltaFunction<T>): (oldRecord: T, newRecord: T) => number {
  return typeof delta === "function" ? delta : (oldRecord, newRecord) => delta.getDelta(oldRecord, newRecord);
}

export class DeltaTrigger<T, W extends Window> extends Trigger<T, W> {
  readonly #threshold: number;
  readonly #delta: (oldRecord: T, newRecord: T) => number;
  readonly #state = new ValueStateDescriptor<T>("last-element");

  private constructor(threshold: number, delta: DeltaFunction<T>) {
    super();
    this.#threshold = threshold;
    this.#delta = deltaCall(delta);
  }

  static of<T, W extends Window>(threshold: number, delta: DeltaFunction<T>): DeltaTrigger<T, W> {
    return new DeltaTrigger<T, W>(threshold, delta);
  }

  onElement(element: T, _timestamp: number, _window: W, context: TriggerContext): TriggerResult {
    const last = context.getPartitionedState(this.#state);
    const lastElement = last.value();
    if (lastElement === null) {
      last.update(element);
      return TriggerResult.CONTINUE;
    }
    if (!(this.#delta(lastElement, element) > this.#threshold)) return TriggerResult.CONTINUE;
    last.update(element);
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

  override toString(): string {
    return `DeltaTrigger(${this.#threshold})`;
  }
}
