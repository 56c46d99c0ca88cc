import { describe, expect, it } from "vitest";
import type { GoldAnswer } from "./gold-schema";
import { SHARES, sumGrade, type Verdict } from "./grade";
import { type MarkedAnswer, reportOf } from "./grading-report";
import { gradingReportSchema } from "./grading-report-schema";

function marked(
  kind: GoldAnswer["kind"],
  split: GoldAnswer["split"],
  verdicts: Verdict[],
  a: number,
  b: number,
): MarkedAnswer {
  const ids = ["one", "two"];
  const reader = (score: number) => ({ points: { one: "met" as const, two: "missed" as const }, score });
  const item = {
    question: "What?",
    keyPoints: ids.map((id) => ({ id, text: id, weight: 1, followUp: id, says: [], needs: [] })),
    misconceptions: [],
  };
  const points = ids.map((id, index) => {
    const verdict = verdicts[index] ?? "missed";
    return { id, verdict, share: SHARES[verdict], evidence: [], why: "", decided: false };
  });
  return {
    gold: { id: kind, item: kind, kind, answer: "a", split, marks: { readerA: reader(a), readerB: reader(b) } },
    grade: sumGrade(item, { version: "v", points, misconceptions: [], refused: null }),
  };
}

describe("the grading report", () => {
  it("reports held-out answers only, and says how many", () => {
    expect(reportOf([marked("strong", "tuning", ["met", "met"], 1, 1)], "v")).toBeNull();
    const report = reportOf(
      [
        marked("strong", "held-out", ["met", "met"], 1, 0.9),
        marked("partial", "held-out", ["met", "missed"], 0.5, 0.5),
        marked("stuffed", "held-out", ["met", "partly"], 0.1, 0),
        marked("weak", "tuning", ["met", "met"], 0, 0),
      ],
      "v",
    );
    expect(report).toMatchObject({ version: "v", split: "held-out", answerCount: 3, itemCount: 3 });
    // Grader says met to 4 of 6 points, each reader to 3, in common 3: 2 x 3 / 7 = 0.857; readers agree in all.
    expect(report?.pointF1).toEqual({ grader: 0.857, readers: 1 });
    // Means 0.95, 0.5, 0.05 against 1, 0.5, 0.75: the differences 0.05, 0, 0.7 have the mean 0.25. B gives 0.1 less, twice.
    expect(report?.meanError).toEqual({ grader: 0.25, readers: -0.067 });
    expect(report?.openShare).toBe(0);
    for (const { from, to } of Object.values(report?.intervals ?? {})) expect(from).toBeLessThanOrEqual(to);
    // Thirds by the readers' mean 0.95, 0.5, 0.05 and the scores 1, 0.5, 0.75.
    expect(report?.thirds.map(({ count, grader }) => [count, grader])).toEqual([
      [1, 0.7],
      [1, 0],
      [1, 0.05],
    ]);
    expect(report?.attacks[0]).toEqual({
      kind: "stuffed",
      count: 1,
      falsePassCount: 1,
      meanGrader: 0.75,
      meanReaders: 0.05,
    });
    expect(report?.tuning).toEqual({ answerCount: 1, itemCount: 1 });
    expect(report?.kinds.filter(({ count }) => count > 0)).toEqual([
      { kind: "strong", count: 1, meanGrader: 1, meanReaders: 0.95 },
      { kind: "partial", count: 1, meanGrader: 0.5, meanReaders: 0.5 },
      { kind: "stuffed", count: 1, meanGrader: 0.75, meanReaders: 0.05 },
    ]);
    expect(report?.answers).toEqual([
      { item: "strong", kind: "strong", readers: 0.95, grader: 1 },
      { item: "partial", kind: "partial", readers: 0.5, grader: 0.5 },
      { item: "stuffed", kind: "stuffed", readers: 0.05, grader: 0.75 },
    ]);
    expect(gradingReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report?.attacks[1]).toMatchObject({ kind: "echoed", count: 0, falsePassCount: 0 });
    expect(report?.aims.map(({ isMet }) => isMet)).toEqual([false, false, true]);
  });
});
