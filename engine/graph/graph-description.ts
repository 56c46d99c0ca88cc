/**
 * A job graph as plain data for views: what the engine made of a program, and why an edge is not chained.
 */
import { notChainedReasons } from "./chaining";
import type { JobGraph } from "./job-graph";
import { shipStrategy } from "./partitioning";

export type OperatorDescription = {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly uid: string | null;
  readonly kind: string;
  readonly vertex: number;
  readonly chainIndex: number;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** Indices of the operators it reads, in input order. */
  readonly inputs: readonly number[];
};

export type EdgeDescription = {
  readonly from: number;
  readonly to: number;
  readonly partitioner: string;
  readonly sideOutput: string | null;
  /** Empty for a chained edge. */
  readonly notChained: readonly string[];
};

export type VertexDescription = {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly slotSharingGroup: string;
  readonly operators: readonly number[];
};

export type GraphDescription = {
  readonly jobName: string;
  readonly operators: readonly OperatorDescription[];
  readonly edges: readonly EdgeDescription[];
  readonly vertices: readonly VertexDescription[];
};

/** Describes a job graph without functions or operators in it. */
export function describeGraph(graph: JobGraph): GraphDescription {
  const operators = graph.vertices.flatMap((vertex) =>
    vertex.operators.map((index, chainIndex): OperatorDescription => {
      const operator = graph.operators[index];
      if (operator === undefined) throw new RangeError(`no operator ${index}`);
      const { node } = operator;
      return {
        index,
        id: operator.operatorId,
        name: node.name,
        uid: node.uid,
        kind: node.factory.kind,
        vertex: vertex.index,
        chainIndex,
        parallelism: node.parallelism,
        maxParallelism: vertex.maxParallelism,
        inputs: node.inEdges.map((edge) => edge.source),
      };
    }),
  );
  const edges = graph.streamGraph.nodes.flatMap((node) =>
    node.inEdges.map((edge) => ({
      from: edge.source,
      to: edge.target,
      partitioner: shipStrategy(edge.partitioning),
      sideOutput: edge.sideOutput,
      notChained: notChainedReasons(graph.streamGraph, edge),
    })),
  );
  const vertices = graph.vertices.map(({ inputs: _inputs, ...vertex }) => vertex);
  return { jobName: graph.jobName, operators: operators.sort((a, b) => a.index - b.index), edges, vertices };
}
