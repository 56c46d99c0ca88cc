/**
 * Why a step happened, in plain words with the rule and its numbers. A step often holds several events; the most
 * telling one decides which sentence is made, and the sentence draws on the others.
 */
import type { TraceEvent, TraceEventKind, TraceLog } from "@tidemark/engine/trace";
import { explainAlignment, explainCoordination, explainRequest } from "./explain-async";
import {
  explainAssignment,
  explainBackPressure,
  explainCanceled,
  explainFailover,
  explainJobManager,
  explainJobState,
  explainMachine,
  explainMetrics,
  explainRescaled,
} from "./explain-cluster";
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
import { explainOutside } from "./explain-outside";
import { explainPartialMatches } from "./explain-patterns";
import {
  explainBarrier,
  explainCheckpoint,
  explainFailure,
  explainRestart,
  explainRestore,
  explainTasks,
} from "./explain-recovery";
import {
  explainFiles,
  explainInFlight,
  explainNotified,
  explainNotTriggered,
  explainRefused,
  explainSavepoint,
  explainSnapshotTaken,
  explainTimedOutAlignment,
} from "./explain-snapshots";
import { explainAssigned, explainClosed, explainFired, explainLate } from "./explain-windows";
import { indexOf, nearestStep } from "./trace-index";

/** From the most telling kind to the least. */
const RULES: readonly (readonly [TraceEventKind, (context: ExplainContext) => string])[] = [
  ["job-failed", explainTasks],
  ["failure", explainFailure],
  ["job-manager-stopped", explainJobManager],
  ["job-manager-started", explainJobManager],
  ["task-manager-lost", explainMachine],
  ["task-manager-stopped", explainMachine],
  ["rescaled", explainRescaled],
  ["restore", explainRestore],
  ["restart-scheduled", explainRestart],
  ["failover", explainFailover],
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
  ["savepoint-completed", explainSavepoint],
  ["checkpoint-completed", explainCheckpoint],
  ["checkpoint-aborted", explainCheckpoint],
  ["checkpoint-triggered", explainCheckpoint],
  ["checkpoint-not-triggered", explainNotTriggered],
  ["snapshot-declined", explainRefused],
  ["acknowledgement-lost", explainRefused],
  ["alignment-timed-out", explainTimedOutAlignment],
  ["in-flight-captured", explainInFlight],
  ["channel-blocked", explainBarrier],
  ["snapshot-acknowledged", explainBarrier],
  ["barrier-emitted", explainBarrier],
  ["barrier-received", explainBarrier],
  ["channel-unblocked", explainBarrier],
  ["snapshot-taken", explainSnapshotTaken],
  ["outside-changed", explainOutside],
  ["checkpoint-notified", explainNotified],
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
  ["in-flight-restored", explainInFlight],
  ["state-unmapped", explainAssignment],
  ["state-assigned", explainAssignment],
  ["task-canceled", explainCanceled],
  ["in-flight-lost", explainInFlight],
  ["job-finished", explainTasks],
  ["task-finished", explainTasks],
  ["task-manager-started", explainMachine],
  ["job-state", explainJobState],
  ["back-pressure-started", explainBackPressure],
  ["back-pressure-ended", explainBackPressure],
  ["state-file", explainFiles],
  ["backend-work", explainFiles],
  ["task-times", explainMetrics],
  ["latency-marker", explainMetrics],
  ["buffer-debloated", explainMetrics],
  ["task-works", explainMetrics],
];

/** What is told besides the most telling kind, where it happens in the same step. */
const BESIDES: readonly (readonly [TraceEventKind, (context: ExplainContext) => string])[] = [
  ["state-assigned", explainAssignment],
  ["back-pressure-started", explainBackPressure],
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
  if (rule === undefined) return "The operator works on its state and timers.";
  const besides = BESIDES.filter(([kind, explain]) => kinds.has(kind) && explain !== rule[1]);
  return [rule, ...besides].map(([, explain]) => capital(explain(context))).join(" ");
}
