/**
 * What windows refuse, each with the exception that Flink throws in its place.
 */
import { EngineError, illegalArgument, illegalState, unsupportedOperation } from "../core/index";
import type { Window } from "./window";

/** Sizes, slides, offsets or gaps that no window can have. */
export function invalidWindowParameters(assigner: string, rule: string): EngineError {
  return illegalArgument(`${assigner} parameters must satisfy ${rule}`, {
    hint: "Check the durations that the assigner was made with.",
  });
}

/** A record without timestamp came to an event-time window: Java's `RuntimeException`. */
export function missingTimestamp(): EngineError {
  return new EngineError({
    code: "RECORD_WITHOUT_TIMESTAMP",
    message:
      "Record has Long.MIN_VALUE timestamp (= no timestamp marker). Did you forget to call " +
      "'DataStream.assignTimestampsAndWatermarks(...)'?",
    hint: "Give the source a WatermarkStrategy with a timestamp assigner, or use processing-time windows.",
    flinkClass: "RuntimeException",
  });
}

/** An evictor needs the timestamp of a record that has none: Java's `IllegalStateException`. */
export function missingElementTimestamp(): EngineError {
  return illegalState(
    "Record has no timestamp. Is the time characteristic set to 'ProcessingTime', or did you forget to call " +
      "'DataStream.assignTimestampsAndWatermarks(...)'?",
    { hint: "Give every record a timestamp, or use a CountEvictor or a DeltaEvictor, which do not look at time." },
  );
}

/** The trigger of a merging window does not merge. */
export function triggerCannotMerge(): EngineError {
  return unsupportedOperation(
    "A merging window assigner cannot be used with a trigger that does not support merging.",
    { hint: "Use a trigger whose canMerge() is true, or windows that do not merge." },
  );
}

/** A merging assigner names a group without a window that is in flight: Java's `NoSuchElementException`. */
export function mergesNothing(result: Window): EngineError {
  return new EngineError({
    code: "MERGES_NOTHING",
    message: `The assigner merges no window that is in flight to ${result.namespaceText}.`,
    hint: "mergeWindows must call back with windows that it was given, of which one at least was there before.",
    flinkClass: "NoSuchElementException",
  });
}

/** A trigger wants to merge state that does not merge: Java's `ClassCastException`. */
export function stateCannotMerge(name: string): EngineError {
  return new EngineError({
    code: "STATE_CANNOT_MERGE",
    message: `The state "${name}" of the trigger cannot be merged: it is no MergingState.`,
    hint: "Merge list, reducing and aggregating state; move other state by hand.",
    flinkClass: "ClassCastException",
  });
}
