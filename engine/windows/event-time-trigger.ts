/**
 * Fires when the watermark passes the window's end, and again for each record that comes later.
 * Answers to Flink's `EventTimeTrigger`, the default of event-time windows.
 */
import { Trigger, TriggerResult, type OnMergeContext, type TriggerContext } from "./trigger";
import type { Window } from "./window";

export class EventTimeTrigger<W extends Window> extends Trigger<unknown, W> {
  static create<W extends Window>(): EventTimeTrigger<W> {
    return new EventTimeTrigger<W>();
  }

  onElement(_element: unknown, _timestamp: number, window: W, context: TriggerContext): TriggerResult {
    const end = window.maxTimestamp();
    if (end <= context.getCurrentWatermark()) return TriggerResult.FIRE;
    context.registerEventTimeTimer(end);
    return TriggerResult.CONTINUE;
  }

  onEventTime(time: number, window: W): TriggerResult {
    return time === window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  clear(window: W, context: TriggerContext): void {
    context.deleteEventTimeTimer(window.maxTimestamp());
  }

  override canMerge(): boolean {
    return true;
  }

  /** Only a window that is still ahead needs a timer: behind the watermark the next record fires it. */
  override onMerge(window: W, context: OnMergeContext): void {
    const end = window.maxTimestamp();
    if (end > context.getCurrentWatermark()) context.registerEventTimeTimer(end);
  }

  override toString(): string {
    return "EventTimeTrigger()";
  }
}

/** Whether it is this trigger and nothing that was made of it. */
export function isEventTimeTrigger(trigger: Trigger<never, never>): boolean {
  return Object.getPrototypeOf(trigger) === EventTimeTrigger.prototype;
}
