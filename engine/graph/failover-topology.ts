/**
 * Which subtasks start again after one of them failed. Answers to Flink 2.3's `RestartPipelinedRegionFailoverStrategy`:
 * the failed subtask's pipelined region, the regions that consume what it produces, and the regions that produced what
 * it needs and what is not there any more; and so on from each of those.
 *
 * Regions are disjoint, and channels of pipelined results never leave one: in a stream a region restarts alone.
 */
import { assert } from "../core/index";
import type { JobEdge, JobVertex } from "./job-graph";
import { failoverRegions, type SubtaskIndex } from "./regions";
import { inputChannels, outputChannels } from "./wiring";

export class FailoverTopology {
  readonly #vertices: readonly JobVertex[];
  readonly #edges: readonly JobEdge[];
  /** The subtasks of each pipelined region. */
  readonly regions: readonly (readonly SubtaskIndex[])[];
  /** The region of each subtask, by vertex. */
  readonly #regionOf: number[][] = [];

  constructor(graph: { readonly vertices: readonly JobVertex[]; readonly edges: readonly JobEdge[] }) {
    this.#vertices = graph.vertices;
    this.#edges = graph.edges;
    this.regions = failoverRegions(graph.vertices, graph.edges);
    this.regions.forEach((members, region) => {
      for (const { vertex, subtask } of members) (this.#regionOf[vertex] ??= [])[subtask] = region;
    });
  }

  /** The region of a subtask, as an index into `regions`. */
  regionOf({ vertex, subtask }: SubtaskIndex): number {
    const region = this.#regionOf[vertex]?.[subtask];
    assert(region !== undefined, `subtask ${subtask} of vertex ${vertex} is in a region`);
    return region;
  }

  /**
   * The regions that start again when this subtask fails, in ascending order. `isAvailable` says whether the stored
   * result of a subtask can be read once more; pipelined results never can.
   */
  regionsToRestart(failed: SubtaskIndex, isAvailable: (producer: SubtaskIndex) => boolean): number[] {
    const found = new Set<number>([this.regionOf(failed)]);
    for (const region of found) {
      for (const subtask of this.regions[region] as readonly SubtaskIndex[]) {
        for (const producer of this.#producersOf(subtask)) {
          if (!isAvailable(producer)) found.add(this.regionOf(producer));
        }
        for (const consumer of this.#consumersOf(subtask)) found.add(this.regionOf(consumer));
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  #producersOf({ vertex, subtask }: SubtaskIndex): SubtaskIndex[] {
    return this.#stored(({ target }) => target === vertex).flatMap(({ source, target, pattern }) => {
      const producers = inputChannels(pattern, this.#parallelism(source), this.#parallelism(target))[subtask];
      return (producers as number[]).map((producer) => ({ vertex: source, subtask: producer }));
    });
  }

  #consumersOf({ vertex, subtask }: SubtaskIndex): SubtaskIndex[] {
    return this.#stored(({ source }) => source === vertex).flatMap(({ source, target, pattern }) => {
      const consumers = outputChannels(pattern, this.#parallelism(source), this.#parallelism(target))[subtask];
      return (consumers as number[]).map((consumer) => ({ vertex: target, subtask: consumer }));
    });
  }

  /** Edges between regions: those of results that are stored. */
  #stored(matches: (edge: JobEdge) => boolean): JobEdge[] {
    return this.#edges.filter((edge) => edge.resultType !== "PIPELINED_BOUNDED" && matches(edge));
  }

  #parallelism(vertex: number): number {
    return (this.#vertices[vertex] as JobVertex).parallelism;
  }
}
