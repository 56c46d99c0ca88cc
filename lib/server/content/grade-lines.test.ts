import { expect, it } from "vitest";
import { appealLines } from "@/lib/shared/content/appeal-lines";
import type { GradedItem } from "@/lib/shared/content/item-schema";
import type { Grade, Grader } from "@/lib/shared/grader/grade";
import { gradeLine } from "./grade-lines";

const ITEM = { id: "item", format: "free-text" } as GradedItem;
const GRADE: Grade = {
  version: "1",
  score: 0.5,
  band: "partial",
  points: [],
  misconceptions: [],
  capped: false,
  refused: null,
};

it("reads a learner's objection as an answer to be graded", () => {
  const asked: string[] = [];
  const grader: Grader = {
    prepare: () => undefined,
    grade: (_item, answer) => {
      asked.push(answer);
      return GRADE;
    },
  };
  const line = appealLines([
    {
      id: "a",
      answerId: "b",
      itemId: "item",
      itemVersion: "v",
      answerText: "My words\nin two lines",
      kind: "point",
      partId: "one",
      graderVerdict: "missed",
      learnerVerdict: "met",
      reason: "",
      graderVersion: "1",
      createdAt: "2026-01-02T00:00:00.000Z",
    },
  ]);
  expect(gradeLine(line, 1, { find: (id) => (id === "item" ? ITEM : null) }, grader)).toMatchObject({
    id: "item",
    item: "item",
    score: 0.5,
  });
  expect(asked).toEqual(["My words\nin two lines"]);
});
