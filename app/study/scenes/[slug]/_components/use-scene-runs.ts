"use client";

import { decodeTrace, type TraceLog } from "@tidemark/engine/trace";
import type { RunFault, RunResult } from "@tidemark/engine/worker-client";
import { useCallback, useEffect, useRef, useState } from "react";
import { EngineSession } from "@/lib/client/engine-session";
import { type Happenings, placeHappenings } from "@/lib/shared/scenes/happenings";
import { plannedOf, requestOfScene } from "@/lib/shared/scenes/scene-request";
import type { SceneMeta } from "@/lib/shared/scenes/scene-schema";

/** One run of a scene. */
export type SceneRun = { readonly trace: TraceLog; readonly result: RunResult };

/** `missing`: not asked for yet. */
export type SceneRunState =
  | { readonly kind: "missing" | "running" }
  | { readonly kind: "done"; readonly run: SceneRun }
  | { readonly kind: "broken"; readonly sentence: string };

const MISSING: SceneRunState = { kind: "missing" };

/** The runs of a scene by variant, made by one worker, one after the other. */
export function useSceneRuns(meta: SceneMeta, program: string) {
  const [runs, setRuns] = useState<ReadonlyMap<string, SceneRunState>>(new Map());
  const session = useRef<EngineSession | null>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());

  useEffect(
    () => () => {
      session.current?.dispose();
      session.current = null;
    },
    [],
  );

  const run = useCallback(
    (variant: string, faults: readonly RunFault[] = []) => {
      const say = (state: SceneRunState) => setRuns((before) => new Map(before).set(variant, state));
      say({ kind: "running" });
      queue.current = queue.current.then(async () => {
        try {
          session.current ??= new EngineSession();
          const engine = session.current;
          const runWith = (happenings: Happenings) =>
            engine.runProgram(requestOfScene({ meta, program }, variant, happenings));
          const planned = await placeHappenings(plannedOf(meta, variant), runWith);
          say(stateOf(await runWith({ ...planned, faults: [...planned.faults, ...faults] })));
        } catch (error) {
          say({ kind: "broken", sentence: error instanceof Error ? error.message : String(error) });
        }
      });
    },
    [meta, program],
  );

  const runOf = useCallback((variant: string): SceneRunState => runs.get(variant) ?? MISSING, [runs]);
  return { run, runOf };
}

/** A job that fails is a run to look at; without a recording there is nothing to see. */
function stateOf(result: RunResult): SceneRunState {
  if (result.trace !== null && result.outcome.kind !== "cancelled") {
    return { kind: "done", run: { trace: decodeTrace(result.trace), result } };
  }
  const { outcome } = result;
  return { kind: "broken", sentence: outcome.kind === "failed" ? outcome.error.message : "The run was not recorded." };
}
