/**
 * The windows of one key that are in flight, and under which window each keeps its contents. Answers to Flink
 * 2.3's `MergingWindowSet` and `TimeWindow.mergeWindows`.
 *
 *   window  (trigger state, timers)  ->  state window  (contents)
 *
 * A merged window goes on with the state window of one of its members, so that one member's contents need not
 * move: the first in the order of a `HashSet` of time windows, which shows in the order of contents. A new
 * window that equals one in flight merges with nothing, but is mapped to itself: contents that an equal merged
 * window had under another state window are orphaned, as in Flink.
 */
import { illegalState, JavaHashMap, type JavaKeyType } from "../core/index";
import type { ListState } from "../state/index";
import { TimeWindow } from "./window";

/** One pair of the set as it is kept in state: window start and exact end, and the same of the state window. */
export type WindowPair = readonly [start: number, end: number, stateStart: number, stateEnd: number];

/** What a merge has to do besides the bookkeeping of the set. */
export type MergeFunction = (
  result: TimeWindow,
  merged: readonly TimeWindow[],
  stateWindow: TimeWindow,
  mergedStateWindows: readonly TimeWindow[],
) => void;

/** Time windows as keys of Java's hash sets. */
const TIME_WINDOW_KEYS: JavaKeyType<TimeWindow> = {
  hashCode: (window) => window.hashCode(),
  identity: (window) => window.namespaceText,
};

type Entry = { readonly window: TimeWindow; readonly stateWindow: TimeWindow };

export class MergingWindowSet {
  readonly #state: ListState<WindowPair>;
  #entries: Entry[] = [];
  #changed = false;

  /** Reads the set of the current key. */
  constructor(state: ListState<WindowPair>) {
    this.#state = state;
    for (const [start, end, stateStart, stateEnd] of state.get()) {
      const window = new TimeWindow(start, end);
      const isOwnState = start === stateStart && end === stateEnd;
      this.#entries.push({ window, stateWindow: isOwnState ? window : new TimeWindow(stateStart, stateEnd) });
    }
  }

  /** Writes the set back, if it changed; an empty one leaves no state. */
  persist(): void {
    if (!this.#changed) return;
    this.#changed = false;
    this.#state.update(
      this.#entries.map(({ window, stateWindow }) => [
        window.start,
        window.exactEnd,
        stateWindow.start,
        stateWindow.exactEnd,
      ]),
    );
  }

  /** The window that holds the contents of `window`; null when it is not in flight. */
  getStateWindow(window: TimeWindow): TimeWindow | null {
    return this.#entries.find((entry) => entry.window.equals(window))?.stateWindow ?? null;
  }

  /** Takes a window out of the set. */
  retireWindow(window: TimeWindow): void {
    if (!this.#remove(window)) throw illegalState(`Window ${window.namespaceText} is not in the in-flight window set.`);
  }

  /** Adds a window, merging it with those it overlaps or touches; gives the window it is part of now. */
  addWindow(newWindow: TimeWindow, merge: MergeFunction): TimeWindow {
    const group = this.#mergeGroup(newWindow);
    if (group === null) {
      this.#remove(newWindow);
      this.#put(newWindow, newWindow);
      return newWindow;
    }
    const { result, members } = group;
    const stateWindows = members.map((member) => this.getStateWindow(member) as TimeWindow);
    for (const member of members) this.#remove(member);
    const stateWindow = stateWindows[0] as TimeWindow;
    this.#put(result, stateWindow);
    const absorbed = members.length === 1 && (members[0] as TimeWindow).equals(result);
    if (!absorbed) merge(result, members, stateWindow, stateWindows.slice(1));
    return result;
  }

  /** The windows in flight that the new one merges with, in Java's order, and their cover; null if none does. */
  #mergeGroup(newWindow: TimeWindow): { result: TimeWindow; members: readonly TimeWindow[] } | null {
    const sorted = [...this.#entries.map((entry) => entry.window), newWindow].sort((a, b) => a.start - b.start);
    let cover: TimeWindow | null = null;
    let group: TimeWindow[] = [];
    for (const candidate of sorted) {
      if (cover?.intersects(candidate)) {
        cover = cover.cover(candidate);
        group.push(candidate);
        continue;
      }
      if (group.includes(newWindow)) break;
      cover = candidate;
      group = [candidate];
    }
    if (cover === null || !group.includes(newWindow)) return null;
    const members = othersInHashOrder(group, newWindow);
    return members.length === 0 ? null : { result: cover, members };
  }

  #put(window: TimeWindow, stateWindow: TimeWindow): void {
    this.#changed = true;
    this.#entries.push({ window, stateWindow });
  }

  #remove(window: TimeWindow): boolean {
    const index = this.#entries.findIndex((entry) => entry.window.equals(window));
    if (index < 0) return false;
    this.#entries.splice(index, 1);
    this.#changed = true;
    return true;
  }
}

/** The group without the new window, in the order in which a `HashSet` of the whole group is read. */
function othersInHashOrder(group: readonly TimeWindow[], newWindow: TimeWindow): readonly TimeWindow[] {
  if (group.length <= 2) return group.filter((window) => !window.equals(newWindow));
  const set = new JavaHashMap<TimeWindow, true>(TIME_WINDOW_KEYS);
  for (const window of group) set.set(window, true);
  return [...set.keys()].filter((window) => !window.equals(newWindow));
}
