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

type Entry<W extends Window> = { readonly window: W; readonly stateWindow: W };

/** Windows that become one. */
type Group<W extends Window> = { readonly members: readonly W[]; readonly result: W };

export class MergingWindowSet<W extends Window> {
  readonly #assigner: MergingWindowAssigner<never, W>;
  readonly #state: ListState<WindowPair>;
  #entries: Entry<W>[] = [];
  #changed = false;

  /** Reads the set of the current key. */
  constructor(assigner: MergingWindowAssigner<never, W>, state: ListState<WindowPair>) {
    this.#assigner = assigner;
    this.#state = state;
    for (const pair of state.get()) this.#entries.push(readPair(pair) as unknown as Entry<W>);
  }

  /** Writes the set back, if it changed; an empty one leaves no state. */
  persist(): void {
    if (!this.#changed) return;
    this.#changed = false;
    this.#state.update(this.#entries.map(writePair));
  }

  /** The window that holds the contents of `window`; null when it is not in flight. */
  getStateWindow(window: W): W | null {
    return this.#entries.find((entry) => entry.window.equals(window))?.stateWindow ?? null;
  }

  /** Takes a window out of the set. */
  retireWindow(window: W): void {
    if (!this.#remove(window)) throw illegalState(`Window ${window.namespaceText} is not in the in-flight window set.`);
  }

  /** Adds a window, merging what the assigner says; gives the window it is part of now. */
  addWindow(newWindow: W, merge: MergeFunction<W>): W {
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

  /** What merges now that the new window is there, by the hash of the results, as Flink keeps them. */
  #groups(newWindow: W): readonly Group<W>[] {
    if (this.#entries.length === 0) return [];
    const groups: Group<W>[] = [];
    this.#assigner.mergeWindows([...this.#entries.map((entry) => entry.window), newWindow], (members, result) =>
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
    this.#entries.push({ window, stateWindow });
  }

  #remove(window: W): boolean {
    const index = this.#entries.findIndex((entry) => entry.window.equals(window));
    if (index < 0) return false;
    this.#entries.splice(index, 1);
    this.#changed = true;
    return true;
  }
}

/** The windows without the first that equals `left`. */
function without<W extends Window>(windows: readonly W[], left: W): readonly W[] {
  const index = windows.findIndex((window) => window.equals(left));
  return index < 0 ? windows : [...windows.slice(0, index), ...windows.slice(index + 1)];
}

function readPair(pair: WindowPair): Entry<Window> {
  if (pair.length === 2) return { window: pair[0], stateWindow: pair[1] };
  const [start, end, stateStart, stateEnd] = pair;
  const window = new TimeWindow(start, end);
  const isOwnState = start === stateStart && end === stateEnd;
  return { window, stateWindow: isOwnState ? window : new TimeWindow(stateStart, stateEnd) };
}

function writePair({ window, stateWindow }: Entry<Window>): WindowPair {
  if (isPlain(window) && isPlain(stateWindow)) {
    return [window.start, window.exactEnd, stateWindow.start, stateWindow.exactEnd];
  }
  return [window, stateWindow];
}

/** Whether it is a time window and nothing more. */
function isPlain(window: Window): window is TimeWindow {
  return Object.getPrototypeOf(window) === TimeWindow.prototype;
}
