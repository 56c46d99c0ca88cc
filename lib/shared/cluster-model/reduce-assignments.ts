/** Trace events -> how each restore hands the state of a snapshot to the new subtasks, and what nobody takes. */
import type { TraceIndex } from "../trace-model/trace-index";
import { type Moment, momentOf } from "./moment";

/** A stretch of key groups, both ends included, that moved from one subtask's snapshot to a subtask. */
export type KeyGroupMove = {
  readonly operator: number;
  readonly fromSubtask: number;
  readonly toSubtask: number;
  readonly first: number;
  readonly last: number;
  /** Entries of state and timers in it. */
  readonly entries: number;
};

/** Elements of list or union state that a subtask got. */
export type ListMove = {
  readonly operator: number;
  readonly fromSubtask: number;
  readonly toSubtask: number;
  readonly state: "list" | "union";
  readonly entries: number;
};

export type Assignment = {
  readonly at: Moment;
  readonly attempt: number;
  /** 0: from scratch, or from a savepoint of another run. */
  readonly checkpoint: number;
  readonly keyed: readonly KeyGroupMove[];
  readonly lists: readonly ListMove[];
  readonly unmapped: readonly { readonly operatorId: string; readonly reason: string }[];
  /** Position of the last event that belongs to it. */
  readonly until: number;
};

type Draft = {
  at: Moment;
  attempt: number;
  checkpoint: number;
  keyed: KeyGroupMove[];
  lists: ListMove[];
  unmapped: { operatorId: string; reason: string }[];
  until: number;
};

/** One assignment for each restore that handed out state. The events of one belong together, whatever stands between. */
export function reduceAssignments(index: TraceIndex): Assignment[] {
  const assignments: Draft[] = [];
  let open: Draft | null = null;
  const begin = (at: Moment, attempt: number, checkpoint: number): Draft => {
    const draft: Draft = { at, attempt, checkpoint, keyed: [], lists: [], unmapped: [], until: at.position };
    assignments.push(draft);
    return draft;
  };
  index.events.forEach((event, position) => {
    if (event.kind === "restore") {
      open = begin(momentOf(event, position), event.attempt, event.checkpoint);
    } else if (event.kind === "state-assigned" || event.kind === "state-unmapped") {
      open ??= begin(momentOf(event, position), 0, 0);
      open.until = position;
      if (event.kind === "state-unmapped") {
        open.unmapped.push({ operatorId: event.operatorId, reason: event.reason });
        return;
      }
      const { operator, fromSubtask, subtask: toSubtask, firstKeyGroup: first, lastKeyGroup: last } = event;
      if (first >= 0) open.keyed.push({ operator, fromSubtask, toSubtask, first, last, entries: event.entries });
      else {
        const state = event.state === "union" ? "union" : "list";
        open.lists.push({ operator, fromSubtask, toSubtask, state, entries: event.entries });
      }
    } else if (event.kind === "failure") open = null;
  });
  return assignments.filter((each) => each.keyed.length + each.lists.length + each.unmapped.length > 0);
}
