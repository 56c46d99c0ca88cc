/**
 * Cuts a stream graph into chains. Answers to `StreamingJobGraphGenerator.setChaining`: from each source on, depth
 * first, chained edges before the others. Flink finishes the chains behind a chain before the chain itself; that
 * order numbers results and the inputs of vertices, so it is kept here.
 */
import type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph";

/** Operators of one task. */
export type Chain = {
  /** Node indices, head first, then depth first. */
  readonly operators: readonly number[];
  /** The edges that leave the task, in the order in which Flink connects them. */
  readonly outEdges: readonly StreamEdge[];
};

/** The chains in the order in which Flink finishes them. */
export function createChains(graph: StreamGraph, chained: ReadonlySet<StreamEdge>): Chain[] {
  const chains: Chain[] = [];
  const started = new Set<number>();
  const createChain = (head: StreamNode): void => {
    if (started.has(head.index)) return;
    started.add(head.index);
    const operators: number[] = [];
    const outEdges: StreamEdge[] = [];
    const visit = (node: StreamNode): void => {
      operators.push(node.index);
      for (const edge of node.outEdges) if (chained.has(edge)) visit(graph.nodes[edge.target] as StreamNode);
      for (const edge of node.outEdges) {
        if (chained.has(edge)) continue;
        outEdges.push(edge);
        createChain(graph.nodes[edge.target] as StreamNode);
      }
    };
    visit(head);
    chains.push({ operators, outEdges });
  };
  const sources = graph.nodes.filter((node) => node.inEdges.length === 0);
  for (const source of sources.sort((a, b) => a.id - b.id)) createChain(source);
  return chains;
}

/** Flink's name of a chain: `a -> b`, or `a -> (b, c)` where it branches. */
export function chainName(graph: StreamGraph, chained: ReadonlySet<StreamEdge>, node: StreamNode): string {
  const followers = node.outEdges
    .filter((edge) => chained.has(edge))
    .map((edge) => chainName(graph, chained, graph.nodes[edge.target] as StreamNode));
  if (followers.length === 0) return node.name;
  return `${node.name} -> ${followers.length === 1 ? followers[0] : `(${followers.join(", ")})`}`;
}

/** What a chain does, as a tree, one line for each operator. Flink's `JobVertex.getOperatorPrettyName`. */
export function chainDescription(graph: StreamGraph, chained: ReadonlySet<StreamEdge>, head: StreamNode): string {
  const describe = (node: StreamNode, prefix: string): string => {
    const followers = node.outEdges.filter((edge) => chained.has(edge));
    const branches = followers.map((edge, index) => {
      const isLast = index === followers.length - 1;
      const follower = describe(graph.nodes[edge.target] as StreamNode, `${prefix}${isLast ? "   " : ":  "}`);
      return `${prefix}${isLast ? "+- " : ":- "}${follower}`;
    });
    return `${node.description}\n${branches.join("")}`;
  };
  return describe(head, "");
}
