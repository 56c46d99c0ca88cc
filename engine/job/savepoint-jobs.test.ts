import { describe, expect, it } from "vitest";
import {
  type Collector,
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type LocalEnvironmentOptions,
  type OnTimerContext,
  type RuntimeContext,
  type Savepoint,
  TumblingEventTimeWindows,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../index";

type Order = { readonly shop: string; readonly amount: number; readonly at: number };

/** One order each 100 ms of the clock and of event time, shops in turn. */
function orders(count: number): Order[] {
  return Array.from({ length: count }, (_, i) => ({ shop: `s${i % 5}`, amount: i + 1, at: i * 100 }));
}

class Running extends KeyedProcessFunction<string, Order, string> {
  #sum!: ValueState<number>;
  override open(context: RuntimeContext): void {
    this.#sum = context.getState(new ValueStateDescriptor<number>("sum"));
  }
  processElement(order: Order, context: KeyedProcessContext<string>, out: Collector<string>): void {
    const sum = (this.#sum.value() ?? 0) + order.amount;
    this.#sum.update(sum);
    context.timerService().registerEventTimeTimer(order.at + 450);
    out.collect(`${order.shop} ${sum}`);
  }
  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<string>): void {
    out.collect(`${context.getCurrentKey()} timer ${timestamp}`);
  }
}

/** Orders by shop: running sums with timers, and sums of windows of a second. */
function program(count: number, options: LocalEnvironmentOptions & { readonly parallelism?: number }) {
  const { parallelism = 2, ...rest } = options;
  const env = createLocalEnvironment({ trace: true, ...rest }).setParallelism(parallelism);
  const sums = new CollectingSink<string>();
  const windows = new CollectingSink<string>();
  const source = createScriptedSource(orders(count).map((value, i) => ({ value, arrivalMillis: i * 100 })));
  const times = WatermarkStrategy.forMonotonousTimestamps<Order>().withTimestampAssigner((order) => order.at);
  const byShop = env
    .fromSource(source, times, "orders")
    .uid("orders")
    .keyBy((order) => order.shop);
  byShop.process(new Running()).uid("running").sinkTo(sums).uid("sums");
  byShop
    .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
    .reduce((a, b) => ({ ...a, amount: a.amount + b.amount }))
    .uid("windows")
    .map((order) => `${order.shop} ${order.amount}`)
    .uid("texts")
    .sinkTo(windows)
    .uid("window sums");
  return { job: env.execute("orders"), sums, windows };
}

const sorted = (values: readonly string[]) => [...values].sort();
const through = (savepoint: Savepoint): Savepoint =>
  JSON.parse(JSON.stringify(savepoint)) as Savepoint;

describe("stop with savepoint and restore", () => {
  const COUNT = 40;
  const whole = () => {
    const { job, sums, windows } = program(COUNT, {});
    job.runToEnd();
    return { sums: sorted(sums.values), windows: sorted(windows.values) };
  };

  it("suspend: goes on exactly behind the last record, windows and timers in flight survive", () => {
    const expected = whole();
    const first = program(COUNT, {});
    for (let i = 0; i < 150; i++) first.job.step(1);
    const future = first.job.stopWithSavepoint(false);
    expect(future.isDone()).toBe(false);
    const savepoint = future.get();
    expect([future.isDone(), first.job.status]).toEqual([true, "FINISHED"]);
    const second = program(COUNT, { savepoint: through(savepoint) });
    second.job.runToEnd();
    expect(sorted([...first.sums.values, ...second.sums.values])).toEqual(expected.sums);
    expect(sorted([...first.windows.values, ...second.windows.values])).toEqual(expected.windows);
    expect(first.sums.values.length).toBeGreaterThan(10);
    expect(second.sums.values.length).toBeGreaterThan(10);
  });
});
