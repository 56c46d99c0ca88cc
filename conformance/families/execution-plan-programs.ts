/**
 * The programs of the recordings of plans: every operator of the API, through the API.
 */
import {
  AsyncDataStream,
  CEP,
  type DataStream,
  type KeyedStream,
  type SingleOutputStreamOperator,
  StreamExecutionEnvironment,
  type WindowedStream,
} from "../../engine/api/index";
import { Pattern, PatternProcessFunction } from "../../engine/cep/index";
import { CollectingSink } from "../../engine/connectors/index";
import { Duration, TimeUnit } from "../../engine/core/index";
import { OutputTag } from "../../engine/operators/index";
import { MapStateDescriptor } from "../../engine/state/index";
import { WatermarkStrategy } from "../../engine/time/index";
import {
  ContinuousEventTimeTrigger,
  CountEvictor,
  CountTrigger,
  EventTimeSessionWindows,
  type Evictor,
  GlobalWindows,
  ProcessingTimeSessionWindows,
  PurgingTrigger,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  TimeEvictor,
  type Trigger,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type Window,
  type WindowAssigner,
} from "../../engine/windows/index";
import type { Recording } from "../adapter";
import {
  Adding,
  Applying,
  Averaging,
  CoFlatMapping,
  CoMapping,
  CoProcessing,
  KeyedCoProcessing,
  KeyedPassing,
  KeyedWithRules,
  Listing,
  ListingAll,
  Pairing,
  Passing,
  TWO_PHASE_SINK,
  WithRules,
} from "./plan-functions";

type Node = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly op: string;
  readonly inputs?: readonly string[];
};
type Stream = DataStream<number>;
type Windows = WindowedStream<number, number, Window>;
type Operation = (first: Stream, second: Stream, node: Node) => Stream;

class Matching extends PatternProcessFunction<number, number> {
  processMatch(): void {}
}

const SECOND = Duration.ofSeconds(1);
const SIZE = Duration.ofSeconds(2);
const rules = () => new MapStateDescriptor<number, number>("rules");
const identity = (value: number) => value;
/** One selector for all, as it was where they were recorded: in batch mode such streams share what is written. */
const keyed = (stream: Stream): KeyedStream<number, number> => stream.keyBy(identity);
const asking = () => ({ asyncInvoke: () => undefined });

const ASSIGNERS: Readonly<Record<string, () => WindowAssigner<unknown, Window>>> = {
  TumblingEventTimeWindows: () => TumblingEventTimeWindows.of(SIZE),
  TumblingProcessingTimeWindows: () => TumblingProcessingTimeWindows.of(SIZE),
  SlidingEventTimeWindows: () => SlidingEventTimeWindows.of(SIZE, SECOND),
  SlidingProcessingTimeWindows: () => SlidingProcessingTimeWindows.of(SIZE, SECOND),
  EventTimeSessionWindows: () => EventTimeSessionWindows.withGap(SIZE),
  ProcessingTimeSessionWindows: () => ProcessingTimeSessionWindows.withGap(SIZE),
  GlobalWindows: () => GlobalWindows.create(),
};

const TRIGGERS: Readonly<Record<string, () => unknown>> = {
  CountTrigger: () => CountTrigger.of(5),
  PurgingTrigger: () => PurgingTrigger.of(CountTrigger.of(5)),
  ContinuousEventTimeTrigger: () => ContinuousEventTimeTrigger.of(SECOND),
};

const EVICTORS: Readonly<Record<string, () => unknown>> = {
  CountEvictor: () => CountEvictor.of(2),
  TimeEvictor: () => TimeEvictor.of(SECOND),
};

const FUNCTIONS: Readonly<Record<string, (windows: Windows) => Stream>> = {
  reduce: (windows) => windows.reduce(new Adding()),
  reduceProcess: (windows) => windows.reduce(new Adding(), new Listing()),
  reduceApply: (windows) => windows.reduce(new Adding(), new Applying()),
  aggregate: (windows) => windows.aggregate(new Averaging()),
  aggregateProcess: (windows) => windows.aggregate(new Averaging(), new Listing()),
  process: (windows) => windows.process(new Listing()),
  apply: (windows) => windows.apply(new Applying()),
  sum: (windows) => windows.sum("0" as never),
  maxBy: (windows) => windows.maxBy("0" as never),
};

