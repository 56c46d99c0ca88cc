import { describe, expect, it } from "vitest";
import { createGrader, companyOf } from "./create-grader";
import { isInNotes } from "./keywords";
import type { GradedQuestion } from "./grade";
import questions from "./hand-made-questions.json";

describe("companyOf", () => {
  it("pairs different things of the field that stand near to each other in a clause", () => {
    expect(companyOf("The barrier waits in the channel.")).toEqual([["barrier", "channel"]]);
    expect(companyOf("The barrier, which is small. The channel is long.")).toEqual([]);
  });
});

describe("sentences that pair what nobody pairs", () => {
  // Grammatical, and made of terms that no text of the field has side by side.
  const nonsense =
    "The serializer broadcasts its leader into the session gap, so that the savepoint of the watermark strategy is compacted by the dispatcher. " +
    "A late record store then rebalances the keytab of the side output, while the accumulator elects the memtable along its allowed lateness. " +
    "Each broadcast timer thereby checkpoints the bloom filter of the resource manager.";

  it("earn nothing, whatever the question", () => {
    const grader = createGrader();
    for (const item of Object.values(questions) as GradedQuestion[]) {
      expect(grader.grade(item, nonsense)).toMatchObject({ score: 0, refused: "nonsense" });
    }
  });
});

describe("isInNotes", () => {
  it.each([
    ["kg = murmur(hashCode) % maxP; subtask = kg*p/maxP, contiguous ranges", true],
    ["ckpt: automatic, recovery. savepoint: manual, portable. retained ckpt -> rescale (ok)", true],
    [
      "operators, nodes, edges, streams, source, sink, timestamps, watermarks, guarantee, graph, subtask, chaining",
      false,
    ],
    ["A checkpoint is taken by Flink itself and used for recovery; a savepoint is taken by the user.", false],
  ])("%s: %s", (answer, expected) => {
    expect(isInNotes(answer)).toBe(expected);
  });
});
