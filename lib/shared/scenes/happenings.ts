/**
 * What a scene lets happen besides its program, and when: behind an event of the run. Such an event is found by a
 * rehearsal, which is the same run up to there; each thing is placed in the run that has those before it.
 */
import { decodeTrace } from "@tidemark/engine/trace";
import {
  parseRunAction,
  parseRunFault,
  type RunAction,
  type RunFault,
  type RunResult,
} from "@tidemark/engine/worker-client";
import { findSceneEvent } from "./scene-run";
import type { SceneAction, SceneFault } from "./scene-schema";

/** What happens in a run, each with its step. */
export type Happenings = { readonly faults: readonly RunFault[]; readonly actions: readonly RunAction[] };

/** The steps of what is planned. Throws where a run has no such event, or was not recorded. */
export async function placeHappenings(
  planned: { readonly faults: readonly SceneFault[]; readonly actions: readonly SceneAction[] },
  run: (happenings: Happenings) => Promise<RunResult>,
): Promise<Happenings> {
  const faults: RunFault[] = [];
  const actions: RunAction[] = [];
  const stepOf = async ({ after, stepsLater }: SceneAction): Promise<number> => {
    const { trace } = await run({ faults, actions });
    const event = trace === null ? null : findSceneEvent(decodeTrace(trace), after);
    if (event === null) throw new Error(`The run has no event ${after.kind} number ${after.nth} to follow.`);
    return event.step + stepsLater;
  };
  for (const fault of planned.faults) {
    faults.push("after" in fault ? parseRunFault({ ...fault.fields, afterStep: await stepOf(fault) }) : fault);
  }
  for (const action of planned.actions) {
    actions.push(parseRunAction({ ...action.fields, afterStep: await stepOf(action) }));
  }
  return { faults, actions };
}
