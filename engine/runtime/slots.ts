/**
 * Where subtasks run. Answers to Flink's `LocalInputPreferredSlotSharingStrategy` for one job on an empty cluster: vertex
 * after vertex, a subtask goes into the slot of a producer of its own if its vertex is not in there yet, those left over
 * into any slot of their group, in the order in which slots were made, or into a new one. TaskManagers are filled one
 * after the other.
 */
import { EngineError } from "../core/index";
import { inputChannels, type JobEdge, type JobGraph, type JobVertex } from "../graph/index";
import type { TaskPlacement } from "./task";

export type ClusterShape = {
  /** null: as many as the job needs. */
  readonly taskManagers: number | null;
  readonly slotsPerTaskManager: number;
};

/** Of a task that has not got a slot yet. */
export const NO_PLACE: TaskPlacement = { taskManager: -1, slot: -1 };

/** Gives the place of a subtask. */
export type Placement = (vertex: JobVertex, subtaskIndex: number) => TaskPlacement;

/** Places every subtask. Refuses a job that needs more slots than there are (NoResourceAvailableException). */
export function placeSubtasks(graph: JobGraph, shape: ClusterShape): Placement {
  const slotOf = shareSlots(graph);
  const needed = 1 + Math.max(...slotOf.flat());
  const slots = (shape.taskManagers ?? Number.POSITIVE_INFINITY) * shape.slotsPerTaskManager;
  if (needed > slots) throw tooFewSlots(needed, slots);
  return (vertex, subtaskIndex) => {
    const slot = slotOf[vertex.index]?.[subtaskIndex] as number;
    return { taskManager: Math.floor(slot / shape.slotsPerTaskManager), slot };
  };
}

/** The slot of each subtask, by vertex; slots are numbered in the order in which they are made. */
export function shareSlots(graph: JobGraph): number[][] {
  const groupOf = new Map(graph.slotSharingGroups.flatMap((group, index) => group.vertices.map((it) => [it, index])));
  const slotsOfGroup: number[][] = graph.slotSharingGroups.map(() => []);
  const slotOf: number[][] = [];
  let slots = 0;
  for (const vertex of graph.vertices) {
    const group = groupOf.get(vertex.index) as number;
    const made = slotsOfGroup[group] as number[];
    const free = new Set(made);
    const own: (number | undefined)[] = Array.from({ length: vertex.parallelism }, (_, subtask) => {
      const slot = producerSlots(graph, vertex, subtask, slotOf).find((candidate) => free.has(candidate));
      if (slot !== undefined) free.delete(slot);
      return slot;
    });
    slotOf[vertex.index] = own.map((slot) => {
      const [next] = slot === undefined ? free : [slot];
      if (next === undefined) made.push(slots);
      else free.delete(next);
      return next ?? slots++;
    });
  }
  return slotOf;
}

/** The slots of the subtasks that this one reads, input after input. Those of other groups are never free for it. */
function producerSlots(graph: JobGraph, vertex: JobVertex, subtask: number, slotOf: readonly number[][]): number[] {
  return vertex.inputs.flatMap((index) => {
    const edge = graph.edges[index] as JobEdge;
    const slots = slotOf[edge.source] as number[];
    if (edge.pattern === "ALL_TO_ALL") return slots;
    const producers = inputChannels(edge.pattern, slots.length, vertex.parallelism)[subtask] as number[];
    return producers.map((producer) => slots[producer] as number);
  });
}

export function tooFewSlots(needed: number, available: number): EngineError {
  return new EngineError({
    code: "TOO_FEW_SLOTS",
    message: `Could not acquire the minimum required resources: the job needs ${needed} slots, the cluster has ${available}.`,
    hint: "Lower the parallelism, or give the cluster more TaskManagers or slots.",
    flinkClass: "NoResourceAvailableException",
    context: { needed, available },
  });
}
