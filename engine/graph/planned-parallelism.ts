/**
 * The parallelism that a plan has before it runs. Answers to `setVertexParallelismsForDynamicGraphIfNecessary` of
 * Flink's `StreamingJobGraphGenerator` and to `ForwardGroupComputeUtil`: in a dynamic graph a vertex whose
 * parallelism nobody set has none (-1) until its input is known, and vertices that a named forward exchange
 * connects decide together.
 */
import type { Chain } from "./chains";
import { programError } from "./errors";
import type { StreamGraph, StreamNode } from "./stream-graph";
import { PARALLELISM_DEFAULT } from "./transformation";

/** Of one chain; `maxParallelism` null where none was set. */
export type PlannedParallelism = { readonly parallelism: number; readonly maxParallelism: number | null };

/**
 * What is planned for each chain.
 * Errors: `IllegalStateException` where vertices that must run alike have a maximum below their parallelism.
 */
export function planParallelism(graph: StreamGraph, chains: readonly Chain[]): PlannedParallelism[] {
  const asSet = chains.map((chain): PlannedParallelism => {
    const { parallelism, maxParallelism } = graph.nodes[chain.operators[0] as number] as StreamNode;
    return { parallelism, maxParallelism };
  });
  if (!graph.dynamic) return asSet;
  const open = chains.map((chain, index): PlannedParallelism => {
    const isConfigured = chain.operators.some((operator) => graph.nodes[operator]?.isParallelismConfigured);
    const planned = asSet[index] as PlannedParallelism;
    const isLeftOpen = !isConfigured && graph.settings.decidesParallelism;
    return isLeftOpen ? { ...planned, parallelism: PARALLELISM_DEFAULT } : planned;
  });
  for (const group of forwardGroups(graph, chains)) {
    if (group.length === 1) continue;
    const decided = decideTogether(group.map((index) => open[index] as PlannedParallelism));
    for (const index of group) open[index] = decided;
  }
  return open;
}

/** Chains that forward exchanges connect, as indices. */
function forwardGroups(graph: StreamGraph, chains: readonly Chain[]): number[][] {
  const groupOf = chains.map((_chain, index) => [index]);
  const chainOf = new Map(chains.map((chain, index) => [chain.operators[0] as number, index]));
  chains.forEach((chain, producer) => {
    for (const edge of chain.outEdges) {
      if (edge.partitioning.kind !== "forward" || edge.isForwardUnspecified) continue;
      const merged = groupOf[producer] as number[];
      const other = groupOf[chainOf.get(edge.target) as number] as number[];
      if (merged === other) continue;
      merged.push(...other);
      for (const member of other) groupOf[member] = merged;
    }
  });
  return [...new Set(groupOf)];
}

function decideTogether(members: readonly PlannedParallelism[]): PlannedParallelism {
  const parallelism = members.map((member) => member.parallelism).find((set) => set > 0) ?? PARALLELISM_DEFAULT;
  const maxima = members.flatMap(({ maxParallelism }) => (maxParallelism === null ? [] : [maxParallelism]));
  const maxParallelism = maxima.length === 0 ? null : Math.min(...maxima);
  if (maxParallelism !== null && maxParallelism < parallelism) {
    throw programError(
      "IllegalStateException",
      "There is a job vertex in the forward group whose maximum parallelism is smaller than the group's parallelism",
      `Operators behind forward() run with one parallelism, here ${parallelism}: raise the maximum parallelism of ${maxParallelism}.`,
    );
  }
  return { parallelism, maxParallelism };
}
