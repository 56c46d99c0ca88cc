/**
 * What makes a pattern unfit as a whole: names that are used twice, a skip strategy that names no stage, windows that
 * contradict each other, and loops that would never end.
 */
import { malformedPattern } from "../errors";
import { GroupPattern, type Pattern } from "../pattern";
import type { State } from "./states";
import { ENDING_STATE_NAME, StateNames } from "./state-names";

/** Refuses two stages with one name, also inside groups. Groups themselves have no name that counts. */
export function checkNames<T>(pattern: Pattern<T>): void {
  const names = new StateNames();
  names.checkUniqueness(ENDING_STATE_NAME);
  const visit = (last: Pattern<T>): void => {
    for (let stage: Pattern<T> | null = last; stage !== null; stage = stage.getPrevious()) {
      if (stage instanceof GroupPattern) visit(stage.getRawPattern() as Pattern<T>);
      else names.checkUniqueness(stage.getName());
    }
  };
  visit(pattern);
}

/** The stage that a strategy skips to must be one of the outermost stages. */
export function checkSkipStrategy<T>(pattern: Pattern<T>): void {
  const { patternName } = pattern.getAfterMatchSkipStrategy();
  if (patternName === null) return;
  for (let stage: Pattern<T> | null = pattern; stage !== null; stage = stage.getPrevious()) {
    if (stage.getName() === patternName) return;
  }
  throw malformedPattern(
    `The pattern name ${patternName} specified in AfterMatchSkipStrategy can not be found in the given Pattern`,
    "Name a stage of the pattern itself; a stage inside a group cannot be skipped to.",
  );
}

/** A window before one stage may not be longer than the window of the whole match. */
export function checkWindows(windowMillis: number | null, stateWindows: ReadonlyMap<string, number>): void {
  if (windowMillis === null) return;
  for (const stateWindow of stateWindows.values()) {
    if (stateWindow <= windowMillis) continue;
    throw malformedPattern(
      "The window length between the previous and current event cannot be larger than the window length between the " +
        "first and last event for a Pattern.",
      `Make the shorter one at most ${windowMillis} ms, or the window of the whole match longer.`,
    );
  }
}

/** A last NOT stage has nothing that ends it but a window. */
export function checkLastNot<T>(
  last: Pattern<T>,
  windowMillis: number | null,
  stateWindows: ReadonlyMap<string, number>,
): void {
  if (last.getQuantifier().consumingStrategy !== "NOT_FOLLOW") return;
  const ownWindow = stateWindows.get(last.getName()) ?? 0;
  if (ownWindow > 0 || (windowMillis ?? 0) !== 0) return;
  throw malformedPattern(
    "NotFollowedBy is not supported without windowTime as a last part of a Pattern!",
    "Call within(...) on the last stage: the match comes when the window has passed.",
  );
}

/**
 * A state that is reached from itself without an event: a loop over a group in which all is optional. Flink builds
 * such a pattern and never comes back from its first event, so it is refused here.
 */
export function refuseEndlessLoops<T>(states: readonly State<T>[]): void {
  for (const state of states) {
    const reached = new Set<State<T>>();
    const open = [state];
    for (let current = open.pop(); current !== undefined; current = open.pop()) {
      for (const { action, target } of current.transitions) {
        if (action !== "PROCEED" || target === null || reached.has(target)) continue;
        if (target === state) throw endlessLoop();
        reached.add(target);
        open.push(target);
      }
    }
  }
}

function endlessLoop() {
  return malformedPattern(
    "The pattern loops over a group that can match nothing: it could go round for ever without taking an event.",
    "Make at least one stage of the group not optional. Flink accepts such a pattern and then hangs at its first event.",
  );
}
