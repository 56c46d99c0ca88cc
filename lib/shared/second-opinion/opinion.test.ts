import { describe, expect, it } from "vitest";
import type { GradedQuestion } from "../grader/grade";
import { opinionMessages, readOpinion } from "./opinion";

const ITEM = {
  question: "What is asked?",
  keyPoints: [
    { id: "one", text: "First statement", weight: 3 },
    { id: "two", text: "Second statement", weight: 1 },
  ],
  misconceptions: [],
} as unknown as GradedQuestion;

const point = (id: string, verdict: string, why = "So.") => ({ id, verdict, why });

describe("opinionMessages", () => {
  it("sends the question, the key points and the answer, and nothing of the learner", () => {
    const [system, user, ...more] = opinionMessages(ITEM, 'My "words"');
    expect(more).toEqual([]);
    expect(system?.role).toBe("system");
    expect(JSON.parse(user?.content ?? "")).toEqual({
      question: "What is asked?",
      keyPoints: [
        { id: "one", text: "First statement" },
        { id: "two", text: "Second statement" },
      ],
      answer: 'My "words"',
    });
  });
});

describe("readOpinion", () => {
  it("weighs the verdicts, in the item's order, with a fence around them or none", () => {
    const reply = JSON.stringify({ points: [point("two", "met"), point("one", "partly")], summary: "Half way." });
    // (3 · 0.5 + 1 · 1) / 4
    const expected = { points: [point("one", "partly"), point("two", "met")], summary: "Half way.", score: 0.625 };
    expect(readOpinion(ITEM, reply)).toEqual(expected);
    expect(readOpinion(ITEM, `Here you are:\n\`\`\`json\n${reply}\n\`\`\``)).toEqual(expected);
  });

  it("gives no score when points are left out, and leaves out what is none", () => {
    const reply = JSON.stringify({ points: [point("one", "met"), point("six", "met"), point("two", "great"), 7] });
    expect(readOpinion(ITEM, reply)).toEqual({ points: [point("one", "met")], summary: "", score: null });
  });

  it.each(["", "I would say: good.", "{}", '{"points":[]}', '{"points":"all"}', "{broken"])(
    "reads nothing in %j",
    (reply) => {
      expect(readOpinion(ITEM, reply)).toBeNull();
    },
  );
});
