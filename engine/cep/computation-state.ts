/**
 * Partial matches, and what a key holds of them. Answers to Flink's `ComputationState` and `NFAState`.
 *
 * A partial match is immutable: an event that does not touch it leaves the object where it is. It consists of plain
 * data only, so that snapshots can copy it; nodes of the shared buffer are named by their keys.
 */
import { compareEventIds, type EventId } from "./event-id";
import { type DeweyNumber, FIRST_VERSION } from "./dewey-number";

export type ComputationState = {
  /** The name of the state in which it waits. */
  readonly state: string;
  /** The node of the event taken last; null for the start state. */
  readonly entry: string | null;
  readonly version: DeweyNumber;
  /** The event it started with; null for the start state. */
  readonly start: EventId | null;
  /** Time of the event taken last, in milliseconds. */
  readonly previousTimestamp: number;
  /** How the trace calls it; null while nothing is traced. */
  traceText: string | null;
};

/** What a key keeps: partial matches and those that are complete but held back, each in the order of its heap. */
export type NfaState = { partialMatches: ComputationState[]; completedMatches: ComputationState[] };

/** The start state: it waits for the first event of further matches and never goes. */
export function startState(state: string, version: DeweyNumber = FIRST_VERSION): ComputationState {
  return { state, entry: null, version, start: null, previousTimestamp: -1, traceText: null };
}

/** By the event they started with; the start state comes last. */
export function compareByStart(a: ComputationState, b: ComputationState): number {
  if (a.start === null) return b.start === null ? 0 : 1;
  return b.start === null ? -1 : compareEventIds(a.start, b.start);
}
