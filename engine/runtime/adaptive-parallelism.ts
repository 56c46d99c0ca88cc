/**
 * How parallel each vertex is with so many slots. Answers to Flink 2.3's `SlotSharingSlotAllocator`: every slot sharing
 * group gets at least one slot; what is left is shared out evenly, first to the groups that can use the least; a vertex
 * uses as many slots of its group as it may.
 */
import type { JobGraph } from "../graph/index";

/** What vertices may use at most: in reactive mode their maximum parallelism, else what the program asks for. */
export function desiredParallelisms(graph: JobGraph, options: { readonly reactive: boolean }): number[] {
  return graph.vertices.map(({ parallelism, maxParallelism }) => (options.reactive ? maxParallelism : parallelism));
}

/** The slots with which every vertex is as parallel as it may be. */
export function desiredSlots(graph: JobGraph, desired: readonly number[]): number {
  return graph.slotSharingGroups.reduce((sum, { vertices }) => sum + widest(vertices, desired), 0);
}

/** The parallelism of each vertex with `slots` slots; null when they are not enough for any. */
export function parallelismsFor(graph: JobGraph, desired: readonly number[], slots: number): number[] | null {
  const { slotSharingGroups: groups } = graph;
  if (groups.length > slots) return null;
  const parallelisms = [...desired];
  const byNeed = [...groups].sort((a, b) => widest(a.vertices, desired) - widest(b.vertices, desired));
  let unassigned = slots;
  byNeed.forEach(({ vertices }, index) => {
    const groupsLeft = byNeed.length - index;
    const share = Math.floor((unassigned - groupsLeft) / groupsLeft);
    const groupSlots = 1 + Math.min(widest(vertices, desired) - 1, share);
    for (const vertex of vertices) parallelisms[vertex] = Math.min(desired[vertex] as number, groupSlots);
    unassigned -= groupSlots;
  });
  return parallelisms;
}

function widest(vertices: readonly number[], desired: readonly number[]): number {
  return Math.max(...vertices.map((vertex) => desired[vertex] as number));
}
