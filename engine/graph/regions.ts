/**
 * What must run together. Answers to Flink's `PipelinedRegionComputeUtil`: vertices that a pipelined result connects
 * are one region, and so are their subtasks, which restart together after a failure.
 */
import type { JobEdge, JobVertex } from "./job-graph";
import { inputChannels } from "./wiring";

/** The vertices of each pipelined region, by index, regions in the order of their first vertices. */
export function pipelinedRegions(vertices: readonly JobVertex[], edges: readonly JobEdge[]): number[][] {
  const groups = new Groups(vertices.length);
  for (const edge of edges) if (edge.resultType === "PIPELINED_BOUNDED") groups.join(edge.source, edge.target);
  return groups.members();
}

/** A subtask, by the index of its vertex. */
export type SubtaskIndex = { readonly vertex: number; readonly subtask: number };

/**
 * What restarts together when one of its subtasks fails: subtasks that channels of pipelined results connect.
 * A forward or rescale edge connects neighbours only, so such a job falls apart into columns.
 */
export function failoverRegions(vertices: readonly JobVertex[], edges: readonly JobEdge[]): SubtaskIndex[][] {
  const subtasks = vertices.flatMap((vertex) =>
    subtasksOf(vertex).map((subtask): SubtaskIndex => ({ vertex: vertex.index, subtask })),
  );
  const firstOf: number[] = [];
  vertices.forEach((vertex, index) => {
    firstOf[index] = index === 0 ? 0 : (firstOf[index - 1] as number) + (vertices[index - 1] as JobVertex).parallelism;
  });
  const groups = new Groups(subtasks.length);
  for (const edge of edges) {
    if (edge.resultType !== "PIPELINED_BOUNDED") continue;
    const [firstProducer, firstConsumer] = [firstOf[edge.source] as number, firstOf[edge.target] as number];
    for (const [producer, consumer] of connectedSubtasks(edge, vertices)) {
      groups.join(firstProducer + producer, firstConsumer + consumer);
    }
  }
  return groups.members().map((members) => members.map((member) => subtasks[member] as SubtaskIndex));
}

/** Pairs of subtasks from which all connections of the edge follow: everybody with the first of the other side is enough. */
function connectedSubtasks(edge: JobEdge, vertices: readonly JobVertex[]): (readonly [number, number])[] {
  const [source, target] = [vertices[edge.source] as JobVertex, vertices[edge.target] as JobVertex];
  if (edge.pattern === "ALL_TO_ALL") {
    return [...subtasksOf(source).map((p) => [p, 0] as const), ...subtasksOf(target).map((c) => [0, c] as const)];
  }
  const inputs = inputChannels(edge.pattern, source.parallelism, target.parallelism);
  return inputs.flatMap((producers, consumer) => producers.map((producer) => [producer, consumer] as const));
}

function subtasksOf({ parallelism }: JobVertex): number[] {
  return Array.from({ length: parallelism }, (_, subtask) => subtask);
}

/** Numbers 0 to n - 1 in groups that are joined, one after the other. */
class Groups {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }

  join(one: number, other: number): void {
    const [a, b] = [this.#root(one), this.#root(other)];
    this.#parents[Math.max(a, b)] = Math.min(a, b);
  }

  /** Each group in ascending order, groups by their least members. */
  members(): number[][] {
    const groups = new Map<number, number[]>();
    for (let index = 0; index < this.#parents.length; index += 1) {
      const root = this.#root(index);
      const group = groups.get(root);
      if (group === undefined) groups.set(root, [index]);
      else group.push(index);
    }
    return [...groups.values()];
  }

  #root(index: number): number {
    let root = index;
    while (this.#parents[root] !== root) root = this.#parents[root] as number;
    this.#parents[index] = root;
    return root;
  }
}
