import { describe, expect, it } from "vitest";
import { AfterMatchSkipStrategy } from "./after-match-skip-strategy";
import { compareByStart, type ComputationState, startState } from "./computation-state";
import { offer, poll, removeIf } from "./partial-match-queue";
import { Pattern } from "./pattern";
import { failureOf, is, type Letter, matchesOf, PatternRun } from "./pattern-run.contract";

const malformed = failureOf("MalformedPatternException");
const failure = failureOf("FlinkRuntimeException");

/** `b+ c` over b1 b2 b3 c, the example of Flink's documentation. */
function loop(skip?: AfterMatchSkipStrategy): string[] {
  const pattern = Pattern.begin<Letter>("b", skip).where(is("B")).oneOrMore().followedBy("c").where(is("C"));
  return matchesOf(pattern, "BBBC");
}

describe("after a match", () => {
  it("rule 7.5.a: without a strategy every match comes out, the earliest start first", () => {
    expect(loop().map((match) => match.slice(0, 3))).toEqual(["b:1", "b:1", "b:1", "b:2", "b:2", "b:3"]);
    expect(loop().sort()).toEqual(["b:1 c:4", "b:1,2 c:4", "b:1,2,3 c:4", "b:2 c:4", "b:2,3 c:4", "b:3 c:4"]);
  });

  it("rule 7.5.a: with a strategy a match waits for partial matches that started earlier, not for those of its own event", () => {
    // a (A or B) followedBy c: the match of the second event waits until the first, which wants two C, is gone.
    const pattern = Pattern.begin<Letter>("a", AfterMatchSkipStrategy.skipToNext())
      .where(is("A", "B"))
      .followedBy("c")
      .where((letter, context) => {
        const [first] = context.getEventsForPattern("a");
        return letter.type === "C" && (first?.type === "B" || letter.id > 3);
      });
    const run = new PatternRun(pattern).events("ABC");
    expect(run.take()).toEqual([]);
    expect(run.events("C", 4).take()).toEqual(["a:1 c:4 @4", "a:2 c:3 @4"]);
  });

  it("rule 7.5.b: skipToNext drops what started with the match's first event", () => {
    expect(loop(AfterMatchSkipStrategy.skipToNext()).map((match) => match.slice(0, 3))).toEqual(["b:1", "b:2", "b:3"]);
  });

  it("rule 7.5.c: skipPastLastEvent drops what started up to the match's latest event", () => {
    expect(loop(AfterMatchSkipStrategy.skipPastLastEvent())).toHaveLength(1);
    const pattern = Pattern.begin<Letter>("a", AfterMatchSkipStrategy.skipPastLastEvent()).next("b");
    expect(matchesOf(pattern, "XXXX")).toEqual(["a:1 b:2", "a:3 b:4"]);
  });

  it("rule 7.5.d: skipToFirst and skipToLast drop what started before that event; a stage without event drops nothing", () => {
    const pattern = (skip: AfterMatchSkipStrategy) =>
      Pattern.begin<Letter>("a", skip).times(2).consecutive().next("b").where(is("B")).optional();
    const all = matchesOf(pattern(AfterMatchSkipStrategy.noSkip()), "AAAA");
    expect(matchesOf(pattern(AfterMatchSkipStrategy.skipToFirst("b")), "AAAA")).toEqual(all);
    expect(matchesOf(pattern(AfterMatchSkipStrategy.skipToFirst("a")), "AAAA")).toEqual(all);
    const thrice = (skip: AfterMatchSkipStrategy) => Pattern.begin<Letter>("a", skip).times(3).consecutive();
    expect(matchesOf(thrice(AfterMatchSkipStrategy.skipToLast("a")), "AAAAA")).toEqual(["a:1,2,3", "a:3,4,5"]);
  });

  it("rule 7.5.e: throwExceptionOnMiss fails where the stage has no event, and where its event is the match's first", () => {
    const pattern = (stage: string) =>
      Pattern.begin<Letter>("a", AfterMatchSkipStrategy.skipToFirst(stage).throwExceptionOnMiss())
        .where(is("A"))
        .next("b")
        .where(is("B"))
        .optional();
    expect(() => matchesOf(pattern("b"), "A")).toThrow(failure);
    expect(() => matchesOf(pattern("a"), "A")).toThrow(/first element of a match/);
  });

  it("rule 7.5.f: the stage is looked for among the outermost ones, where every group is called GroupPattern", () => {
    const group = () => Pattern.begin<Letter>("b").where(is("B"));
    const grouped = (name: string) =>
      Pattern.begin<Letter>("a", AfterMatchSkipStrategy.skipToFirst(name)).where(is("A")).next(group());
    expect(() => new PatternRun(grouped("b"))).toThrow(malformed);
    expect(() => new PatternRun(grouped("z"))).toThrow(malformed);
    expect(matchesOf(grouped("GroupPattern"), "AB")).toEqual(["a:1 b:2"]);
    expect(() => AfterMatchSkipStrategy.skipToLast(null as never)).toThrow(failureOf("NullPointerException"));
  });

  it("rule 7.5.g: partial matches of one start keep the order of Java's binary heap", () => {
    const heap: ComputationState[] = [];
    const of = (state: string, timestamp: number | null): ComputationState =>
      timestamp === null ? startState(state) : { ...startState(state), start: { timestamp, number: 0 } };
    // By hand, as java.util.PriorityQueue does: s; then a 1 sifts above s; b 1 stays behind a; c 0 rises to the root.
    for (const state of [of("s", null), of("a", 1), of("b", 1), of("c", 0)]) offer(heap, state);
    expect(heap.map(({ state }) => state)).toEqual(["c", "a", "b", "s"]);
    offer(heap, of("d", 1));
    expect(heap.map(({ state }) => state)).toEqual(["c", "a", "b", "s", "d"]);
    // The last, d, moves to the root; neither child is smaller, so it stays there.
    expect([poll(heap)?.state, heap.map(({ state }) => state)]).toEqual(["c", ["d", "a", "b", "s"]]);
    removeIf(heap, ({ state }) => state === "a");
    expect(heap.map(({ state }) => state)).toEqual(["d", "b", "s"]);
    expect(compareByStart(of("s", null), of("t", null))).toBe(0);
  });
});
