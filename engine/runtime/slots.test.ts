import { expect, test } from "vitest";
import { createCollectionSource } from "../connectors/index";
import {
  createJobGraph,
  generateStreamGraph,
  OperatorTransformation,
  type Partitioning,
  partitionTransformation,
  type Program,
  type Transformation,
} from "../graph/index";
import { MapOperator } from "../operators/index";
import { WatermarkStrategy } from "../time/index";
import { placeSubtasks } from "./slots";

const SETTINGS: Program["settings"] = {
  parallelism: 1,
  maxParallelism: null,
  chaining: false,
  chainsDifferentMaxParallelism: true,
  bufferTimeoutMillis: 100,
  generatesUids: true,
  scheduler: "Default",
  decidesParallelism: true,
  checkpointing: null,
};

type Stage = { readonly parallelism: number; readonly exchange: Partitioning["kind"] | null; readonly group?: string };

/** A source and maps behind it, one after the other; gives the slot of each subtask, stage by stage. */
function slotsOf(stages: readonly Stage[], slotsPerTaskManager = 1): number[][] {
  const source = createCollectionSource([1]);
  const operators = stages.reduce<OperatorTransformation[]>((made, { parallelism, exchange, group }, index) => {
    const before = made.at(-1);
    const input: Transformation | undefined =
      before === undefined || exchange === null
        ? before
        : partitionTransformation(0, before, { kind: exchange } as Partitioning);
    const create = () =>
      input === undefined
        ? source.createReaderOperator(WatermarkStrategy.noWatermarks())
        : new MapOperator<number, number>((value) => value);
    const factory = { kind: "any", create, key: null };
    const inputs = input === undefined ? [] : [input];
    const operator = new OperatorTransformation(index + 1, `${index}`, factory, inputs, { parallelism });
    operator.slotSharingGroup = group ?? null;
    return [...made, operator];
  }, []);
  const program: Program = { jobName: null, runtimeMode: "STREAMING", lastId: 99, operators, settings: SETTINGS };
  const graph = createJobGraph(generateStreamGraph(program));
  const place = placeSubtasks(graph, { taskManagers: null, slotsPerTaskManager });
  return graph.vertices.map((vertex) =>
    Array.from({ length: vertex.parallelism }, (_, subtask) => place(vertex, subtask).slot),
  );
}

test("rule 4.3.f: with one parallelism slot i holds subtask i of every vertex", () => {
  expect(
    slotsOf([
      { parallelism: 3, exchange: null },
      { parallelism: 3, exchange: "rebalance" },
    ]),
  ).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test("rule 4.3.f: a subtask goes to a producer of its own", () => {
  // Of four producers, consumer 0 of a rescale reads 0 and 1, consumer 1 reads 2 and 3.
  expect(
    slotsOf([
      { parallelism: 4, exchange: null },
      { parallelism: 2, exchange: "rescale" },
    ])[1],
  ).toEqual([0, 2]);
  // Everybody reads everybody: the first producer that is free.
  expect(
    slotsOf([
      { parallelism: 4, exchange: null },
      { parallelism: 2, exchange: "rebalance" },
    ])[1],
  ).toEqual([0, 1]);
});

test("rule 4.3.f: those left over take the first free slot, or a new one", () => {
  // Producer 0 feeds 0 and 1, producer 1 feeds 2 and 3: 0 and 2 share with them, 1 and 3 get new slots.
  expect(
    slotsOf([
      { parallelism: 2, exchange: null },
      { parallelism: 4, exchange: "rescale" },
    ])[1],
  ).toEqual([0, 2, 1, 3]);
  const narrow = slotsOf([
    { parallelism: 3, exchange: null },
    { parallelism: 1, exchange: "rebalance" },
    { parallelism: 3, exchange: "rebalance" },
  ]);
  expect(narrow).toEqual([[0, 1, 2], [0], [0, 1, 2]]);
});

test("groups have slots of their own, and TaskManagers are filled one after the other", () => {
  const stages: readonly Stage[] = [
    { parallelism: 2, exchange: null },
    { parallelism: 2, exchange: null, group: "blue" },
  ];
  expect(slotsOf(stages)).toEqual([
    [0, 1],
    [2, 3],
  ]);
});
