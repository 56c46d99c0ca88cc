/**
 * Which time windows merge: those that overlap or touch. Answers to Flink's `TimeWindow.mergeWindows`.
 */
import { JavaHashMap, type JavaKeyType, spreadHash } from "../core/index";
import type { TimeWindow, Window } from "./window";
import type { MergeCallback } from "./window-assigner";

/** Windows as keys of Java's hash tables. */
export const WINDOW_KEYS: JavaKeyType<Window> = {
  hashCode: (window) => window.hashCode(),
  identity: (window) => window.namespaceText,
};

/**
 * Calls back for each group of at least two windows of which each overlaps or touches the cover of those before it.
 * The members of a group come in the order of a `HashSet`, which shows in the order of merged contents.
 */
export function mergeTimeWindows(windows: readonly TimeWindow[], callback: MergeCallback<TimeWindow>): void {
  const sorted = [...windows].sort((a, b) => a.start - b.start);
  let cover: TimeWindow | null = null;
  let group: TimeWindow[] = [];
  for (const candidate of sorted) {
    if (cover?.intersects(candidate)) {
      cover = cover.cover(candidate);
      group.push(candidate);
      continue;
    }
    if (cover !== null) report(group, cover, callback);
    cover = candidate;
    group = [candidate];
  }
  if (cover !== null) report(group, cover, callback);
}

function report(group: readonly TimeWindow[], cover: TimeWindow, callback: MergeCallback<TimeWindow>): void {
  const members = group.length < 3 ? pairInHashOrder(group) : inHashOrder(group);
  if (members.length > 1) callback(members, cover);
}

/** The members in the order of a `HashSet`, equal ones once. */
function inHashOrder(group: readonly TimeWindow[]): readonly TimeWindow[] {
  const set = new JavaHashMap<Window, true>(WINDOW_KEYS);
  for (const window of group) set.set(window, true);
  return [...set.keys()] as TimeWindow[];
}

/** The same of at most two windows, without a table: the usual case is one session that a record prolongs. */
function pairInHashOrder(group: readonly TimeWindow[]): readonly TimeWindow[] {
  const [first, second] = group as [TimeWindow, TimeWindow | undefined];
  if (second === undefined) return group;
  if (first.equals(second)) return [first];
  return bucketOf(first) <= bucketOf(second) ? group : [second, first];
}

/** The bucket in a new `HashSet`, which has 16. */
function bucketOf(window: TimeWindow): number {
  return spreadHash(window.hashCode()) & 15;
}
