/** What must hold of every answer to every question, whatever the grader's weights are. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGrader } from "@/lib/shared/grader/create-grader";
import type { GradedQuestion } from "@/lib/shared/grader/grade";
import { HAND_MADE_ANSWERS } from "@/lib/shared/grader/hand-made-answers";
import questions from "@/lib/shared/grader/hand-made-questions.json";

const QUESTIONS: Readonly<Record<string, GradedQuestion>> = questions;
const grader = createGrader();
const items = fc.constantFrom(...Object.values(QUESTIONS));
const answers = fc.constantFrom(...HAND_MADE_ANSWERS.filter(({ mark }) => mark > 0));
const RUNS = { numRuns: 40, seed: 20261122 };

const score = (item: GradedQuestion, answer: string): number => grader.grade(item, answer).score;
const question = (id: string): GradedQuestion => {
  const found = QUESTIONS[id];
  if (found === undefined) throw new Error(`No hand-made question "${id}".`);
  return found;
};
const modelOf = (item: GradedQuestion): string => item.keyPoints.map(({ text }) => text).join(" ");

const PRAISE = ["powerful", "elegant", "robust", "important", "modern", "beautiful", "excellent", "remarkable"];

describe("every answer", () => {
  it("gains nothing by praise", () => {
    const praise = fc.subarray(PRAISE, { minLength: 2 });
    fc.assert(
      fc.property(answers, praise, ({ item, answer }, words) => {
        const padded = `${answer} This is truly ${words.join(", very ")} and of great value to everybody.`;
        expect(score(question(item), padded)).toBeLessThanOrEqual(score(question(item), answer));
      }),
      RUNS,
    );
  });

  it("gains nothing by saying a sentence again", () => {
    fc.assert(
      fc.property(answers, fc.nat(), ({ item, answer }, place) => {
        const sentences = answer.split(/(?<=[.!?])\s+/);
        const again = sentences[place % sentences.length] ?? "";
        expect(score(question(item), `${answer} ${again}`)).toBeLessThanOrEqual(score(question(item), answer));
      }),
      RUNS,
    );
  });
});

describe("every question", () => {
  it("gives nothing to the words of its own answer in a row", () => {
    const shuffled = items.chain((item) => {
      const words = [
        ...new Set(
          modelOf(item)
            .toLowerCase()
            .match(/[a-z]{4,}/g) ?? [],
        ),
      ];
      return fc.tuple(fc.constant(item), fc.shuffledSubarray(words, { minLength: Math.min(12, words.length) }));
    });
    fc.assert(
      fc.property(shuffled, ([item, words]) => {
        expect(score(item, words.join(", "))).toBe(0);
      }),
      RUNS,
    );
  });

  it.each(Object.entries(QUESTIONS))("%s gives nothing to itself", (_id, item) => {
    expect(score(item, item.question)).toBe(0);
  });

  it.each(Object.entries(QUESTIONS))("%s does not pass when all that is true is denied", (_id, item) => {
    const denied = item.keyPoints.map(
      ({ text }) => `It is not true that ${text.slice(0, 1).toLowerCase()}${text.slice(1)}`,
    );
    const { points, score: earned } = grader.grade(item, denied.join(" "));
    const verdicts = new Set(points.map(({ verdict }) => verdict));
    expect([verdicts.has("met"), verdicts.has("partly"), verdicts.has("contradicted")]).toEqual([false, false, true]);
    // Half of all would be earned if every point were left to the learner.
    expect(earned).toBeLessThan(0.5);
  });

  it.each(Object.entries(QUESTIONS))("%s is capped at half by a central misconception", (_id, item) => {
    for (const { claim } of item.misconceptions.filter(({ central }) => central)) {
      const result = grader.grade(item, `${modelOf(item)} ${claim}`);
      if (result.misconceptions.some(({ id }) => item.misconceptions.some((one) => one.id === id && one.central)))
        expect(result.score).toBeLessThanOrEqual(0.5);
    }
  });
});

describe("roles", () => {
  it.each([
    [
      "jobmanager-and-taskmanager",
      "The TaskManager schedules the tasks and triggers the checkpoints; the JobManager runs the subtasks in its slots.",
    ],
    [
      "backpressure-and-its-cause",
      "A slow producer grants no credits, so the buffers of the consumer fill and the consumer blocks.",
    ],
  ])("%s: what is said of the other one does not pass", (id, answer) => {
    expect(score(question(id), answer)).toBeLessThan(0.6);
  });
});
