import { describe, expect, it } from "vitest";
import { type AttemptFacts, ratingOfAttempts, ratingOfDrill, ratingOfScore } from "./first-rating";

const run = (passed: boolean, aid: AttemptFacts["aid"] = "unaided"): AttemptFacts => ({ kind: "run", passed, aid });
const submit = (passed: boolean, aid: AttemptFacts["aid"] = "unaided"): AttemptFacts => ({
  kind: "submit",
  passed,
  aid,
});
const reset: AttemptFacts = { kind: "reset", passed: false, aid: "unaided" };

describe("the rating of an answer outside the queue", () => {
  it.each([
    [1, "good"],
    [0.85, "good"],
    [0.8499, "hard"],
    [0.5, "hard"],
    [0.4999, "again"],
    [0, "again"],
  ])("a score of %d is %s", (score, rating) => {
    expect(ratingOfScore(score)).toBe(rating);
  });

  it("of a drill is Good only when all of it was predicted", () => {
    expect([1, 0.99, 0.5, 0.49, 0].map(ratingOfDrill)).toEqual(["good", "hard", "hard", "again", "again"]);
  });

  it.each<[string, AttemptFacts[], string | null]>([
    ["nothing was run", [reset], null],
    ["a first submission passes unaided, after runs that failed", [run(false), run(true), submit(true)], "good"],
    ["a later submission passes", [submit(false), run(true), submit(true)], "hard"],
    ["it passes with hints", [run(false, "hints"), submit(true, "hints")], "hard"],
    ["it passes after the solution was read", [submit(false), submit(true, "solution")], "again"],
    ["only the visible cases were tried, and pass", [run(false), run(true)], "hard"],
    ["only the visible cases were tried, with the solution", [run(true, "solution")], "again"],
    ["a case fails at the end", [run(true), submit(false)], "again"],
    ["it was broken again after it had passed", [submit(true), run(false), submit(false)], "good"],
    ["the text was replaced at the end", [submit(true), reset], "good"],
  ])("%s", (_name, attempts, rating) => {
    expect(ratingOfAttempts(attempts)).toBe(rating);
  });
});
