/** Sentences about checkpoints, failures and recovery. */
import type { EventOf } from "@tidemark/engine/trace";
import { type ExplainContext, ofKind, where } from "./explain-context";
import { originWords, startsFromEarlierRun } from "./restore-words";
import { formatDuration } from "./time-format";

export function explainFailure(context: ExplainContext): string {
  const event = ofKind(context, "failure")[0] as EventOf<"failure">;
  const completed = context.index.events.findLast((e) => e.kind === "checkpoint-completed" && e.step <= context.step) as
    | EventOf<"checkpoint-completed">
    | undefined;
  const back =
    completed === undefined
      ? "No checkpoint is complete yet, so a restart begins from scratch."
      : `The last complete checkpoint is ${completed.checkpoint}; a restart goes back to it.`;
  const failed = event.operator === -1 ? "The job" : where(context, event);
  const what =
    event.cause === "task-manager-lost"
      ? `TaskManager ${event.taskManager + 1} is lost, and the state of its tasks with it.`
      : `${failed} fails: ${event.message.replace(/\.$/, "")}.`;
  const restored = ofKind(context, "restore").length > 0 ? ` ${explainRestore(context)}` : "";
  return `${what} ${back}${restored}`;
}

export function explainRestart(context: ExplainContext): string {
  const event = ofKind(context, "restart-scheduled")[0] as EventOf<"restart-scheduled">;
  const delay = event.at - event.processingTime;
  return `The job restarts ${delay <= 0 ? "at once" : `in ${formatDuration(delay)}`}, as attempt ${event.attempt + 1}.`;
}

export function explainRestore(context: ExplainContext): string {
  const event = ofKind(context, "restore")[0] as EventOf<"restore">;
  if (startsFromEarlierRun(event)) {
    return `The job starts from ${originWords(event)}: every operator takes its state from there, and the sources go on at the positions stored there.`;
  }
  return event.checkpoint === 0
    ? "The job starts again from scratch: there was no complete checkpoint, so all state is empty and the sources begin anew."
    : `The job starts again from checkpoint ${event.checkpoint}: state is what it was at its barrier, and the sources rewind to the positions stored there, so what came after is read once more.`;
}

export function explainCheckpoint(context: ExplainContext): string {
  const completed = ofKind(context, "checkpoint-completed")[0];
  if (completed !== undefined) {
    return `Checkpoint ${completed.checkpoint} is complete: every task has acknowledged its snapshot. A failure from now on goes back to here.`;
  }
  const aborted = ofKind(context, "checkpoint-aborted")[0];
  if (aborted !== undefined) return `Checkpoint ${aborted.checkpoint} is aborted: ${aborted.reason}.`;
  const triggered = ofKind(context, "checkpoint-triggered")[0] as EventOf<"checkpoint-triggered">;
  return `Checkpoint ${triggered.checkpoint} is triggered: the sources take their snapshots and send a barrier down every channel.`;
}

export function explainBarrier(context: ExplainContext): string {
  const blocked = ofKind(context, "channel-blocked")[0];
  if (blocked !== undefined) {
    return `The barrier of checkpoint ${blocked.checkpoint} arrives on channel ${blocked.channel + 1} of ${where(context, blocked)}. The channel waits there until the barriers of the other channels have come.`;
  }
  const acknowledged = ofKind(context, "snapshot-acknowledged")[0];
  if (acknowledged !== undefined) {
    const { operator, subtask, checkpoint } = acknowledged;
    const passed = ofKind(context, "barrier-emitted");
    if (!passed.some((event) => event.operator === operator && event.subtask === subtask)) {
      return `${where(context, acknowledged)} acknowledges checkpoint ${checkpoint}: all of its snapshot is written.`;
    }
    if (context.index.operators[acknowledged.operator]?.kind === "source") {
      return `${where(context, acknowledged)} takes its snapshot for checkpoint ${acknowledged.checkpoint}, acknowledges it, and sends the barrier down its channels.`;
    }
    return `${where(context, acknowledged)} has all barriers of checkpoint ${acknowledged.checkpoint}: it passes the barrier on, takes its snapshot and acknowledges it.`;
  }
  const passed = ofKind(context, "barrier-emitted", "channel-unblocked")[0];
  if (passed === undefined) {
    const received = ofKind(context, "barrier-received")[0] as EventOf<"barrier-received">;
    return `The barrier of checkpoint ${received.checkpoint} arrives on channel ${received.channel + 1} of ${where(context, received)}.`;
  }
  return `The barrier of checkpoint ${passed.checkpoint} passes ${where(context, passed)}.`;
}

export function explainTasks(context: ExplainContext): string {
  const deployed = ofKind(context, "task-deployed");
  if (deployed.length > 0) {
    const managers = new Set(deployed.map((e) => e.taskManager)).size;
    return `${deployed.length === 1 ? "A task is" : `${deployed.length} tasks are`} deployed on ${managers} ${managers === 1 ? "TaskManager" : "TaskManagers"}.`;
  }
  const failed = ofKind(context, "job-failed")[0];
  if (failed !== undefined) return `The job fails for good: ${failed.message}.`;
  if (ofKind(context, "job-finished").length > 0) return "All tasks are done: the job is finished.";
  const finished = ofKind(context, "task-finished")[0] as EventOf<"task-finished">;
  return `${where(context, finished)} has no more input and finishes.`;
}
