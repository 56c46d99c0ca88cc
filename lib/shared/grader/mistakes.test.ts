/** How the sentences are used by which candidates get a point wrong. */
import { describe, expect, it } from "vitest";
import { createGrader } from "./create-grader";
import type { GradedQuestion } from "./grade";

const question = (mistakes?: string[]): GradedQuestion => ({
  question: "What does keyed state belong to, and what happens to it when the job is rescaled?",
  keyPoints: [
    {
      ...{ id: "scope", text: "Keyed state is scoped to the current key.", weight: 2, followUp: "Scoped to what?" },
      says: ["each key has its own state", "keyed state is accessed under the key of the record"],
      needs: [["key"], ["scope", "own", "each", "under", "current"]],
      ...(mistakes === undefined ? {} : { mistakes }),
    },
    {
      ...{ id: "groups", text: "On rescaling whole key groups move to other subtasks.", weight: 2 },
      ...{ followUp: "What moves?", says: ["key groups are redistributed", "subtasks are given other key groups"] },
      needs: [
        ["key group", "group"],
        ["move", "redistribute", "given", "other"],
      ],
    },
  ],
  misconceptions: [],
});

const grader = createGrader();
const WRONG = "Every subtask has one state object that all its keys share.";
const RIGHT = "Each key has its own state. On rescaling key groups are redistributed to other subtasks.";
const MISTAKES = ["all keys of a subtask share one state object", "the state lives in the JobManager"];

describe("a point's mistakes", () => {
  it("contradict the point where an answer makes one, and are no misconception of the item", () => {
    const result = grader.grade(question(MISTAKES), `${WRONG} On rescaling key groups are redistributed.`);
    expect(result.points.map(({ verdict }) => verdict)).toEqual(["contradicted", "met"]);
    expect(result.points[0]?.why).toBe("The answer claims something that rules this out.");
    expect(result.misconceptions).toEqual([]);
    expect(result.score).toBe(0.5);
  });

  it("leave a right answer alone", () => {
    const result = grader.grade(question(MISTAKES), RIGHT);
    expect(result.points.map(({ verdict }) => verdict)).toEqual(["met", "met"]);
    expect(result.score).toBe(1);
  });

  it("make no difference to an answer that denies one of them", () => {
    const denying = `${RIGHT} It is not true that all keys of a subtask share one state object.`;
    expect(grader.grade(question(MISTAKES), denying).score).toBe(1);
  });
});
