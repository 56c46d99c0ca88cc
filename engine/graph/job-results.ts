/**
 * What a vertex produces, and who reads it. Answers to the part of Flink's `StreamingJobGraphGenerator` that makes
 * `NonChainedOutput`s and connects vertices: in batch mode edges that would write the same bytes share one result.
 */
import type { Partitioning } from "./partitioning";
import type { PlannedParallelism } from "./planned-parallelism";
import type { StreamEdge, StreamGraph } from "./stream-graph";
import { programError } from "./errors";

/** `BLOCKING`: a consumer starts when the whole result is there. Flink's `ResultPartitionType`. */
export type ResultType = "PIPELINED_BOUNDED" | "BLOCKING";

/** Whether a consumer may read the edge while it is written. */
export function resultTypeOf(graph: StreamGraph, edge: StreamEdge): ResultType {
  return graph.jobType === "BATCH" || edge.exchangeMode === "BATCH" ? "BLOCKING" : "PIPELINED_BOUNDED";
}

/** The exchange between two vertices: what nobody named is rescaled in a dynamic graph. */
export function exchangeOf(edge: StreamEdge): Partitioning {
  return edge.isForwardUnspecified ? { kind: "rescale" } : edge.partitioning;
}

/**
 * The number of the result that each edge reads, among those of its vertex; `outEdges` are the edges that leave
 * the vertex, `planned` is what the consumers of each will run with.
 */
export function numberResults(
  graph: StreamGraph,
  outEdges: readonly StreamEdge[],
  planned: (edge: StreamEdge) => PlannedParallelism,
): number[] {
  const firsts: StreamEdge[] = [];
  return outEdges.map((edge) => {
    const shared = firsts.findIndex(
      (first) => resultTypeOf(graph, edge) === "BLOCKING" && areSame(first, edge, planned(first), planned(edge)),
    );
    if (shared >= 0) return shared;
    firsts.push(edge);
    return firsts.length - 1;
  });
}

function areSame(first: StreamEdge, edge: StreamEdge, one: PlannedParallelism, other: PlannedParallelism): boolean {
  return (
    first.source === edge.source &&
    first.sideOutput === edge.sideOutput &&
    one.parallelism === other.parallelism &&
    one.maxParallelism === other.maxParallelism &&
    isSameExchange(exchangeOf(first), exchangeOf(edge))
  );
}

/** Selectors and custom partitioners are the same when they are the same object, as in Flink. */
function isSameExchange(one: Partitioning, other: Partitioning): boolean {
  if (one.kind === "hash") return other.kind === "hash" && one.keySelector === other.keySelector;
  if (one.kind !== "custom" || other.kind !== "custom") return one.kind === other.kind;
  return one.partition === other.partition && one.keySelector === other.keySelector;
}

/** A stored result is not flushed by time: `UnsupportedOperationException` where the program set a timeout. */
export function checkBufferTimeout(graph: StreamGraph, edge: StreamEdge): void {
  if (edge.bufferTimeoutMillis === -1 || resultTypeOf(graph, edge) !== "BLOCKING") return;
  const source = graph.nodes[edge.source]?.name ?? "";
  throw programError(
    "UnsupportedOperationException",
    `only canBePipelinedConsumed partition support buffer timeout ${edge.bufferTimeoutMillis} for src operator in edge ` +
      `(${source} -> ${graph.nodes[edge.target]?.name ?? ""}). \nPlease either disable buffer timeout (via -1) or use the canBePipelinedConsumed partition.`,
    `In batch mode the result of "${source}" is stored before it is read: leave out setBufferTimeout, or run in STREAMING mode.`,
  );
}
