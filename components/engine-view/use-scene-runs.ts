"use client";

import { decodeTrace, type TraceLog } from "@tidemark/engine/trace";
import type { RunFault, RunRequest, RunResult } from "@tidemark/engine/worker-client";
import { useCallback, useEffect, useRef, useState } from "react";
import { EngineSession } from "@/lib/client/engine-session";
import { runSceneVariant, type SceneResults, type SceneRunMeta } from "@/lib/shared/scenes/scene-request";

/** One recorded run. */
export type RecordedRun = { readonly trace: TraceLog; readonly result: RunResult };

/** What a variant gave: its run, and the one that began from its savepoint, where the scene restores one. */
export type SceneRun = { readonly first: RecordedRun; readonly restored: RecordedRun | null };

/** `missing`: not asked for yet. */
export type SceneRunState =
  | { readonly kind: "missing" | "running" }
  | { readonly kind: "done"; readonly run: SceneRun }
  | { readonly kind: "broken"; readonly sentence: string };

const MISSING: SceneRunState = { kind: "missing" };

/** The runs of a scene by variant, made by one worker, one after the other. */
export function useSceneRuns(meta: SceneRunMeta, program: string) {
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
          const ask = (request: RunRequest) => engine.runProgram(request);
          say(stateOf(await runSceneVariant({ meta, program }, variant, ask, faults)));
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

function stateOf({ first, restored }: SceneResults): SceneRunState {
  const runs = [first, restored].map((result) => (result === null ? null : recorded(result)));
  const broken = runs.find((run) => typeof run === "string");
  if (typeof broken === "string") return { kind: "broken", sentence: broken };
  const [before, after] = runs as (RecordedRun | null)[];
  return before === null || before === undefined
    ? { kind: "broken", sentence: "The run was not recorded." }
    : { kind: "done", run: { first: before, restored: after ?? null } };
}

/** A job that fails is a run to look at; a text says why there is nothing to see. */
function recorded(result: RunResult): RecordedRun | string {
  if (result.trace !== null && result.outcome.kind !== "cancelled") return { trace: decodeTrace(result.trace), result };
  return result.outcome.kind === "failed" ? result.outcome.error.message : "The run was not recorded.";
}
