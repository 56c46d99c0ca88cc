/**
 * Writes a scenario's program against the public DataStream API, as a user would.
 */
import {
  AsyncDataStream,
  type AsyncFunctionLike,
  createScriptedSource,
  type DataStream,
  Duration,
  EventTimeSessionWindows,
  OutputTag,
  type OperatorSink,
  type Sink,
  type ProcessContext,
  ProcessFunction,
  ProcessJoinFunction,
  type ProcessJoinContext,
  type Collector,
  type SingleOutputStreamOperator,
  SlidingEventTimeWindows,
  type StreamExecutionEnvironment,
  TimeUnit,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../../engine/index";
import { Bucket, BucketWithRules, Buffer, CoBucket, Dedup, Ledger, RULES_STATE } from "./functions";
import { asyncItem, copiesOf, itemsOf, joinItems, mapItem, rekeyItem, runningItem, spanEnd } from "./oracle";
import { isSource, type Item, type KeyedNode, type Node, type Program, sideOf, type SourceNode } from "./scenario";
import type { StatelessNode, TwoInputNode } from "./scenario";
import { applyWindows } from "./windows";

type Stream = DataStream<Item>;
type Operator = SingleOutputStreamOperator<Item>;

const ODD = new OutputTag<Item>("odd");
const keyOf = ({ key }: Item): string => key;

/** Writes all nodes and sinks; `sinkOf` gives the sink behind each sink's id. */
export function buildProgram(
  env: StreamExecutionEnvironment,
  program: Program,
  sinkOf: (id: string) => Sink<Item> | OperatorSink<Item>,
): void {
  const streams = new Map<string, Stream>();
  const parallelisms = new Map<string, number>();
  for (const node of program.nodes) {
    const operator = buildNode(
      env,
      node,
      node.inputs.map((input) => streams.get(input) as Stream),
    );
    finishOperator(operator, node);
    streams.set(node.id, operator);
    parallelisms.set(node.id, node.parallelism);
    if (node.op === "split") streams.set(sideOf(node.id), operator.getSideOutput(ODD));
  }
  for (const { id, input, parallelism } of program.sinks) {
    (streams.get(input) as Stream).sinkTo(sinkOf(id)).name(id).uid(id).setParallelism(parallelism);
  }
}

function finishOperator(operator: Operator, { id, parallelism, chaining }: Node): void {
  operator.name(id).uid(id).setParallelism(parallelism);
  if (chaining === "new-chain") operator.startNewChain();
  if (chaining === "no-chain") operator.disableChaining();
}

function buildNode(env: StreamExecutionEnvironment, node: Node, inputs: readonly Stream[]): Operator {
  if (isSource(node)) return buildSource(env, node);
  const [first, second] = inputs as [Stream, Stream];
  if ("exchange" in node) return buildStateless(exchanged(first, node.exchange), node);
  return second === undefined
    ? buildKeyed(first, node as KeyedNode)
    : buildTwoInput(first, second, node as TwoInputNode);
}

function buildSource(env: StreamExecutionEnvironment, node: SourceNode): Operator {
  const items = itemsOf(node);
  const script = node.records.map(({ split, arrivalMillis }, index) => ({
    value: items[index] as Item,
    arrivalMillis,
    partition: split,
  }));
  const bounded = WatermarkStrategy.forBoundedOutOfOrderness<Item>(Duration.ofMillis(node.outOfOrdernessMillis));
  const timed = bounded.withTimestampAssigner(({ time }) => time);
  const strategy = node.idleMillis === null ? timed : timed.withIdleness(Duration.ofMillis(node.idleMillis));
  return env.fromSource(createScriptedSource(script, { partitionsStayOpen: node.staysOpen }), strategy, node.id);
}

function exchanged(stream: Stream, exchange: StatelessNode["exchange"]): Stream {
  switch (exchange) {
    case "usual":
      return stream;
    case "custom":
      return stream.partitionCustom((key: string, channels) => key.charCodeAt(key.length - 1) % channels, keyOf);
    default:
      return stream[exchange]();
  }
}

/** Even amounts to the main output, odd ones to the side. */
class Split extends ProcessFunction<Item, Item> {
  processElement(item: Item, context: ProcessContext, out: Collector<Item>): void {
    if (item.amount % 2 === 0) out.collect(item);
    else context.output(ODD, item);
  }
}

function buildStateless(input: Stream, node: StatelessNode): Operator {
  switch (node.op) {
    case "map":
      return input.map((item) => mapItem(item, node.addend));
    case "rekey":
      return input.map((item) => rekeyItem(item, node.keys));
    case "filter":
      return input.filter(({ amount }) => amount % node.modulo !== 0);
    case "flatMap":
      return input.flatMap<Item>((item, out) => {
        for (const copy of copiesOf(item, node.copies)) out.collect(copy);
      });
    case "split":
      return input.process(new Split());
    case "async":
      return buildAsync(input, node);
  }
}

function buildAsync(input: Stream, node: Extract<StatelessNode, { op: "async" }>): Operator {
  const ask: AsyncFunctionLike<Item, Item> = (item, future, client) => {
    client.callAfter(item.amount % (node.delayMillis + 1), () => future.complete([asyncItem(item)]));
  };
  return node.ordered
    ? AsyncDataStream.orderedWait(input, ask, 600_000, TimeUnit.MILLISECONDS, node.capacity)
    : AsyncDataStream.unorderedWait(input, ask, 600_000, TimeUnit.MILLISECONDS, node.capacity);
}

function buildKeyed(input: Stream, node: KeyedNode): Operator {
  const keyed = input.keyBy(keyOf);
  switch (node.op) {
    case "dedup":
      return keyed.process(new Dedup());
    case "ledger":
      return keyed.process(new Ledger());
    case "bucket":
      return keyed.process(new Bucket(node.id, node.spanMillis, node.state));
    case "buffer":
      return keyed.process(new Buffer(node.spanMillis, node.delayMillis));
    case "rolling":
      return counted(input, node).reduce((sum, one) => ({ ...sum, count: sum.count + one.count }));
    case "countWindow":
      return counted(input, node)
        .countWindow(node.size)
        .reduce((sum, one) => ({ ...sum, count: sum.count + one.count }));
    case "tumble":
      return applyWindows(keyed.window(TumblingEventTimeWindows.of(Duration.ofMillis(node.sizeMillis))), node);
    case "slide": {
      const size = Duration.ofMillis(node.sizeMillis);
      return applyWindows(keyed.window(SlidingEventTimeWindows.of(size, Duration.ofMillis(node.slideMillis))), node);
    }
    case "session":
      return applyWindows(keyed.window(EventTimeSessionWindows.withGap(Duration.ofMillis(node.gapMillis))), node);
  }
}

/** One for each record of a key: what the order could change is left out. */
function counted(input: Stream, { id, parallelism }: KeyedNode) {
  return input
    .map(({ key }) => runningItem(id, key, 1))
    .name(`${id}-ones`)
    .uid(`${id}-ones`)
    .setParallelism(parallelism)
    .keyBy(keyOf);
}

class Join extends ProcessJoinFunction<Item, Item, Item> {
  processElement(left: Item, right: Item, _context: ProcessJoinContext, out: Collector<Item>): void {
    out.collect(joinItems(left, right, Math.max(left.time, right.time)));
  }
}

function buildTwoInput(first: Stream, second: Stream, node: TwoInputNode): Operator {
  switch (node.op) {
    case "union":
      return first.union(second).map((item) => item);
    case "coProcess":
      return first.keyBy(keyOf).connect(second.keyBy(keyOf)).process(new CoBucket(node.id, node.spanMillis));
    case "rules":
      return first
        .keyBy(keyOf)
        .connect(second.broadcast(RULES_STATE))
        .process(new BucketWithRules(node.id, node.spanMillis));
    case "intervalJoin":
      return first
        .keyBy(keyOf)
        .intervalJoin(second.keyBy(keyOf))
        .between(Duration.ofMillis(node.lowerMillis), Duration.ofMillis(node.upperMillis))
        .process(new Join());
    case "windowJoin":
      return first
        .join(second)
        .where(keyOf)
        .equalTo(keyOf)
        .window(TumblingEventTimeWindows.of(Duration.ofMillis(node.sizeMillis)))
        .apply<Item>((left, right) => joinItems(left, right, spanEnd(left.time, node.sizeMillis)));
  }
}
