import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { copyValue } from "../types/index";
import {
  GlobalWindow,
  SlidingEventTimeWindows,
  TimeWindow,
  TumblingEventTimeWindows,
  type WindowAssignerContext,
} from "./index";
import { windowFrom } from "./window";

describe("TimeWindow", () => {
  it("ends before its end, touches its neighbour and covers both", () => {
    const window = new TimeWindow(0, 10);
    expect(window.maxTimestamp()).toBe(9);
    expect(window.intersects(new TimeWindow(10, 20))).toBe(true);
    expect(window.intersects(new TimeWindow(11, 20))).toBe(false);
    expect(window.cover(new TimeWindow(5, 20)).equals(new TimeWindow(0, 20))).toBe(true);
    expect(window.namespaceText).toBe("0..10");
  });

  it("finds starts on both sides of 0, with an offset (rule 0.1.2)", () => {
    expect(TimeWindow.getWindowStartWithOffset(7, 0, 5)).toBe(5);
    expect(TimeWindow.getWindowStartWithOffset(-1, 0, 5)).toBe(-5);
    expect(TimeWindow.getWindowStartWithOffset(-7, 0, 7)).toBe(-7);
    expect(TimeWindow.getWindowStartWithOffset(7, 3, 5)).toBe(3);
  });

  it("tells windows apart that begin at MIN, where doubles lie 1024 apart", () => {
    const shorter = windowFrom(MIN_TIMESTAMP, 10);
    const longer = windowFrom(MIN_TIMESTAMP, 20);
    expect(shorter.equals(longer)).toBe(false);
    expect(shorter.maxTimestamp()).toBeGreaterThan(MIN_TIMESTAMP);
    expect(shorter.maxTimestamp()).toBeLessThan(longer.maxTimestamp());
    expect(windowFrom(MIN_TIMESTAMP, 1).maxTimestamp()).toBe(MIN_TIMESTAMP);
    expect(windowFrom(MIN_TIMESTAMP, 120_000).end).toBe(MIN_TIMESTAMP + 120_000);
  });

  it("can be part of a record", () => {
    const copy = copyValue({ window: new TimeWindow(0, 10) });
    expect(copy.window.end).toBe(10);
    expect(copy.window.maxTimestamp()).toBe(9);
    expect(copy.window.namespaceText).toBe("0..10");
    expect(Object.keys(copy.window)).toEqual(["start", "end"]);
  });

  it("of the global kind never ends", () => {
    expect(GlobalWindow.get().maxTimestamp()).toBe(MAX_TIMESTAMP);
  });
});

const AT_ZERO: WindowAssignerContext = { getCurrentProcessingTime: () => 0, random: () => 0 };

describe("aligned assigners", () => {
  it("hand out the same windows again while a record falls into the same ones", () => {
    const tumbling = TumblingEventTimeWindows.of(Duration.ofMillis(10));
    const first = tumbling.assignWindows(null, 1, AT_ZERO);
    expect(tumbling.assignWindows(null, 9, AT_ZERO)).toBe(first);
    expect(tumbling.assignWindows(null, 10, AT_ZERO)).not.toBe(first);
    expect(first).toEqual([new TimeWindow(0, 10)]);

    const sliding = SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(5));
    const both = sliding.assignWindows(null, 6);
    expect(both).toEqual([new TimeWindow(5, 15), new TimeWindow(0, 10)]);
    expect(sliding.assignWindows(null, 9)).toBe(both);
  });

  it("give no window to a record between two, when the slide is longer than the size", () => {
    const sliding = SlidingEventTimeWindows.of(Duration.ofMillis(2), Duration.ofMillis(5));
    expect(sliding.assignWindows(null, 1)).toEqual([new TimeWindow(0, 2)]);
    expect(sliding.assignWindows(null, 3)).toEqual([]);
  });
});
