/**
 * The windows of one key that are in flight, and under which window each keeps its contents. Answers to Flink
 * 2.3's `MergingWindowSet`.
 *
 *   window  (trigger state, timers)  ->  state window  (contents)
 *
 * A merged window goes on with the state window of the first of its members, so that one member's contents need not
 * move; which one is first is the assigner's to say, and for time windows the order of a `HashSet`. A new window that
 * equals one in flight merges with nothing, but is mapped to itself: contents that an equal merged window had under
 * another state window are orphaned, as in Flink.
 */
import { illegalState, JavaHashMap } from "../core/index";
import type { ListState } from "../state/index";
import { mergesNothing } from "./errors";
import { WINDOW_KEYS } from "./merge-time-windows";
import { TimeWindow, type Window } from "./window";
import type { MergingWindowAssigner } from "./window-assigner";

/**
 * One pair of the set as it is kept in state: of time windows start and exact end, and the same of the state window; of
 * other windows both as they are.
 */
export type WindowPair =
  | readonly [start: number, end: number, stateStart: number, stateEnd: number]
  | readonly [window: Window, stateWindow: Window];

/** What a merge has to do besides the bookkeeping of the set. */
export type MergeFunction<W extends Window> = (
  result: W,
  merged: readonly W[],
  stateWindow: W,
  mergedStateWindows: readonly W[],
) => void;

type TimePair = Extract<WindowPair, readonly [number, number, number, number]>;

/** Windows that become one. */
type Group<W extends Window> = { readonly members: readonly W[]; readonly result: W };

export class MergingWindowSet<W extends Window> {
  readonly #assigner: MergingWindowAssigner<never, W>;
  readonly #state: ListState<WindowPair>;
  readonly #pairs: WindowPair[];
  #changed = false;
  /** The window that was added last and its state window, which are asked for next. */
  #added: W | null = null;
  #addedStateWindow: W | null = null;

  /** Reads the set of the current key. */
  constructor(assigner: MergingWindowAssigner<never, W>, state: ListState<WindowPair>) {
    this.#assigner = assigner;
    this.#state = state;
    this.#pairs = [...state.get()];
  }

  /** Writes the set back, if it changed; an empty one leaves no state. */
  persist(): void {
    if (!this.#changed) return;
    this.#changed = false;
    this.#state.update(this.#pairs);
  }

  /** The window that holds the contents of `window`; null when it is not in flight. */
  getStateWindow(window: W): W | null {
    if (window === this.#added) return this.#addedStateWindow;
    const pair = this.#pairs[this.#indexOf(window)];
    if (pair === undefined) return null;
    if (pair.length === 2) return pair[1] as W;
    const [start, end, stateStart, stateEnd] = pair;
    const isOwnState = start === stateStart && end === stateEnd;
    return isOwnState ? window : (new TimeWindow(stateStart, stateEnd) as Window as W);
  }

  /** Takes a window out of the set. */
  retireWindow(window: W): void {
    if (!this.#remove(window)) throw illegalState(`Window ${window.namespaceText} is not in the in-flight window set.`);
  }

  /** Adds a window, merging what the assigner says; gives the window it is part of now. */
  addWindow(newWindow: W, merge: MergeFunction<W>): W {
    if (this.#assigner.mergesOverlapping && isPlain(newWindow)) {
      const result = this.#addToSession(newWindow, merge as unknown as MergeFunction<TimeWindow>);
      if (result !== null) return result as Window as W;
    }
    let resultWindow = newWindow;
    let isMerged = false;
    const groups = this.#groups(newWindow);
    for (const { members, result } of groups) {
      const merged = without(members, newWindow);
      if (merged.length < members.length) {
        isMerged = true;
        resultWindow = result;
      }
      this.#mergeGroup(merged, result, merge);
    }
    if (groups.length === 0 || (!isMerged && resultWindow.equals(newWindow))) {
      this.#remove(newWindow);
      this.#put(newWindow, newWindow);
    }
    return resultWindow;
  }

  /**
   * The usual record of a session begins one, or belongs to just one that is there, which it may prolong: what
   * `addWindow` does then, without windows for all the others. null when more than one session is met.
   *
   * Sessions in flight never meet each other, since those that do have been merged.
   */
  #addToSession(newWindow: TimeWindow, merge: MergeFunction<TimeWindow>): TimeWindow | null {
    const { start: newStart, exactEnd: newEnd } = newWindow;
    const pairs = this.#pairs;
    let met = -1;
    for (let index = 0; index < pairs.length; index++) {
      const pair = pairs[index] as WindowPair;
      if (pair.length === 2) return null;
      if (pair[0] > newEnd || pair[1] < newStart) continue;
      if (met !== -1) return null;
      met = index;
    }
    if (met === -1) return this.#beginSession(newWindow);
    const [start, end, stateStart, stateEnd] = pairs[met] as TimePair;
    pairs.splice(met, 1);
    if (start === newStart && end === newEnd) return this.#beginSession(newWindow);
    const result = new TimeWindow(Math.min(start, newStart), Math.max(end, newEnd));
    const stateWindow = new TimeWindow(stateStart, stateEnd);
    this.#put(result as Window as W, stateWindow as Window as W);
    const isAbsorbed = start <= newStart && newEnd <= end;
    if (!isAbsorbed) merge(result, [new TimeWindow(start, end)], stateWindow, []);
    return result;
  }

  #beginSession(newWindow: TimeWindow): TimeWindow {
    this.#put(newWindow as Window as W, newWindow as Window as W);
    return newWindow;
  }

  /** What merges now that the new window is there, by the hash of the results, as Flink keeps them. */
  #groups(newWindow: W): readonly Group<W>[] {
    if (this.#pairs.length === 0) return [];
    const groups: Group<W>[] = [];
    const inFlight = this.#pairs.map((pair) => windowOf(pair) as W);
    this.#assigner.mergeWindows([...inFlight, newWindow], (members, result) =>
      groups.push({ members: [...members], result }),
    );
    if (groups.length < 2) return groups;
    const byResult = new JavaHashMap<Window, Group<W>>(WINDOW_KEYS);
    for (const group of groups) byResult.set(group.result, group);
    return [...byResult.values()];
  }

