import type { TraceEvent, TraceLog } from "@tidemark/engine/trace";
import { describe, expect, test } from "vitest";
import { aidOf, attemptWords } from "@/app/code/[slug]/_components/attempt-words";
import { taskManagerAt } from "@/app/code/[slug]/_components/task-manager-at";
import { type ExerciseState, nextExercise, stateOf, stateWords } from "@/app/code/_components/exercise-state";
import type { ExerciseProgressDto } from "@/lib/shared/dto/code";
import type { Exercise } from "@/lib/shared/exercises/exercise-schema";
import { handMadeOperator } from "@/lib/shared/trace-model/hand-made-trace";

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

test("the TaskManager to kill is the one that works at the cursor, after a restore the new one", () => {
  // A source with a chained map (vertex 0, operators 0 and 1) and a sink (vertex 1, operator 2), each on its own TaskManager.
  const at = { subtask: 0, processingTime: 0 };
  const deploy = (step: number, operator: number, taskManager: number, attempt: number): TraceEvent => ({
    ...{ ...at, step, operator, taskManager, attempt, slot: 0, kind: "task-deployed" },
  });
  const watermark = (step: number, operator: number): TraceEvent => ({
    ...{ ...at, step, operator, kind: "watermark-advanced", watermark: 0 },
  });
  const trace: TraceLog = {
    version: 1,
    droppedEvents: 0,
    operators: [
      handMadeOperator("source", "source", 0),
      handMadeOperator("map", "map", 0, { chainIndex: 1 }),
      handMadeOperator("sink", "sink", 1),
    ],
    events: [
      deploy(1, 0, 0, 1),
      deploy(1, 2, 1, 1),
      watermark(3, 1),
      watermark(4, 2),
      deploy(6, 0, 1, 2),
      deploy(6, 2, 0, 2),
      watermark(7, 1),
    ],
  };
  expect([0, 3, 4, 5, 7].map((step) => taskManagerAt(trace, step))).toEqual([0, 0, 1, 1, 1]);
});
