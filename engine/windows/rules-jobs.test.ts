/**
 * Flink's rules of windows that only whole jobs show: windowAll, joins, the end of input, and traps of watermarks.
 */
import { describe, expect, it } from "vitest";
import {
  CollectingSink,
  CountTrigger,
  createLocalEnvironment,
  createScriptedSource,
  type DataStream,
  Duration,
  MAX_TIMESTAMP,
  ProcessAllWindowFunction,
  type ScriptedElement,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  WatermarkStrategy,
  type WindowContext,
} from "../index";
import type { OperatorTransformation } from "../graph/index";
import type { OneInputStreamOperator } from "../operators/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../testing/index";
import { TaggedUnion } from "./tagged-union";
import type { TimeWindow } from "./window";
import { textOf } from "./window-script.contract";

type Item = readonly [key: string, time: number];

const FIVE_SECONDS = TumblingEventTimeWindows.of(Duration.ofSeconds(5));

function strategyOf(outOfOrderness: number): WatermarkStrategy<Item> {
  const bounded = WatermarkStrategy.forBoundedOutOfOrderness<Item>(Duration.ofMillis(outOfOrderness));
  return bounded.withTimestampAssigner((item) => item[1]);
}

/** Items by name and time, arriving `stepMillis` after each other. */
function itemsOf(
  env: StreamExecutionEnvironment,
  items: readonly Item[],
  options: { readonly outOfOrderness?: number; readonly stepMillis?: number } = {},
): DataStream<Item> {
  const { outOfOrderness = 0, stepMillis = 0 } = options;
  const script: ScriptedElement<Item>[] = items.map((value, index) => ({ value, arrivalMillis: index * stepMillis }));
  return env.fromSource(createScriptedSource(script), strategyOf(outOfOrderness), "items").setParallelism(1);
}

type Run = {
  readonly results: readonly string[];
  readonly lateDropped: number;
  readonly parallelisms: readonly number[];
};

function run(write: (env: StreamExecutionEnvironment) => DataStream<string>, parallelism = 1): Run {
  const env = createLocalEnvironment();
  env.setParallelism(parallelism);
  const sink = new CollectingSink<string>();
  write(env).sinkTo(sink).setParallelism(1);
  const job = env.execute("rules");
  job.runToEnd();
  const metrics = job.metrics();
  return {
    results: sink.results.map(({ value, timestamp }) => `${value} @${timestamp}`),
    lateDropped: metrics.reduce((sum, operator) => sum + operator.numLateRecordsDropped, 0),
    parallelisms: job.plan.operators.map((operator) => operator.parallelism),
  };
}

function names(items: Iterable<Item>): string {
  return [...items].map(([name]) => name).join("+");
}

class Names extends ProcessAllWindowFunction<Item, string, TimeWindow> {
  process(context: WindowContext<TimeWindow>, items: Iterable<Item>, out: { collect(value: string): void }): void {
    out.collect(`${textOf(context.window())} ${names(items)}`);
  }
}

describe("windowAll", () => {
  it("sees every record in one subtask, whatever the parallelism (rule 2.10.a)", () => {
    const items: readonly Item[] = [
      ["a", 1],
      ["b", 2],
      ["c", 6_000],
    ];
    const { results, parallelisms } = run(
      (env) =>
        itemsOf(env, items)
          .rebalance()
          .filter(() => true)
          .windowAll(FIVE_SECONDS)
          .process(new Names()),
      4,
    );
    expect(results.map((line) => line.replace(/\+.*/, ""))).toEqual([
      expect.stringMatching(/^\[0,5000\) [ab]/),
      "[5000,10000) c @9999",
    ]);
    expect(parallelisms).toEqual([1, 4, 1, 1]);
  });

  it("refuses another parallelism than 1 (rule 2.10.a)", () => {
    const env = createLocalEnvironment();
    const windows = itemsOf(env, [["a", 1]])
      .windowAll(FIVE_SECONDS)
      .process(new Names());
    expect(() => windows.setParallelism(2)).toThrow(
      expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error,
    );
  });
});

const nameOf = (item: Item): string => item[0].slice(0, 1);

describe("a reduction that changes its record", () => {
  it("changes the operator's own one only: other branches see what came (rule 2.3.i)", () => {
    const env = createLocalEnvironment();
    const items = itemsOf(
      env,
      [
        ["a", 3_000],
        ["b", 1_000],
      ],
      { outOfOrderness: 5_000 },
    );
    const [least, all] = [new CollectingSink<Item>(), new CollectingSink<Item>()];
    items.windowAll(FIVE_SECONDS).min(1).sinkTo(least);
    items.sinkTo(all);
    env.execute("min").runToEnd();
    expect(least.results.map(({ value }) => value)).toEqual([["a", 1_000]]);
    expect(all.results.map(({ value }) => value)).toEqual([
      ["a", 3_000],
      ["b", 1_000],
    ]);
  });
});

