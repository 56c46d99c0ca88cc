import { describe, expect, it } from "vitest";
import { Duration } from "../core/index";
import { Pattern } from "./pattern";
import { failureOf, is, type Letter, PatternRun } from "./pattern-run.contract";

const begin = (name = "a", type = "A") => Pattern.begin<Letter>(name).where(is(type));
const malformed = failureOf("MalformedPatternException");

/** Events with their times, each followed by a watermark. */
function play(pattern: Pattern<Letter>, ...events: readonly (readonly [type: string, time: number])[]): string[] {
  const run = new PatternRun(pattern);
  for (const [type, time] of events) run.event(type, time).watermark(time);
  return run.take();
}

describe("windows of patterns", () => {
  it("rule 7.4.a: an event exactly the window after the first is too late, and the least window of all stages counts", () => {
    const pattern = () => begin().followedBy("b").where(is("B")).within(Duration.ofMillis(10));
    expect(play(pattern(), ["A", 10], ["B", 19])).toEqual(["a:1 b:2 @19"]);
    expect(play(pattern(), ["A", 10], ["B", 20])).toEqual(["timed out a:1 @20"]);
    const first = begin().within(5).followedBy("b").where(is("B")).within(10);
    expect(play(first, ["A", 10], ["B", 16])).toEqual(["timed out a:1 @15"]);
    expect(play(begin().followedBy("b").where(is("B")).within(10).within(3), ["A", 10], ["B", 14])).toEqual([
      "timed out a:1 @13",
    ]);
  });

  it("rule 7.4.b: a window between events is that of the state in which the partial match waits", () => {
    const pattern = () => begin().followedBy("b").where(is("B")).within(5, "PREVIOUS_AND_CURRENT");
    expect(play(pattern(), ["A", 10], ["B", 14])).toEqual(["a:1 b:2 @14"]);
    expect(play(pattern(), ["A", 10], ["B", 15])).toEqual(["timed out a:1 @15"]);
    // Ignored on a stage with times.
    const twice = begin().times(2).within(5, "PREVIOUS_AND_CURRENT");
    expect(play(twice, ["A", 10], ["A", 21])).toEqual(["a:1,2 @21"]);
    // Of an optional stage it holds until an event was ignored.
    const optional = () =>
      begin()
        .followedBy("b")
        .where(is("B"))
        .optional()
        .within(5, "PREVIOUS_AND_CURRENT")
        .followedBy("c")
        .where(is("C"));
    expect(play(optional(), ["A", 10], ["D", 11], ["B", 21], ["C", 22])).toContain("a:1 b:3 c:4 @22");
    expect(play(optional(), ["A", 10], ["C", 21])).toEqual(["timed out a:1 @15"]);
  });

  it("rule 7.4.b: a partial match that waits only for a window between events has no timer", () => {
    const run = new PatternRun(begin().followedBy("b").where(is("B")).within(5, "PREVIOUS_AND_CURRENT"));
    run.event("A", 10).watermark(10).end();
    expect([run.take(), run.left()]).toEqual([[], [4, 0, 0]]);
  });

  it("rule 7.4.c: the window of a quantifier holds before its events but the one in the state made first, its last", () => {
    const w = Duration.ofMillis(5);
    const loop = () => begin("s", "S").followedBy("a").where(is("A")).oneOrMore(w);
    expect(play(loop(), ["S", 10], ["A", 11], ["A", 30])).toEqual(["s:1 a:2 @11", "s:1 a:2,3 @30"]);
    expect(play(loop(), ["S", 10], ["A", 30])).toEqual(["timed out s:1 @15"]);
    const thrice = () => begin().times(3, w);
    expect(play(thrice(), ["A", 10], ["A", 11], ["A", 21])).toEqual(["timed out a:2 @16", "a:1,2,3 @21"]);
    expect(play(thrice(), ["A", 10], ["A", 20], ["A", 21])).toEqual(["timed out a:1 @15"]);
  });

  it("rule 7.4.d: the window of the last stage inside a group is not looked at; that of the group itself is", () => {
    const inside = Pattern.begin(begin().followedBy("b").where(is("B")).within(5));
    expect(play(inside, ["A", 10], ["B", 21])).toEqual(["a:1 b:2 @21"]);
    const own = Pattern.begin(begin().followedBy("b").where(is("B"))).within(5);
    expect(play(own, ["A", 10], ["B", 21])).toEqual(["timed out a:1 @15"]);
    const earlier = Pattern.begin(begin().within(5).followedBy("b").where(is("B")));
    expect(play(earlier, ["A", 10], ["B", 21])).toEqual(["timed out a:1 @15"]);
  });

  it("rule 7.4.e: a window of 0 is none, and none is not enough for a last notFollowedBy", () => {
    expect(play(begin().followedBy("b").where(is("B")).within(0), ["A", 10], ["B", 99])).toEqual(["a:1 b:2 @99"]);
    expect(() => new PatternRun(begin().notFollowedBy("n").within(0))).toThrow(malformed);
    expect(() => new PatternRun(begin().notFollowedBy("n"))).toThrow(malformed);
    expect(() => new PatternRun(begin().within(5, "PREVIOUS_AND_CURRENT").notFollowedBy("n"))).toThrow(malformed);
  });

  it("rule 7.4.f: when both windows are over in one step, the time-out is that of the window between events", () => {
    const pattern = begin().followedBy("b").where(is("B")).within(4).within(3, "PREVIOUS_AND_CURRENT");
    expect(play(pattern, ["A", 10], ["X", 30])).toEqual(["timed out a:1 @13"]);
  });

  it("rule 7.4.g: a window between events may not be longer than that of the match; nor that of a quantifier", () => {
    const previous = begin().followedBy("b").within(5).within(6, "PREVIOUS_AND_CURRENT");
    expect(() => new PatternRun(previous)).toThrow(malformed);
    const times = begin().times(0, 3, Duration.ofMillis(4)).within(1);
    expect(() => new PatternRun(times)).toThrow(malformed);
  });

  it("rule 7.4.h: a start at MAX sets a timer that is due at once, and the partial match stays", () => {
    const run = new PatternRun(begin().followedBy("b").where(is("B")).within(5)).event("A", 2 ** 63).end();
    expect([run.take(), run.left()]).toEqual([[], [4, 0, 0]]);
  });
});
