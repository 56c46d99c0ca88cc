/** The job graph as the operator table of a trace tells it: vertices (chains) from left to right, and who reads whom. */
import type { TraceOperator } from "@tidemark/engine/trace";

export type Vertex = {
  readonly vertex: number;
  /** Index of the operator that heads the chain: tasks are reported under it. */
  readonly head: number;
  /** Operator indices of the chain, head first. */
  readonly operators: readonly number[];
  readonly names: readonly string[];
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** The vertices that it reads, each once. */
  readonly inputs: readonly number[];
  /** Length of the longest way from a source: its column in a drawing. */
  readonly depth: number;
};

export type Topology = {
  readonly vertices: readonly Vertex[];
  /** The vertex of each operator. */
  readonly vertexOf: readonly number[];
};

/** One parallel instance of a vertex. */
export type TaskId = { readonly vertex: number; readonly subtask: number };

export function taskKey(vertex: number, subtask: number): string {
  return `${vertex}/${subtask}`;
}

/** The vertices of a run in the order of their numbers. */
export function topologyOf(operators: readonly TraceOperator[]): Topology {
  const chains = new Map<number, number[]>();
  operators.forEach((operator, index) => {
    const chain = chains.get(operator.vertex);
    if (chain === undefined) chains.set(operator.vertex, [index]);
    else chain.push(index);
  });
  const inputsOf = (chain: readonly number[], vertex: number) =>
    [...new Set(chain.flatMap((index) => operators[index]?.inputs ?? []))]
      .map((input) => operators[input]?.vertex ?? vertex)
      .filter((input, at, all) => input !== vertex && all.indexOf(input) === at);
  const inputs = new Map([...chains].map(([vertex, chain]) => [vertex, inputsOf(chain, vertex)]));
  const depths = new Map<number, number>();
  const depthOf = (vertex: number): number => {
    const known = depths.get(vertex);
    if (known !== undefined) return known;
    depths.set(vertex, 0);
    const depth = Math.max(-1, ...(inputs.get(vertex) ?? []).map(depthOf)) + 1;
    depths.set(vertex, depth);
    return depth;
  };
  const vertices = [...chains]
    .sort(([a], [b]) => a - b)
    .map(([vertex, chain]): Vertex => {
      const ordered = [...chain].sort((a, b) => (operators[a]?.chainIndex ?? 0) - (operators[b]?.chainIndex ?? 0));
      const head = ordered[0] as number;
      return {
        vertex,
        head,
        operators: ordered,
        names: ordered.map((index) => operators[index]?.name ?? ""),
        parallelism: operators[head]?.parallelism ?? 1,
        maxParallelism: operators[head]?.maxParallelism ?? 1,
        inputs: inputs.get(vertex) ?? [],
        depth: depthOf(vertex),
      };
    });
  return { vertices, vertexOf: operators.map((operator) => operator.vertex) };
}
