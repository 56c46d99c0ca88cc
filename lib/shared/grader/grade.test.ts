import { describe, expect, it } from "vitest";
import { bandOf } from "./bands";
import { decidePoints, type GradedQuestion, type PointVerdict, SHARES, sumGrade, type Verdict } from "./grade";

const point = (id: string, weight: number) => ({
  id,
  text: `${id} holds.`,
  weight,
  followUp: `What of ${id}?`,
  says: [`${id} is so`, `it is so with ${id}`],
  needs: [[id]],
});
const item: GradedQuestion = {
  question: "What holds?",
  keyPoints: [point("a", 3), point("b", 2), point("c", 1)],
  misconceptions: [
    { id: "wrong", claim: "None holds.", says: ["nothing holds"], truth: "Some do.", against: ["a"], central: true },
    { id: "slip", claim: "Only c holds.", says: ["just c holds"], truth: "All do.", against: ["b"], central: false },
  ],
};
const verdict = (id: string, value: Verdict): PointVerdict => ({
  id,
  verdict: value,
  share: SHARES[value],
  evidence: [],
  why: "It is said.",
  decided: false,
});
const grade = (a: Verdict, b: Verdict, c: Verdict, misconceptions: string[] = []) =>
  sumGrade(item, {
    version: "v",
    points: [verdict("a", a), verdict("b", b), verdict("c", c)],
    misconceptions: misconceptions.map((id) => ({ id, evidence: [] })),
    refused: null,
  });

describe("a score", () => {
  it("is the weighted sum of the shares", () => {
    // (3 x 1 + 2 x 0.5 + 1 x 0) / 6 = 4 / 6
    expect(grade("met", "partly", "missed")).toMatchObject({ score: 0.6667, band: "good", capped: false });
    expect(grade("met", "met", "met")).toMatchObject({ score: 1, band: "strong" });
    expect(grade("contradicted", "missed", "missed")).toMatchObject({ score: 0, band: "none" });
  });

  it("counts an unsure point half", () => {
    // 3 x 0.5 / 6
    expect(grade("unsure", "missed", "missed")).toMatchObject({ score: 0.25, band: "weak" });
  });

  it("is capped at half by a central misconception, and by no other", () => {
    expect(grade("met", "met", "met", ["wrong"])).toMatchObject({ score: 0.5, band: "partial", capped: true });
    expect(grade("met", "met", "met", ["slip"])).toMatchObject({ score: 1, capped: false });
    expect(grade("missed", "met", "missed", ["wrong"])).toMatchObject({ score: 0.3333, capped: false });
  });
});

describe("a decision", () => {
  it("replaces the verdict and sums anew", () => {
    const decided = decidePoints(item, grade("unsure", "missed", "missed"), { a: "met" });
    expect(decided).toMatchObject({ score: 0.5, band: "partial" });
    expect(decided.points.map((one) => [one.verdict, one.decided])).toEqual([
      ["met", true],
      ["missed", false],
      ["missed", false],
    ]);
  });

  it("can dismiss a misconception, which lifts the cap", () => {
    const capped = grade("met", "met", "met", ["wrong"]);
    expect(decidePoints(item, capped, {}, ["wrong"])).toMatchObject({ score: 1, capped: false, misconceptions: [] });
    expect(decidePoints(item, capped, {})).toEqual(capped);
  });

  it("makes an answer of what was refused", () => {
    const refused = sumGrade(item, { ...grade("missed", "missed", "missed"), refused: "echo" });
    expect(decidePoints(item, refused, {})).toMatchObject({ score: 0, refused: "echo" });
    expect(decidePoints(item, refused, { b: "met" })).toMatchObject({ score: 0.3333, refused: null });
  });
});

describe("bands", () => {
  it("are fifths that include their lower end", () => {
    const bands = [0, 0.1999, 0.2, 0.4, 0.5999, 0.6, 0.8, 1].map(bandOf);
    expect(bands).toEqual(["none", "none", "weak", "partial", "partial", "good", "strong", "strong"]);
  });
});
