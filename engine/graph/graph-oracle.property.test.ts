/**
 * Chains, slots and regions against naive ones, on programs drawn by chance. The oracle sees operators, their settings
 * and who reads whom, and nothing of the code under test: it joins pairs of operators until nothing changes, places
 * subtask after subtask, and walks from neighbour to neighbour.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DataStream, StreamExecutionEnvironment } from "../api/index";
import { CollectingSink } from "../connectors/index";
import { describeGraph, type EdgeDescription, type GraphDescription } from "./graph-description";
import { createJobGraph } from "./job-graph";
import { generateStreamGraph } from "./stream-graph-generator";

type Step = {
  readonly op: "map" | "reduce" | "connect" | "union" | "rebalance" | "rescale" | "sink";
  /** Which of the streams so far it reads, counted back from the latest. */
  readonly first: number;
  readonly second: number;
  readonly parallelism: 1 | 2 | 3;
  readonly maxParallelism: 16 | 32 | null;
  readonly group: "blue" | "default" | null;
  readonly chaining: "start" | "never" | null;
};

type Program = {
  readonly legacySource: boolean;
  readonly batch: boolean;
  readonly chainsDifferentMaxima: boolean;
  readonly steps: readonly Step[];
};

const step: fc.Arbitrary<Step> = fc.record({
  op: fc.constantFrom("map", "map", "reduce", "connect", "union", "rebalance", "rescale", "sink"),
  first: fc.nat(2),
  second: fc.nat(2),
  parallelism: fc.constantFrom(1, 2, 2, 3),
  maxParallelism: fc.constantFrom(null, null, 16, 32),
  group: fc.constantFrom(null, null, null, "blue", "default"),
  chaining: fc.constantFrom(null, null, null, "start", "never"),
});

const program: fc.Arbitrary<Program> = fc.record({
  legacySource: fc.boolean(),
  batch: fc.boolean(),
  chainsDifferentMaxima: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 9 }),
});

const NO_EXECUTOR = {
  execute: () => {
    throw new Error("not executed");
  },
};

function plan({ legacySource, batch, chainsDifferentMaxima, steps }: Program): GraphDescription {
  const env = new StreamExecutionEnvironment(NO_EXECUTOR).setParallelism(2);
  env.configure({
    "pipeline.operator-chaining.chain-operators-with-different-max-parallelism": chainsDifferentMaxima,
    "jobmanager.scheduler": "Default",
  });
  const isBatch = batch && !legacySource;
  if (isBatch) env.setRuntimeMode("BATCH");
  const source = legacySource ? env.addSource<number>({ *run() {}, cancel: () => undefined }) : env.fromData(1, 2);
  const streams: DataStream<number>[] = [source];
  for (const { op, first, second, parallelism, maxParallelism, group, chaining } of steps) {
    const a = streams.at(-1 - Math.min(first, streams.length - 1)) as DataStream<number>;
    const b = streams.at(-1 - Math.min(second, streams.length - 1)) as DataStream<number>;
    if (op === "rebalance" || op === "rescale") streams.push(a[op]());
    else if (op === "union") streams.push(a.union(b));
    else if (op === "sink") a.sinkTo(new CollectingSink<number>()).setParallelism(parallelism);
    else {
      const keyed = () => a.keyBy((value) => value).reduce((x, y) => x + y);
      const both = () => a.connect(b).map({ map1: (value) => value, map2: (value) => value });
      const made = op === "map" ? a.map((value) => value) : op === "reduce" ? keyed() : both();
      made.setParallelism(parallelism);
      if (maxParallelism !== null) made.setMaxParallelism(maxParallelism);
      if (group !== null) made.slotSharingGroup(group);
      if (chaining === "start") made.startNewChain();
      if (chaining === "never") made.disableChaining();
      streams.push(made);
    }
  }
  streams.at(-1)?.print();
  return describeGraph(createJobGraph(generateStreamGraph(env.getProgram())));
}

/** Joins the ends of every edge that may be chained, again and again, until no pair is left. */
function chainsByPairs({ operators, edges, jobType }: GraphDescription, chainsDifferentMaxima: boolean): number[] {
  const chainOf = operators.map(({ index }) => index);
  const inputsOf = (index: number) => edges.filter((edge) => edge.to === index);
  const mayJoin = (edge: EdgeDescription): boolean => {
    const [up, down] = [operators[edge.from], operators[edge.to]];
    if (up === undefined || down === undefined || inputsOf(edge.to).length > 1) return false;
    const head = operators.find(
      ({ index }) =>
        index === Math.min(...operators.filter((o) => chainOf[o.index] === chainOf[up.index]).map((o) => o.index)),
    );
    const yields = down.name.endsWith("Writer");
    const sorted = jobType === "BATCH" && down.kind === "reduce";
    return (
      up.slotSharingGroup === down.slotSharingGroup &&
      up.parallelism === down.parallelism &&
      (chainsDifferentMaxima || up.maxParallelismSet === down.maxParallelismSet) &&
      up.chainingStrategy !== "NEVER" &&
      down.chainingStrategy === "ALWAYS" &&
      !sorted &&
      edge.partitioner === "FORWARD" &&
      !(yields && head?.name === "Source: Custom Source")
    );
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const edge of edges) {
      const [up, down] = [chainOf[edge.from] as number, chainOf[edge.to] as number];
      if (up === down || !mayJoin(edge)) continue;
      chainOf.forEach((chain, index) => {
        if (chain === down) chainOf[index] = up;
      });
      changed = true;
    }
  }
  return chainOf;
}

