"use client";

/** One view of a run at a step. */
import type { TraceLog } from "@tidemark/engine/trace";
import { CheckpointsView } from "./checkpoints/checkpoints-view";
import { ClusterView } from "./cluster/cluster-view";
import { EventTimeView } from "./event-time-view";
import { OutsideView } from "./outside/outside-view";
import type { RunViewId } from "./run-views";
import { StateView } from "./state/state-view";

export type RunPanelProps = {
  view: RunViewId;
  trace: TraceLog;
  cursorStep: number;
  onCursorStep: (step: number) => void;
  /** Index of the operator that the plane draws; by default the one to which time matters most. */
  operator?: number;
  compact?: boolean;
  /** The whole run, where `trace` is only its beginning. */
  wholeTrace?: TraceLog;
};

export function RunPanel({ view, wholeTrace, ...run }: RunPanelProps) {
  const { trace, cursorStep, onCursorStep } = run;
  switch (view) {
    case "event-time":
      return <EventTimeView {...run} />;
    case "cluster":
      return <ClusterView trace={wholeTrace ?? trace} eventCount={trace.events.length} cursorStep={cursorStep} />;
    case "checkpoints":
      return <CheckpointsView trace={trace} cursorStep={cursorStep} onCursorStep={onCursorStep} />;
    case "outside":
      return <OutsideView trace={trace} cursorStep={cursorStep} />;
    case "state":
      return <StateView trace={trace} cursorStep={cursorStep} />;
  }
}
