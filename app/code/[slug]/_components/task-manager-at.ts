import type { TraceLog } from "@tidemark/engine/trace";

/**
 * The TaskManager (index from 0) that does the work at a step: the one on which the subtask of the latest event
 * up to that step is deployed. Before anything is deployed it is the first.
 */
export function taskManagerAt(trace: TraceLog, step: number): number {
  const managers = new Map<string, number>();
  let current = 0;
  for (const event of trace.events) {
    if (event.step > step) break;
    if (event.kind === "task-deployed") {
      for (const operator of sameVertex(trace, event.operator))
        managers.set(`${operator}/${event.subtask}`, event.taskManager);
    } else if ("operator" in event) {
      current = managers.get(`${event.operator}/${event.subtask}`) ?? current;
    }
  }
  return current;
}

/** All operators of the task whose head is the given one. */
function sameVertex(trace: TraceLog, head: number): number[] {
  const vertex = trace.operators[head]?.vertex;
  return trace.operators.flatMap((operator, index) => (operator.vertex === vertex ? [index] : []));
}
