/** Sentences about the machines, the job and its tasks: who dies, who notices, what is started again and with which state. */
import type { EventOf } from "@tidemark/engine/trace";
import { count, type ExplainContext, ofKind, where } from "./explain-context";
import { lossReason } from "./loss-words";
import { wordList } from "./record-label";
import { formatDuration } from "./time-format";

/** Chains as readers know them: by the operator at their head. */
function vertexName(context: ExplainContext, vertex: number): string {
  return (
    context.index.operators.find((operator) => operator.vertex === vertex && operator.chainIndex === 0)?.name ?? ""
  );
}

export function explainMachine(context: ExplainContext): string {
  const lost = ofKind(context, "task-manager-lost")[0];
  if (lost !== undefined) {
    const reason = lossReason(lost.reason);
    const manager = `TaskManager ${lost.taskManager + 1}`;
    const what = reason === "" ? `${manager} is lost` : `The JobManager gives ${manager} up: ${reason}`;
    return `${what}. Its slots are gone, and all tasks in them with their state.`;
  }
  const stopped = ofKind(context, "task-manager-stopped")[0];
  if (stopped !== undefined) {
    return `The process of TaskManager ${stopped.taskManager + 1} dies. Nobody knows yet: the JobManager finds out when something does not answer.`;
  }
  const started = ofKind(context, "task-manager-started");
  const names = wordList(started.map(({ taskManager }) => String(taskManager + 1)));
  const slots = started.reduce((sum, event) => sum + event.slots, 0);
  return `${started.length === 1 ? "TaskManager" : "TaskManagers"} ${names} ${started.length === 1 ? "registers" : "register"} with the JobManager and ${started.length === 1 ? "offers" : "offer"} ${count(slots, "slot")}.`;
}

export function explainJobManager(context: ExplainContext): string {
  const stopped = ofKind(context, "job-manager-stopped")[0];
  if (stopped !== undefined) {
    return `The JobManager is gone: ${stopped.reason}. Tasks lose who coordinates them; what becomes of the job depends on high availability.`;
  }
  const started = ofKind(context, "job-manager-started")[0] as EventOf<"job-manager-started">;
  return `A JobManager leads again: ${started.reason}.`;
}

export function explainFailover(context: ExplainContext): string {
  const event = ofKind(context, "failover")[0] as EventOf<"failover">;
  const names = event.vertices.split(",").map((vertex) => vertexName(context, Number(vertex)));
  const vertices = new Set(context.index.operators.map((operator) => operator.vertex)).size;
  const rest = names.length < vertices ? " The other tasks go on." : "";
  return `What has to start again: ${wordList(names)} (${event.reason}).${rest}`;
}

export function explainRescaled(context: ExplainContext): string {
  const events = ofKind(context, "rescaled");
  const first = events[0] as EventOf<"rescaled">;
  const parts = events.map(
    ({ vertex, from, to }) => `${vertexName(context, vertex)} runs with ${to} instead of ${from}`,
  );
  return `${wordList(parts)}: ${first.reason}. Key groups move with their state.`;
}

/** State that a restore hands out, and what no operator takes. */
export function explainAssignment(context: ExplainContext): string {
  const unmapped = ofKind(context, "state-unmapped");
  const none =
    unmapped.length === 0
      ? ""
      : ` State of ${wordList(unmapped.map(({ operatorId, reason }) => `operator ${operatorId} is taken by nobody: ${reason}`))}.`;
  const moves = ofKind(context, "state-assigned");
  const moved = moves.filter((move) => move.firstKeyGroup >= 0 && move.fromSubtask !== move.subtask);
  const keyed = moves.filter((move) => move.firstKeyGroup >= 0);
  if (keyed.length === 0) return `${moves.length === 0 ? "" : "List and union state is handed out."}${none}`.trim();
  if (moved.length === 0) return `Every subtask gets back the key groups that it had.${none}`;
  const groups = moved.reduce((sum, { firstKeyGroup, lastKeyGroup }) => sum + lastKeyGroup - firstKeyGroup + 1, 0);
  return `${count(groups, "key group")} ${groups === 1 ? "moves" : "move"} to another subtask, with all state and timers in ${groups === 1 ? "it" : "them"}.${none}`;
}

export function explainJobState(context: ExplainContext): string {
  const states = ofKind(context, "job-state").map(({ state }) => state);
  return `The job becomes ${wordList(states)}.`;
}

export function explainCanceled(context: ExplainContext): string {
  const canceled = ofKind(context, "task-canceled");
  const lost = ofKind(context, "in-flight-lost").length;
  const records = lost === 0 ? "" : ` ${count(lost, "record")} in their channels ${lost === 1 ? "is" : "are"} lost.`;
  if (canceled.length === 1) {
    return `${where(context, canceled[0] as EventOf<"task-canceled">)} is canceled.${records}`;
  }
  return `${count(canceled.length, "task")} ${canceled.length === 0 ? "" : "are "}canceled.${records}`;
}

export function explainBackPressure(context: ExplainContext): string {
  const started = ofKind(context, "back-pressure-started")[0];
  if (started !== undefined) {
    return `${where(context, started)} is back-pressured: a channel behind it has no room left, so it takes nothing before its reader does.`;
  }
  const ended = ofKind(context, "back-pressure-ended")[0] as EventOf<"back-pressure-ended">;
  return `${where(context, ended)} has room in all its outputs again and goes on.`;
}

/** What is measured: times of tasks, latency, buffer sizes. */
export function explainMetrics(context: ExplainContext): string {
  const times = ofKind(context, "task-times");
  if (times.length > 0) {
    const most = times.reduce((a, b) => (b.busyMillis > a.busyMillis ? b : a));
    const busiest = `The metrics are updated. Busiest is ${where(context, most)}: busy ${most.busyMillis} ms of each second`;
    return `${busiest}, back-pressured ${most.backPressuredMillis} ms, idle ${most.idleMillis} ms.`;
  }
  const marker = ofKind(context, "latency-marker")[0];
  if (marker !== undefined) {
    const source = context.index.operators[marker.sourceOperator]?.name ?? "the source";
    return `A latency marker from ${source} has taken ${formatDuration(marker.latencyMillis)} to ${where(context, marker)}: it waits in channels behind the records before it, and passes the functions by.`;
  }
  const debloated = ofKind(context, "buffer-debloated")[0];
  if (debloated !== undefined) {
    return `The buffers in front of ${where(context, debloated)} are set to ${debloated.bytes} bytes, so that what is in flight takes about the wanted time to consume.`;
  }
  const works = ofKind(context, "task-works")[0] as EventOf<"task-works">;
  return `${where(context, works)} works for ${formatDuration(works.until - works.processingTime)}.`;
}
