import { describe, expect, it } from "vitest";
import { AfterMatchSkipStrategy } from "./after-match-skip-strategy";
import { SimpleCondition } from "./conditions";
import { Pattern } from "./pattern";
import { failureOf, is, type Letter, matchesOf, PatternRun, risesFrom } from "./pattern-run.contract";

const begin = (name = "a", type = "A") => Pattern.begin<Letter>(name).where(is(type));
const malformed = failureOf("MalformedPatternException");
const illegal = failureOf("IllegalArgumentException");

/** The loop of Flink's documentation, over c d a1 a2 a3 d a4 b. */
function documented(contiguity: (loop: Pattern<Letter>) => Pattern<Letter>): string[] {
  const loop = begin("c", "C").followedBy("a").where(is("A")).oneOrMore();
  return matchesOf(contiguity(loop).followedBy("b").where(is("B")), "CDAAADAB").sort();
}

describe("quantifiers", () => {
  it("rule 7.3.a: between the events of a loop others are passed over, none may stand, or any may be left out", () => {
    expect(documented((loop) => loop)).toEqual([
      "c:1 a:3 b:8",
      "c:1 a:3,4 b:8",
      "c:1 a:3,4,5 b:8",
      "c:1 a:3,4,5,7 b:8",
    ]);
    expect(documented((loop) => loop.consecutive())).toEqual(["c:1 a:3 b:8", "c:1 a:3,4 b:8", "c:1 a:3,4,5 b:8"]);
    expect(documented((loop) => loop.allowCombinations())).toEqual([
      "c:1 a:3 b:8",
      "c:1 a:3,4 b:8",
      "c:1 a:3,4,5 b:8",
      "c:1 a:3,4,5,7 b:8",
      "c:1 a:3,4,7 b:8",
      "c:1 a:3,5 b:8",
      "c:1 a:3,5,7 b:8",
      "c:1 a:3,7 b:8",
    ]);
  });

  it("rule 7.3.b: a loop both ends and goes on at each event that fits", () => {
    const matches = matchesOf(begin().oneOrMore().followedBy("b").where(is("B")), "AAB");
    expect(matches.sort()).toEqual(["a:1 b:3", "a:1,2 b:3", "a:2 b:3"]);
    expect(matchesOf(begin().times(2).followedBy("b").where(is("B")), "AAAB")).toEqual(["a:1,2 b:4", "a:2,3 b:4"]);
  });

  it("rule 7.3.c: what follows a greedy loop is tried only with events that the loop does not take", () => {
    const pattern = (greedy: boolean) => {
      const loop = begin().oneOrMore().consecutive();
      return (greedy ? loop.greedy() : loop).next("any").where(is("A", "B"));
    };
    expect(matchesOf(pattern(true), "AAB")).toEqual(["a:1,2 any:3", "a:2 any:3"]);
    expect(matchesOf(pattern(false), "AAB").sort()).toEqual(["a:1 any:2", "a:1,2 any:3", "a:2 any:3"]);
  });

  it("rule 7.3.c: with from = to greedy does nothing", () => {
    const pattern = () => begin().times(2).greedy().followedBy("any").where(is("A", "B"));
    expect(matchesOf(pattern(), "AAAB")).toEqual(["a:1,2 any:3", "a:2,3 any:4"]);
  });

  it("rule 7.3.d: an optional stage, and a loop that is optional, may be left out at its entry only", () => {
    const pattern = () => begin().next("b").where(is("B")).optional().next("c").where(is("C"));
    expect(matchesOf(pattern(), "ABCAC")).toEqual(["a:1 b:2 c:3", "a:4 c:5"]);
    const loop = () =>
      begin().next("b").where(is("B")).timesOrMore(2).consecutive().optional().next("c").where(is("C"));
    expect(matchesOf(loop(), "ACABBCABC")).toEqual(["a:1 c:2", "a:3 b:4,5 c:6"]);
  });

  it("rule 7.3.d: times(0, n) is an optional times(1, n); other bounds below 1, or out of order, are refused", () => {
    const pattern = () => begin().next("b").where(is("B")).times(0, 2).consecutive().next("c").where(is("C"));
    expect(matchesOf(pattern(), "ACABCABBC")).toEqual(["a:1 c:2", "a:3 b:4 c:5", "a:6 b:7,8 c:9"]);
    for (const refused of [
      () => begin().times(0),
      () => begin().times(-1, 2),
      () => begin().times(0, 0),
      () => begin().times(3, 2),
      () => begin().timesOrMore(0),
    ]) {
      expect(refused).toThrow(illegal);
    }
  });

  it("rule 7.3.e: until ends the taking and is not taken itself; it is asked before the stage's own condition", () => {
    const asked: string[] = [];
    const loop = () =>
      Pattern.begin<Letter>("a")
        .where((letter) => {
          asked.push(letter.type);
          return letter.type !== "B";
        })
        .oneOrMore()
        .until(is("U"))
        .followedBy("b")
        .where(is("B"));
    expect(matchesOf(loop(), "AAUB").sort()).toEqual(["a:1 b:4", "a:1,2 b:4", "a:2 b:4"]);
    expect(asked).not.toContain("U");
    expect(() => begin().until(is("U"))).toThrow(malformed);
    expect(() => begin().times(2).until(is("U"))).toThrow(malformed);
    expect(() => begin().oneOrMore().until(is("U")).until(is("V"))).toThrow(malformed);
  });

  it("rule 7.3.f: a group is repeated as a whole, from its first stage on", () => {
    const group = () => begin().next("b").where(is("B"));
    const pattern = () => Pattern.begin(group()).times(2).consecutive().next("c").where(is("C"));
    expect(matchesOf(pattern(), "ABABC")).toEqual(["a:1,3 b:2,4 c:5"]);
    const loop = () => Pattern.begin(group()).oneOrMore().consecutive().next("c").where(is("C"));
    expect(matchesOf(loop(), "ABABC").sort()).toEqual(["a:1,3 b:2,4 c:5", "a:3 b:4 c:5"]);
    expect(() => Pattern.begin(group()).greedy()).toThrow(malformed);
    for (const clause of ["where", "or", "subtype"] as const) {
      const refusal = failureOf("UnsupportedOperationException");
      expect(() => Pattern.begin(group())[clause](Object as never)).toThrow(refusal);
    }
  });

  it("rule 7.3.f: the first round enters by the group's outer contiguity, later ones by its inner", () => {
    const pattern = () =>
      begin("s", "S")
        .next(begin().next("b").where(is("B")))
        .times(2)
        .next("c")
        .where(is("C"));
    expect(matchesOf(pattern(), "SABXABC")).toEqual(["s:1 a:2,5 b:3,6 c:7"]);
    expect(matchesOf(pattern(), "SXABABC")).toEqual([]);
  });

  it("rule 7.3.g: an iterative condition sees what its partial match has taken, never the current event", () => {
    const pattern = () =>
      Pattern.begin<Letter>("a").oneOrMore().consecutive().where(risesFrom("a")).next("b").where(is("B"));
    const run = new PatternRun(pattern());
    [1, 2, 2].forEach((value, index) => run.event("A", index + 1, value));
    expect(run.event("B", 4, 0).watermark(4).take()).toEqual(["a:3 b:4 @4"]);
  });

  it("rule 7.3.h: what Flink refuses depends on the order of the calls", () => {
    expect(() => begin().oneOrMore().allowCombinations().greedy()).toThrow(malformed);
    expect(begin().oneOrMore().greedy().allowCombinations().getQuantifier().isGreedy).toBe(true);
    const greedy = () => begin().oneOrMore().greedy();
    expect(() => greedy().followedBy("b").optional()).toThrow(malformed);
    expect(greedy().followedBy("b").times(0, 2).getQuantifier().isOptional).toBe(true);
    expect(begin().optional().oneOrMore().getQuantifier().isOptional).toBe(false);
  });

  it("rule 7.3.h: options that do not fit the quantifier, or come twice, are refused", () => {
    for (const refused of [
      () => begin().greedy(),
      () => begin().consecutive(),
      () => begin().allowCombinations(),
      () => begin().oneOrMore().times(2),
      () => begin().oneOrMore().consecutive().consecutive(),
      () => begin().oneOrMore().consecutive().allowCombinations(),
      () => begin().oneOrMore().allowCombinations().allowCombinations(),
      () => begin().oneOrMore().allowCombinations().consecutive(),
      () => begin().optional().optional(),
      () => begin().notNext("n").oneOrMore(),
      () => begin().notNext("n").optional(),
      () => begin().notFollowedBy("n").greedy(),
    ]) {
      expect(refused).toThrow(malformed);
    }
  });

  it("rule 7.3.i: a loop at the head of a group has the group's inner contiguity, not its own", () => {
    const group = () => Pattern.begin(Pattern.begin<Letter>("b").where(is("B")).times(2).consecutive());
    expect(matchesOf(group(), "BXB")).toEqual(["b:1,3"]);
    expect(matchesOf(group().times(1).consecutive(), "BXB")).toEqual([]);
  });

  it("rule 7.3.j: a stage's name ends at its first colon, in matches and in conditions", () => {
    const counts: number[] = [];
    const pattern = begin("a")
      .next("a:x")
      .where((letter, context) => {
        if (letter.type === "B") counts.push([...context.getEventsForPattern("a")].length);
        return letter.type === "B";
      });
    expect(matchesOf(pattern, "AB")).toEqual(["a:1,2"]);
    expect(counts).toEqual([1]);
  });

  it("rule 7.3.k: a loop over a group that can match nothing is refused; Flink builds it and hangs", () => {
    const empty = () => Pattern.begin(begin().optional()).oneOrMore();
    expect(() => new PatternRun(empty())).toThrow(malformed);
    expect(() => new PatternRun(begin().followedBy(begin("b", "B").optional()).timesOrMore(2))).toThrow(malformed);
    const both = begin("x").optional().next("y").optional();
    expect(() => new PatternRun(Pattern.begin(both).oneOrMore())).toThrow(/can match nothing/);
    // Without a loop it ends: the event is that of the first round, or of the second.
    expect(matchesOf(Pattern.begin(begin().optional()).times(2), "A")).toEqual(["a:1", "a:1"]);
  });

  it("rule 7.3.l: a greedy optional loop with until, behind a notFollowedBy, fails at the event that ends it", () => {
    const pattern = begin()
      .notFollowedBy("n")
      .where(is("N"))
      .followedBy("c")
      .where(is("C"))
      .oneOrMore()
      .optional()
      .consecutive()
      .greedy()
      .until(is("U"));
    const run = new PatternRun(pattern).event("A", 1).watermark(1).event("U", 2);
    expect(() => run.watermark(2)).toThrow(failureOf("NullPointerException"));
  });

  it("rule 7.3.m: where and where is both, or is either; a stage without condition takes every event", () => {
    const even = SimpleCondition.of(({ value }: Letter) => value % 2 === 0);
    const both = () => Pattern.begin<Letter>("a").where(is("A")).where(even);
    const run = new PatternRun(both()).event("A", 1, 1).event("B", 2, 2).event("A", 3, 2).watermark(3);
    expect(run.take()).toEqual(["a:3 @3"]);
    expect(matchesOf(begin().or(is("B")), "ABC")).toEqual(["a:1", "a:2"]);
    expect(matchesOf(Pattern.begin<Letter>("a", AfterMatchSkipStrategy.noSkip()), "XY")).toEqual(["a:1", "a:2"]);
    expect(() => begin().where(null as never)).toThrow(failureOf("NullPointerException"));
  });

  it("rule 7.3.m: subtype asks for instances of a class", () => {
    class Alarm {
      readonly id = 1;
      readonly type = "A";
      readonly value = 0;
      readonly key = "k";
    }
    const run = new PatternRun(Pattern.begin<Letter>("a").subtype(Alarm) as unknown as Pattern<Letter>);
    run.event("A", 1).harness.pushElement(new Alarm(), 2);
    expect(run.watermark(2).take()).toEqual(["a:1 @2"]);
  });

  it("refuses counts and windows that are not whole, and stages without name", () => {
    expect(() => begin().times(2.5)).toThrow(illegal);
    expect(() => begin().times(1, Number.NaN)).toThrow(illegal);
    expect(() => begin().within(0.5)).toThrow(illegal);
    expect(() => Pattern.begin<Letter>(undefined as never)).toThrow(failureOf("NullPointerException"));
    expect(() => begin().next(null as never)).toThrow(failureOf("NullPointerException"));
  });
});
