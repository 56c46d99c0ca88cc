import { describe, expect, it } from "vitest";
import { decodeTrace, explain, RecordingTracer, type TraceEvent } from "../trace/index";
import { Pattern } from "./pattern";
import { is, type Letter, PatternRun } from "./pattern-run.contract";

function traced(pattern: Pattern<Letter>): {
  readonly run: PatternRun;
  readonly log: () => ReturnType<typeof decodeTrace>;
} {
  let step = 0;
  const tracer = new RecordingTracer({ currentStep: () => step++, currentProcessingTime: () => 0 });
  const operator = { id: "0", name: "Pattern", uid: null, kind: "cep", vertex: 0, chainIndex: 0 };
  tracer.setOperators([{ ...operator, parallelism: 1, maxParallelism: 128, inputs: [] }]);
  return { run: new PatternRun(pattern, { tracer }), log: () => decodeTrace(tracer.toColumns()) };
}

const ab = () => Pattern.begin<Letter>("a").where(is("A")).followedBy("b").where(is("B")).within(100);

/** The partial matches of a trace: kind, events, what they wait for. */
function partialMatches(events: readonly TraceEvent[]): string[] {
  return events.flatMap((event) => {
    switch (event.kind) {
      case "partial-match-began":
      case "partial-match-advanced":
      case "partial-match-ended": {
        const { kind, events: taken, waitsFor, reason } = event;
        return [
          `${kind.slice("partial-match-".length)} [${taken}] ${waitsFor === "" ? "complete" : waitsFor} ${reason}`.trim(),
        ];
      }
      default:
        return [];
    }
  });
}

describe("what CEP tells the tracer", () => {
  it("tells how partial matches begin, go on and end", () => {
    const { run, log } = traced(ab());
    run.events("AXB");
    expect(partialMatches(log().events)).toEqual([
      "began [1 as a] b",
      "ended [1 as a] b record 3 came and the partial match went on",
      "advanced [1 as a, 3 as b] complete",
      "ended [1 as a, 3 as b] complete it was emitted",
    ]);
  });

  it("tells what an optional stage and a last notFollowedBy wait for", () => {
    const optional = traced(
      Pattern.begin<Letter>("a").where(is("A")).next("b").where(is("B")).optional().next("c").where(is("C")),
    );
    optional.run.events("AX");
    expect(partialMatches(optional.log().events)).toEqual([
      "began [1 as a] b or c",
      "ended [1 as a] b or c record 2 came, which may not stand between, and ended the partial match",
    ]);
    const pending = traced(Pattern.begin<Letter>("a").where(is("A")).notFollowedBy("n").where(is("N")).within(5));
    pending.run.events("AN");
    expect(partialMatches(pending.log().events)).toEqual([
      "began [1 as a] the end of its window without n",
      "ended [1 as a] the end of its window without n record 2 fits a NOT stage, which ended the partial match",
    ]);
  });

  it("lets explain say why an event is in a match, waits, was not taken, or was late", () => {
    const { run, log } = traced(ab());
    run.events("AXB", 10).event("A", 20).watermark(20).event("A", 15).event("B", 30);
    const trace = log();
    expect(explain(trace, 1)?.sentences).toEqual([
      'Record 1, {id: 1, type: "A", value: 0, key: "k"}, came in of time 10.',
      "Pattern kept it in the event queue, until 10 at the latest; it left: its time had come.",
      "Pattern kept it in the partial match [1 as a], which waits for b, until 110 at the latest; it left: record 3 came and the partial match went on.",
      "Pattern kept it in the complete match [1 as a, 3 as b], until 110 at the latest; it left: it was emitted.",
      "Pattern made it a part of record 4 as a.",
    ]);
    expect(explain(trace, 4)?.madeOf).toEqual([1, 3]);
    expect(explain(trace, 2)).toMatchObject({ outcome: "dropped" });
    expect(explain(trace, 2)?.sentences).toContain(
      "Pattern dropped it: no partial match could take it, and none begins with it.",
    );
    expect(explain(trace, 5)).toMatchObject({ outcome: "pending" });
    expect(explain(trace, 5)?.sentences.at(-1)).toBe(
      "Pattern keeps it in the partial match [5 as a], which waits for b, until 120 at the latest.",
    );
    expect(explain(trace, 6)?.sentences.at(-1)).toBe(
      "Pattern dropped it: its timestamp is not after the watermark, which makes it late for the pattern (20).",
    );
    expect(explain(trace, 7)).toMatchObject({ outcome: "pending" });
  });

  it("changes nothing: state and outputs are the same without tracer", () => {
    const { run } = traced(ab());
    const silent = new PatternRun(ab());
    expect(run.events("AABXB").take()).toEqual(silent.events("AABXB").take());
    expect(run.left()).toEqual(silent.left());
  });
});
