"use client";

/** A run of a scene or a primitive that is made in this page, to travel through. */
import type { TraceLog } from "@tidemark/engine/trace";
import { useEffect, useState } from "react";
import type { SceneRunMeta } from "@/lib/shared/scenes/scene-request";
import { findSceneEvent } from "@/lib/shared/scenes/scene-run";
import type { SceneEvent, SceneView } from "@/lib/shared/scenes/scene-schema";
import { indexOf } from "@/lib/shared/trace-model/trace-index";
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
  /** The event at which the reader stands first; by default the middle of the run. */
  at?: SceneEvent;
};

export function ExampleRun({ meta, variant, program, ...shown }: ExampleRunProps) {
  const { run, runOf } = useSceneRuns(meta, program);
  useEffect(() => run(variant), [run, variant]);
  const state = runOf(variant);
  return (
    <div className="min-w-0 border-line border-y">
      {state.kind === "done" ? (
        <Recorded trace={(state.run.restored ?? state.run.first).trace} {...shown} />
      ) : (
        <RunPending sentence={state.kind === "broken" ? state.sentence : null} />
      )}
    </div>
  );
}

function Recorded(props: { trace: TraceLog } & Pick<ExampleRunProps, "view" | "operator" | "at">) {
  const { trace, view, at } = props;
  const [cursorStep, setCursorStep] = useState(() => firstStep(trace, at));
  const operator = trace.operators.findIndex(({ name }) => name === props.operator);
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

function firstStep(trace: TraceLog, at: SceneEvent | undefined): number {
  const event = at === undefined ? null : findSceneEvent(trace, at);
  if (event !== null) return event.step;
  const { steps } = indexOf(trace);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}
