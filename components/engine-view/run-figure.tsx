"use client";

/** A run as a figure in a text: plane, controls, the sentence of the step beneath, and the run in words. */
import type { TraceLog } from "@tidemark/engine/trace";
import { EventTimeView } from "./event-time-view";
import { onRunKey, RunControls } from "./run-controls";
import { RunTranscript } from "./run-transcript";
import { useRun } from "./use-run";

export type RunFigureProps = {
  trace: TraceLog;
  cursorStep: number;
  onCursorStep: (step: number) => void;
  operator?: number;
  compact?: boolean;
};

export function RunFigure({ trace, cursorStep, onCursorStep, operator, compact }: RunFigureProps) {
  const run = useRun(trace, cursorStep, onCursorStep, operator);
  const { index, model, player, step, sentence } = run;
  if (index.steps.length === 0) return <p className="text-ink-2">Nothing has happened in this run.</p>;
  return (
    <section
      aria-label="The run"
      className="min-w-0 font-sans"
      onKeyDown={(event) => onRunKey(event, player, index.steps.length - 1)}
    >
      <EventTimeView {...{ trace, onCursorStep, operator, compact }} cursorStep={step} />
      <div className="mt-8">
        <RunControls
          player={player}
          steps={index.steps}
          sentence={sentence}
          hasFirings={model.firingSteps.length > 0}
        />
      </div>
      <p
        aria-live="polite"
        className="mt-4 mb-8 min-h-[4.35em] max-w-[42rem] font-serif text-[1.0625rem] leading-[1.45]"
      >
        {sentence}
      </p>
      <RunTranscript trace={trace} position={player.position} count={index.steps.length} onPosition={player.go} />
    </section>
  );
}
