/**
 * Whole jobs with operators of two inputs: who is read next, barriers over both inputs, failures, event time, and what
 * the trace tells about pairs.
 */
import { describe, expect, test } from "vitest";
import {
  type BroadcastContext,
  BroadcastProcessFunction,
  CollectingSink,
  type Collector,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  EventTimeSessionWindows,
  type JobClient,
  KeyedCoProcessFunction,
  type KeyedProcessContext,
  type LocalEnvironmentOptions,
  MapStateDescriptor,
  MIN_TIMESTAMP,
  type OnTimerContext,
  OutputTag,
  ProcessFunction,
  type ProcessJoinContext,
  ProcessJoinFunction,
  type ReadOnlyBroadcastContext,
  type RuntimeContext,
  type ScriptedElement,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../index";
import { decodeTrace, RecordExplainer, type TraceEvent } from "../trace/index";

type Order = { readonly id: string; readonly time: number };

/** Ten orders and their payments 5 ms later (every third one is never paid), 60 ms between arrivals. */
const ORDERS: readonly ScriptedElement<Order>[] = Array.from({ length: 10 }, (_, i) => ({
  value: { id: `o${i}`, time: i * 10 },
  arrivalMillis: i * 60,
  partition: i % 2,
}));
const PAYMENTS: readonly ScriptedElement<Order>[] = ORDERS.filter((_, i) => i % 3 !== 2).map(
  ({ value, arrivalMillis, partition }) => ({
    value: { id: value.id, time: value.time + 5 },
    arrivalMillis: (arrivalMillis ?? 0) + 30,
    partition,
  }),
);
const PAID = ["o0", "o1", "o3", "o4", "o6", "o7", "o9"];
const UNPAID = ["o2", "o5", "o8"];

function source(env: StreamExecutionEnvironment, elements: readonly ScriptedElement<Order>[], name: string) {
  const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Order>(Duration.ofMillis(8));
  return env.fromSource(
    createScriptedSource(elements),
    strategy.withTimestampAssigner(({ time }) => time),
    name,
  );
}

const UNPAID_TAG = new OutputTag<string>("unpaid");

/** An order waits for its payment at most 30 ms of event time. */
class Match extends KeyedCoProcessFunction<string, Order, Order, string> {
  protected order!: ValueState<Order>;
  protected payment!: ValueState<Order>;

  override open(context: RuntimeContext): void {
    this.order = context.getState(new ValueStateDescriptor<Order>("order"));
    this.payment = context.getState(new ValueStateDescriptor<Order>("payment"));
  }
  processElement1(order: Order, context: KeyedProcessContext<string>, out: Collector<string>): void {
    if (this.payment.value() !== null) {
      this.payment.clear();
      out.collect(order.id);
      return;
    }
    this.order.update(order);
    context.timerService().registerEventTimeTimer(order.time + 30);
  }
  processElement2(payment: Order, _context: KeyedProcessContext<string>, out: Collector<string>): void {
    if (this.order.value() === null) this.payment.update(payment);
    else {
      this.order.clear();
      out.collect(payment.id);
    }
  }
  override onTimer(_timestamp: number, context: OnTimerContext<string>): void {
    if (this.order.value() === null) return;
    this.order.clear();
    context.output(UNPAID_TAG, context.getCurrentKey());
  }
}

class Pair extends ProcessJoinFunction<Order, Order, string> {
  processElement(order: Order, payment: Order, _context: ProcessJoinContext, out: Collector<string>): void {
    out.collect(`${order.id} ${payment.time - order.time}`);
  }
}

type Started = {
  readonly job: JobClient;
  readonly paid: CollectingSink<string>;
  readonly unpaid: CollectingSink<string>;
};

/** The orders matched by hand and joined by interval, both in one job. */
function start(options: LocalEnvironmentOptions = {}): Started & { readonly joined: CollectingSink<string> } {
  const env = createLocalEnvironment({ slotsPerTaskManager: 1, ...options });
  env.setParallelism(2).enableCheckpointing(50);
  env.getConfig().setAutoWatermarkInterval(30);
  const orders = source(env, ORDERS, "orders").keyBy(({ id }) => id);
  const payments = source(env, PAYMENTS, "payments").keyBy(({ id }) => id);
  const [paid, unpaid, joined] = [1, 2, 3].map(() => new CollectingSink<string>({ guarantee: "exactly-once" })) as [
    CollectingSink<string>,
    CollectingSink<string>,
    CollectingSink<string>,
  ];
  const matched = orders.connect(payments).process(new Match());
  matched.sinkTo(paid);
  matched.getSideOutput(UNPAID_TAG).sinkTo(unpaid);
  orders.intervalJoin(payments).between(0, 10).process(new Pair()).sinkTo(joined);
  return { job: env.execute("orders"), paid, unpaid, joined };
}

function expectAll({ paid, unpaid, joined }: ReturnType<typeof start>, message: string): void {
  expect([...paid.values].sort(), message).toEqual(PAID);
  expect([...unpaid.values].sort(), message).toEqual(UNPAID);
  expect([...joined.values].sort(), message).toEqual(PAID.map((id) => `${id} 5`));
}

function eventsOf(job: JobClient): readonly TraceEvent[] {
  return logOf(job).events;
}

function logOf(job: JobClient) {
  const columns = job.trace();
  if (columns === null) throw new Error("the run is not traced");
  return decodeTrace(columns);
}

describe("two inputs across checkpoints and failures", () => {
  test.each([0, 1, 2, 3, 4, 5])("seed %i gives the same results", (seed) => {
    const run = start({ seed });
    run.job.runToEnd();
    expectAll(run, `seed ${seed}`);
  });

  test("rule 3.5.f: exactly once, whatever TaskManager is lost, all along the run", () => {
    const whole = start();
    const { step: steps } = whole.job.runToEnd();
    for (const taskManager of [0, 1]) {
      for (let afterStep = 2 * taskManager; afterStep < steps; afterStep += 5) {
        const run = start({ faults: [{ kind: "kill-task-manager", afterStep, taskManager }] });
        run.job.runToEnd();
        expectAll(run, `${taskManager} lost after step ${afterStep}`);
      }
    }
  });

  test("rule 3.5.f: the alignment blocks channels of both inputs until the last barrier is in", () => {
    const run = start({ trace: true });
    run.job.runToEnd();
    const { operators } = logOf(run.job);
    const join = operators.findIndex(({ name }) => name === "Interval Join");
    const at = eventsOf(run.job).filter((event) => "operator" in event && event.operator === join);
    const received = at.filter(
      (event) => event.kind === "barrier-received" && event.subtask === 0 && event.checkpoint === 1,
    );
    // Two producers for each of the two inputs: the task counts its channels over both.
    expect(received.map((event) => ("channel" in event ? event.channel : -1)).sort()).toEqual([0, 1, 2, 3]);
    const blocked = at.filter(
      (event) => event.kind === "channel-blocked" && event.subtask === 0 && event.checkpoint === 1,
    );
    const unblocked = at.filter(
      (event) => event.kind === "channel-unblocked" && event.subtask === 0 && event.checkpoint === 1,
    );
    expect(unblocked).toHaveLength(blocked.length);
    const acknowledged = at.filter((event) => event.kind === "snapshot-acknowledged" && event.checkpoint === 1);
    expect(acknowledged).toHaveLength(2);
  });
});

describe("reading order", () => {
  test("rule 3.5.f: with both inputs at hand they are read in turn, the first one first", () => {
    const env = createLocalEnvironment();
    const sink = new CollectingSink<string>();
    const first = env.fromData(["a1", "a2", "a3", "a4"]);
    const second = env.fromData([1, 2]);
    first
      .connect(second)
      .map({ map1: (text) => text, map2: (number) => `b${number}` })
      .sinkTo(sink);
    env.execute().runToEnd();
    expect(sink.values).toEqual(["a1", "b1", "a2", "b2", "a3", "a4"]);
  });

  test("a stream connected with itself comes by both inputs", () => {
    const env = createLocalEnvironment();
    const sink = new CollectingSink<string>();
    const stream = env.fromData(["x", "y"]);
    stream
      .connect(stream)
      .map({ map1: (text) => `1${text}`, map2: (text) => `2${text}` })
      .sinkTo(sink);
    env.execute().runToEnd();
    expect([...sink.values].sort()).toEqual(["1x", "1y", "2x", "2y"]);
  });
});

const RULES = new MapStateDescriptor<string, number>("rules");

class Priced extends BroadcastProcessFunction<string, readonly [string, number], string> {
  processElement(value: string, context: ReadOnlyBroadcastContext, out: Collector<string>): void {
    out.collect(`${value} ${String(context.getBroadcastState(RULES).get(value))}`);
  }
  processBroadcastElement([key, price]: readonly [string, number], context: BroadcastContext): void {
    context.getBroadcastState(RULES).put(key, price);
  }
}

test("rules 3.5.e, 3.5.g: every subtask gets every rule, and keeps it across a failure", () => {
  const env = createLocalEnvironment({ faults: [{ kind: "throw-in-operator", operator: "apply", atRecord: 14 }] });
  env.setParallelism(3).enableCheckpointing(100);
  const sink = new CollectingSink<string>({ guarantee: "exactly-once" });
  const rules = env
    .fromSource(
      createScriptedSource<readonly [string, number]>([{ value: ["a", 1] }, { value: ["b", 2] }]),
      WatermarkStrategy.noWatermarks<readonly [string, number]>(),
      "rules",
    )
    .setParallelism(1);
  const script = Array.from({ length: 12 }, (_, i) => ({
    value: i % 2 === 0 ? "a" : "b",
    arrivalMillis: 200 + i * 10,
  }));
  env
    .fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<string>(), "values")
    .setParallelism(1)
    .rebalance()
    .connect(rules.broadcast(RULES))
    .process(new Priced())
    .name("apply")
    .sinkTo(sink);
  env.execute().runToEnd();
  expect([...sink.values].sort()).toEqual([...Array<string>(6).fill("a 1"), ...Array<string>(6).fill("b 2")]);
});

