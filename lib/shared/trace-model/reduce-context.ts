/** What every reducer of the plane is given: the run, the operator's subtask, and where events lie. */
import type { TraceEvent } from "@tidemark/engine/trace";
import type { PlaneAxis } from "./plane-model";
import { eventX } from "./plane-axis";
import type { TraceIndex } from "./trace-index";
import { isUndone, type UndoneRange } from "./undone";

export type ReduceContext = {
  readonly index: TraceIndex;
  readonly axis: PlaneAxis;
  readonly operator: number;
  readonly head: number;
  readonly subtask: number;
  /** The events of this subtask and those of the whole job, each with its position in the whole list. */
  readonly events: readonly { readonly event: TraceEvent; readonly position: number }[];
  readonly undone: readonly UndoneRange[];
  x(event: TraceEvent): number;
  isUndone(position: number): boolean;
};

/** Events of the operator, of its chain's head and of the whole job, by subtask; one pass over the trace. */
export function eventsBySubtask(
  index: TraceIndex,
  operator: number,
  head: number,
): { event: TraceEvent; position: number }[][] {
  const count = Math.max(1, index.operators[operator]?.parallelism ?? 1);
  const lists = Array.from({ length: count }, (): { event: TraceEvent; position: number }[] => []);
  index.events.forEach((event, position) => {
    if (event.kind === "failure" || event.kind === "restore") {
      for (const list of lists) list.push({ event, position });
    } else if ("operator" in event && (event.operator === operator || event.operator === head)) {
      lists[event.subtask]?.push({ event, position });
    }
  });
  return lists;
}

export function reduceContext(
  base: Pick<ReduceContext, "index" | "axis" | "operator" | "head" | "subtask" | "events" | "undone">,
): ReduceContext {
  return {
    ...base,
    x: (event) => eventX(base.index, base.axis, event),
    isUndone: (position) => isUndone(base.undone, position),
  };
}
