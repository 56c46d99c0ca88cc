/**
 * Recordings of the graphs that Flink makes of programs: operators and their ids, exchanges and why they are not
 * chained, vertices, slots. Nothing runs.
 */
import { type DataStream, type KeyedStream, StreamExecutionEnvironment } from "../../engine/api/index";
import { CollectingSink, createCollectionSource } from "../../engine/connectors/index";
import { Duration } from "../../engine/core/index";
import { createJobGraph, describeGraph, generateStreamGraph, type GraphDescription } from "../../engine/graph/index";
import { KeyedProcessFunction, OutputTag, ProcessFunction } from "../../engine/operators/index";
import { WatermarkStrategy } from "../../engine/time/index";
import { TumblingEventTimeWindows } from "../../engine/windows/index";
import { type FamilyAdapter, notCovered, type Recording } from "../adapter";
import { differenceAt, encodeFailure, resultOf } from "../compare";

type Node = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly op: string;
  readonly inputs?: readonly string[];
};

type Stream = DataStream<number>;
type Keyed = KeyedStream<number, number>;

class PassOn extends ProcessFunction<number, number> {
  processElement(value: number, _context: unknown, out: { collect(value: number): void }): void {
    out.collect(value);
  }
}

class PassOnKeyed extends KeyedProcessFunction<number, number, number> {
  processElement(value: number, _context: unknown, out: { collect(value: number): void }): void {
    out.collect(value);
  }
}

const WINDOWS = TumblingEventTimeWindows.of(Duration.ofSeconds(1));

/** How each kind of node is written; `name` where it has one is set afterwards. */
const OPERATIONS: Readonly<Record<string, (input: Stream, others: readonly Stream[]) => unknown>> = {
  map: (input) => input.map((value) => value),
  flatMap: (input) => input.flatMap<number>((value, out) => out.collect(value)),
  filter: (input) => input.filter(() => true),
  process: (input) => input.process(new PassOn()),
  assignTimestampsAndWatermarks: (input) => input.assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks()),
  windowAll: (input) => input.windowAll(WINDOWS).reduce((a, b) => a + b),
  keyBy: (input) => input.keyBy((value) => value),
  reduce: (input) => (input as Keyed).reduce((a, b) => a + b),
  sum: (input) => (input as Keyed).sum("0" as never),
  keyedProcess: (input) => (input as Keyed).process(new PassOnKeyed()),
  window: (input) => (input as Keyed).window(WINDOWS).reduce((a, b) => a + b),
  rebalance: (input) => input.rebalance(),
  rescale: (input) => input.rescale(),
  shuffle: (input) => input.shuffle(),
  global: (input) => input.global(),
  broadcast: (input) => input.broadcast(),
  forward: (input) => input.forward(),
  partitionCustom: (input) =>
    input.partitionCustom(
      (key: number, channels) => key % channels,
      (value) => value,
    ),
  union: (input, others) => input.union(...others),
  sideOutput: (input) =>
    (input as unknown as { getSideOutput(tag: OutputTag<number>): Stream }).getSideOutput(new OutputTag("late")),
  sinkTo: (input) => input.sinkTo(new CollectingSink()),
  print: (input) => input.print(),
};

/** Settings and the methods that they call. */
const SETTINGS: Readonly<Record<string, string>> = {
  parallelism: "setParallelism",
  maxParallelism: "setMaxParallelism",
  name: "name",
  uid: "uid",
  slotSharingGroup: "slotSharingGroup",
  disableChaining: "disableChaining",
  startNewChain: "startNewChain",
};

const ENV_SETTINGS = new Set(["parallelism", "maxParallelism", "disableOperatorChaining"]);

/** What the engine can not build yet, or null. */
function missingIn(recording: Recording): string | null {
  const env = recording.program.env as Readonly<Record<string, unknown>>;
  if (env.runtimeMode !== undefined) return `runtime mode ${env.runtimeMode as string}`;
  const setting = Object.keys(env).find((name) => !ENV_SETTINGS.has(name));
  if (setting !== undefined) return `setting ${setting}`;
  for (const { id: _id, op, inputs: _inputs, ...settings } of recording.program.nodes as readonly Node[]) {
    if (op !== "fromSequence" && op !== "fromData" && OPERATIONS[op] === undefined) return `needs ${op}`;
    const unknown = Object.keys(settings).find((name) => SETTINGS[name] === undefined);
    if (unknown !== undefined) return `setting ${unknown}`;
  }
  return null;
}

