/**
 * The programs of the recordings of graphs, through the public API. Nothing runs, so functions only have to be there.
 */
import { AsyncDataStream, type DataStream, type KeyedStream, StreamExecutionEnvironment } from "../../engine/api/index";
import { createCollectionSource } from "../../engine/connectors/index";
import { Duration, TimeUnit } from "../../engine/core/index";
import {
  BroadcastProcessFunction,
  KeyedCoProcessFunction,
  KeyedProcessFunction,
  OutputTag,
  ProcessFunction,
  ProcessJoinFunction,
} from "../../engine/operators/index";
import { MapStateDescriptor } from "../../engine/state/index";
import { WatermarkStrategy } from "../../engine/time/index";
import { TumblingEventTimeWindows } from "../../engine/windows/index";
import { CollectingSink } from "../../engine/connectors/index";
import type { Recording } from "../adapter";

type Node = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly op: string;
  readonly inputs?: readonly string[];
};

type Stream = DataStream<number>;
type Keyed = KeyedStream<number, number>;

class PassOn extends ProcessFunction<number, number> {
  processElement(): void {}
}

class PassOnKeyed extends KeyedProcessFunction<number, number, number> {
  processElement(): void {}
}

class CoProcess extends KeyedCoProcessFunction<number, number, number, number> {
  processElement1(): void {}
  processElement2(): void {}
}

class WithRules extends BroadcastProcessFunction<number, number, number> {
  processElement(): void {}
  processBroadcastElement(): void {}
}

class JoinTwo extends ProcessJoinFunction<number, number, number> {
  processElement(): void {}
}

const TWO_PHASE_SINK = {
  createWriter: () => ({ write: () => undefined, flush: () => undefined, prepareCommit: () => [] }),
  createCommitter: () => ({ commit: () => undefined }),
};

const WINDOWS = TumblingEventTimeWindows.of(Duration.ofSeconds(1));
const WITHIN = Duration.ofSeconds(1).toMillis();
const RULES = new MapStateDescriptor<number, number>("rules");
const identity = (value: number) => value;
const add = (a: number, b: number) => a + b;

/** How each kind of node is written. Each function and selector is a new object, as it is where they were recorded. */
const OPERATIONS: Readonly<Record<string, (input: Stream, others: readonly Stream[]) => unknown>> = {
  map: (input) => input.map(identity),
  flatMap: (input) => input.flatMap<number>((value, out) => out.collect(value)),
  filter: (input) => input.filter(() => true),
  process: (input) => input.process(new PassOn()),
  assignTimestampsAndWatermarks: (input) => input.assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks()),
  asyncWait: (input) =>
    AsyncDataStream.orderedWait<number, number>(input, { asyncInvoke: () => undefined }, 1, TimeUnit.SECONDS),
  windowAll: (input) => input.windowAll(WINDOWS).reduce(add),
  keyBy: (input) => input.keyBy((value) => value),
  reduce: (input) => (input as Keyed).reduce(add),
  sum: (input) => (input as Keyed).sum("0" as never),
  keyedProcess: (input) => (input as Keyed).process(new PassOnKeyed()),
  window: (input) => (input as Keyed).window(WINDOWS).reduce(add),
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
  connect: (input, [other]) => input.connect(other as Stream).map({ map1: identity, map2: identity }),
  keyedConnect: (input, [other]) => input.connect(other as Stream).process(new CoProcess()),
  intervalJoin: (input, [other]) =>
    (input as Keyed)
      .intervalJoin(other as Keyed)
      .between(-WITHIN, WITHIN)
      .process(new JoinTwo()),
  broadcastConnect: (input, [other]) =>
    input.connect((other as Stream).broadcast(RULES as never)).process(new WithRules()),
  windowJoin: (input, [other]) =>
    input
      .join(other as Stream)
      .where(identity)
      .equalTo(identity)
      .window(WINDOWS)
      .apply(add),
  sinkTo: (input) => input.sinkTo(new CollectingSink()),
  sinkToWithCommitter: (input) => input.sinkTo(TWO_PHASE_SINK),
  print: (input) => input.print(),
};

/** Settings and the methods that they call. */
const SETTINGS: Readonly<Record<string, string>> = {
  parallelism: "setParallelism",
  maxParallelism: "setMaxParallelism",
  name: "name",
  uid: "uid",
  uidHash: "setUidHash",
  slotSharingGroup: "slotSharingGroup",
  disableChaining: "disableChaining",
  startNewChain: "startNewChain",
  bufferTimeout: "setBufferTimeout",
};

const NO_EXECUTOR = {
  execute: () => {
    throw new Error("These programs are not executed.");
  },
};

type EnvironmentSettings = {
  readonly parallelism: number;
  readonly maxParallelism?: number;
  readonly runtimeMode?: "STREAMING" | "BATCH" | "AUTOMATIC";
  readonly scheduler?: "Default" | "AdaptiveBatch";
  readonly disableOperatorChaining?: boolean;
  readonly chainOperatorsWithDifferentMaxParallelism?: boolean;
  readonly bufferTimeout?: number;
  readonly unalignedCheckpoints?: boolean;
  readonly autoGeneratedUids?: boolean;
};

function buildEnvironment(settings: EnvironmentSettings): StreamExecutionEnvironment {
  const env = new StreamExecutionEnvironment(NO_EXECUTOR).setParallelism(settings.parallelism);
  if (settings.maxParallelism !== undefined) env.setMaxParallelism(settings.maxParallelism);
  if (settings.runtimeMode !== undefined) env.setRuntimeMode(settings.runtimeMode);
  if (settings.scheduler !== undefined) env.configure({ "jobmanager.scheduler": settings.scheduler });
  if (settings.disableOperatorChaining === true) env.disableOperatorChaining();
  const chains = settings.chainOperatorsWithDifferentMaxParallelism ?? true;
  env.configure({ "pipeline.operator-chaining.chain-operators-with-different-max-parallelism": chains });
  if (settings.bufferTimeout !== undefined) env.setBufferTimeout(settings.bufferTimeout);
  if (settings.unalignedCheckpoints === true) {
    env.enableCheckpointing(1_000);
    env.getCheckpointConfig().enableUnalignedCheckpoints();
  }
  if (settings.autoGeneratedUids === false) env.getConfig().disableAutoGeneratedUIDs();
  return env;
}

function buildSource(env: StreamExecutionEnvironment, op: string): unknown {
  if (op === "fromData") return env.fromData([1, 2, 3]);
  if (op === "addSource") return env.addSource<number>({ *run() {}, cancel: () => undefined });
  return env.fromSource(createCollectionSource([1, 2, 3]), WatermarkStrategy.noWatermarks(), "Sequence Source");
}

/** The environment with the program of a recording. */
export function buildGraphProgram(program: Recording["program"]): StreamExecutionEnvironment {
  const env = buildEnvironment(program.env as EnvironmentSettings);
  const built = new Map<string, unknown>();
  for (const { id, op, inputs = [], ...given } of program.nodes as readonly Node[]) {
    const [input, ...others] = inputs.map((name) => built.get(name) as Stream);
    const made = input === undefined ? buildSource(env, op) : OPERATIONS[op]?.(input, others);
    for (const [name, value] of Object.entries(given)) {
      const call = (made as Readonly<Record<string, (value: unknown) => unknown>>)[SETTINGS[name] ?? ""];
      if (call === undefined) throw new TypeError(`${op} has no setting ${name}`);
      call.call(made, value);
    }
    built.set(id, made);
  }
  return env;
}
