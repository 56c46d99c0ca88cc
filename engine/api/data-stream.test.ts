import { describe, expect, expectTypeOf, test } from "vitest";
import { CollectingSink } from "../connectors/index";
import { Duration } from "../core/index";
import { createLocalEnvironment } from "../job/index";
import { KeyedProcessFunction, type RuntimeContext } from "../operators/index";
import { type ValueState, ValueStateDescriptor } from "../state/index";
import { Types } from "../types/index";
import { EventTimeSessionWindows, type TimeWindow, TumblingEventTimeWindows } from "../windows/index";
import type { DataStream } from "./data-stream";
import type { KeyedStream } from "./keyed-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import type { WindowedStream } from "./windowed-stream";

type Trade = { readonly symbol: string; readonly price: number };

const TRADES: readonly Trade[] = [
  { symbol: "x", price: 3 },
  { symbol: "y", price: 5 },
  { symbol: "x", price: 1 },
];

test("types are inferred through a chain", () => {
  const trades = createLocalEnvironment().fromData(TRADES);
  expectTypeOf(trades).toEqualTypeOf<SingleOutputStreamOperator<Trade>>();
  const keyed = trades.keyBy("symbol");
  expectTypeOf(keyed).toEqualTypeOf<KeyedStream<Trade, string>>();
  expectTypeOf(trades.keyBy((trade) => trade.price, Types.LONG)).toEqualTypeOf<KeyedStream<Trade, number>>();
  const windows = keyed.window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)));
  expectTypeOf(windows).toEqualTypeOf<WindowedStream<Trade, string, TimeWindow>>();
  const applied = windows.apply<number>((symbol, window, elements, out) => {
    expectTypeOf(symbol).toEqualTypeOf<string>();
    expectTypeOf(window).toEqualTypeOf<TimeWindow>();
    for (const { price } of elements) out.collect(price);
  });
  expectTypeOf(applied).toEqualTypeOf<SingleOutputStreamOperator<number>>();
  expectTypeOf(trades.union(trades)).toEqualTypeOf<DataStream<Trade>>();
});

describe("refused at the call, with Flink's exception", () => {
  const trades = () => createLocalEnvironment().fromData(TRADES);
  const sessions = () =>
    trades()
      .keyBy("symbol")
      .window(EventTimeSessionWindows.withGap(Duration.ofSeconds(1)));
  test.each([
    ["parallelism 0", "IllegalArgumentException", () => trades().setParallelism(0)],
    ["max parallelism 32769", "IllegalArgumentException", () => trades().setMaxParallelism(32_769)],
    ["negative lateness", "IllegalArgumentException", () => sessions().allowedLateness(-1)],
    ["a checkpoint every 5 ms", "IllegalArgumentException", () => createLocalEnvironment().enableCheckpointing(5)],
    ["no elements", "IllegalArgumentException", () => createLocalEnvironment().fromData([])],
    ["partitioning a keyed stream", "UnsupportedOperationException", () => trades().keyBy("symbol").rebalance()],
    [
      "an array as key",
      "InvalidProgramException",
      () => trades().keyBy(({ symbol }) => [symbol], Types.OBJECT_ARRAY(Types.STRING)),
    ],
    [
      "windowAll in parallel",
      "IllegalArgumentException",
      () =>
        trades()
          .windowAll(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
          .maxBy("price")
          .setParallelism(2),
    ],
  ])("%s", (_what, flinkClass, call) => {
    expect(call).toThrow(expect.objectContaining({ flinkClass }));
  });

  test("executing twice", () => {
    const env = createLocalEnvironment();
    env.fromData(1).print();
    env.execute();
    expect(() => env.execute()).toThrow(expect.objectContaining({ flinkClass: "IllegalStateException" }));
  });
});

test("each subtask has a function of its own", () => {
  class Numbering extends KeyedProcessFunction<number, number, string> {
    readonly #seen: number[] = [];
    readonly kept: number[] = [];
    count!: ValueState<number>;
    override open(context: RuntimeContext): void {
      this.count = context.getState(new ValueStateDescriptor<number>("count"));
    }
    processElement(n: number, _context: unknown, out: { collect(text: string): void }): void {
      this.#seen.push(n);
      this.kept.push(n);
      this.count.update((this.count.value() ?? 0) + 1);
      out.collect(`${n} ${this.#seen.length} ${this.kept.length} ${this.count.value()}`);
    }
  }
  // Of the integers 1 to 4, keys 1, 2 and 3 belong to the second of two subtasks and 4 to the first.
  const env = createLocalEnvironment();
  const sink = new CollectingSink<string>();
  env
    .fromData(1, 2, 3, 4)
    .keyBy((n) => n)
    .process(new Numbering())
    .setParallelism(2)
    .sinkTo(sink)
    .setParallelism(1);
  env.execute().runToEnd();
  expect([...sink.values].sort()).toEqual(["1 1 1 1", "2 2 2 1", "3 3 3 1", "4 1 1 1"]);
});

describe("functions whose constructor takes arguments", () => {
  type Out = { collect(n: number): void };
  class Kept extends KeyedProcessFunction<number, number, number> {
    readonly limit: number;
    constructor(limit = 10) {
      super();
      this.limit = limit;
    }
    processElement(_n: number, _context: unknown, out: Out): void {
      out.collect(this.limit);
    }
  }
  class Hidden extends KeyedProcessFunction<number, number, number> {
    readonly #limit: number;
    constructor(limit = 10) {
      super();
      this.#limit = limit;
    }
    processElement(_n: number, _context: unknown, out: Out): void {
      out.collect(this.#limit);
    }
  }
  class Inherited extends Hidden {}

  function run(userFunction: KeyedProcessFunction<number, number, number>): readonly number[] {
    const env = createLocalEnvironment();
    const sink = new CollectingSink<number>();
    env
      .fromData(1, 4)
      .keyBy((n) => n)
      .process(userFunction)
      .setParallelism(2)
      .sinkTo(sink);
    env.execute().runToEnd();
    return sink.values;
  }

  test("keep the fields that they were given", () => {
    expect(run(new Kept(3))).toEqual([3, 3]);
  });

  test.each([
    ["own", new Hidden(3)],
    ["inherited", new Inherited(3)],
  ])("never go on silently with the default of a #field: %s", (_name, userFunction) => {
    expect(() => run(userFunction)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("use TypeScript's `private`") as string }),
    );
  });
});

test("print tells the subtask where there are several", () => {
  const env = createLocalEnvironment();
  env.fromData("a", "b").rebalance().print("letters").setParallelism(2);
  env.execute().runToEnd();
  expect(env.printSinks.flatMap((sink) => sink.lines)).toEqual(["letters:1> a", "letters:2> b"]);
});
