/** The reference solutions under failures that no case names: a TaskManager lost at one step after the other. */
import type { EngineClient } from "@tidemark/engine/worker-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeCase, requestOf } from "@/lib/shared/exercises/judge";
import { repositoryRoot } from "./content-files";
import { readExercise } from "./exercises";
import { compileProgram, createTrustedClient } from "./program-runner";

/** A prime, so that the kills fall on records, watermarks and barriers alike. */
const STEPS_BETWEEN_KILLS = 13;

describe("a solution", () => {
  let client: EngineClient;
  beforeAll(() => {
    client = createTrustedClient();
  });
  afterAll(() => client.dispose());

  // Not the late reports: watermarks are no part of a checkpoint, so after a restore others may be late, as in Flink.
  it.each([
    ...["windowed-word-count", "click-sessions", "deduplicate-orders"],
    ...["paid-in-time", "changing-rules", "card-testing", "enrich-orders"],
    ...["running-click-count", "customer-versions", "odd-numbers-by-three", "top-two-bids"],
    ...["campaign-totals", "three-views-of-clicks"],
  ])("of %s gives the same rows wherever the TaskManager is lost", async (id) => {
    const exercise = readExercise(repositoryRoot(), id);
    const program = compileProgram(exercise.solution);
    for (const exerciseCase of exercise.cases.filter((it) => it.visible)) {
      const { metrics } = await client.run(requestOf(program, exerciseCase, { wantTrace: false }));
      for (let atStep = 1; atStep <= metrics.steps; atStep += STEPS_BETWEEN_KILLS) {
        const extraFaults = [{ kind: "kill-task-manager", taskManager: 0, atStep }] as const;
        const result = await client.run(requestOf(program, exerciseCase, { wantTrace: false, extraFaults }));
        const { status, sentence } = judgeCase(exerciseCase, result, null);
        expect([exerciseCase.id, atStep, status, sentence]).toEqual([
          exerciseCase.id,
          atStep,
          "passed",
          expect.stringMatching(/^All \d+ expected rows came/),
        ]);
      }
    }
  });
});
