import { describe, expect, it } from "vitest";
import { appealLines } from "@/lib/shared/content/appeal-lines";
import type { GradedItem } from "@/lib/shared/content/item-schema";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { appealOf } from "./appeal-of";

const ITEM = { format: "free-text" } as GradedItem;
const DESIGN = {
  format: "design",
  parts: [
    { id: "state", label: "State", prompt: "?" },
    { id: "time", label: "Time", prompt: "?" },
  ],
} as GradedItem;

const ANSWER: StudyAnswerDto = {
  id: "00000000-0000-7000-8000-000000000001",
  itemId: "item",
  itemVersion: "abc",
  format: "free-text",
  response: { text: "My words" },
  result: {
    score: 0.5,
    grading: {
      grade: {
        version: "1.2.3",
        score: 0.5,
        band: "partial",
        points: [{ id: "one", verdict: "missed", share: 0, evidence: [], why: "Not said.", decided: false }],
        misconceptions: [{ id: "wrong", evidence: [] }],
        capped: false,
        refused: null,
      },
      decisions: {},
    },
  },
  createdAt: "2026-01-02T03:04:05.000Z",
};

const appeal = { kind: "point", partId: "one", learnerVerdict: "met", reason: " I said so. " } as const;

describe("appealOf", () => {
  it("keeps the answer, both verdicts and the grader's version", () => {
    expect(appealOf(ITEM, ANSWER, appeal)).toEqual({
      answerId: ANSWER.id,
      itemId: "item",
      itemVersion: "abc",
      answerText: "My words",
      kind: "point",
      partId: "one",
      graderVerdict: "missed",
      learnerVerdict: "met",
      reason: "I said so.",
      graderVersion: "1.2.3",
    });
  });

  it("takes the parts of a design as the one text that was graded", () => {
    const written = { ...ANSWER, response: { parts: { time: "Event time.", state: "A map." } } };
    expect(appealOf(DESIGN, written, appeal).answerText).toBe("A map.\n\nEvent time.");
  });

  it("disputes a misconception that was found", () => {
    const claim = { kind: "misconception", partId: "wrong", learnerVerdict: "not-claimed", reason: "" } as const;
    expect(appealOf(ITEM, ANSWER, claim)).toMatchObject({ graderVerdict: "claimed", learnerVerdict: "not-claimed" });
    expect(() => appealOf(ITEM, ANSWER, { ...claim, partId: "other" })).toThrow("no mark for misconception other");
  });

  it("refuses what cannot be disputed", () => {
    expect(() => appealOf(ITEM, ANSWER, { ...appeal, learnerVerdict: "missed" })).toThrow(
      "the verdict is the grader's",
    );
    expect(() => appealOf(ITEM, ANSWER, { ...appeal, partId: "two" })).toThrow("no mark for point two");
    expect(() => appealOf(ITEM, { ...ANSWER, result: { score: 1 } }, appeal)).toThrow("the answer was not graded");
  });
});

describe("appealLines", () => {
  it("are lines that the grading command reads, oldest first", () => {
    const one = { ...appealOf(ITEM, ANSWER, appeal), id: "b", createdAt: "2026-01-03T00:00:00.000Z" };
    const older = { ...one, id: "a", kind: "misconception" as const, createdAt: "2026-01-02T00:00:00.000Z" };
    expect(appealLines([one, older])).toBe(
      `{"id":"item","answer":"My words","misconception":"one","grader":"missed","learner":"met","reason":"I said so.","itemVersion":"abc","graderVersion":"1.2.3","at":"2026-01-02T00:00:00.000Z"}\n` +
        `{"id":"item","answer":"My words","point":"one","grader":"missed","learner":"met","reason":"I said so.","itemVersion":"abc","graderVersion":"1.2.3","at":"2026-01-03T00:00:00.000Z"}\n`,
    );
  });
});