const NO_EXECUTOR = {
  execute: () => {
    throw new Error("These programs are not executed.");
  },
};

function build(recording: Recording): GraphDescription {
  const settings = recording.program.env as Readonly<Record<string, number | boolean>>;
  const env = new StreamExecutionEnvironment(NO_EXECUTOR);
  env.setParallelism(settings.parallelism as number);
  if (settings.maxParallelism !== undefined) env.setMaxParallelism(settings.maxParallelism as number);
  if (settings.disableOperatorChaining === true) env.disableOperatorChaining();
  const built = new Map<string, unknown>();
  for (const node of recording.program.nodes as readonly Node[]) {
    const { id, op, inputs = [], ...given } = node;
    const [input, ...others] = inputs.map((name) => built.get(name) as Stream);
    const made = input === undefined ? buildSource(env, op) : OPERATIONS[op]?.(input, others);
    for (const [name, value] of Object.entries(given)) {
      const call = (made as Readonly<Record<string, (value: unknown) => unknown>>)[SETTINGS[name] ?? ""];
      const argument = name === "name" && input === undefined ? `Source: ${String(value)}` : value;
      call?.call(made, argument);
    }
    built.set(id, made);
  }
  return describeGraph(createJobGraph(generateStreamGraph(env.getProgram())));
}

function buildSource(env: StreamExecutionEnvironment, op: string): unknown {
  if (op === "fromData") return env.fromData([1, 2, 3]);
  return env.fromSource(createCollectionSource([1, 2, 3]), WatermarkStrategy.noWatermarks(), "Sequence Source");
}

type Row = Readonly<Record<string, unknown>>;

function sortedRows(rows: readonly (readonly unknown[])[]): unknown[] {
  return [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function recordedGraph(recording: Recording) {
  const operators = recording.operators as readonly Row[];
  const idOf = new Map(operators.map((row) => [row.id, row.operatorId]));
  const vertices = recording.vertices as readonly Row[];
  return {
    operators: sortedRows(
      operators.map((row) => [row.operatorId, row.name, row.parallelism, vertices[row.vertex as number]?.id]),
    ),
    edges: sortedRows(
      (recording.edges as readonly Row[]).map((row) => [
        idOf.get(row.from),
        idOf.get(row.to),
        row.partitioner,
        row.sideOutput ?? null,
        row.notChained ?? [],
      ]),
    ),
    vertices: sortedRows(vertices.map((row) => [row.id, row.name, row.parallelism, row.maxParallelism ?? 128])),
  };
}

function engineGraph({ operators, edges, vertices }: GraphDescription) {
  return {
    operators: sortedRows(operators.map((row) => [row.id, row.name, row.parallelism, vertices[row.vertex]?.id])),
    edges: sortedRows(
      edges.map((edge) => [
        operators[edge.from]?.id,
        operators[edge.to]?.id,
        edge.partitioner,
        edge.sideOutput,
        edge.notChained,
      ]),
    ),
    vertices: sortedRows(vertices.map((row) => [row.id, row.name, row.parallelism, row.maxParallelism])),
  };
}

export const jobGraphs: FamilyAdapter = {
  family: "job-graphs",
  replay(recording) {
    const missing = missingIn(recording);
    if (missing !== null) return notCovered(missing);
    let description: GraphDescription;
    try {
      description = build(recording);
    } catch (error) {
      return resultOf(differenceAt("refused", recording.refused ?? null, encodeFailure(error)));
    }
    if (recording.refused !== undefined) return resultOf(differenceAt("refused", recording.refused, null));
    const expected = recordedGraph(recording);
    const actual = engineGraph(description);
    return resultOf(
      differenceAt("operators", expected.operators, actual.operators),
      differenceAt("edges", expected.edges, actual.edges),
      differenceAt("vertices", expected.vertices, actual.vertices),
    );
  },
};
