"use client";

/** A run of a scene or a primitive that is made in this page, to travel through. */
import type { TraceLog } from "@tidemark/engine/trace";
import { useEffect, useState } from "react";
import type { SceneRunMeta } from "@/lib/shared/scenes/scene-request";
import type { SceneView } from "@/lib/shared/scenes/scene-schema";
import { RunPending } from "./run-pending";
import { RunView } from "./run-view";
import { RUN_VIEWS } from "./run-views";
import { useSceneRuns } from "./use-scene-runs";

export type ExampleRunProps = {
  /** What is run; the same object as long as the run is to stay. */
  meta: SceneRunMeta;
  variant: string;
  program: string;
  /** The view that is open first. */
  view: SceneView;
  /** The name of the operator that the event-time plane draws; by default the one to which time matters most. */
  operator?: string;
};

export function ExampleRun({ meta, variant, program, view, operator }: ExampleRunProps) {
  const { run, runOf } = useSceneRuns(meta, program);
  useEffect(() => run(variant), [run, variant]);
  const state = runOf(variant);
  return (
    <div className="min-w-0 border-line border-y">
      {state.kind === "done" ? (
        <Recorded trace={(state.run.restored ?? state.run.first).trace} view={view} operator={operator} />
      ) : (
        <RunPending sentence={state.kind === "broken" ? state.sentence : null} />
      )}
    </div>
  );
}

function Recorded({ trace, view, operator: name }: { trace: TraceLog; view: SceneView; operator?: string }) {
  const [cursorStep, setCursorStep] = useState(trace.events.at(-1)?.step ?? 0);
  const operator = trace.operators.findIndex((known) => known.name === name);
  return (
    <RunView
      trace={trace}
      cursorStep={cursorStep}
      onCursorStep={setCursorStep}
      operator={operator === -1 ? undefined : operator}
      firstView={RUN_VIEWS.find(({ id }) => id === view)?.id}
    />
  );
}
