/**
 * What a scene lets go wrong, and when: behind an event of the run. Such an event is found by a rehearsal, which is the
 * same run up to there; each fault is placed in the run that has those before it.
 */
import { decodeTrace } from "@tidemark/engine/trace";
import type { RunFault, RunResult } from "@tidemark/engine/worker-client";
import { findSceneEvent } from "./scene-run";
import type { SceneFault } from "./scene-schema";

/** The faults with their steps, for the engine. Throws where a run has no such event, or was not recorded. */
export async function placeFaults(
  planned: readonly SceneFault[],
  run: (faults: readonly RunFault[]) => Promise<RunResult>,
): Promise<readonly RunFault[]> {
  const placed: RunFault[] = [];
  for (const { after, stepsLater, ...fault } of planned) {
    const { trace } = await run(placed);
    const event = trace === null ? null : findSceneEvent(decodeTrace(trace), after);
    if (event === null)
      throw new Error(`The run has no event ${after.kind} number ${after.nth} for a fault to follow.`);
    placed.push({ ...fault, afterStep: event.step + stepsLater });
  }
  return placed;
}
