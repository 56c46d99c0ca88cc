/**
 * The interval join by hand. Records are named; a pair is shown as `left+right`.
 */
import { describe, expect, it } from "vitest";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { formatEvents, TwoInputOperatorHarness } from "../testing/index";
import {
  type Collector,
  IntervalJoinOperator,
  type IntervalJoinSettings,
  OutputTag,
  type ProcessJoinContext,
  ProcessJoinFunction,
} from "./index";

const PAIRS = new OutputTag<string>("pairs");

class Name extends ProcessJoinFunction<string, string, string> {
  processElement(left: string, right: string, context: ProcessJoinContext, out: Collector<string>): void {
    out.collect(`${left}+${right}`);
    if (left === "side") {
      context.output(PAIRS, `${context.getLeftTimestamp()} ${context.getRightTimestamp()} ${context.getTimestamp()}`);
    }
  }
}

type Settings = Partial<IntervalJoinSettings<string, string>>;

function harnessOf(lowerBound: number, upperBound: number, settings: Settings = {}) {
  const create = () =>
    new IntervalJoinOperator<string, string, string>(new Name(), {
      lowerBound,
      upperBound,
      lowerBoundInclusive: true,
      upperBoundInclusive: true,
      leftLateDataOutputTag: null,
      rightLateDataOutputTag: null,
      ...settings,
    });
  const key = () => "k";
  return new TwoInputOperatorHarness<string, string, string>(create, { keySelector: key, keySelector2: key });
}

