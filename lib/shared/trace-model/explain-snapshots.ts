/** Sentences about what a checkpoint does besides its barriers: what it captures, what is refused, files, the commit's signal. */
import type { EventOf } from "@tidemark/engine/trace";
import { count, type ExplainContext, ofKind, recordById, where } from "./explain-context";
import { wordList } from "./record-label";

const MAX_NAMED = 4;

export function explainSavepoint(context: ExplainContext): string {
  const event = ofKind(context, "savepoint-completed")[0] as EventOf<"savepoint-completed">;
  return `Savepoint ${event.checkpoint} is complete, in ${event.format} format, at ${event.path}: it belongs to its user, and the job never removes it.`;
}

export function explainNotTriggered(context: ExplainContext): string {
  const event = ofKind(context, "checkpoint-not-triggered")[0] as EventOf<"checkpoint-not-triggered">;
  return `A checkpoint is due, but is not triggered: ${event.reason}.`;
}

export function explainTimedOutAlignment(context: ExplainContext): string {
  const event = ofKind(context, "alignment-timed-out")[0] as EventOf<"alignment-timed-out">;
  return `The aligned checkpoint timeout of checkpoint ${event.checkpoint} is over while barriers still wait at ${where(context, event)}: from now on they overtake, and what they pass becomes a part of the checkpoint.`;
}

export function explainRefused(context: ExplainContext): string {
  const declined = ofKind(context, "snapshot-declined")[0];
  if (declined !== undefined) {
    return `${where(context, declined)} declines checkpoint ${declined.checkpoint}: ${declined.reason}.`;
  }
  const lost = ofKind(context, "acknowledgement-lost")[0] as EventOf<"acknowledgement-lost">;
  return `${where(context, lost)} has acknowledged checkpoint ${lost.checkpoint}, but the message is lost: ${lost.reason}. The coordinator waits for it until its timeout.`;
}

export function explainNotified(context: ExplainContext): string {
  const events = ofKind(context, "checkpoint-notified");
  const first = events[0] as EventOf<"checkpoint-notified">;
  const who = events.length === 1 ? `${where(context, first)} hears` : `${count(events.length, "task")} hear`;
  return `${who} that checkpoint ${first.checkpoint} is complete: whoever has something to commit outside does it now.`;
}

/** Elements in flight that a checkpoint holds, that come back from one, or that are lost. */
export function explainInFlight(context: ExplainContext): string {
  const captured = ofKind(context, "in-flight-captured");
  const first = captured[0];
  if (first !== undefined) {
    return `${where(context, first)} puts ${elements(context, captured)} into checkpoint ${first.checkpoint}: the barrier has overtaken ${captured.length === 1 ? "it" : "them"}, so ${captured.length === 1 ? "it belongs" : "they belong"} to it.`;
  }
  const restored = ofKind(context, "in-flight-restored");
  const back = restored[0];
  if (back !== undefined) {
    return `${where(context, back)} gets ${elements(context, restored)} back into its channels, before anything new.`;
  }
  const lost = ofKind(context, "in-flight-lost");
  return `${elements(context, lost)} under way ${lost.length === 1 ? "is" : "are"} lost with the tasks; what a restart brings back comes from its checkpoint and from the sources.`;
}

function elements(context: ExplainContext, events: readonly { readonly record: number }[]): string {
  const names = events.flatMap(({ record }) => {
    const facts = context.index.records.get(record);
    return facts === undefined ? [] : [recordById(context, record, "", facts.timestamp)];
  });
  if (names.length === 0) return count(events.length, "element");
  const named = names.slice(0, MAX_NAMED);
  const more = events.length - named.length;
  return `${events.length === 1 ? "record" : "records"} ${wordList(more > 0 ? [...named, `${more} more`] : named)}`;
}

export function explainSnapshotTaken(context: ExplainContext): string {
  const event = ofKind(context, "snapshot-taken")[0] as EventOf<"snapshot-taken">;
  return `${where(context, event)} has taken its snapshot for checkpoint ${event.checkpoint} and goes on; the state is written behind its back.`;
}

/** Files of the state: what a checkpoint writes and shares, and the backend's own work. */
export function explainFiles(context: ExplainContext): string {
  const files = ofKind(context, "state-file");
  const first = files[0];
  if (first !== undefined) {
    const shared = files.filter((file) => file.shared).length;
    const old = shared === 0 ? "" : `, and shares ${count(shared, "file")} that an earlier one wrote`;
    return `Checkpoint ${first.checkpoint} writes ${count(files.length - shared, "file")} of ${where(context, first)}${old}.`;
  }
  const work = ofKind(context, "backend-work")[0] as EventOf<"backend-work">;
  const did: Record<string, string> = {
    flushed: "writes its table in memory out as a sorted file",
    compacted: "merges sorted files, dropping what is overwritten or deleted",
    materialized: "writes its state in full: the changes logged before that are not needed any more",
    "log-written": "writes changes into its log",
  };
  return `The state backend of ${where(context, work)} ${did[work.event] ?? work.event} (${work.files}, ${work.bytes} bytes).`;
}
