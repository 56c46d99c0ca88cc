/**
 * Which windows a record belongs to. Answers to Flink's `WindowAssigner` and `MergingWindowAssigner`.
 *
 * Obligations: the same record and time give the same windows; the array handed out is never changed later,
 * so that an assigner may hand out the same one again.
 */
import { ownInstance } from "./own-instance";
import type { Trigger } from "./trigger";
import type { TimeWindow, Window } from "./window";

export interface WindowAssignerContext {
  /** The clock, in milliseconds. */
  getCurrentProcessingTime(): number;
  /** Chance from the seed of the run, from 0 to 1, exclusive; 0 with seed 0. In Flink an assigner draws for itself. */
  random(): number;
}

export abstract class WindowAssigner<T, W extends Window> {
  /** The windows of `element`; `timestamp` in milliseconds, `MIN_TIMESTAMP` where it has none. */
  abstract assignWindows(element: T, timestamp: number, context: WindowAssignerContext): readonly W[];
  /** The trigger of windows for which the program names none. */
  abstract getDefaultTrigger(): Trigger<T, W>;
  /** Whether windows are cleaned up by watermarks; else by the clock. */
  abstract isEventTime(): boolean;
  /** What plans say about the assigner. */
  toString(): string {
    return this.constructor.name;
  }
  /** What one subtask uses, so that what it keeps in fields belongs to that subtask. */
  forSubtask(): WindowAssigner<T, W> {
    return ownInstance(this);
  }
}

/** Takes what merges: the windows that are replaced, in the order in which their contents are to be merged. */
export type MergeCallback<W extends Window> = (toBeMerged: Iterable<W>, mergeResult: W) => void;

/**
 * An assigner whose windows may merge, such as sessions. The contents, triggers and timers of windows that merge go over
 * to the result.
 */
export abstract class MergingWindowAssigner<T, W extends Window = TimeWindow> extends WindowAssigner<T, W> {
  /** Says of all windows of a key which ones merge, and to what: one call of `callback` for each group that does. */
  abstract mergeWindows(windows: readonly W[], callback: MergeCallback<W>): void;
  /** Whether exactly those windows merge that overlap or touch, as sessions do. */
  get mergesOverlapping(): boolean {
    return false;
  }
}

/** Whether windows of this assigner merge. */
export function isMergingAssigner<T, W extends Window>(
  assigner: WindowAssigner<T, W>,
): assigner is MergingWindowAssigner<T, W> {
  return assigner instanceof MergingWindowAssigner;
}
