/**
 * Why a step happened, in plain words with the rule and its numbers. A step often holds several events; the most
 * telling one decides which sentence is made, and the sentence draws on the others.
 */
import type { TraceEvent, TraceEventKind, TraceLog } from "@tidemark/engine/trace";
import { explainAlignment, explainCoordination, explainRequest } from "./explain-async";
import { capital, type ExplainContext, explainContext } from "./explain-context";
import {
  explainChannelWatermark,
  explainEmitted,
  explainReceived,
  explainStatus,
  explainTimerFired,
  explainWatermark,
  explainWatermarkEmitted,
} from "./explain-flow";
import { explainPartialMatches } from "./explain-patterns";
import {
  explainBarrier,
  explainCheckpoint,
  explainFailure,
  explainRestart,
  explainRestore,
  explainTasks,
} from "./explain-recovery";
import { explainAssigned, explainClosed, explainFired, explainLate } from "./explain-windows";
import { indexOf, nearestStep } from "./trace-index";

/** From the most telling kind to the least. */
const RULES: readonly (readonly [TraceEventKind, (context: ExplainContext) => string])[] = [
  ["job-failed", explainTasks],
  ["failure", explainFailure],
  ["restore", explainRestore],
  ["restart-scheduled", explainRestart],
  ["record-late", explainLate],
  ["record-assigned", explainAssigned],
  ["window-fired", explainFired],
  ["partial-match-began", explainPartialMatches],
  ["partial-match-advanced", explainPartialMatches],
  ["partial-match-ended", explainPartialMatches],
  ["timer-fired", explainTimerFired],
  ["window-closed", explainClosed],
  ["source-waits", explainAlignment],
  ["source-reads", explainAlignment],
  ["split-paused", explainAlignment],
  ["split-resumed", explainAlignment],
  ["checkpoint-completed", explainCheckpoint],
  ["checkpoint-aborted", explainCheckpoint],
  ["checkpoint-triggered", explainCheckpoint],
  ["channel-blocked", explainBarrier],
  ["snapshot-acknowledged", explainBarrier],
  ["barrier-emitted", explainBarrier],
  ["barrier-received", explainBarrier],
  ["channel-unblocked", explainBarrier],
  ["async-request", explainRequest],
  ["record-received", explainReceived],
  ["watermark-status", explainStatus],
  ["watermark-advanced", explainWatermark],
  ["watermark-received", explainChannelWatermark],
  ["record-emitted", explainEmitted],
  ["watermark-emitted", explainWatermarkEmitted],
  ["alignment-reported", explainCoordination],
  ["alignment-announced", explainCoordination],
  ["task-deployed", explainTasks],
  ["job-finished", explainTasks],
  ["task-finished", explainTasks],
];

/** The timers of windows speak through the windows. */
function isWindowTimer(event: TraceEvent): boolean {
  return event.kind === "timer-fired" && event.namespace !== "";
}

/** The sentence of the step at or before `step`. */
export function explainStep(trace: TraceLog, step: number): string {
  const index = indexOf(trace);
  if (index.steps.length === 0) return "Nothing has happened in this run.";
  const context = explainContext(index, nearestStep(index, step));
  const kinds = new Set(context.events.filter((event) => !isWindowTimer(event)).map((event) => event.kind));
  const rule = RULES.find(([kind]) => kinds.has(kind));
  return rule === undefined ? "The operator works on its state and timers." : capital(rule[1](context));
}
