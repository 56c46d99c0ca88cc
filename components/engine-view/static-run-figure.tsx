"use client";

/** A run as a figure in a text: compact, to be scrubbed, with the sentence of the step beneath. */
import type { TraceLog } from "@tidemark/engine/trace";
import { useState } from "react";
import { indexOf } from "@/lib/shared/trace-model/trace-index";
import { EventTimePlane } from "./event-time-plane";
import { onRunKey, RunControls } from "./run-controls";
import { RunTranscript } from "./run-transcript";
import { useRun } from "./use-run";

/** `startStep`: where the cursor stands at first; the end of the run by default. */
export function StaticRunFigure(props: { trace: TraceLog; startStep?: number; operator?: number }) {
  const { trace, startStep, operator } = props;
  const [cursorStep, setCursorStep] = useState(startStep ?? indexOf(trace).steps.at(-1) ?? 0);
  const run = useRun(trace, cursorStep, setCursorStep, operator);
  const { index, model, player, step, sentence } = run;
  if (index.steps.length === 0) return <p className="text-ink-2">Nothing has happened in this run.</p>;
  return (
    <section
      aria-label="The run"
      className="min-w-0 font-sans"
      onKeyDown={(event) => onRunKey(event, player, index.steps.length - 1)}
    >
      <EventTimePlane
        compact
        model={model}
        format={index.format}
        cursorStep={step}
        onCursorStep={setCursorStep}
        watermarks={run.watermarks}
        lifeOf={run.lifeOf}
      />
      <div className="mt-8">
        <RunControls
          player={player}
          steps={index.steps}
          sentence={sentence}
          hasFirings={model.firingSteps.length > 0}
        />
      </div>
      <p aria-live="polite" className="mt-4 min-h-[4.35em] font-serif text-[1.0625rem] leading-[1.45]">
        <span className="font-sans text-sm font-semibold text-ink-2">{`Step ${step}. `}</span>
        {sentence}
      </p>
      <RunTranscript trace={trace} position={player.position} count={index.steps.length} onPosition={player.go} />
    </section>
  );
}
