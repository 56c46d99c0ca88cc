/**
 * Where subtasks run. Answers to Flink's slot sharing as it comes out for one job on an empty cluster: slot i of a
 * sharing group holds subtask i of each of its vertices, groups have slots of their own, TaskManagers are filled
 * one after the other.
 */
import { EngineError } from "../core/index";
import type { JobGraph, JobVertex } from "../graph/index";
import type { TaskPlacement } from "./task";

export type ClusterShape = {
  /** null: as many as the job needs. */
  readonly taskManagers: number | null;
  readonly slotsPerTaskManager: number;
};

/** Gives the place of a subtask. */
export type Placement = (vertex: JobVertex, subtaskIndex: number) => TaskPlacement;

/** Places every subtask. Refuses a job that needs more slots than there are (NoResourceAvailableException). */
export function placeSubtasks(graph: JobGraph, shape: ClusterShape): Placement {
  const firstSlots: number[] = [];
  let slotsNeeded = 0;
  for (const group of graph.slotSharingGroups) {
    for (const vertex of group.vertices) firstSlots[vertex] = slotsNeeded;
    slotsNeeded += group.slots;
  }
  const slots = (shape.taskManagers ?? Number.POSITIVE_INFINITY) * shape.slotsPerTaskManager;
  if (slotsNeeded > slots) throw tooFewSlots(slotsNeeded, slots);
  return (vertex, subtaskIndex) => {
    const slot = (firstSlots[vertex.index] as number) + subtaskIndex;
    return { taskManager: Math.floor(slot / shape.slotsPerTaskManager), slot };
  };
}

function tooFewSlots(needed: number, available: number): EngineError {
  return new EngineError({
    code: "TOO_FEW_SLOTS",
    message: `Could not acquire the minimum required resources: the job needs ${needed} slots, the cluster has ${available}.`,
    hint: "Lower the parallelism, or give the cluster more TaskManagers or slots.",
    flinkClass: "NoResourceAvailableException",
    context: { needed, available },
  });
}
