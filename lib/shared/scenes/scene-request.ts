/** What the engine is asked for a scene. */
import type { RunFault, RunRequest } from "@tidemark/engine/worker-client";
import type { SceneFault, SceneMeta } from "./scene-schema";

/** Scenes are small: what goes beyond this is a mistake in the scene. */
const BUDGETS = { steps: 200_000, records: 100_000, stateEntries: 10_000, wallClockMillis: 10_000 } as const;

/** Processing time begins at noon of a day in UTC, so that clocks read well. */
const START_MILLIS = Date.UTC(2026, 2, 4, 12);

/** What goes wrong in the run of a variant. */
export function faultsOf(meta: SceneMeta, variantId: string): readonly SceneFault[] {
  return meta.variants.find((each) => each.id === variantId)?.faults ?? meta.faults;
}

/** The run of a variant; `faults` are those that the learner added. Throws where the scene has no such variant. */
export function requestOfScene(
  scene: { readonly meta: SceneMeta; readonly program: string },
  variantId: string,
  faults: readonly RunFault[] = [],
): RunRequest {
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
    faults,
    budgets: BUDGETS,
    wantTrace: true,
  };
}
