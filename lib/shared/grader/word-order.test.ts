import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGrader, orderOf } from "./create-grader";
import type { GradedQuestion } from "./grade";
import questions from "./hand-made-questions.json";

const grader = createGrader();
const QUESTIONS = Object.values(questions) as GradedQuestion[];
/** Long enough for its order to show. */
const modelOf = (item: GradedQuestion): string =>
  item.keyPoints.flatMap(({ text, says }) => [text, ...says.map((said) => `${said}.`)]).join(" ");

describe("orderOf", () => {
  it("pairs function words side by side, and none across a mark or another word", () => {
    expect(orderOf("State of the job is in the heap, the disk or both.")).toEqual([
      ["of", "the"],
      ["is", "in"],
      ["in", "the"],
      ["or", "both"],
    ]);
  });
});

describe("the order of words", () => {
  it.each(QUESTIONS.map((item) => [item.question, item] as const))("%s: prose is read", (_question, item) => {
    expect(grader.grade(item, modelOf(item)).refused).toBeNull();
  });

  it("gives hardly anything to right words shuffled", () => {
    const shuffled = fc.constantFrom(...QUESTIONS).chain((item) => {
      const words = modelOf(item)
        .replace(/[.,;:()]/g, " ")
        .split(/\s+/)
        .filter((word) => word !== "");
      const all = fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length });
      return fc.tuple(fc.constant(item), all);
    });
    const scores = fc
      .sample(shuffled, { numRuns: 60, seed: 20261122 })
      .map(([item, words]) => grader.grade(item, words.join(" ")).score);
    expect(scores.filter((score) => score > 0).length).toBeLessThanOrEqual(6);
  });
});
