import { describe, expect, it } from "vitest";
import { GroupPattern, Pattern } from "./pattern";
import { failureOf, is, type Letter, matchesOf, PatternRun } from "./pattern-run.contract";

const begin = (name = "a", type = "A") => Pattern.begin<Letter>(name).where(is(type));

describe("contiguity of stages", () => {
  it("rule 7.2.a: after next the very next event must fit, or the partial match dies", () => {
    const pattern = () => begin().next("b").where(is("B"));
    expect(matchesOf(pattern(), "AB")).toEqual(["a:1 b:2"]);
    expect(matchesOf(pattern(), "AXB")).toEqual([]);
  });

  it("rule 7.2.b: followedBy passes over what does not fit and takes the first that does", () => {
    const pattern = () => begin().followedBy("b").where(is("B"));
    expect(matchesOf(pattern(), "AXBB")).toEqual(["a:1 b:3"]);
  });

  it("rule 7.2.c: followedByAny takes what fits and also passes over it", () => {
    expect(matchesOf(begin().followedByAny("b").where(is("B")), "ABXB")).toEqual(["a:1 b:2", "a:1 b:4"]);
  });

  it("rule 7.2.d: notNext ends the partial match if the next event fits it", () => {
    const pattern = () => begin().notNext("n").where(is("N")).followedBy("b").where(is("B"));
    expect(matchesOf(pattern(), "ANB")).toEqual([]);
    expect(matchesOf(pattern(), "AXNB")).toEqual(["a:1 b:4"]);
    expect(matchesOf(pattern(), "AB")).toEqual(["a:1 b:2"]);
  });

  it("rule 7.2.e: notFollowedBy in the middle ends the partial match while it waits for the stage behind", () => {
    const pattern = () => begin().notFollowedBy("n").where(is("N")).followedBy("b").where(is("B"));
    expect(matchesOf(pattern(), "AXNB")).toEqual([]);
    expect(matchesOf(pattern(), "AXBN")).toEqual(["a:1 b:3"]);
  });

  it("rule 7.2.e: a loop in front of notFollowedBy is ended too, but not its entry; behind it only the entry is", () => {
    const loop = () => begin().oneOrMore().notFollowedBy("n").where(is("N")).followedBy("b").where(is("B"));
    expect(matchesOf(loop(), "AANB")).toEqual([]);
    const twice = () => begin().notFollowedBy("n").where(is("N")).followedBy("b").where(is("B")).times(2);
    expect(matchesOf(twice(), "ABNB")).toEqual(["a:1 b:2,4"]);
    expect(matchesOf(twice(), "ANBB")).toEqual([]);
  });

  it("rule 7.2.f: a last notFollowedBy is a match when its window has passed without the event", () => {
    const pattern = () => begin().notFollowedBy("n").where(is("N")).within(5);
    expect(new PatternRun(pattern()).events("AX", 10).watermark(15).take()).toEqual(["a:1 @15"]);
    expect(new PatternRun(pattern()).events("AXN", 10).watermark(20).take()).toEqual([]);
  });

  it("rule 7.2.f: its window may be one between events, which needs one more event of the key to pass", () => {
    const pattern = () => begin().notFollowedBy("n").where(is("N")).within(5, "PREVIOUS_AND_CURRENT");
    const run = new PatternRun(pattern()).event("A", 10).watermark(10);
    expect(run.watermark(100).take()).toEqual([]);
    expect(run.event("X", 101).watermark(101).take()).toEqual(["a:1 @101"]);
  });

  it("rule 7.2.g: no NOT stage may follow an optional one", () => {
    const refusal = failureOf("UnsupportedOperationException");
    expect(() => begin().optional().notNext("n")).toThrow(refusal);
    expect(() => begin().optional().notFollowedBy("n")).toThrow(refusal);
    const group = Pattern.begin(begin().optional());
    expect(group.notFollowedBy("n").getPrevious()).toBeInstanceOf(GroupPattern);
  });

  it("rule 7.2.h: every event may begin a match; those under way do not know of each other", () => {
    expect(matchesOf(begin().followedBy("b").where(is("B")), "AAB")).toEqual(["a:1 b:3", "a:2 b:3"]);
  });

  it("rule 7.2.i: a last notNext is a match with the next event of the key that does not fit, at its time", () => {
    const pattern = () => begin().notNext("n").where(is("N"));
    const run = new PatternRun(pattern()).event("A", 10).watermark(12);
    expect(run.take()).toEqual([]);
    expect(run.event("C", 16).watermark(16).take()).toEqual(["a:1 @16"]);
    expect(new PatternRun(pattern()).event("A", 10).end().take()).toEqual([]);
    expect(matchesOf(pattern(), "AN")).toEqual([]);
  });

  it("rule 7.2.j: a last notFollowedBy whose window stands on an earlier stage is built and ignored", () => {
    const pattern = begin().within(5).notFollowedBy("n").where(is("N"));
    expect(new PatternRun(pattern).events("AN", 10).take()).toEqual(["a:1 @10"]);
  });

  it("rule 7.2.k: an event that fits a NOT before anything was taken fails the job", () => {
    const pattern = Pattern.begin(begin().optional()).notFollowedBy("n").where(is("N")).followedBy("b").where(is("B"));
    const run = new PatternRun(pattern).event("N", 1);
    expect(() => run.watermark(1)).toThrow(failureOf("NullPointerException"));
  });

  it("rule 7.2.l: behind an optional stage that was taken, the notFollowedBy in front of it counts no more", () => {
    const pattern = () =>
      begin()
        .notFollowedBy("n")
        .where(is("N"))
        .followedByAny("c")
        .where(is("C"))
        .optional()
        .followedByAny("d")
        .where(is("D"));
    expect(matchesOf(pattern(), "ACND")).toEqual(["a:1 c:2 d:4"]);
    expect(matchesOf(pattern(), "AND")).toEqual([]);
    expect(matchesOf(pattern(), "AD")).toEqual(["a:1 d:2"]);
  });
});
