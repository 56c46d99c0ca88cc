"use client";

/**
 * A run of the engine to look at and to travel through. One cursor, several views: the event-time plane, the cluster,
 * checkpoints, the world outside, state. Beside them why the step at the cursor happened; below them the run in words.
 */
import type { TraceLog } from "@tidemark/engine/trace";
import { type ReactNode, useId, useState } from "react";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { CopyStepLink } from "./copy-step-link";
import { onRunKey, RunControls } from "./run-controls";
import { RunPanel } from "./run-panel";
import { RunTranscript } from "./run-transcript";
import { RUN_VIEWS, type RunViewId } from "./run-views";
import { StateAside } from "./state-aside";
import { useRun } from "./use-run";
import { useStepLink } from "./use-step-link";

export type RunViewProps = {
  trace: TraceLog;
  /** The scheduler step at which the reader stands. */
  cursorStep: number;
  onCursorStep: (step: number) => void;
  /** What stands under the sentence, such as what can be broken at this step. */
  actions?: (step: number) => ReactNode;
  /** Index of the operator to draw; by default the one to which time matters most. */
  operator?: number;
  /** The view that is open; without it the reader's choice is kept here, and begins with `firstView`. */
  view?: RunViewId;
  onView?: (view: RunViewId) => void;
  firstView?: RunViewId;
  /**
   * The whole run, where `trace` is only its beginning: in which channel a record is under way is known from where it
   * arrives.
   */
  wholeTrace?: TraceLog;
  /** What stands at the top of the column beside the views, such as a question about the run. */
  beside?: ReactNode;
  /** The address of the page follows the cursor, and a link to a step is gone to when the run is first shown. */
  linked?: boolean;
};

export function RunView({ trace, cursorStep, onCursorStep, actions, operator, ...views }: RunViewProps) {
  const run = useRun(trace, cursorStep, onCursorStep, operator);
  const { index, model, player, step, sentence } = run;
  const [kept, setKept] = useState<RunViewId>(views.firstView ?? "event-time");
  const view = views.view ?? kept;
  const show = (next: RunViewId) => {
    setKept(next);
    views.onView?.(next);
  };
  useStepLink(
    { step, view },
    index.steps.at(-1) ?? 0,
    views.linked
      ? (link) => {
          const known = RUN_VIEWS.find(({ id }) => id === link.view);
          if (known !== undefined) show(known.id);
          onCursorStep(link.step);
        }
      : null,
  );
  const prefix = `run${useId().replaceAll(":", "")}`;
  if (index.steps.length === 0) return <p className="p-18 text-ink-2">Nothing has happened in this run.</p>;
  return (
    <section
      aria-label="The run"
      className={`grid min-w-0 ${views.beside === undefined ? "lg:grid-cols-[minmax(0,1fr)_300px]" : "lg:grid-cols-[minmax(0,1fr)_380px]"}`}
      onKeyDown={(event) => onRunKey(event, player, index.steps.length - 1)}
    >
      <div className="min-w-0 px-18 pt-8 pb-8">
        <div className="mb-12 overflow-x-auto border-b border-line">
          <Tabs label="Views of the run" prefix={prefix} tabs={RUN_VIEWS} chosen={view} onChoose={show} />
        </div>
        {RUN_VIEWS.map(({ id }) => (
          <TabPanel key={id} prefix={prefix} id={id} chosen={view}>
            {id === view ? (
              <RunPanel
                view={id}
                {...{ trace, onCursorStep, operator }}
                cursorStep={step}
                wholeTrace={views.wholeTrace}
              />
            ) : null}
          </TabPanel>
        ))}
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
        {views.beside}
        <div>
          <h2 className="pane-heading">{`At step ${step}: why did this happen?`}</h2>
          <p aria-live="polite" className="mt-6 font-serif text-[1.0625rem] leading-[1.45]">
            {sentence}
          </p>
        </div>
        {view === "event-time" ? <StateAside trace={trace} step={step} operator={model.operator} /> : null}
        {actions?.(step)}
        {views.linked ? <CopyStepLink link={{ step, view }} /> : null}
      </aside>
    </section>
  );
}
