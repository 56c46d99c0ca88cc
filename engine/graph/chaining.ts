/**
 * When two operators share a task. Answers to `StreamingJobGraphGenerator.isChainable` of Flink 2.3; every
 * condition that does not hold is named, so that a view can say why an edge crosses the network.
 */
import type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph";

export type NotChainedReason =
  | "severalInputs"
  | "chainingDisabled"
  | "slotSharingGroup"
  | "upstreamNeverChains"
  | "downstreamNeverChains"
  | "downstreamStartsChain"
  | "parallelism"
  | "partitioner";

/** Every reason why the edge is not chained, in Flink's order of asking; empty when it is. */
export function notChainedReasons(graph: StreamGraph, edge: StreamEdge): NotChainedReason[] {
  const source = graph.nodes[edge.source] as StreamNode;
  const target = graph.nodes[edge.target] as StreamNode;
  const reasons: NotChainedReason[] = [];
  if (target.inEdges.length !== 1) reasons.push("severalInputs");
  if (!graph.chaining) reasons.push("chainingDisabled");
  if (source.slotSharingGroup !== target.slotSharingGroup) reasons.push("slotSharingGroup");
  if (source.chainingStrategy === "NEVER") reasons.push("upstreamNeverChains");
  if (target.chainingStrategy === "NEVER") reasons.push("downstreamNeverChains");
  if (target.chainingStrategy === "HEAD") reasons.push("downstreamStartsChain");
  if (source.parallelism !== target.parallelism) reasons.push("parallelism");
  if (edge.partitioning.kind !== "forward") reasons.push("partitioner");
  return reasons;
}

/** Whether the two operators of the edge share a task. */
export function isChainable(graph: StreamGraph, edge: StreamEdge): boolean {
  return notChainedReasons(graph, edge).length === 0;
}
