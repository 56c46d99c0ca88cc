import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ListState } from "../state/index";
import { Duration } from "../core/index";
import { MergingWindowSet, type WindowPair } from "./merging-window-set";
import { mergeTimeWindows } from "./merge-time-windows";
import { EventTimeSessionWindows } from "./session-windows";
import { TimeWindow } from "./window";
import { type MergeCallback, MergingWindowAssigner } from "./window-assigner";

class StoredList implements ListState<WindowPair> {
  stored: readonly WindowPair[] = [];
  get(): Iterable<WindowPair> {
    return this.stored;
  }
  update(values: readonly WindowPair[]): void {
    this.stored = values;
  }
  add(value: WindowPair): void {
    this.stored = [...this.stored, value];
  }
  addAll(values: readonly WindowPair[]): void {
    this.stored = [...this.stored, ...values];
  }
  clear(): void {
    this.stored = [];
  }
}

type Merge = { result: string; merged: string[]; stateWindow: string; mergedStateWindows: string[] };

function text(window: TimeWindow): string {
  return window.namespaceText;
}

const SESSIONS = EventTimeSessionWindows.withGap(Duration.ofMillis(10));

function setOf(list: StoredList = new StoredList()): MergingWindowSet<TimeWindow> {
  return new MergingWindowSet(SESSIONS, list);
}

function addTo(set: MergingWindowSet<TimeWindow>, start: number, end: number): { window: string; merges: Merge[] } {
  const merges: Merge[] = [];
  const window = set.addWindow(new TimeWindow(start, end), (result, merged, stateWindow, mergedStateWindows) =>
    merges.push({
      result: text(result),
      merged: merged.map(text),
      stateWindow: text(stateWindow),
      mergedStateWindows: mergedStateWindows.map(text),
    }),
  );
  return { window: text(window), merges };
}

describe("MergingWindowSet", () => {
  it("adds a window that meets none as its own state window", () => {
    const set = setOf();
    expect(addTo(set, 0, 10)).toEqual({ window: "0..10", merges: [] });
    expect(set.getStateWindow(new TimeWindow(0, 10))).toEqual(new TimeWindow(0, 10));
    expect(set.getStateWindow(new TimeWindow(0, 11))).toBeNull();
  });

  it("grows a window and keeps its state window", () => {
    const set = setOf();
    addTo(set, 0, 10);
    expect(addTo(set, 10, 20)).toEqual({
      window: "0..20",
      merges: [{ result: "0..20", merged: ["0..10"], stateWindow: "0..10", mergedStateWindows: [] }],
    });
    expect(set.getStateWindow(new TimeWindow(0, 10))).toBeNull();
    expect(set.getStateWindow(new TimeWindow(0, 20))).toEqual(new TimeWindow(0, 10));
  });

  it("merges nothing when a window takes the new one in without growing", () => {
    const set = setOf();
    addTo(set, 0, 10);
    expect(addTo(set, 2, 8)).toEqual({ window: "0..10", merges: [] });
  });

  it("maps a window that equals one in flight to itself, whatever its state window was", () => {
    const set = setOf();
    addTo(set, 0, 10);
    addTo(set, 10, 20);
    expect(addTo(set, 0, 20)).toEqual({ window: "0..20", merges: [] });
    expect(set.getStateWindow(new TimeWindow(0, 20))).toEqual(new TimeWindow(0, 20));
  });

  it("is the same after it was written and read, and leaves nothing when it is empty", () => {
    const list = new StoredList();
    const set = setOf(list);
    addTo(set, 0, 10);
    addTo(set, 10, 20);
    set.persist();
    expect(list.stored).toEqual([[0, 20, 0, 10]]);
    const read = setOf(list);
    expect(read.getStateWindow(new TimeWindow(0, 20))).toEqual(new TimeWindow(0, 10));
    read.retireWindow(new TimeWindow(0, 20));
    read.persist();
    expect(list.stored).toEqual([]);
  });

  it("refuses to retire what is not in flight", () => {
    const set = setOf();
    expect(() => set.retireWindow(new TimeWindow(0, 1))).toThrow("not in the in-flight window set");
  });
});

/** Sessions whose set may take no short cut: what merges is asked of the assigner every time. */
class AskedSessions extends MergingWindowAssigner<unknown> {
  assignWindows(): readonly TimeWindow[] {
    return [];
  }
  mergeWindows(windows: readonly TimeWindow[], callback: MergeCallback<TimeWindow>): void {
    mergeTimeWindows(windows, callback);
  }
  getDefaultTrigger(): never {
    throw new Error("nobody asks");
  }
  isEventTime(): boolean {
    return true;
  }
}

describe("a session that begins or is prolonged", () => {
  it("leaves the set as asking the assigner would, merge by merge", () => {
    const window = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 12 }));
    const action = fc.record({ window, retires: fc.boolean() });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        const [quick, asked] = [new StoredList(), new StoredList()];
        for (const {
          window: [start, length],
          retires,
        } of actions) {
          const sets = [setOf(quick), new MergingWindowSet<TimeWindow>(new AskedSessions(), asked)] as const;
          const [one, other] = sets.map((set) => addTo(set, start, start + length));
          expect(one).toEqual(other);
          const [from, to] = (one?.window ?? "").split("..").map(Number) as [number, number];
          const [its, others] = sets.map((set) => set.getStateWindow(new TimeWindow(from, to))?.namespaceText);
          expect(its).toBe(others);
          for (const set of sets) {
            if (retires) set.retireWindow(new TimeWindow(from, to));
            set.persist();
          }
          expect(quick.stored).toEqual(asked.stored);
        }
      }),
      { numRuns: 500 },
    );
  });
});
