/**
 * Which windows a record belongs to. Answers to Flink's `WindowAssigner` and `MergingWindowAssigner`.
 *
 * Obligations: the same record and time give the same windows; the array handed out is never changed later,
 * so that an assigner may hand out the same one again.
 */
import type { Trigger } from "./trigger";
import type { TimeWindow, Window } from "./window";

export interface WindowAssignerContext {
  /** The clock, in milliseconds. */
  getCurrentProcessingTime(): number;
}

export abstract class WindowAssigner<T, W extends Window> {
  /** The windows of `element`; `timestamp` in milliseconds, `MIN_TIMESTAMP` where it has none. */
  abstract assignWindows(element: T, timestamp: number, context: WindowAssignerContext): readonly W[];
  /** The trigger of windows for which the program names none. */
  abstract getDefaultTrigger(): Trigger<T, W>;
  /** Whether windows are cleaned up by watermarks; else by the clock. */
  abstract isEventTime(): boolean;
}

/** An assigner whose windows grow into each other when they overlap or touch: sessions. */
export abstract class MergingWindowAssigner<T> extends WindowAssigner<T, TimeWindow> {
  readonly mergesWindows = true;
}

/** Whether windows of this assigner merge. */
export function isMergingAssigner<T, W extends Window>(assigner: WindowAssigner<T, W>): boolean {
  return assigner instanceof MergingWindowAssigner;
}
