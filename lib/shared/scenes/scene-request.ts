/** The runs of a scene: what the engine is asked, and in which order. */
import type { RunFault, RunRequest, RunResult } from "@tidemark/engine/worker-client";
import { type Happenings, placeHappenings } from "./happenings";
import type { SceneMeta } from "./scene-schema";

/** What of a scene's front matter makes its runs. */
export type SceneRunMeta = Pick<
  SceneMeta,
  "machines" | "sinks" | "machine" | "faults" | "actions" | "restore" | "variants"
>;

/** Scenes are small: what goes beyond this is a mistake in the scene. */
const BUDGETS = { steps: 200_000, records: 100_000, stateEntries: 10_000, wallClockMillis: 10_000 } as const;

/** Processing time begins at noon of a day in UTC, so that clocks read well. */
const START_MILLIS = Date.UTC(2026, 2, 4, 12);

type SceneProgram = { readonly meta: SceneRunMeta; readonly program: string };

/** What a variant gave: its run, and the one that began from its savepoint, where the scene restores one. */
export type SceneResults = { readonly first: RunResult; readonly restored: RunResult | null };

/**
 * Runs a variant. `faults` are those that the learner added.
 * Throws where the scene has no such variant, where something is to follow an event that the run has not, and where there is no savepoint to restore.
 */
export async function runSceneVariant(
  scene: SceneProgram,
  variantId: string,
  run: (request: RunRequest) => Promise<RunResult>,
  faults: readonly RunFault[] = [],
): Promise<SceneResults> {
  const runWith = (happenings: Happenings) => run(requestOfVariant(scene, variantId, happenings));
  const { faults: planned = scene.meta.faults } = variantOf(scene, variantId);
  const happenings = await placeHappenings({ faults: planned, actions: scene.meta.actions }, runWith);
  const first = await runWith({ ...happenings, faults: [...happenings.faults, ...faults] });
  const restore = variantOf(scene, variantId).restore ?? scene.meta.restore;
  if (restore === undefined) return { first, restored: null };
  const savepoint = first.savepoints.at(-1);
  if (savepoint === undefined) throw new Error("The run took no savepoint to go on from.");
  const again = requestOfVariant(scene, variantId, { faults: [], actions: [] });
  const { parallelism = again.settings.parallelism, parameters, allowNonRestoredState, laterMillis } = restore;
  const restored = await run({
    ...again,
    parameters: { ...again.parameters, ...parameters },
    settings: {
      ...again.settings,
      parallelism,
      slotsPerTaskManager: Math.max(parallelism, again.settings.slotsPerTaskManager),
      startProcessingTimeMillis: START_MILLIS + laterMillis,
    },
    savepoint,
    allowNonRestoredState,
  });
  return { first, restored };
}

/** The run of a variant, with what happens in it. */
function requestOfVariant(scene: SceneProgram, variantId: string, happenings: Happenings): RunRequest {
  const { machines, sinks, machine } = scene.meta;
  const variant = variantOf(scene, variantId);
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

function variantOf({ meta }: SceneProgram, id: string): SceneRunMeta["variants"][number] {
  const variant = meta.variants.find((each) => each.id === id);
  if (variant === undefined) throw new Error(`There is no variant ${id} of this run.`);
  return variant;
}
