import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGrader, neighboursOf } from "./create-grader";
import type { GradedQuestion } from "./grade";
import questions from "./hand-made-questions.json";

const grader = createGrader();
const QUESTIONS = Object.values(questions) as GradedQuestion[];
/** Long enough for its order to show. */
const modelOf = (item: GradedQuestion): string =>
  item.keyPoints.flatMap(({ text, says }) => [text, ...says.map((said) => `${said}.`)]).join(" ");

describe("neighboursOf", () => {
  it("names function words, parts of speech, and the marks between which they stand", () => {
    expect(neighboursOf("The state of the job is in the heap, or both.")).toEqual([
      ["|", "the"],
      ["the", "NOUN"],
      ["NOUN", "of"],
      ["of", "the"],
      ["the", "NOUN"],
      ["NOUN", "is"],
      ["is", "in"],
      ["in", "the"],
      ["the", "NOUN"],
      ["NOUN", "|"],
      ["|", "or"],
      ["or", "both"],
      ["both", "|"],
    ]);
  });
});

describe("the order of words", () => {
  it.each(QUESTIONS.map((item) => [item.question, item] as const))("%s: prose is read", (_question, item) => {
    expect(grader.grade(item, modelOf(item)).refused).toBeNull();
  });

  it.each([
    ["in one line", /[\s.,;:()]+/],
    ["with their marks", /\s+/],
  ])("gives nothing to right words shuffled, %s", (_form, between) => {
    const shuffled = fc.constantFrom(...QUESTIONS).chain((item) => {
      const words = modelOf(item)
        .split(between)
        .filter((word) => word !== "");
      const all = fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length });
      return fc.tuple(fc.constant(item), all);
    });
    const scores = fc
      .sample(shuffled, { numRuns: 60, seed: 20261122 })
      .map(([item, words]) => grader.grade(item, words.join(" ")).score);
    expect(scores.filter((score) => score > 0)).toEqual([]);
  });
});
