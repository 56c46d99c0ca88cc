"use client";

/** The example of a primitive: run in this page, to travel through. */
import type { TraceLog } from "@tidemark/engine/trace";
import { useEffect, useMemo, useState } from "react";
import { RunPending } from "@/components/engine-view/run-pending";
import { RunView } from "@/components/engine-view/run-view";
import { RUN_VIEWS } from "@/components/engine-view/run-views";
import { useSceneRuns } from "@/components/engine-view/use-scene-runs";
import { PRIMITIVE_RUN, type PrimitiveMeta, primitiveRun } from "@/lib/shared/scenes/primitive-schema";

export function PrimitiveRun({ meta, program }: { meta: PrimitiveMeta; program: string }) {
  const runMeta = useMemo(() => primitiveRun(meta), [meta]);
  const { run, runOf } = useSceneRuns(runMeta, program);
  useEffect(() => run(PRIMITIVE_RUN), [run]);
  const state = runOf(PRIMITIVE_RUN);
  return (
    <div className="mt-18 min-w-0 border-line border-y">
      {state.kind === "done" ? (
        <ExampleRun meta={meta} trace={state.run.first.trace} />
      ) : (
        <RunPending sentence={state.kind === "broken" ? state.sentence : null} />
      )}
    </div>
  );
}

function ExampleRun({ meta, trace }: { meta: PrimitiveMeta; trace: TraceLog }) {
  const [cursorStep, setCursorStep] = useState(trace.events.at(-1)?.step ?? 0);
  const operator = trace.operators.findIndex(({ name }) => name === meta.operator);
  return (
    <RunView
      trace={trace}
      cursorStep={cursorStep}
      onCursorStep={setCursorStep}
      operator={operator === -1 ? undefined : operator}
      firstView={RUN_VIEWS.find(({ id }) => id === meta.view)?.id}
    />
  );
}
