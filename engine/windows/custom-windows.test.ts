/**
 * Windows of a kind that the engine does not know: the operator needs no more of them than Flink does.
 */
import { describe, expect, it } from "vitest";
import { MAX_TIMESTAMP } from "../core/index";
import type { Collector } from "../operators/index";
import { createKeyedOperatorHarness } from "../testing/index";
import type { Namespace } from "../time/index";
import {
  CountTrigger,
  EventTimeTrigger,
  type MergeCallback,
  MergingWindowAssigner,
  ProcessWindowFunction,
  TimeWindow,
  type Trigger,
  type Window,
  WindowAssigner,
  type WindowContext,
  WindowOperatorBuilder,
} from "./index";

type Item = readonly [key: string, value: number];

/** All values of one level, which never ends. */
class LevelWindow implements Window {
  constructor(readonly level: number) {}
  get namespaceText(): string {
    return `level ${this.level}`;
  }
  hashCode(): number {
    return this.level;
  }
  equals(other: Namespace): boolean {
    return other instanceof LevelWindow && other.level === this.level;
  }
  maxTimestamp(): number {
    return MAX_TIMESTAMP;
  }
}

class ByLevel extends WindowAssigner<Item, LevelWindow> {
  constructor(readonly height: number) {
    super();
  }
  assignWindows([, value]: Item): readonly LevelWindow[] {
    return [new LevelWindow(Math.floor(value / this.height))];
  }
  getDefaultTrigger(): Trigger<Item, LevelWindow> {
    return CountTrigger.of<LevelWindow>(2);
  }
  isEventTime(): boolean {
    return false;
  }
}

/** A session that remembers the largest value in it; one with a greater value swallows those that it touches. */
class PeakWindow extends TimeWindow {
  constructor(
    start: number,
    end: number,
    readonly peak: number,
  ) {
    super(start, end);
  }
}

class PeakSessions extends MergingWindowAssigner<Item, PeakWindow> {
  assignWindows([, value]: Item, timestamp: number): readonly PeakWindow[] {
    return [new PeakWindow(timestamp, timestamp + 10, value)];
  }
  mergeWindows(windows: readonly PeakWindow[], callback: MergeCallback<PeakWindow>): void {
    const sorted = [...windows].sort((a, b) => a.start - b.start);
    let group = sorted.slice(0, 1);
    const report = () => {
      if (group.length < 2) return;
      const end = Math.max(...group.map((window) => window.end));
      callback(group, new PeakWindow((group[0] as PeakWindow).start, end, Math.max(...group.map(({ peak }) => peak))));
    };
    for (const window of sorted.slice(1)) {
      const touches = window.start <= Math.max(...group.map((member) => member.end));
      if (touches) group.push(window);
      else {
        report();
        group = [window];
      }
    }
    report();
  }
  getDefaultTrigger(): Trigger<unknown, PeakWindow> {
    return EventTimeTrigger.create();
  }
  isEventTime(): boolean {
    return true;
  }
}

class Tell<W extends Window> extends ProcessWindowFunction<Item, string, string, W> {
  constructor(readonly name: (window: W) => string) {
    super();
  }
  process(key: string, context: WindowContext<W>, items: Iterable<Item>, out: Collector<string>): void {
    out.collect(`${key} ${this.name(context.window())} ${[...items].map(([, value]) => value).join("+")}`);
  }
}

function harnessOf<W extends Window>(assigner: WindowAssigner<Item, W>, name: (window: W) => string) {
  const create = new WindowOperatorBuilder<Item, string, W>(assigner).process(new Tell<W>(name));
  const harness = createKeyedOperatorHarness<string, Item, string>(create, (item) => item[0]);
  const take = () => harness.takeOutput().flatMap((event) => (event.kind === "record" ? [event.value] : []));
  return { harness, take };
}

describe("windows of one's own", () => {
  it("group, fire and survive a restore by their own identity", () => {
    const { harness, take } = harnessOf(new ByLevel(10), (window) => `level ${window.level}`);
    for (const value of [3, 14, 15]) harness.pushElement(["a", value], 0);
    expect(take()).toEqual(["a level 1 14+15"]);
    harness.restore();
    harness.pushElement(["a", 7], 0);
    expect(take()).toEqual(["a level 0 3+7"]);
    expect([harness.stateEntryCount, harness.eventTimeTimerCount]).toEqual([2, 0]);
  });

  it("merge as their assigner says, and keep what they know over a restore", () => {
    const { harness, take } = harnessOf(new PeakSessions(), (w) => `[${w.start},${w.end}) peak ${w.peak}`);
    harness.pushElement(["a", 5], 0);
    harness.pushElement(["a", 9], 8);
    harness.restore();
    harness.pushElement(["a", 2], 16);
    harness.pushElement(["a", 1], 40);
    harness.pushWatermark(MAX_TIMESTAMP);
    expect(take()).toEqual(["a [0,26) peak 9 5+9+2", "a [40,50) peak 1 1"]);
    expect([harness.stateEntryCount, harness.eventTimeTimerCount]).toEqual([0, 0]);
  });

  it("must name windows that were there when they merge", () => {
    class FromNowhere extends PeakSessions {
      override mergeWindows(windows: readonly PeakWindow[], callback: MergeCallback<PeakWindow>): void {
        if (windows.length > 1) callback([new PeakWindow(100, 110, 0)], new PeakWindow(0, 200, 0));
      }
    }
    const { harness } = harnessOf(new FromNowhere(), () => "");
    harness.pushElement(["a", 1], 0);
    expect(() => harness.pushElement(["a", 2], 5)).toThrow("merges no window that is in flight");
  });
});
