/**
 * Which subtasks start again, against a naive search: from the failed subtask on, over pairs of subtasks, until nothing
 * is added any more. Graphs are drawn by chance, with pipelined and stored results between neighbours and between all.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { FailoverTopology } from "./failover-topology";
import type { JobEdge, JobVertex } from "./job-graph";

type DrawnEdge = { readonly source: number; readonly all: boolean; readonly stored: boolean };
type Drawn = {
  readonly parallelisms: readonly number[];
  /** For each vertex but the first. */
  readonly inputs: readonly (readonly DrawnEdge[])[];
  readonly failed: readonly [vertex: number, subtask: number];
  /** Which stored results are there, by the sum of vertex and subtask modulo the length. */
  readonly available: readonly boolean[];
};

const drawn: fc.Arbitrary<Drawn> = fc.integer({ min: 2, max: 5 }).chain((vertices) =>
  fc.record({
    parallelisms: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: vertices, maxLength: vertices }),
    inputs: fc.array(
      fc.array(fc.record({ source: fc.nat(9), all: fc.boolean(), stored: fc.boolean() }), {
        minLength: 1,
        maxLength: 2,
      }),
      { minLength: vertices - 1, maxLength: vertices - 1 },
    ),
    failed: fc.tuple(fc.nat(vertices - 1), fc.nat(9)),
    available: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  }),
);

function graphOf({ parallelisms, inputs }: Drawn) {
  const vertices = parallelisms.map((parallelism, index) => ({ index, parallelism }) as JobVertex);
  const edges = inputs.flatMap((list, index) =>
    list.map(({ source, all, stored }) => {
      const pattern = all ? "ALL_TO_ALL" : "POINTWISE";
      const resultType = stored ? "BLOCKING" : "PIPELINED_BOUNDED";
      return { source: source % (index + 1), target: index + 1, pattern, resultType } as JobEdge;
    }),
  );
  return { vertices, edges };
}

/** Whether a producer's records can come to a consumer. */
function areConnected({ pattern }: JobEdge, producer: number, producers: number, consumer: number, consumers: number) {
  if (pattern === "ALL_TO_ALL") return true;
  if (producers < consumers) return Math.floor((consumer * producers) / consumers) === producer;
  const first = Math.floor((consumer * producers) / consumers);
  return producer >= first && producer < Math.floor(((consumer + 1) * producers) / consumers);
}

function restartsByWalking(program: Drawn, isAvailable: (vertex: number, subtask: number) => boolean): string[] {
  const { vertices, edges } = graphOf(program);
  const pairs = edges.flatMap((edge) => {
    const [producers, consumers] = [vertices[edge.source]?.parallelism ?? 0, vertices[edge.target]?.parallelism ?? 0];
    const found: [from: string, to: string, isStored: boolean, isThere: boolean][] = [];
    for (let p = 0; p < producers; p += 1) {
      for (let c = 0; c < consumers; c += 1) {
        if (!areConnected(edge, p, producers, c, consumers)) continue;
        const isStored = edge.resultType === "BLOCKING";
        found.push([`${edge.source}.${p}`, `${edge.target}.${c}`, isStored, isAvailable(edge.source, p)]);
      }
    }
    return found;
  });
  const [vertex, subtask] = program.failed;
  const restarts = new Set([`${vertex}.${subtask % (vertices[vertex]?.parallelism ?? 1)}`]);
  for (let size = 0; size !== restarts.size; ) {
    size = restarts.size;
    for (const [from, to, isStored, isThere] of pairs) {
      if (restarts.has(from)) restarts.add(to);
      if (restarts.has(to) && (!isStored || !isThere)) restarts.add(from);
    }
  }
  return [...restarts].sort();
}

test("rule 5.9.e: the regions that start again are those that a naive search finds", () => {
  fc.assert(
    fc.property(drawn, (program) => {
      const graph = graphOf(program);
      const topology = new FailoverTopology(graph);
      const isAvailable = (vertex: number, subtask: number) => program.available[(vertex + subtask) % 5] === true;
      const [vertex, number] = program.failed;
      const subtask = number % (graph.vertices[vertex]?.parallelism ?? 1);
      const regions = topology.regionsToRestart({ vertex, subtask }, (producer) =>
        isAvailable(producer.vertex, producer.subtask),
      );
      const restarts = regions.flatMap((region) => topology.regions[region] ?? []);
      expect(restarts.map((place) => `${place.vertex}.${place.subtask}`).sort()).toEqual(
        restartsByWalking(program, isAvailable),
      );
    }),
    { numRuns: 2_000, verbose: 1 },
  );
});