describe("records without timestamp", () => {
  const timeOf = new (class extends ProcessFunction<string, string> {
    processElement(value: string, context: { timestamp(): number | null }, out: Collector<string>): void {
      out.collect(`${value} ${String(context.timestamp())}`);
    }
  })();

  test("rule 1.9.a: leave a source with MIN, and keep it behind every operator", () => {
    const env = createLocalEnvironment();
    const sink = new CollectingSink<string>();
    env
      .fromData(["x", "y"])
      .map((value) => value)
      .keyBy((value) => value)
      .reduce((a) => a)
      .process(timeOf)
      .sinkTo(sink);
    env.execute().runToEnd();
    expect(sink.results.map(({ value, timestamp }) => [value, timestamp])).toEqual([
      [`x ${MIN_TIMESTAMP}`, MIN_TIMESTAMP],
      [`y ${MIN_TIMESTAMP}`, MIN_TIMESTAMP],
    ]);
  });

  test("rule 1.9.b: tumbling windows refuse them, sessions do not", () => {
    const run = (session: boolean) => {
      const env = createLocalEnvironment();
      const sink = new CollectingSink<string>();
      const keyed = env.fromData(["x", "x"]).keyBy((value) => value);
      const windows = session
        ? keyed.window(EventTimeSessionWindows.withGap(Duration.ofMillis(10)))
        : keyed.window(TumblingEventTimeWindows.of(Duration.ofMillis(10)));
      windows.reduce((a, b) => a + b).sinkTo(sink);
      env.execute().runToEnd();
      return sink.values;
    };
    expect(run(true)).toEqual(["xx"]);
    expect(() => run(false)).toThrow(expect.objectContaining({ flinkClass: "RuntimeException" }));
  });
});

