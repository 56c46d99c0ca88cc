import { describe, expect, test } from "vitest";
import { aidOf, attemptWords } from "@/app/code/[slug]/_components/attempt-words";
import { type ExerciseState, nextExercise, stateOf, stateWords } from "@/app/code/_components/exercise-state";
import type { ExerciseProgressDto } from "@/lib/shared/dto/code";
import type { Exercise } from "@/lib/shared/exercises/exercise-schema";

describe("how far one has come with an exercise", () => {
  const tried: ExerciseProgressDto = {
    ...{ exerciseId: "click-sessions", attemptCount: 2, passed: false, bestAid: null },
    lastAttemptedAt: "2026-01-05T12:00:00.000Z",
  };
  const draft = { exerciseId: "click-sessions", text: "// mine", hintsOpened: 0, updatedAt: tried.lastAttemptedAt };

  test("follows from attempts first, then from the draft", () => {
    expect(stateOf("// start", undefined, null)).toEqual({ kind: "not-started" });
    expect(stateOf("// mine", undefined, draft)).toEqual({ kind: "not-started" });
    expect(stateOf("// start", undefined, draft)).toEqual({ kind: "draft" });
    expect(stateOf("// start", tried, draft)).toEqual({ kind: "tried", attemptCount: 2 });
    expect(stateOf("// start", { ...tried, passed: true, bestAid: "hints" }, draft)).toEqual({
      kind: "solved",
      aid: "hints",
    });
  });

  test("is said in words", () => {
    expect(stateWords({ kind: "tried", attemptCount: 1 })).toBe("tried once");
    expect(stateWords({ kind: "solved", aid: "unaided" })).toBe("solved unaided");
    expect(stateWords({ kind: "solved", aid: "solution" })).toBe("solved after the solution");
  });

  test("what was begun comes next, then the first in order that is not solved", () => {
    const exercises = ["a", "b", "c"].map((id) => ({ meta: { id } }) as Exercise);
    const states = new Map<string, ExerciseState>([["a", { kind: "solved", aid: "unaided" }]]);
    expect(nextExercise(exercises, states)?.meta.id).toBe("b");
    states.set("c", { kind: "draft" });
    expect(nextExercise(exercises, states)?.meta.id).toBe("c");
    for (const id of ["b", "c"]) states.set(id, { kind: "solved", aid: "hints" });
    expect(nextExercise(exercises, states)).toBeNull();
  });
});

test("help is told apart: none, some rungs, the solution", () => {
  expect([0, 1, 3, 4].map(aidOf)).toEqual(["unaided", "hints", "hints", "solution"]);
  expect(attemptWords({ kind: "submit", passed: true, aid: "solution" })).toBe("Submitted, passed after the solution");
  expect(attemptWords({ kind: "reset", passed: false, aid: "unaided" })).toBe("Replaced text");
});
