/**
 * What a restore takes back. A restore to checkpoint c resets each task to what it was when it took its snapshot for c:
 * everything that the task did after that and before the restore never counted (its effects outside apart).
 */
import { chainHead, type TraceIndex } from "./trace-index";

/** Positions in the event list, both ends exclusive, between which the events of one subtask were undone. */
export type UndoneRange = {
  readonly after: number;
  readonly before: number;
  /** The checkpoint that was restored; 0: from scratch. */
  readonly checkpoint: number;
};

/** Position of the event with which a task took its snapshot for a checkpoint; -1 where it never did. */
function snapshotPosition(index: TraceIndex, head: number, subtask: number, checkpoint: number): number {
  return index.events.findIndex(
    (event) =>
      (event.kind === "barrier-emitted" || event.kind === "snapshot-acknowledged") &&
      event.checkpoint === checkpoint &&
      event.operator === head &&
      event.subtask === subtask,
  );
}

/** Whether a task starts again with the restore at a position: a failover may concern only some of them. */
export function startsAgain(index: TraceIndex, restore: number, head: number, subtask: number): boolean {
  let deploysAny = false;
  for (let at = restore + 1; at < index.events.length; at++) {
    const event = index.events[at];
    if (event?.kind === "restore") break;
    if (event?.kind !== "task-deployed") continue;
    if (event.operator === head && event.subtask === subtask) return true;
    deploysAny = true;
  }
  return !deploysAny;
}

/** The undone stretches of one operator subtask, in the order of the restores. */
export function undoneRanges(index: TraceIndex, operator: number, subtask: number): UndoneRange[] {
  const head = chainHead(index.operators, operator);
  const ranges: UndoneRange[] = [];
  index.events.forEach((event, at) => {
    if (event.kind !== "restore" || !startsAgain(index, at, head, subtask)) return;
    const after = event.checkpoint === 0 ? -1 : snapshotPosition(index, head, subtask, event.checkpoint);
    ranges.push({ after, before: at, checkpoint: event.checkpoint });
  });
  return ranges;
}

/** Whether the event at this position of the list lies in one of the ranges. */
export function isUndone(ranges: readonly UndoneRange[], position: number): boolean {
  return ranges.some((range) => position > range.after && position < range.before);
}
