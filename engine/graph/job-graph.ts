/**
 * What is deployed: vertices (chains of operators) and the exchanges between them. Answers to Flink's `JobGraph`,
 * `JobVertex` and `JobEdge`, and to the part of `StreamingJobGraphGenerator` that makes them of chains.
 *
 *   stream graph   source -> map -> (hash) -> window -> sink
 *   job graph      [source -> map]  =hash=>  [window -> sink]
 */
import { computeDefaultMaxParallelism } from "../core/index";
import { chainedEdges } from "./chaining";
import { type Chain, chainDescription, chainName, createChains } from "./chains";
import { checkBufferTimeout, exchangeOf, numberResults, type ResultType, resultTypeOf } from "./job-results";
import { checkLayout, preValidate } from "./job-validation";
import { assignOperatorIds } from "./operator-uid";
import { type DistributionPattern, distributionPattern, type Partitioning } from "./partitioning";
import { type PlannedParallelism, planParallelism } from "./planned-parallelism";
import { pipelinedRegions } from "./regions";
import { type SlotSharingGroup, slotSharingGroups } from "./slot-sharing";
import type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph";
import { topologicalOrder } from "./topological-order";
import { PARALLELISM_DEFAULT } from "./transformation";

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
  /** What its operators do, as a tree of lines. */
  readonly description: string;
  /** What it is deployed with. */
  readonly parallelism: number;
  /** What the plan says: -1 where a dynamic graph leaves it to run time. */
  readonly plannedParallelism: number;
  readonly maxParallelism: number;
  readonly slotSharingGroup: string;
  /** Operator indices, head first. */
  readonly operators: readonly number[];
  /** Indices into `JobGraph.edges`, in the order of the input gates. */
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
  /** Which of the source's results it reads; in batch mode edges may share one. */
  readonly result: number;
  readonly resultType: ResultType;
};

export type JobGraph = {
  readonly jobName: string;
  /** Each operator after its inputs. */
  readonly operators: readonly ChainedOperator[];
  /** In Flink's topological order. */
  readonly vertices: readonly JobVertex[];
  readonly edges: readonly JobEdge[];
  readonly slotSharingGroups: readonly SlotSharingGroup[];
  /** Vertices that pipelined results connect. */
  readonly regions: readonly (readonly number[])[];
  readonly streamGraph: StreamGraph;
};

/**
 * The job graph of a stream graph.
 * Errors: `IllegalArgumentException` for two equal uids, `UnsupportedOperationException` for a buffer timeout in front
 * of a stored result and for unaligned checkpoints behind a custom partitioner, `IllegalStateException` where a
 * forward group cannot agree, `JobException` where a vertex has more subtasks than key groups.
 */
export function createJobGraph(graph: StreamGraph): JobGraph {
  const chained = chainedEdges(graph);
  const ids = assignOperatorIds(graph, chained);
  preValidate(graph);
  const finished = createChains(graph, chained);
  const planned = planParallelism(graph, finished);
  const results = numberAllResults(graph, finished, planned);
  const order = topologicalOrder(finished, results);
  const chains = order.map((index) => finished[index] as Chain);
  const vertexOf = new Map(chains.flatMap(({ operators }, vertex) => operators.map((operator) => [operator, vertex])));
  const edges = connect(graph, finished, results, vertexOf);
  const vertices = chains.map((chain, index): JobVertex => {
    const head = graph.nodes[chain.operators[0] as number] as StreamNode;
    return {
      index,
      id: ids[head.index] as string,
      name: chainName(graph, chained, head),
      description: chainDescription(graph, chained, head),
      ...deployedParallelism(head, planned[order[index] as number] as PlannedParallelism),
      slotSharingGroup: head.slotSharingGroup,
      operators: chain.operators,
      inputs: edges.filter((edge) => edge.targetOperator === head.index).map((edge) => edge.index),
    };
  });
  if (!graph.dynamic) checkLayout(vertices);
  const regions = pipelinedRegions(vertices, edges);
  const members = vertices.map(({ index, slotSharingGroup, parallelism }) => ({
    index,
    group: slotSharingGroup,
    parallelism,
  }));
  return {
    jobName: graph.jobName,
    operators: graph.nodes.map((node) => chainedOperator(node, ids, chained, edges)),
    vertices,
    edges,
    slotSharingGroups: slotSharingGroups(graph.jobType, members, regions),
    regions,
    streamGraph: graph,
  };
}

/** What is left to run time gets all subtasks that it may have: the environment's, within the maximum. */
function deployedParallelism(head: StreamNode, { parallelism, maxParallelism }: PlannedParallelism) {
  const isDecided = parallelism !== PARALLELISM_DEFAULT;
  const deployed = isDecided ? parallelism : Math.min(head.parallelism, maxParallelism ?? head.parallelism);
  return {
    parallelism: deployed,
    plannedParallelism: parallelism,
    maxParallelism: maxParallelism ?? computeDefaultMaxParallelism(deployed),
  };
}

function chainedOperator(
  node: StreamNode,
  ids: readonly string[],
  chained: ReadonlySet<StreamEdge>,
  edges: readonly JobEdge[],
): ChainedOperator {
  return {
    index: node.index,
    operatorId: ids[node.index] as string,
    node,
    chainedOutputs: node.outEdges
      .filter((edge) => chained.has(edge))
      .map((edge) => ({ operator: edge.target, sideOutput: edge.sideOutput })),
    networkOutputs: edges.filter((edge) => edge.sourceOperator === node.index).map((edge) => edge.index),
  };
}

/** The numbers of the results that the edges of each chain read. */
function numberAllResults(
  graph: StreamGraph,
  finished: readonly Chain[],
  planned: readonly PlannedParallelism[],
): number[][] {
  const plannedOf = new Map(finished.map(({ operators }, index) => [operators[0], planned[index]]));
  const ofConsumer = (edge: StreamEdge) => plannedOf.get(edge.target) as PlannedParallelism;
  return finished.map(({ outEdges }) => numberResults(graph, outEdges, ofConsumer));
}

/** The exchanges, chain by chain in the order in which Flink finished them: so inputs are numbered as in Flink. */
function connect(
  graph: StreamGraph,
  finished: readonly Chain[],
  results: readonly (readonly number[])[],
  vertexOf: ReadonlyMap<number, number>,
): JobEdge[] {
  const edges: JobEdge[] = [];
  finished.forEach(({ outEdges }, chain) => {
    outEdges.forEach((edge, index) => {
      checkBufferTimeout(graph, edge);
      const partitioning = exchangeOf(edge);
      edges.push({
        index: edges.length,
        source: vertexOf.get(edge.source) as number,
        target: vertexOf.get(edge.target) as number,
        sourceOperator: edge.source,
        targetOperator: edge.target,
        input: edge.input,
        partitioning,
        pattern: distributionPattern(partitioning),
        sideOutput: edge.sideOutput,
        result: results[chain]?.[index] as number,
        resultType: resultTypeOf(graph, edge),
      });
    });
  });
  return edges;
}