function window(stream: Stream, node: Node): Stream {
  const windows = keyed(stream).window((ASSIGNERS[node.assigner as string] as () => WindowAssigner<number, Window>)());
  if (node.trigger !== undefined) windows.trigger(TRIGGERS[node.trigger as string]?.() as Trigger<number, Window>);
  if (node.evictor !== undefined) windows.evictor(EVICTORS[node.evictor as string]?.() as Evictor<number, Window>);
  return (FUNCTIONS[node.function as string] as (windows: Windows) => Stream)(windows);
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  map: (first) => first.map(identity),
  flatMap: (first) => first.flatMap<number>((value, out) => out.collect(value)),
  filter: (first) => first.filter(() => true),
  process: (first) => first.process(new Passing()),
  assignTimestampsAndWatermarks: (first) => first.assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks()),
  orderedWait: (first) => AsyncDataStream.orderedWait<number, number>(first, asking(), 1, TimeUnit.SECONDS),
  unorderedWait: (first) => AsyncDataStream.unorderedWait<number, number>(first, asking(), 1, TimeUnit.SECONDS),
  rebalance: (first) => first.rebalance(),
  rescale: (first) => first.rescale(),
  shuffle: (first) => first.shuffle(),
  global: (first) => first.global(),
  broadcast: (first) => first.broadcast(),
  union: (first, second) => first.union(second),
  sideOutput: (first) => first.process(new Passing()).getSideOutput(new OutputTag<number>("late")),
  keyedMap: (first) => keyed(first).map(identity),
  keyedFlatMap: (first) => keyed(first).flatMap<number>((value, out) => out.collect(value)),
  keyedFilter: (first) => keyed(first).filter(() => true),
  reduce: (first) => keyed(first).reduce((a) => a),
  sum: (first) => keyed(first).sum("0" as never),
  min: (first) => keyed(first).min("0" as never),
  max: (first) => keyed(first).max("0" as never),
  minBy: (first) => keyed(first).minBy("0" as never),
  maxBy: (first) => keyed(first).maxBy("0" as never),
  keyedProcess: (first) => keyed(first).process(new KeyedPassing()),
  connectMap: (first, second) => first.connect(second).map(new CoMapping()),
  connectFlatMap: (first, second) => first.connect(second).flatMap<number>(new CoFlatMapping()),
  connectProcess: (first, second) => first.connect(second).process(new CoProcessing()),
  keyedConnect: (first, second) => keyed(first).connect(keyed(second)).process(new KeyedCoProcessing()),
  broadcastConnect: (first, second) => first.connect(second.broadcast(rules() as never)).process(new WithRules()),
  keyedBroadcastConnect: (first, second) =>
    keyed(first)
      .connect(second.broadcast(rules() as never))
      .process(new KeyedWithRules()),
  intervalJoin: (first, second) =>
    keyed(first).intervalJoin(keyed(second)).between(Duration.ofSeconds(-1), SECOND).process(new Pairing()),
  join: (first, second) =>
    first
      .join(second)
      .where(identity)
      .equalTo(identity)
      .window(TumblingEventTimeWindows.of(SECOND))
      .apply((a: number) => a),
  coGroup: (first, second) =>
    first
      .coGroup(second)
      .where(identity)
      .equalTo(identity)
      .window(TumblingEventTimeWindows.of(SECOND))
      .apply<number>(() => undefined),
  cep: (first) => CEP.pattern(first, Pattern.begin<number>("a")).process(new Matching()),
  keyedCep: (first) => CEP.pattern(keyed(first), Pattern.begin<number>("a")).process(new Matching()),
  window: (first, _second, node) => window(first, node),
  countWindow: (first) => keyed(first).countWindow(3).reduce(new Adding()),
  slidingCountWindow: (first) => keyed(first).countWindow(3, 2).reduce(new Adding()),
  windowAll: (first) => first.windowAll(SlidingEventTimeWindows.of(Duration.ofSeconds(4), SIZE)).reduce(new Adding()),
  windowAllAggregate: (first) =>
    first.windowAll(TumblingEventTimeWindows.of(SECOND)).aggregate(new Averaging(), new ListingAll()),
};

const NO_EXECUTOR = {
  execute: () => {
    throw new Error("These programs are not executed.");
  },
};

function buildSource(env: StreamExecutionEnvironment, op: string): Stream {
  if (op === "fromData") return env.fromData([1, 2]);
  if (op === "addSource") return env.addSource<number>({ *run() {}, cancel: () => undefined });
  return env.fromSequence(1, 100);
}

function buildSink(input: Stream, { op, keyed: isKeyed }: Node) {
  const stream = isKeyed === true ? keyed(input) : input;
  if (op === "print") return stream.print();
  return op === "sinkTo" ? stream.sinkTo(new CollectingSink<number>()) : stream.sinkTo(TWO_PHASE_SINK);
}

/** What names and descriptions can be set on. */
type Named = Pick<SingleOutputStreamOperator<number>, "name" | "setDescription">;

/** The environment with the program of a recording. */
export function buildPlanProgram(program: Recording["program"]): StreamExecutionEnvironment {
  const settings = program.env as { readonly parallelism: number; readonly runtimeMode?: "BATCH" };
  const env = new StreamExecutionEnvironment(NO_EXECUTOR).setParallelism(settings.parallelism);
  if (settings.runtimeMode !== undefined) env.setRuntimeMode(settings.runtimeMode);
  const built = new Map<string, Stream>();
  for (const node of program.nodes as readonly Node[]) {
    const [first, second] = (node.inputs ?? []).map((id) => built.get(id) as Stream);
    const operation = OPERATIONS[node.op];
    let made: unknown;
    if (first === undefined) made = buildSource(env, node.op);
    else made = operation === undefined ? buildSink(first, node) : operation(first, second ?? first, node);
    if (node.name !== undefined) (made as Named).name(node.name as string);
    if (node.description !== undefined) (made as Named).setDescription(node.description as string);
    built.set(node.id, made as Stream);
  }
  return env;
}
