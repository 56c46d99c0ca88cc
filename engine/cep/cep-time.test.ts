import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { AfterMatchSkipStrategy } from "./after-match-skip-strategy";
import { elapsed, later } from "./cep-time";
import { Pattern } from "./pattern";
import { failureOf, is, type Letter, PatternRun } from "./pattern-run.contract";

function ab(within: number | null = null): Pattern<Letter> {
  return Pattern.begin<Letter>("a").where(is("A")).followedBy("b").where(is("B")).within(within);
}

describe("time in CEP", () => {
  it("rule 7.1.a: a record at or behind the watermark is late, and so is one without timestamp", () => {
    const run = new PatternRun(ab(), { hasLateOutput: true }).watermark(5);
    run.event("A", 5).event("A", 4).event("A").event("A", 6);
    expect(run.take()).toEqual(["late 1 @5", "late 2 @4", "late 3 @none"]);
    expect(run.harness.lateRecordsDropped).toBe(0);
    const silent = new PatternRun(ab()).watermark(5).event("A", 5).event("A", 6);
    expect([silent.take(), silent.harness.lateRecordsDropped]).toEqual([[], 1]);
  });

  it("rules 7.1.b, 7.1.c: events are processed in the order of their times once the watermark has come to the last", () => {
    const run = new PatternRun(ab()).event("B", 12).event("A", 11);
    expect(run.watermark(11).take()).toEqual([]);
    expect(run.watermark(12).take()).toEqual(["a:2 b:1 @12"]);
  });

  it("rule 7.1.b: the first timer of a key takes all that is due; ties go by arrival, or by the comparator", () => {
    const pattern = () => Pattern.begin<Letter>("a").next("b");
    const byArrival = new PatternRun(pattern()).event("X", 1, 2).event("X", 1, 1).event("X", 1, 2).watermark(1);
    expect(byArrival.take()).toEqual(["a:1 b:2 @1", "a:2 b:3 @1"]);
    const byValue = new PatternRun(pattern(), { comparator: (a, b) => a.value - b.value });
    byValue.event("X", 1, 2).event("X", 1, 1).event("X", 1, 2).watermark(1);
    expect(byValue.take()).toEqual(["a:2 b:1 @1", "a:1 b:3 @1"]);
  });

  it("rule 7.1.d: a match carries the time of the event that completed it, with a skip strategy of what released it", () => {
    expect(new PatternRun(ab()).events("AXB", 10).take()).toEqual(["a:1 b:3 @12"]);
    // b fits the second a only, whose match waits until the first a times out at 10 + 10.
    const held = Pattern.begin<Letter>("a", AfterMatchSkipStrategy.skipToNext())
      .where(is("A"))
      .followedBy("b")
      .where(is("B"))
      .where((_letter, context) => [...context.getEventsForPattern("a")].every(({ id }) => id === 2))
      .within(Duration.ofMillis(10));
    const run = new PatternRun(held).events("AAB", 10);
    expect(run.take()).toEqual([]);
    expect(run.watermark(20).take()).toEqual(["a:2 b:3 @20", "timed out a:1 @20"]);
  });

  it("rule 7.1.e: a partial match times out at its start plus the window, also where time has gone further", () => {
    const run = new PatternRun(ab(5)).event("A", 10).watermark(10);
    expect(run.watermark(14).take()).toEqual([]);
    expect(run.watermark(17).take()).toEqual(["timed out a:1 @15"]);
    const byClock = new PatternRun(ab(5), { isProcessingTime: true, startProcessingTime: 10 }).event("A");
    byClock.harness.setProcessingTime(15);
    expect(byClock.take()).toEqual([]);
    byClock.harness.setProcessingTime(16);
    expect(byClock.take()).toEqual(["timed out a:1 @none"]);
  });

  it("rule 7.1.f: in processing time a record is matched when it arrives, and nothing carries a timestamp", () => {
    const times: number[] = [];
    const onMatch = (_match: unknown, context: { timestamp(): number }) => times.push(context.timestamp());
    const run = new PatternRun(ab(), { isProcessingTime: true, startProcessingTime: 7, onMatch }).event("A").event("B");
    expect([run.take(), times]).toEqual([["a:1 b:2 @none"], [7]]);
  });

  it("rule 7.1.g: in processing time with a comparator events wait a millisecond, and any timer takes all of them", () => {
    const comparator = (a: Letter, b: Letter) => (a.type < b.type ? -1 : 1);
    const run = new PatternRun(ab(), { isProcessingTime: true, comparator }).event("B").event("A").event("B");
    expect(run.take()).toEqual([]);
    run.harness.setProcessingTime(0);
    expect(run.take()).toEqual([]);
    run.harness.setProcessingTime(1);
    expect(run.take()).toEqual(["a:2 b:1 @none"]);
  });

  it("rule 7.1.h: a key keeps its partial matches, its queue, and the buffer's events, nodes and counters", () => {
    const run = new PatternRun(ab()).event("A", 10);
    expect(run.left()).toEqual([1, 1, 0]);
    expect(run.watermark(10).left()).toEqual([4, 0, 0]);
    expect(run.event("X", 11).left()).toEqual([5, 1, 0]);
    expect(run.event("B", 12).watermark(13).left()).toEqual([0, 0, 0]);
  });

  it("rule 7.1.i: nothing is kept of a key whose events fit nothing; in processing time what began once leaves an entry", () => {
    expect(new PatternRun(ab()).event("X", 10).watermark(10).left()).toEqual([0, 0, 0]);
    const run = new PatternRun(ab(), { isProcessingTime: true, startProcessingTime: 5 }).event("X");
    expect(run.left()).toEqual([0, 0, 0]);
    run.event("A").event("B").harness.setProcessingTime(9);
    run.event("X");
    expect(run.left()).toEqual([1, 0, 0]);
  });

  it("rule 7.1.j: a start at or before 0 sets no timer, so that MAX alone times nothing out", () => {
    const run = new PatternRun(ab(5)).event("A", 0).watermark(1);
    // What stays: partial matches, events and nodes; the counter of time 0 went at watermark 1.
    expect([run.end().take(), run.left()]).toEqual([[], [3, 0, 0]]);
    const other = new PatternRun(ab(5)).event("A", 1).watermark(1);
    expect([other.end().take(), other.left()]).toEqual([["timed out a:1 @6"], [0, 0, 0]]);
  });

  it("rule 7.1.j: the distance from a start before 0 to MAX wraps, so that not even its own timer times it out", () => {
    const run = new PatternRun(ab(5)).event("A", -3);
    expect([run.end().take(), run.left()]).toEqual([[], [3, 0, 0]]);
    expect([elapsed(MAX_TIMESTAMP, -3) < 0, elapsed(MAX_TIMESTAMP, MAX_TIMESTAMP), elapsed(7, -3)]).toEqual([
      true,
      0,
      10,
    ]);
    expect([later(MAX_TIMESTAMP, 1), later(MAX_TIMESTAMP, 0), later(5, 2)]).toEqual([MIN_TIMESTAMP, MAX_TIMESTAMP, 7]);
  });

  it("rule 7.1.k: once a match began, every later event of the same firing sets a timer too, and they stay", () => {
    const together = new PatternRun(ab(100)).event("A", 10).event("C", 11).event("C", 12).watermark(12);
    expect(together.left()).toEqual([3, 3, 0]);
    expect(new PatternRun(ab(100)).events("ACC", 10).left()).toEqual([3, 1, 0]);
    expect(new PatternRun(ab(100)).events("AB", 10).left()).toEqual([1, 1, 0]);
  });

  it("rule 7.1.l: a time that returns after a restore takes the place of an event that a partial match holds", () => {
    const abc = () => ab().followedBy("c").where(is("C"));
    const run = new PatternRun(abc()).event("A", 10).watermark(12);
    run.harness.restore();
    run.event("B", 10).event("C", 14).watermark(14);
    expect(run.take()).toEqual(["a:2 b:2 c:3 @14"]);
    const failing = new PatternRun(abc()).event("A", 10).watermark(12);
    failing.harness.restore();
    failing.event("A", 10).event("B", 11).event("C", 14);
    expect(() => failing.watermark(14)).toThrow(failureOf("NullPointerException"));
  });

  it("rule 7.1.m: what comes out of one firing comes step by step, the matches of a step before its time-outs", () => {
    const run = new PatternRun(ab(5)).event("A", 10).event("A", 14).event("B", 15).event("A", 16).watermark(30);
    expect(run.take()).toEqual(["timed out a:1 @15", "a:2 b:3 @15", "timed out a:4 @21"]);
  });
});
