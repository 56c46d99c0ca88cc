"use client";

/**
 * A run of the engine to look at and to travel through: the event-time plane, the reason of the step at the cursor,
 * the keyed state there, and the whole run in words.
 */
import type { TraceLog } from "@tidemark/engine/trace";
import { useMemo } from "react";
import { stateAt } from "@/lib/shared/trace-model/state-at";
import { EventTimePlane } from "./event-time-plane";
import { onRunKey, RunControls } from "./run-controls";
import { RunTranscript } from "./run-transcript";
import { StateTable } from "./state-table";
import { useRun } from "./use-run";

export type RunViewProps = {
  trace: TraceLog;
  /** The scheduler step at which the reader stands. */
  cursorStep: number;
  onCursorStep: (step: number) => void;
  /** Shows the button that kills the TaskManager at the cursor. */
  onKillTaskManager?: (step: number) => void;
  /** Index of the operator to draw; by default the one to which time matters most. */
  operator?: number;
};

export function RunView({ trace, cursorStep, onCursorStep, onKillTaskManager, operator }: RunViewProps) {
  const run = useRun(trace, cursorStep, onCursorStep, operator);
  const { index, model, player, step, sentence } = run;
  const states = useMemo(() => stateAt(trace, step), [trace, step]);
  const own = states.filter((state) => state.operator === model.operator);
  const shown = own.length > 0 ? own : states;
  if (index.steps.length === 0) return <p className="p-18 text-ink-2">Nothing has happened in this run.</p>;
  return (
    <section
      aria-label="The run"
      className="grid min-w-0 lg:grid-cols-[minmax(0,1fr)_300px]"
      onKeyDown={(event) => onRunKey(event, player, index.steps.length - 1)}
    >
      <div className="min-w-0 px-18 pt-18 pb-8">
        <EventTimePlane
          model={model}
          format={index.format}
          cursorStep={step}
          onCursorStep={onCursorStep}
          watermarks={run.watermarks}
          lifeOf={run.lifeOf}
        />
        <div className="mt-12">
          <RunControls
            player={player}
            steps={index.steps}
            sentence={sentence}
            hasFirings={model.firingSteps.length > 0}
          />
        </div>
        {trace.droppedEvents > 0 ? (
          <p className="text-sm text-ink-2">{`The recording is full: ${trace.droppedEvents} later events are not in it.`}</p>
        ) : null}
        <div className="mt-8">
          <RunTranscript trace={trace} position={player.position} count={index.steps.length} onPosition={player.go} />
        </div>
      </div>
      <aside
        className="flex flex-col gap-24 border-t border-line px-18 py-18 lg:border-t-0 lg:border-l"
        aria-label="At the cursor"
      >
        <div>
          <h2 className="pane-heading">{`At step ${step}: why did this happen?`}</h2>
          <p aria-live="polite" className="mt-6 font-serif text-[1.0625rem] leading-[1.45]">
            {sentence}
          </p>
        </div>
        {shown.map((state) => (
          <StateTable key={`${state.operator}/${state.subtask}`} trace={trace} state={state} />
        ))}
        {onKillTaskManager === undefined ? null : (
          <button
            type="button"
            onClick={() => onKillTaskManager(step)}
            className="min-h-36 self-start rounded border border-line-strong bg-raised px-14 text-sm font-semibold hover:border-fail hover:text-fail-text"
          >
            Kill the TaskManager here
          </button>
        )}
      </aside>
    </section>
  );
}