  /** Puts the result in the place of its members, and has their contents merged unless nothing but one of them is left. */
  #mergeGroup(merged: readonly W[], result: W, merge: MergeFunction<W>): void {
    const [first] = merged;
    const stateWindow = first === undefined ? null : this.getStateWindow(first);
    if (stateWindow === null) throw mergesNothing(result);
    const stateWindows: W[] = [];
    for (const member of merged) {
      const its = this.getStateWindow(member);
      if (its !== null) stateWindows.push(its);
      this.#remove(member);
    }
    this.#remove(result);
    this.#put(result, stateWindow);
    const isAbsorbed = merged.length === 1 && first?.equals(result) === true;
    if (!isAbsorbed) merge(result, merged, stateWindow, without(stateWindows, stateWindow));
  }

  #put(window: W, stateWindow: W): void {
    this.#changed = true;
    this.#pairs.push(pairOf(window, stateWindow));
    this.#added = window;
    this.#addedStateWindow = stateWindow;
  }

  #remove(window: W): boolean {
    const index = this.#indexOf(window);
    if (index < 0) return false;
    this.#pairs.splice(index, 1);
    this.#changed = true;
    this.#added = null;
    return true;
  }

  #indexOf(window: W): number {
    if (!isPlain(window)) return this.#pairs.findIndex((pair) => windowOf(pair).equals(window));
    const { start, exactEnd } = window;
    const pairs = this.#pairs;
    for (let index = 0; index < pairs.length; index++) {
      const pair = pairs[index] as WindowPair;
      if (pair.length === 4 ? pair[0] === start && pair[1] === exactEnd : pair[0].equals(window)) return index;
    }
    return -1;
  }
}

/** The windows without the first that equals `left`. */
function without<W extends Window>(windows: readonly W[], left: W): readonly W[] {
  const index = windows.findIndex((window) => window.equals(left));
  return index < 0 ? windows : [...windows.slice(0, index), ...windows.slice(index + 1)];
}

function windowOf(pair: WindowPair): Window {
  return pair.length === 2 ? pair[0] : new TimeWindow(pair[0], pair[1]);
}

function pairOf(window: Window, stateWindow: Window): WindowPair {
  if (isPlain(window) && isPlain(stateWindow)) {
    return [window.start, window.exactEnd, stateWindow.start, stateWindow.exactEnd];
  }
  return [window, stateWindow];
}

/** Whether it is a time window and nothing more. */
function isPlain(window: Window): window is TimeWindow {
  return Object.getPrototypeOf(window) === TimeWindow.prototype;
}
