import { describe, expect, it } from "vitest";
import { type GradedItem, itemSchema } from "@/lib/shared/content/item-schema";
import type { Grade, PointVerdict } from "@/lib/shared/grader/grade";
import { judgeWritten } from "./judge-written";

const point = (id: string, weight: number) => ({
  id,
  text: `The ${id}`,
  weight,
  followUp: "And then?",
  says: ["it is said so", "so it is said"],
  needs: [["said"]],
});

const ITEM = itemSchema.parse({
  id: "item",
  format: "free-text",
  title: "An item",
  question: "What is asked here?",
  level: "basic",
  interview: "L4",
  topic: "windows",
  frequency: "often",
  flinkVersions: "1.x and 2.x",
  minutes: 1,
  sources: [{ title: "Flink", url: "https://nightlies.apache.org/flink/flink-docs-release-2.3/docs/concepts/time/" }],
  keyPoints: [point("one", 3), point("two", 1)],
  misconceptions: [{ id: "wrong", claim: "It is not so.", says: ["not so at all"], truth: "It is so.", central: true }],
}) as GradedItem;

const TEXT = "My own words";

function verdict(id: string, given: Partial<PointVerdict>): PointVerdict {
  return { id, verdict: "met", share: 1, evidence: [{ start: 0, end: 6 }], why: "Said.", decided: false, ...given };
}

/** A grade that claims a score of its own, which the server must not believe. */
function grade(points: PointVerdict[], misconceptions: Grade["misconceptions"] = []): Grade {
  return { version: "9.9.9", score: 1, band: "strong", points, misconceptions, capped: false, refused: null };
}

function judge(graded: Grade, decisions: Record<string, string> = {}) {
  return judgeWritten(ITEM, { text: TEXT, grading: { grade: graded, decisions } });
}

describe("judgeWritten", () => {
  const sound = grade([verdict("one", { verdict: "partly", share: 0.5 }), verdict("two", {})]);

  it("sums the score from the verdicts and keeps them beside the text", () => {
    // (3 · 0.5 + 1 · 1) / 4
    expect(judge(sound)).toEqual({
      response: { text: TEXT },
      result: { score: 0.625, grading: { grade: sound, decisions: {} } },
    });
  });

  it("counts what the learner decided where the grader could not tell, and asks for it", () => {
    const open = grade([verdict("one", { verdict: "unsure", share: 0.5, evidence: [] }), verdict("two", {})]);
    expect(judge(open, { one: "met" }).result.score).toBe(1);
    expect(judge(open, { one: "missed" }).result.score).toBe(0.25);
    expect(() => judge(open)).toThrow("a point is undecided");
    expect(() => judge(open, { one: "unsure" })).toThrow("decisions");
  });

  it("caps the score where a central misconception is claimed", () => {
    const claimed = grade(
      [verdict("one", {}), verdict("two", {})],
      [{ id: "wrong", evidence: [{ start: 0, end: 2 }] }],
    );
    expect(judge(claimed).result.score).toBe(0.5);
  });

  it("refuses verdicts that are not those of the item or of the text", () => {
    expect(() => judge(grade([verdict("one", {})]))).toThrow("a part is unknown");
    expect(() => judge(grade([verdict("two", {}), verdict("one", {})]))).toThrow("a part is unknown");
    expect(() => judge(grade(sound.points.slice(), [{ id: "other", evidence: [] }]))).toThrow("a part is unknown");
    expect(() => judge(sound, { one: "met" })).toThrow("a point was decided that the grader could tell");
    const outside = grade([verdict("one", { evidence: [{ start: 0, end: TEXT.length + 1 }] }), verdict("two", {})]);
    expect(() => judge(outside)).toThrow("evidence lies outside the answer");
    expect(() => judgeWritten(ITEM, { text: TEXT })).toThrow("neither marks nor a grade");
  });
});
