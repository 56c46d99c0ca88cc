import { describe, expect, it } from "vitest";
import type { Grade, Verdict } from "../grader/grade";
import { gradingSchema } from "./grading-schema";
import type { ItemMeta } from "./item-schema";
import { verdictOf } from "./verdict";

const DEBUG = {
  format: "debug",
  code: "first\nsecond\nthird",
  faults: [{ line: "first" }, { line: "third" }],
} as unknown as ItemMeta;
const WRITTEN = { format: "free-text" } as ItemMeta;

function gradeOf(verdicts: readonly Verdict[]): Grade {
  const points = verdicts.map((verdict, index) => ({
    id: "abcdef"[index] ?? "",
    verdict,
    share: 0,
    evidence: [],
    why: "",
    decided: false,
  }));
  return { version: "2.1.0", score: 0, band: "none", points, misconceptions: [], capped: false, refused: null };
}

describe("verdictOf", () => {
  it("counts the faulty lines, and those that were marked for nothing", () => {
    const judge = (lines: number[], score: number) => verdictOf(DEBUG, { response: { lines }, result: { score } });
    expect(judge([1, 3], 1)).toEqual({ headline: "Right", detail: "" });
    expect(judge([1], 0.5)).toEqual({ headline: "1 of 2", detail: "faulty lines found" });
    expect(judge([1, 2], 0)).toEqual({ headline: "1 of 2", detail: "faulty lines found, and 1 marked that is right" });
  });

  it("names band, score and grader of a graded answer, with the learner's decisions in the count", () => {
    const grading = gradingSchema.parse({
      grade: gradeOf(["met", "unsure", "unsure", "missed", "contradicted"]),
      decisions: { b: "met", c: "partly" },
    });
    expect(verdictOf(WRITTEN, { response: { text: "Mine" }, result: { score: 0.625, grading } })).toEqual({
      headline: "2 of 5",
      detail: "key points said, 1 more in part · good, 63 of 100 · grader 2.1.0",
    });
  });

  it("says that the learner marked the answer", () => {
    const keyPoints = [
      { point: "One", mark: "said" },
      { point: "Two", mark: "missed" },
    ] as const;
    expect(verdictOf(WRITTEN, { response: {}, result: { score: 0.5, keyPoints: [...keyPoints] } })).toEqual({
      headline: "1 of 2",
      detail: "key points said · marked by yourself",
    });
  });
});
