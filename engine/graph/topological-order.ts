/**
 * The order of vertices. Answers to Flink's `JobGraph.getVerticesSortedTopologicallyFromSources`: sources first, as
 * they were finished, then depth first along their results, each vertex as soon as nothing in front of it is missing.
 */
import type { Chain } from "./chains";
import type { StreamEdge } from "./stream-graph";

/**
 * Positions in `chains`, which are in the order in which Flink finishes them; `results[i]` are the numbers of the
 * results that the edges of chain i read: the consumers of one result follow each other.
 */
export function topologicalOrder(chains: readonly Chain[], results: readonly (readonly number[])[]): number[] {
  const chainOf = new Map(chains.map((chain, index) => [chain.operators[0] as number, index]));
  const consumers = chains.map(({ outEdges }, index) => {
    const resultOf = (edge: StreamEdge) => results[index]?.[outEdges.indexOf(edge)] as number;
    const byResult = [...outEdges].sort((a, b) => resultOf(a) - resultOf(b));
    return byResult.map((edge) => chainOf.get(edge.target) as number);
  });
  const producers = producersOf(chains, consumers);
  const sorted = chains.flatMap((_chain, index) => (producers[index]?.length === 0 ? [index] : []));
  const remaining = new Set(chains.keys());
  for (const source of sorted) remaining.delete(source);
  const follow = (start: number): void => {
    for (const next of consumers[start] as number[]) {
      if (!remaining.has(next) || (producers[next] as number[]).some((producer) => remaining.has(producer))) continue;
      sorted.push(next);
      remaining.delete(next);
      follow(next);
    }
  };
  for (let position = 0; remaining.size > 0; position += 1) follow(sorted[position] as number);
  return sorted;
}

function producersOf(chains: readonly Chain[], consumers: readonly (readonly number[])[]): number[][] {
  const producers: number[][] = chains.map(() => []);
  consumers.forEach((targets, producer) => {
    for (const target of targets) producers[target]?.push(producer);
  });
  return producers;
}
