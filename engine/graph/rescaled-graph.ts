/**
 * A job graph with other parallelisms, as the adaptive scheduler runs it. Answers to what Flink 2.3's `AdaptiveScheduler`
 * does with its job graph: `VertexParallelismStore` and `ForwardEdgesAdapter`. Maximum parallelisms, and with them key
 * groups, stay.
 */
import type { JobEdge, JobGraph, JobVertex } from "./job-graph";
import { distributionPattern, type Partitioning } from "./partitioning";

const REBALANCE: Partitioning = { kind: "rebalance" };

/** The graph with these parallelisms, by vertex. A forward edge whose ends are not equally parallel rebalances. */
export function withParallelism(graph: JobGraph, parallelisms: readonly number[]): JobGraph {
  const of = (vertex: number) => parallelisms[vertex] as number;
  const vertices = graph.vertices.map((vertex): JobVertex => ({ ...vertex, parallelism: of(vertex.index) }));
  const edges = graph.edges.map((edge): JobEdge => {
    if (edge.partitioning.kind !== "forward" || of(edge.source) === of(edge.target)) return edge;
    return { ...edge, partitioning: REBALANCE, pattern: distributionPattern(REBALANCE) };
  });
  const slotSharingGroups = graph.slotSharingGroups.map((group) => ({
    ...group,
    slots: Math.max(...group.vertices.map(of)),
  }));
  return { ...graph, vertices, edges, slotSharingGroups };
}
