/** What the engine is asked for a scene. */
import type { RunRequest } from "@tidemark/engine/worker-client";
import type { Happenings } from "./happenings";
import type { SceneAction, SceneFault, SceneMeta } from "./scene-schema";

/** Scenes are small: what goes beyond this is a mistake in the scene. */
const BUDGETS = { steps: 200_000, records: 100_000, stateEntries: 10_000, wallClockMillis: 10_000 } as const;

/** Processing time begins at noon of a day in UTC, so that clocks read well. */
const START_MILLIS = Date.UTC(2026, 2, 4, 12);

type SceneProgram = { readonly meta: SceneMeta; readonly program: string };

/** What is planned to happen in the run of a variant. */
export function plannedOf(
  meta: SceneMeta,
  variantId: string,
): { readonly faults: readonly SceneFault[]; readonly actions: readonly SceneAction[] } {
  const own = meta.variants.find((each) => each.id === variantId)?.faults;
  return { faults: own ?? meta.faults, actions: meta.actions };
}

/** The run of a variant, with what happens in it. Throws where the scene has no such variant. */
export function requestOfScene(scene: SceneProgram, variantId: string, happenings: Happenings): RunRequest {
  const { machines, variants, sinks, machine } = scene.meta;
  const variant = variants.find((each) => each.id === variantId);
  if (variant === undefined) throw new Error(`The scene ${scene.meta.id} has no variant ${variantId}.`);
  return {
    code: scene.program,
    inputs: [],
    parameters: variant.parameters,
    sinks,
    settings: {
      parallelism: machines.parallelism,
      maxParallelism: machines.maxParallelism,
      taskManagers: machines.taskManagers,
      slotsPerTaskManager: machines.slotsPerTaskManager,
      autoWatermarkIntervalMillis: 200,
      checkpointIntervalMillis: 0,
      startProcessingTimeMillis: START_MILLIS,
    },
    machine,
    seed: machines.seed,
    ...happenings,
    budgets: BUDGETS,
    wantTrace: true,
  };
}
