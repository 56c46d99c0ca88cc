/**
 * Fires at every multiple of an interval (of the epoch, not of the window's start), and at the window's end.
 * Answers to Flink's `ContinuousEventTimeTrigger` and `ContinuousProcessingTimeTrigger`.
 *
 * The next firing is kept in state. A firing at the end of the window leaves it as it is. Merging moves the
 * earliest one to the result and sets a timer there; the timers of the old windows stay behind and fire into
 * nothing, since by the time the old windows are cleared their state is gone.
 */
import { addMillis, type Duration, nullPointer } from "../core/index";
import { ReducingStateDescriptor, type ReducingState } from "../state/index";
import { Trigger, TriggerResult, type OnMergeContext, type TriggerContext } from "./trigger";
import type { Window } from "./window";
import { addWindowMillis } from "./window-time";

function fireTimeState(): ReducingStateDescriptor<number> {
  return new ReducingStateDescriptor<number>("fire-time", (a, b) => Math.min(a, b));
}

export class ContinuousEventTimeTrigger<W extends Window> extends Trigger<unknown, W> {
  readonly #intervalMillis: number;
  readonly #state = fireTimeState();

  private constructor(intervalMillis: number) {
    super();
    this.#intervalMillis = intervalMillis;
  }

  static of<W extends Window>(interval: Duration): ContinuousEventTimeTrigger<W> {
    return new ContinuousEventTimeTrigger<W>(interval.toMillis());
  }

  onElement(_element: unknown, timestamp: number, window: W, context: TriggerContext): TriggerResult {
    const end = window.maxTimestamp();
    if (end <= context.getCurrentWatermark()) return TriggerResult.FIRE;
    context.registerEventTimeTimer(end);
    const fireTime = context.getPartitionedState(this.#state);
    if (fireTime.get() === null) {
      this.#registerNext(addWindowMillis(timestamp, -(timestamp % this.#intervalMillis)), window, context, fireTime);
    }
    return TriggerResult.CONTINUE;
  }

  onEventTime(time: number, window: W, context: TriggerContext): TriggerResult {
    if (time === window.maxTimestamp()) return TriggerResult.FIRE;
    const fireTime = context.getPartitionedState(this.#state);
    if (fireTime.get() !== time) return TriggerResult.CONTINUE;
    fireTime.clear();
    this.#registerNext(time, window, context, fireTime);
    return TriggerResult.FIRE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  clear(_window: W, context: TriggerContext): void {
    const fireTime = context.getPartitionedState(this.#state);
    const time = fireTime.get();
    if (time === null) return;
    context.deleteEventTimeTimer(time);
    fireTime.clear();
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(_window: W, context: OnMergeContext): void {
    context.mergePartitionedState(this.#state);
    const next = context.getPartitionedState(this.#state).get();
    if (next !== null) context.registerEventTimeTimer(next);
  }

  #registerNext(time: number, window: W, context: TriggerContext, fireTime: ReducingState<number>): void {
    const next = Math.min(addWindowMillis(time, this.#intervalMillis), window.maxTimestamp());
    fireTime.add(next);
    context.registerEventTimeTimer(next);
  }

  override toString(): string {
    return `ContinuousEventTimeTrigger(${this.#intervalMillis})`;
  }
}

export class ContinuousProcessingTimeTrigger<W extends Window> extends Trigger<unknown, W> {
  readonly #intervalMillis: number;
  readonly #state = fireTimeState();

  private constructor(intervalMillis: number) {
    super();
    this.#intervalMillis = intervalMillis;
  }

  static of<W extends Window>(interval: Duration): ContinuousProcessingTimeTrigger<W> {
    return new ContinuousProcessingTimeTrigger<W>(interval.toMillis());
  }

  onElement(_element: unknown, _timestamp: number, window: W, context: TriggerContext): TriggerResult {
    const fireTime = context.getPartitionedState(this.#state);
    if (fireTime.get() === null) {
      const now = context.getCurrentProcessingTime();
      this.#registerNext(now - (now % this.#intervalMillis), window, context, fireTime);
    }
    return TriggerResult.CONTINUE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(time: number, window: W, context: TriggerContext): TriggerResult {
    if (time === window.maxTimestamp()) return TriggerResult.FIRE;
    const fireTime = context.getPartitionedState(this.#state);
    const stored = fireTime.get();
    if (stored === null) {
      throw nullPointer("A processing-time timer fired for a window whose next firing is not known.", {
        hint: "Another trigger of this window cleared it; keep continuous triggers outside of those.",
      });
    }
    if (stored !== time) return TriggerResult.CONTINUE;
    fireTime.clear();
    this.#registerNext(time, window, context, fireTime);
    return TriggerResult.FIRE;
  }

  clear(_window: W, context: TriggerContext): void {
    const fireTime = context.getPartitionedState(this.#state);
    const time = fireTime.get();
    if (time === null) return;
    context.deleteProcessingTimeTimer(time);
    fireTime.clear();
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(_window: W, context: OnMergeContext): void {
    context.mergePartitionedState(this.#state);
    const next = context.getPartitionedState(this.#state).get();
    if (next !== null) context.registerProcessingTimeTimer(next);
  }

  #registerNext(time: number, window: W, context: TriggerContext, fireTime: ReducingState<number>): void {
    const next = Math.min(addMillis(time, this.#intervalMillis), window.maxTimestamp());
    fireTime.add(next);
    context.registerProcessingTimeTimer(next);
  }

  override toString(): string {
    return `ContinuousProcessingTimeTrigger(${this.#intervalMillis})`;
  }
}
