/**
 * What is deployed: vertices (chains of operators) and the exchanges between them. Answers to Flink's `JobGraph`,
 * `JobVertex` and `JobEdge`, and to the part of `StreamingJobGraphGenerator` that makes chains.
 *
 *   stream graph   source -> map -> (hash) -> window -> sink
 *   job graph      [source -> map]  =hash=>  [window -> sink]
 */
import { computeDefaultMaxParallelism } from "../core/index";
import { isChainable } from "./chaining";
import { programError } from "./errors";
import { assignOperatorIds } from "./operator-uid";
import { type DistributionPattern, distributionPattern, type Partitioning } from "./partitioning";
import type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph";

/** One operator of a chain. */
export type ChainedOperator = {
  /** Index in `JobGraph.operators`, which is also the index in traces. */
  readonly index: number;
  readonly operatorId: string;
  readonly node: StreamNode;
  /** Chained consumers, in the order in which the program made them. */
  readonly chainedOutputs: readonly { readonly operator: number; readonly sideOutput: string | null }[];
  /** Indices into `JobGraph.edges` of what leaves the task here. */
  readonly networkOutputs: readonly number[];
};

export type JobVertex = {
  readonly index: number;
  /** The operator id of the chain's head. */
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly slotSharingGroup: string;
  /** Operator indices, head first. */
  readonly operators: readonly number[];
  /** Indices into `JobGraph.edges`, in the order of the head's in-edges. */
  readonly inputs: readonly number[];
};

export type JobEdge = {
  readonly index: number;
  /** Vertex indices. */
  readonly source: number;
  readonly target: number;
  readonly sourceOperator: number;
  readonly targetOperator: number;
  readonly input: number;
  readonly partitioning: Partitioning;
  readonly pattern: DistributionPattern;
  readonly sideOutput: string | null;
};

export type JobGraph = {
  readonly jobName: string;
  /** Each operator after its inputs. */
  readonly operators: readonly ChainedOperator[];
  /** In topological order. */
  readonly vertices: readonly JobVertex[];
  readonly edges: readonly JobEdge[];
  readonly streamGraph: StreamGraph;
};

/**
 * The job graph of a stream graph.
 * Errors: `IllegalArgumentException` for two equal uids, `JobException` where a vertex has more subtasks than key groups.
 */
export function createJobGraph(graph: StreamGraph): JobGraph {
  const ids = assignOperatorIds(graph);
  const heads = graph.nodes.filter((node) => !node.inEdges.some((edge) => isChainable(graph, edge)));
  const chains = heads.map((head) => collectChain(graph, head.index));
  const vertexOf = new Map<number, number>();
  chains.forEach((chain, vertex) => {
    for (const operator of chain) vertexOf.set(operator, vertex);
  });
  const edges = networkEdges(graph, vertexOf);
  const operators = graph.nodes.map((node) => ({
    index: node.index,
    operatorId: ids[node.index] as string,
    node,
    chainedOutputs: node.outEdges
      .filter((edge) => isChainable(graph, edge))
      .map((edge) => ({ operator: edge.target, sideOutput: edge.sideOutput })),
    networkOutputs: edges.filter((edge) => edge.sourceOperator === node.index).map((edge) => edge.index),
  }));
  const vertices = chains.map((chain, index) => createVertex(graph, ids, edges, chain, index));
  return { jobName: graph.jobName, operators, vertices, edges, streamGraph: graph };
}

/** The operators that share a task with `head`, depth first. */
function collectChain(graph: StreamGraph, head: number): number[] {
  const node = graph.nodes[head] as StreamNode;
  return [head, ...chainedEdges(graph, node).flatMap((edge) => collectChain(graph, edge.target))];
}

function chainedEdges(graph: StreamGraph, node: StreamNode): StreamEdge[] {
  return node.outEdges.filter((edge) => isChainable(graph, edge));
}

function networkEdges(graph: StreamGraph, vertexOf: ReadonlyMap<number, number>): JobEdge[] {
  const edges: JobEdge[] = [];
  for (const node of graph.nodes) {
    for (const edge of node.inEdges) {
      if (isChainable(graph, edge)) continue;
      edges.push({
        index: edges.length,
        source: vertexOf.get(edge.source) as number,
        target: vertexOf.get(edge.target) as number,
        sourceOperator: edge.source,
        targetOperator: edge.target,
        input: edge.input,
        partitioning: edge.partitioning,
        pattern: distributionPattern(edge.partitioning),
        sideOutput: edge.sideOutput,
      });
    }
  }
  return edges;
}

function createVertex(
  graph: StreamGraph,
  ids: readonly string[],
  edges: readonly JobEdge[],
  chain: readonly number[],
  index: number,
): JobVertex {
  const head = graph.nodes[chain[0] as number] as StreamNode;
  const maxParallelism = head.maxParallelism ?? computeDefaultMaxParallelism(head.parallelism);
  const name = chainName(graph, head);
  if (head.parallelism > maxParallelism) {
    throw programError(
      "JobException",
      `Vertex ${name}'s parallelism (${head.parallelism}) is higher than the max parallelism (${maxParallelism}). ` +
        "Please lower the parallelism or increase the max parallelism.",
      "The maximum parallelism is the number of key groups; a subtask without key groups would have nothing to do.",
    );
  }
  return {
    index,
    id: ids[head.index] as string,
    name,
    parallelism: head.parallelism,
    maxParallelism,
    slotSharingGroup: head.slotSharingGroup,
    operators: chain,
    inputs: edges.filter((edge) => edge.targetOperator === head.index).map((edge) => edge.index),
  };
}

/** Flink's name of a chain: `a -> b`, or `a -> (b, c)` where it branches. */
function chainName(graph: StreamGraph, node: StreamNode): string {
  const followers = chainedEdges(graph, node).map((edge) => chainName(graph, graph.nodes[edge.target] as StreamNode));
  if (followers.length === 0) return node.name;
  return `${node.name} -> ${followers.length === 1 ? followers[0] : `(${followers.join(", ")})`}`;
}
