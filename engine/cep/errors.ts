/**
 * What CEP refuses, each with the exception that Flink throws in its place.
 */
import { EngineError, illegalArgument, nullPointer } from "../core/index";

/** A pattern that cannot be built: Flink's `MalformedPatternException`. */
export function malformedPattern(message: string, hint: string): EngineError {
  return new EngineError({ code: "MALFORMED_PATTERN", message, hint, flinkClass: "MalformedPatternException" });
}

/** A failure of a running pattern that is Flink's own: `FlinkRuntimeException`. */
export function cepRuntimeFailure(message: string, hint: string): EngineError {
  return new EngineError({ code: "CEP_RUNTIME", message, hint, flinkClass: "FlinkRuntimeException" });
}

/** A number of times that no stage can have: Java's `IllegalArgumentException`. */
export function invalidTimes(message: string): EngineError {
  return illegalArgument(message, { hint: "Give a positive number of times, and in times(from, to) a to >= from." });
}

/** A restored partial match waits in a state that the pattern does not have: it was changed. */
export function unknownState(name: string, known: Iterable<string>): EngineError {
  return cepRuntimeFailure(
    `State ${name} does not exist in the NFA. NFA has states ${[...known].join(", ")}`,
    "The pattern differs from the one that the snapshot was taken with. Give the changed operator another uid.",
  );
}

/** Flink follows an edge that leads to no state: Java's `NullPointerException`. */
export function leadsNowhere(): EngineError {
  return nullPointer("The event ends a greedy optional loop behind a notFollowedBy, which leads to no state.", {
    hint: "Leave out greedy() or until() on the optional loop that follows notFollowedBy.",
  });
}
