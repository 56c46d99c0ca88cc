import { describe, expect, it } from "vitest";
import { type IterativeConditionContext, RichIterativeCondition } from "./conditions";
import { compilePattern } from "./nfa-compiler/compile-pattern";
import { Pattern } from "./pattern";
import { failureOf, is, type Letter, matchesOf, PatternRun } from "./pattern-run.contract";
import { IntCounter, type RuntimeContext } from "../operators/index";
import { ListStateDescriptor, MapStateDescriptor, ValueStateDescriptor } from "../state/index";

const begin = (name = "a", type = "A") => Pattern.begin<Letter>(name).where(is(type));

describe("how patterns are compiled and run", () => {
  it("rule 7.6.a: states are made from the last stage backwards, edges in the order in which they are tried", () => {
    const pattern = begin().followedBy("b").where(is("B")).optional().next("c").where(is("C"));
    const shown = compilePattern(pattern).states.map(
      ({ name, type, transitions }) =>
        `${name} ${type}: ${transitions.map(({ action, target }) => `${action} ${target?.name}`).join(", ")}`,
    );
    expect(shown).toEqual([
      "$endState$ Final: ",
      "c Normal: TAKE $endState$",
      "b Normal: TAKE c, PROCEED c, IGNORE b:0",
      "b:0 Normal: TAKE c, IGNORE b:0",
      "a Start: TAKE b",
    ]);
  });

  it("rule 7.6.b: a match ends with the event from which only edges without an event lead to the end", () => {
    const pattern = () => begin().followedBy("b").where(is("B")).oneOrMore().optional();
    expect(matchesOf(pattern(), "AB")).toEqual(["a:1", "a:1 b:2"]);
  });

  it("rule 7.6.c: a partial match for which an event opens no edge dies, another one goes on untouched", () => {
    const run = new PatternRun(begin().next("b").where(is("B"))).events("AX");
    expect(run.left()[0]).toBe(0);
    const waiting = new PatternRun(begin().followedBy("b").where(is("B"))).events("AXX");
    expect([waiting.left()[0], waiting.events("B", 4).take()]).toEqual([3, ["a:1 b:4 @4"]]);
  });

  it("rule 7.6.d: the start state never goes, and ignores nothing", () => {
    expect(matchesOf(begin(), "XAXA")).toEqual(["a:2", "a:4"]);
    const optional = Pattern.begin(begin().optional().followedBy("b").where(is("B")));
    expect(matchesOf(optional, "AXB").sort()).toEqual(["a:1 b:3", "b:3"]);
  });

  it("rule 7.6.e: a NOT ends what an event makes of a partial match, but not the match that the same event completes", () => {
    const any = () => begin().notFollowedBy("n").where(is("N")).followedByAny("b").where(is("B", "N"));
    expect(matchesOf(any(), "ABB")).toEqual(["a:1 b:2", "a:1 b:3"]);
    // N completes a match and ends what would have passed over it.
    expect(matchesOf(any(), "ANB")).toEqual(["a:1 b:2"]);
  });

  it("rule 7.6.f: an event is kept under the name of the state whose edge took it, wherever the partial match waited", () => {
    const pattern = () => begin().next("b").where(is("B")).optional().next("c").where(is("B", "C"));
    expect(matchesOf(pattern(), "ABC")).toEqual(["a:1 c:2", "a:1 b:2 c:3"]);
  });

  it("rule 7.6.g: stages have names of their own, also inside groups", () => {
    const malformed = failureOf("MalformedPatternException");
    expect(() => new PatternRun(begin().next("a"))).toThrow(malformed);
    expect(() => new PatternRun(begin().next(begin()))).toThrow(malformed);
    expect(() => new PatternRun(begin().next("$endState$"))).toThrow(malformed);
    expect(compilePattern(begin().next(begin("b")).next(begin("c"))).states).toHaveLength(4);
  });

  it("rule 7.6.h: a condition that throws fails the job at that record; the second part of a condition may not be asked", () => {
    const failing = () =>
      Pattern.begin<Letter>("a")
        .where(is("A"))
        .where(() => {
          throw new Error("asked");
        });
    expect(matchesOf(failing(), "B")).toEqual([]);
    expect(() => matchesOf(failing(), "A")).toThrow(/asked/);
  });

  it("rule 7.6.i: rich conditions are opened with a context that offers no state, and closed", () => {
    const calls: string[] = [];
    class Rich extends RichIterativeCondition<Letter> {
      override open(context: RuntimeContext): void {
        calls.push(`open ${this.runtimeContext.indexOfThisSubtask}`);
        const refused = failureOf("UnsupportedOperationException");
        expect(() => context.getState(new ValueStateDescriptor("count"))).toThrow(refused);
        expect(() => context.getListState(new ListStateDescriptor("list"))).toThrow(refused);
        expect(() => context.getMapState(new MapStateDescriptor("map"))).toThrow(refused);
        expect(() => context.addAccumulator("seen", new IntCounter())).toThrow(refused);
        expect(() => context.getIntCounter("seen")).toThrow(refused);
        expect(() => context.getHistogram("seen")).toThrow(refused);
      }
      override close(): void {
        calls.push("close");
      }
      filter({ type }: Letter, _context: IterativeConditionContext<Letter>): boolean {
        return type === "A";
      }
    }
    const run = new PatternRun(Pattern.begin<Letter>("a").where(new Rich()).next("b")).events("AB");
    run.harness.close();
    expect([run.take(), calls]).toEqual([["a:1 b:2 @2"], ["open 0", "close"]]);
  });

  it("rule 7.6.j: partial matches go on after a restore where they stood", () => {
    const run = new PatternRun(begin().oneOrMore().followedBy("b").where(is("B")).within(100)).events("AA", 10);
    run.harness.restore();
    const straight = new PatternRun(begin().oneOrMore().followedBy("b").where(is("B")).within(100)).events("AA", 10);
    expect(run.events("AXB", 12).take()).toEqual(straight.events("AXB", 12).take());
    expect(run.left()).toEqual(straight.left());
  });

  it("rule 7.6.k: a changed pattern that does not know the state of a partial match fails", () => {
    const run = new PatternRun(begin().followedBy("b").where(is("B"))).events("A");
    const snapshot = run.harness.snapshot();
    const changed = new PatternRun(begin().followedBy("c").where(is("B")));
    changed.harness.restore(snapshot);
    changed.event("B", 2);
    expect(() => changed.watermark(2)).toThrow(/State b does not exist in the NFA/);
  });
});
