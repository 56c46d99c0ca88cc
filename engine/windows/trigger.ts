/**
 * When a window's contents are emitted. Answers to Flink's `Trigger`, `TriggerResult` and `TriggerContext`.
 *
 * Obligations: a trigger keeps nothing in its fields that belongs to a window, only in partitioned state (which
 * is per key and window); `clear` removes that state and the timers it may still have; a trigger that can merge
 * moves its state in `onMerge`, which runs before the old windows are cleared.
 */
import type {
  AggregatingState,
  AggregatingStateDescriptor,
  ListState,
  ListStateDescriptor,
  MapState,
  MapStateDescriptor,
  ReducingState,
  ReducingStateDescriptor,
  ValueState,
  ValueStateDescriptor,
} from "../state/index";
import { unsupportedOperation } from "../core/index";
import type { Window } from "./window";

/** What to do with the window: nothing, emit and keep, drop the contents, or emit and drop. */
export const TriggerResult = {
  CONTINUE: "CONTINUE",
  FIRE: "FIRE",
  PURGE: "PURGE",
  FIRE_AND_PURGE: "FIRE_AND_PURGE",
} as const;

export type TriggerResult = (typeof TriggerResult)[keyof typeof TriggerResult];

export function isFire(result: TriggerResult): boolean {
  return result === "FIRE" || result === "FIRE_AND_PURGE";
}

export function isPurge(result: TriggerResult): boolean {
  return result === "PURGE" || result === "FIRE_AND_PURGE";
}

/** State of triggers that can be kept per key and window. */
export type TriggerStateDescriptor =
  | ValueStateDescriptor<unknown>
  | ReducingStateDescriptor<unknown>
  | ListStateDescriptor<unknown>
  | MapStateDescriptor<unknown, unknown>
  | AggregatingStateDescriptor<unknown, unknown, unknown>;

/** What a trigger may use, for the key and window it is called for. */
export interface TriggerContext {
  getCurrentProcessingTime(): number;
  getCurrentWatermark(): number;
  registerEventTimeTimer(timestamp: number): void;
  registerProcessingTimeTimer(timestamp: number): void;
  deleteEventTimeTimer(timestamp: number): void;
  deleteProcessingTimeTimer(timestamp: number): void;
  getPartitionedState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  getPartitionedState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  getPartitionedState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  getPartitionedState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  getPartitionedState<IN, ACC, OUT>(descriptor: AggregatingStateDescriptor<IN, ACC, OUT>): AggregatingState<IN, OUT>;
}

export interface OnMergeContext extends TriggerContext {
  /** Merges the state of the windows that were merged into that of the result. */
  mergePartitionedState<T>(descriptor: ReducingStateDescriptor<T> | ListStateDescriptor<T>): void;
  mergePartitionedState<IN, ACC, OUT>(descriptor: AggregatingStateDescriptor<IN, ACC, OUT>): void;
}

export abstract class Trigger<T, W extends Window> {
  abstract onElement(element: T, timestamp: number, window: W, context: TriggerContext): TriggerResult;
  abstract onProcessingTime(time: number, window: W, context: TriggerContext): TriggerResult;
  abstract onEventTime(time: number, window: W, context: TriggerContext): TriggerResult;
  /** Called when the window is cleaned up, or was merged into another. */
  abstract clear(window: W, context: TriggerContext): void;

  /** What plans say about the trigger. */
  toString(): string {
    return this.constructor.name;
  }

  canMerge(): boolean {
    return false;
  }

  onMerge(_window: W, _context: OnMergeContext): void {
    throw unsupportedOperation("This trigger does not support merging.", { hint: "Override canMerge and onMerge." });
  }
}