/** Puts subtask after subtask into the first slot of its group in which its vertex has none yet. */
function slotsByPlacing({ vertices, slotSharingGroups }: GraphDescription): number {
  const slots: { readonly group: number; readonly vertices: Set<number> }[] = [];
  for (const { index, parallelism } of vertices) {
    const group = slotSharingGroups.findIndex((sharing) => sharing.vertices.includes(index));
    for (let subtask = 0; subtask < parallelism; subtask += 1) {
      const free = slots.find((slot) => slot.group === group && !slot.vertices.has(index));
      if (free === undefined) slots.push({ group, vertices: new Set([index]) });
      else free.vertices.add(index);
    }
  }
  return slots.length;
}

/** Everything that can be reached over the pairs, in either direction, from each of the nodes. */
function partsByWalking(nodes: readonly string[], pairs: readonly (readonly [string, string])[]): string[] {
  const part = (start: string): string => {
    const seen = new Set([start]);
    for (let size = 0; size !== seen.size; ) {
      size = seen.size;
      for (const [a, b] of pairs) {
        if (seen.has(a)) seen.add(b);
        if (seen.has(b)) seen.add(a);
      }
    }
    return [...seen].sort().join(" ");
  };
  return [...new Set(nodes.map(part))].sort();
}

/** Whether a record of this producer can come to this consumer over an edge to neighbours. */
function areNeighbours(producer: number, producers: number, consumer: number, consumers: number): boolean {
  if (producers < consumers) return Math.floor((consumer * producers) / consumers) === producer;
  const first = Math.floor((consumer * producers) / consumers);
  return producer >= first && producer < Math.floor(((consumer + 1) * producers) / consumers);
}

const RUNS = { numRuns: 600, verbose: 1 } as const;

describe("the plan of any program", () => {
  test("has the chains that joining pairs finds", () => {
    fc.assert(
      fc.property(program, (drawn) => {
        const description = plan(drawn);
        const chainOf = chainsByPairs(description, drawn.chainsDifferentMaxima);
        const chains = (of: (index: number) => number | undefined) =>
          description.operators.map((a) => description.operators.map((b) => of(a.index) === of(b.index)));
        expect(chains((index) => description.operators[index]?.vertex)).toEqual(chains((index) => chainOf[index]));
        for (const { from, to, notChained, notChainedBecause } of description.edges) {
          expect(notChained.length === 0).toBe(chainOf[from] === chainOf[to]);
          expect(notChainedBecause).toHaveLength(notChained.length);
        }
      }),
      RUNS,
    );
  });

  test("needs the slots that placing every subtask needs", () => {
    fc.assert(
      fc.property(program, (drawn) => {
        const description = plan(drawn);
        expect(description.slots).toBe(slotsByPlacing(description));
      }),
      RUNS,
    );
  });

  test("has the regions that walking finds, of vertices and of subtasks", () => {
    fc.assert(
      fc.property(program, (drawn) => {
        const { vertices, regions, failoverRegions } = plan(drawn);
        const inputs = vertices.flatMap(({ index, inputs: read }) => read.map((input) => ({ ...input, to: index })));
        const pipelined = inputs.filter(({ resultType }) => resultType === "PIPELINED_BOUNDED");
        const vertexPairs = pipelined.map(({ from, to }) => [`${from}`, `${to}`] as const);
        const nodes = vertices.map(({ index }) => `${index}`);
        expect(regions.map((region) => region.map(String).sort().join(" ")).sort()).toEqual(
          partsByWalking(nodes, vertexPairs),
        );
        const sizes = vertices.map(({ parallelism }) => Array.from({ length: parallelism }, (_, subtask) => subtask));
        const subtasks = sizes.flatMap((list, vertex) => list.map((subtask) => `${vertex}.${subtask}`));
        const pairs = pipelined.flatMap(({ from, to, pattern }) =>
          (sizes[from] ?? []).flatMap((p, _i, producers) =>
            (sizes[to] ?? [])
              .filter((c, _j, all) => pattern === "ALL_TO_ALL" || areNeighbours(p, producers.length, c, all.length))
              .map((c) => [`${from}.${p}`, `${to}.${c}`] as const),
          ),
        );
        const written = failoverRegions.map((region) =>
          region
            .map(({ vertex, subtask }) => `${vertex}.${subtask}`)
            .sort()
            .join(" "),
        );
        expect(written.sort()).toEqual(partsByWalking(subtasks, pairs));
      }),
      RUNS,
    );
  });
});