describe("interval join", () => {
  it("rules 3.6.2, 3.6.3, 3.6.4, 3.6.5: strict lateness, the greater timestamp, map order, clean-up", () => {
    const h = harnessOf(-2, 1);
    h.pushElement1("l1", 10);
    h.pushElement2("r1", 8);
    h.pushElement2("r2", 12);
    h.pushElement2("r3", 11);
    expect(h.stateEntryCount).toBe(2);
    h.pushBothWatermarks(11);
    // l1 went at 10 + 1, r1 at 8 + 2: r2 and r3 are left, and nothing of the left side.
    expect([h.stateEntryCount, h.eventTimeTimerCount]).toEqual([1, 2]);
    h.pushElement1("l2", 11);
    h.pushElement1("l3", 10);
    expect(formatEvents(h.takeOutput())).toEqual(["l1+r1@10", "l1+r3@11", "w11", "l2+r3@11", "l2+r2@12"]);
    expect(h.lateRecordsDropped).toBe(0);
    h.pushBothWatermarks(14);
    expect([h.stateEntryCount, h.eventTimeTimerCount]).toEqual([0, 0]);
  });

  it("rule 3.6.2: late records go to the side output of their side", () => {
    const h = harnessOf(0, 5, {
      leftLateDataOutputTag: new OutputTag<string>("lateLeft"),
      rightLateDataOutputTag: new OutputTag<string>("lateRight"),
    });
    h.pushBothWatermarks(10);
    h.pushElement1("l", 9);
    h.pushElement2("r", 9);
    h.pushElement2("r2", 10);
    expect(formatEvents(h.takeOutput())).toEqual(["w10", "lateLeft:l@9", "lateRight:r@9"]);
    expect(h.stateEntryCount).toBe(1);
  });

  it("rule 3.6.3: side outputs carry the greater timestamp, and the context tells all three", () => {
    const h = harnessOf(-5, 5);
    h.pushElement2("r", 4);
    h.pushElement1("side", 1);
    expect(formatEvents(h.takeOutput())).toEqual(["side+r@4", "pairs:1 4 4@4"]);
  });

  it("rule 3.6.4: with bounds on one side of zero a record is kept for its own time at least", () => {
    const after = harnessOf(2, 4);
    after.pushElement1("l", 10);
    after.pushElement2("r", 10);
    after.pushBothWatermarks(10);
    // The right one can only meet earlier ones: gone at its own time. The left one waits until 14.
    expect([after.stateEntryCount, after.eventTimeTimerCount]).toEqual([1, 1]);
    after.pushBothWatermarks(14);
    expect(after.stateEntryCount).toBe(0);
    const before = harnessOf(-4, -2);
    before.pushElement1("l", 10);
    before.pushElement2("r", 10);
    before.pushBothWatermarks(10);
    expect([before.stateEntryCount, before.eventTimeTimerCount]).toEqual([1, 1]);
    before.pushBothWatermarks(13);
    expect(before.stateEntryCount).toBe(1);
    before.pushBothWatermarks(14);
    expect(before.stateEntryCount).toBe(0);
  });

  it("rules 3.6.1, 1.9.b: a record without timestamp, or at MIN, fails, also where it would be late", () => {
    const h = harnessOf(0, 5);
    const refusal: unknown = expect.objectContaining({ flinkClass: "FlinkException" });
    expect(() => h.pushElement1("l")).toThrow(refusal);
    expect(() => h.pushElement2("r", MIN_TIMESTAMP)).toThrow(refusal);
    h.pushBothWatermarks(10);
    expect(() => h.pushElement1("l")).toThrow(refusal);
  });

  it("rule 3.6.a: exclusive bounds move inwards, also past each other; inverted ones are refused before", () => {
    const inner = harnessOf(0, 2, { lowerBoundInclusive: false, upperBoundInclusive: false });
    inner.pushElement1("l", 10);
    for (const time of [10, 11, 12]) inner.pushElement2(`r${time}`, time);
    expect(formatEvents(inner.takeOutput())).toEqual(["l+r11@11"]);
    const empty = harnessOf(0, 0, { upperBoundInclusive: false });
    empty.pushElement1("l", 10);
    empty.pushElement2("r", 10);
    expect(formatEvents(empty.takeOutput())).toEqual([]);
    expect(empty.stateEntryCount).toBe(2);
    expect(() => harnessOf(1, 0)).toThrow(expect.objectContaining({ flinkClass: "IllegalArgumentException" }));
  });

  it("rule 3.6.b: MAX is no way to say for ever: after time 0 the sum wraps", () => {
    const h = harnessOf(0, MAX_TIMESTAMP);
    h.pushElement1("early", -5);
    h.pushElement1("zero", 0);
    h.pushElement1("late", 1);
    h.pushElement2("r", 7);
    // r reaches back to 7 - MAX, which is MIN + 8: all three lie within, as it is r that looks.
    expect(formatEvents(h.takeOutput()).sort()).toEqual(["early+r@7", "late+r@7", "zero+r@7"]);
    h.pushElement1("late2", 2);
    h.pushElement1("early2", -2);
    // Those that look forward find it up to -2 + MAX, but not up to 2 + MAX, which wraps to the past.
    expect(formatEvents(h.takeOutput())).toEqual(["early2+r@7"]);
    h.pushBothWatermarks(-10);
    h.pushElement2("r2", 8);
    // The clean-up times of late and late2 lay in the past too.
    expect(formatEvents(h.takeOutput()).sort()).toEqual(["early+r2@8", "early2+r2@8", "w-10", "zero+r2@8"]);
  });

  it("rule 3.6.c: after a restore late records are accepted until the next watermark", () => {
    const h = harnessOf(-5, 5);
    h.pushElement2("r", 10);
    h.pushBothWatermarks(10);
    h.restore();
    h.pushElement1("l", 7);
    h.pushBothWatermarks(10);
    h.pushElement1("l2", 7);
    expect(formatEvents(h.takeOutput())).toEqual(["w10", "l+r@10", "w10"]);
  });

  it("rule 3.6.d: the buffer is a hash map, made anew for its size after a restore", () => {
    const h = harnessOf(-100, 100);
    // Thirteen timestamps make 32 buckets; only 17 and 2 are still there at the end.
    for (const time of [17, 2, ...Array.from({ length: 11 }, (_, i) => i - 60)]) h.pushElement2(`r${time}`, time);
    h.pushElement1("a", 0);
    const before = formatEvents(h.takeOutput()).map((text) => text.slice(0, text.indexOf("@")));
    expect(before.filter((pair) => pair === "a+r17" || pair === "a+r2")).toEqual(["a+r2", "a+r17"]);
    h.pushBothWatermarks(55);
    h.restore();
    h.pushElement1("b", 56);
    // Two entries: a table for three, rounded up to four, where 17 falls into bucket 1 and 2 into bucket 2.
    expect(formatEvents(h.takeOutput())).toEqual(["w55", "b+r17@56", "b+r2@56"]);
  });
});