describe("joins of windows", () => {
  /** The operator of a join of windows of 5 with lateness 3, in a harness. */
  function joinHarness(): OperatorHarness<TaggedUnion<Item, Item>, string> {
    const env = createLocalEnvironment();
    const { factory } = itemsOf(env, [["a", 1]])
      .join(itemsOf(env, [["a", 1]]))
      .where(nameOf)
      .equalTo(nameOf)
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(5)))
      .allowedLateness(3)
      .apply(([left], [right]) => `${left} ${right}`).transformation as OperatorTransformation;
    return createKeyedOperatorHarness<string, TaggedUnion<Item, Item>, string>(
      factory.create as () => OneInputStreamOperator<TaggedUnion<Item, Item>, string>,
      factory.key?.selector as (tagged: TaggedUnion<Item, Item>) => string,
    );
  }

  /** [0,5) fires at 4 with one pair; k2@3 comes at watermark 4 and both pairs come; at 7 = 4 + 3 the window is over. */
  it("join all pairs again for a late record, and drop what is too late without side output (rule 2.10.d)", () => {
    const harness = joinHarness();
    const pairs = () => harness.takeOutput().flatMap((event) => (event.kind === "record" ? [event.value] : []));
    harness.pushElement(TaggedUnion.one(["k1", 1]), 1);
    harness.pushElement(TaggedUnion.two(["k9", 2]), 2);
    harness.pushWatermark(4);
    expect(pairs()).toEqual(["k1 k9"]);
    harness.pushElement(TaggedUnion.one(["k2", 3]), 3);
    expect(pairs()).toEqual(["k1 k9", "k2 k9"]);
    harness.pushWatermark(7);
    harness.pushElement(TaggedUnion.two(["k8", 2]), 2);
    expect([pairs(), harness.lateRecordsDropped, harness.stateEntryCount]).toEqual([[], 1, 0]);
  });

  it("are made of two maps, a union, a partition by key and a window operator (rule 2.10.e)", () => {
    const env = createLocalEnvironment();
    const joined = itemsOf(env, [["a", 1]])
      .coGroup(itemsOf(env, [["a", 1]]))
      .where(nameOf)
      .equalTo(nameOf)
      .window(FIVE_SECONDS)
      .trigger(CountTrigger.of(2))
      .apply<string>(() => undefined);
    joined.sinkTo(new CollectingSink<string>());
    const { operators } = env.execute("join").plan;
    expect(operators.map((operator) => operator.name)).toEqual([
      "Source: items",
      "Source: items",
      "Map",
      "Map",
      "TumblingEventTimeWindows",
      "Sink: Writer",
    ]);
  });
});

describe("windows by the clock in a job", () => {
  const byClock = TumblingProcessingTimeWindows.of(Duration.ofSeconds(5));
  const arrivals = (end: number): readonly ScriptedElement<Item>[] => [
    { value: ["x", 0], arrivalMillis: 1_000 },
    { value: ["y", 0], arrivalMillis: 4_000 },
    { value: ["end", 0], arrivalMillis: end },
  ];
  const windowsUntil = (end: number) =>
    run((env) =>
      env
        .fromSource(createScriptedSource(arrivals(end)), WatermarkStrategy.noWatermarks<Item>(), "items")
        .filter(([name]) => name !== "end")
        .windowAll(byClock)
        .process(new Names()),
    ).results;

  /** The timer 4999 fires at 5000: a source that ends before takes the window with it. */
  it("fire when the clock reaches their end, and never at the end of input (rules 2.11.b and 9.10)", () => {
    expect(windowsUntil(4_500)).toEqual([]);
    expect(windowsUntil(6_000)).toEqual(["[0,5000) x+y @4999"]);
  });
});

describe("traps of watermarks", () => {
  const windowed = (
    items: readonly Item[],
    options: { readonly outOfOrderness?: number; readonly stepMillis: number },
  ) =>
    run((env) =>
      itemsOf(env, items, options)
        .keyBy(() => "all")
        .window(FIVE_SECONDS)
        .apply<string>((_key, window, values, out) => out.collect(`${textOf(window)} ${names(values)}`)),
    );

  it("the watermark is the greatest timestamp less the bound less 1 (rule 9.1)", () => {
    const items: readonly Item[] = [
      ["a", 1_000],
      ["b", 4_999],
      ["c", 6_999],
      ["e", 4_500],
      ["d", 7_000],
    ];
    expect(windowed(items, { outOfOrderness: 2_000, stepMillis: 250 })).toMatchObject({
      results: ["[0,5000) a+b+e @4999", "[5000,10000) c+d @9999"],
      lateDropped: 0,
    });
  });

  it("a short input sees only the last watermark (rule 9.2)", () => {
    const items: readonly Item[] = [
      ["a", 1_000],
      ["b", 9_000],
      ["c", 2_000],
    ];
    expect(windowed(items, { stepMillis: 10 })).toMatchObject({
      results: ["[0,5000) a+c @4999", "[5000,10000) b @9999"],
      lateDropped: 0,
    });
    expect(windowed(items, { stepMillis: 250 })).toMatchObject({
      results: ["[0,5000) a @4999", "[5000,10000) b @9999"],
      lateDropped: 1,
    });
  });

  it("count windows emit at MAX: event-time windows behind them take nothing (rule 2.8.c)", () => {
    const items: readonly Item[] = [
      ["a", 1],
      ["b", 2],
    ];
    const { results } = run((env) => {
      const pairs = itemsOf(env, items)
        .countWindowAll(2)
        .reduce((a, b) => [a[0] + b[0], b[1]]);
      return pairs.windowAll(FIVE_SECONDS).process(new Names());
    });
    const direct = run((env) =>
      itemsOf(env, items)
        .countWindowAll(2)
        .reduce((a, b) => [a[0] + b[0], b[1]])
        .map(([name]) => name),
    );
    expect(direct.results).toEqual([`ab @${MAX_TIMESTAMP}`]);
    expect(results.filter((line) => line.startsWith("[0"))).toEqual([]);
  });
});
