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
export function snapshotPosition(index: TraceIndex, head: number, subtask: number, checkpoint: number): number {
  return index.events.findIndex(
    (event) =>
      (event.kind === "barrier-emitted" || event.kind === "snapshot-acknowledged") &&
      event.checkpoint === checkpoint &&
      event.operator === head &&
      event.subtask === subtask,
  );
}

/** The undone stretches of one operator subtask, in the order of the restores; a failover of other vertices undoes nothing of it. */
export function undoneRanges(index: TraceIndex, operator: number, subtask: number): UndoneRange[] {
  const head = chainHead(index.operators, operator);
  const vertex = index.operators[operator]?.vertex ?? -1;
  const ranges: UndoneRange[] = [];
  let spared = false;
  index.events.forEach((event, at) => {
    if (event.kind === "failure") spared = false;
    if (event.kind === "failover") spared = !event.vertices.split(",").map(Number).includes(vertex);
    if (event.kind !== "restore" || spared) return;
    const after = event.checkpoint === 0 ? -1 : snapshotPosition(index, head, subtask, event.checkpoint);
    ranges.push({ after, before: at, checkpoint: event.checkpoint });
  });
  return ranges;
}

/** Whether the event at this position of the list lies in one of the ranges. */
export function isUndone(ranges: readonly UndoneRange[], position: number): boolean {
  return ranges.some((range) => position > range.after && position < range.before);
}
