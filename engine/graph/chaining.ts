/**
 * When two operators share a task. Answers to `StreamingJobGraphGenerator.isChainable` of Flink 2.3; every
 * condition that does not hold is named, so that a view can say why an edge crosses the network.
 */
import type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph";

export type NotChainedReason =
  | "severalInputs"
  | "chainingDisabled"
  | "slotSharingGroup"
  | "yieldingAfterLegacySource"
  | "upstreamNeverChains"
  | "downstreamNeverChains"
  | "downstreamStartsChain"
  | "parallelism"
  | "maxParallelism"
  | "partitioner"
  | "batchExchange";

/** Every reason why the edge is not chained, in Flink's order of asking; empty when it is. */
export function notChainedReasons(graph: StreamGraph, edge: StreamEdge): NotChainedReason[] {
  const source = graph.nodes[edge.source] as StreamNode;
  const target = graph.nodes[edge.target] as StreamNode;
  const { chaining, chainsDifferentMaxParallelism } = graph.settings;
  const reasons: NotChainedReason[] = [];
  if (target.inEdges.length !== 1) reasons.push("severalInputs");
  if (!chaining) reasons.push("chainingDisabled");
  if (source.slotSharingGroup !== target.slotSharingGroup) reasons.push("slotSharingGroup");
  if (target.factory.yields === true && chainHead(graph, source).factory.isLegacySource === true) {
    reasons.push("yieldingAfterLegacySource");
  }
  if (source.chainingStrategy === "NEVER") reasons.push("upstreamNeverChains");
  if (target.chainingStrategy === "NEVER") reasons.push("downstreamNeverChains");
  if (target.chainingStrategy === "HEAD") reasons.push("downstreamStartsChain");
  if (source.parallelism !== target.parallelism) reasons.push("parallelism");
  if (!chainsDifferentMaxParallelism && source.maxParallelism !== target.maxParallelism) reasons.push("maxParallelism");
  if (edge.partitioning.kind !== "forward") reasons.push("partitioner");
  if (edge.exchangeMode === "BATCH") reasons.push("batchExchange");
  return reasons;
}

/** Whether the two operators of the edge share a task. */
export function isChainable(graph: StreamGraph, edge: StreamEdge): boolean {
  return notChainedReasons(graph, edge).length === 0;
}

/** The edges inside tasks. */
export function chainedEdges(graph: StreamGraph): ReadonlySet<StreamEdge> {
  return new Set(graph.nodes.flatMap((node) => node.inEdges.filter((edge) => isChainable(graph, edge))));
}

/** The first operator of the chain that the node is in: of what is in front of it alone. */
function chainHead(graph: StreamGraph, node: StreamNode): StreamNode {
  const [edge] = node.inEdges;
  if (edge === undefined || !isChainable(graph, edge)) return node;
  return chainHead(graph, graph.nodes[edge.source] as StreamNode);
}