test("a pair is explained by its two records, one that waits by its buffer, a late one by the watermark", () => {
  const env = createLocalEnvironment({ trace: true });
  const script = (times: readonly number[]) => times.map((time) => ({ value: { id: "k", time }, arrivalMillis: time }));
  const lateLeft = { value: { id: "k", time: 3 }, arrivalMillis: 90 };
  const sink = new CollectingSink<string>();
  const watermarks = WatermarkStrategy.forGenerator<Order>(() => ({
    onEvent: (_order, timestamp, output) => output.emitWatermark(timestamp - 1),
    onPeriodicEmit: () => undefined,
  })).withTimestampAssigner(({ time }) => time);
  const left = env.fromSource(createScriptedSource([...script([10, 50, 80]), lateLeft]), watermarks, "left");
  const lateRight = { value: { id: "k", time: 4 }, arrivalMillis: 95 };
  const right = env.fromSource(createScriptedSource([...script([12, 60, 85]), lateRight]), watermarks, "right");
  const late = new OutputTag<Order>("late");
  const joined = left
    .keyBy(({ id }) => id)
    .intervalJoin(right.keyBy(({ id }) => id))
    .between(0, 5)
    .sideOutputRightLateData(late)
    .process(new Pair());
  joined.sinkTo(sink);
  const lateSink = new CollectingSink<Order>();
  joined.getSideOutput(late).sinkTo(lateSink);
  env.execute().runToEnd();
  expect(sink.values).toEqual(["k 2", "k 5"]);
  expect(lateSink.values).toEqual([lateRight.value]);
  const log = decodeTrace(env.jobClient?.trace() as NonNullable<ReturnType<JobClient["trace"]>>);
  const explainer = new RecordExplainer(log);
  const join = log.operators.findIndex(({ name }) => name === "Interval Join");
  const emitted = log.events.filter((event) => event.kind === "record-emitted" && event.operator === join);
  const received = log.events.filter((event) => event.kind === "record-received" && event.operator === join);
  const recordOf = (timestamp: number): number =>
    received.flatMap((event) =>
      "timestamp" in event && event.timestamp === timestamp && "record" in event ? [event.record] : [],
    )[0] ?? 0;
  expect(emitted).toHaveLength(3);
  const [first] = emitted.map((event) => ("record" in event ? event.record : 0));
  expect(explainer.explain(first as number)?.madeOf).toEqual([recordOf(10), recordOf(12)]);
  const storyOf = (timestamp: number) => explainer.explain(recordOf(timestamp))?.sentences.join("\n");
  expect(storyOf(50)).toContain("left buffer");
  expect(storyOf(50)).toContain("clean-up time 55");
  expect(explainer.explain(recordOf(3))?.outcome).toBe("dropped");
  expect(storyOf(3)).toContain("behind the watermark");
  // The left stream has ended by then (MAX), the right one stands at 85 - 1.
  expect(storyOf(4)).toContain("as a late record, behind the watermark 84");
});
