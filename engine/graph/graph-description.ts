/**
 * A job graph as plain data for views: what the engine made of a program, and why an edge is not chained.
 */
import { type NotChainedReason, notChainedReasons } from "./chaining";
import type { JobGraph, JobVertex } from "./job-graph";
import type { ResultType } from "./job-results";
import { notChainedInWords } from "./not-chained-words";
import { type DistributionPattern, shipStrategy } from "./partitioning";
import { failoverRegions, type SubtaskIndex } from "./regions";
import type { JobType } from "./runtime-execution-mode";
import type { SlotSharingGroup } from "./slot-sharing";
import type { ExchangeMode, StreamEdge } from "./stream-graph";
import type { ChainingStrategy } from "./transformation";

export type OperatorDescription = {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly uid: string | null;
  readonly uidHash: string | null;
  readonly kind: string;
  readonly vertex: number;
  readonly chainIndex: number;
  readonly parallelism: number;
  /** Of its vertex. */
  readonly maxParallelism: number;
  /** What the program set for it, or null. */
  readonly maxParallelismSet: number | null;
  readonly slotSharingGroup: string;
  readonly chainingStrategy: ChainingStrategy;
  /** Indices of the operators it reads, in input order. */
  readonly inputs: readonly number[];
};

export type EdgeDescription = {
  readonly from: number;
  readonly to: number;
  /** As Flink numbers inputs: 0 where there is one, from 1 on where there are more. */
  readonly input: number;
  readonly partitioner: string;
  readonly exchangeMode: ExchangeMode;
  readonly bufferTimeoutMillis: number;
  readonly sideOutput: string | null;
  /** Empty for a chained edge. */
  readonly notChained: readonly NotChainedReason[];
  /** The same in words, one sentence for each. */
  readonly notChainedBecause: readonly string[];
};

/** What a vertex reads through one input gate. */
export type VertexInputDescription = {
  /** The vertex that produces it, and which of its results. */
  readonly from: number;
  readonly result: number;
  readonly input: number;
  readonly pattern: DistributionPattern;
  readonly shipStrategy: string;
  readonly resultType: ResultType;
};

export type VertexDescription = Omit<JobVertex, "inputs"> & { readonly inputs: readonly VertexInputDescription[] };

export type GraphDescription = {
  readonly jobName: string;
  readonly jobType: JobType;
  /** Parallelisms of -1 are decided while the job runs. */
  readonly dynamic: boolean;
  readonly operators: readonly OperatorDescription[];
  readonly edges: readonly EdgeDescription[];
  readonly vertices: readonly VertexDescription[];
  readonly slotSharingGroups: readonly SlotSharingGroup[];
  /** The slots that all groups need together. */
  readonly slots: number;
  /** Vertices that pipelined results connect, by index. */
  readonly regions: readonly (readonly number[])[];
  /** Subtasks that restart together. */
  readonly failoverRegions: readonly (readonly SubtaskIndex[])[];
};

/** Describes a job graph without functions or operators in it. */
export function describeGraph(graph: JobGraph): GraphDescription {
  const { streamGraph, slotSharingGroups, regions } = graph;
  return {
    jobName: graph.jobName,
    jobType: streamGraph.jobType,
    dynamic: streamGraph.dynamic,
    operators: describeOperators(graph),
    edges: streamGraph.nodes.flatMap((node) => node.inEdges.map((edge) => describeEdge(graph, edge))),
    vertices: graph.vertices.map((vertex) => describeVertex(graph, vertex)),
    slotSharingGroups,
    slots: slotSharingGroups.reduce((sum, group) => sum + group.slots, 0),
    regions,
    failoverRegions: failoverRegions(graph.vertices, graph.edges),
  };
}

function describeOperators(graph: JobGraph): OperatorDescription[] {
  const operators = graph.vertices.flatMap((vertex) =>
    vertex.operators.map((index, chainIndex): OperatorDescription => {
      const operator = graph.operators[index];
      if (operator === undefined) throw new RangeError(`no operator ${index}`);
      const { node } = operator;
      return {
        index,
        id: operator.operatorId,
        name: node.name,
        description: node.description,
        uid: node.uid,
        uidHash: node.uidHash,
        kind: node.factory.kind,
        vertex: vertex.index,
        chainIndex,
        parallelism: node.parallelism,
        maxParallelism: vertex.maxParallelism,
        maxParallelismSet: node.maxParallelism,
        slotSharingGroup: node.slotSharingGroup,
        chainingStrategy: node.chainingStrategy,
        inputs: node.inEdges.map((edge) => edge.source),
      };
    }),
  );
  return operators.sort((a, b) => a.index - b.index);
}

function describeEdge({ streamGraph }: JobGraph, edge: StreamEdge): EdgeDescription {
  const reasons = notChainedReasons(streamGraph, edge);
  return {
    from: edge.source,
    to: edge.target,
    input: inputNumber(streamGraph.nodes[edge.target]?.inputs ?? 1, edge.input),
    partitioner: shipStrategy(edge.partitioning),
    exchangeMode: edge.exchangeMode,
    bufferTimeoutMillis: edge.bufferTimeoutMillis,
    sideOutput: edge.sideOutput,
    notChained: reasons,
    notChainedBecause: reasons.map((reason) => notChainedInWords(streamGraph, edge, reason)),
  };
}

function describeVertex(graph: JobGraph, vertex: JobVertex): VertexDescription {
  const inputs = vertex.inputs.flatMap((index) => {
    const edge = graph.edges[index];
    if (edge === undefined) return [];
    const { source, result, pattern, resultType } = edge;
    const input = inputNumber(graph.operators[edge.targetOperator]?.node.inputs ?? 1, edge.input);
    return [{ from: source, result, input, pattern, shipStrategy: shipStrategy(edge.partitioning), resultType }];
  });
  return { ...vertex, inputs };
}

function inputNumber(inputs: number, input: number): number {
  return inputs === 1 ? 0 : input + 1;
}
