/**
 * Fires when the clock passes the window's end. Answers to Flink's `ProcessingTimeTrigger`, the default of
 * processing-time windows. Any processing-time timer of the window fires it.
 */
import { Trigger, TriggerResult, type OnMergeContext, type TriggerContext } from "./trigger";
import type { Window } from "./window";

export class ProcessingTimeTrigger<W extends Window> extends Trigger<unknown, W> {
  static create<W extends Window>(): ProcessingTimeTrigger<W> {
    return new ProcessingTimeTrigger<W>();
  }

  onElement(_element: unknown, _timestamp: number, window: W, context: TriggerContext): TriggerResult {
    context.registerProcessingTimeTimer(window.maxTimestamp());
    return TriggerResult.CONTINUE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.FIRE;
  }

  clear(window: W, context: TriggerContext): void {
    context.deleteProcessingTimeTimer(window.maxTimestamp());
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(window: W, context: OnMergeContext): void {
    const end = window.maxTimestamp();
    if (end > context.getCurrentProcessingTime()) context.registerProcessingTimeTimer(end);
  }

  override toString(): string {
    return "ProcessingTimeTrigger()";
  }
}
