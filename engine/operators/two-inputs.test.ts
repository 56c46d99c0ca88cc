/**
 * Operators with two inputs: combined watermarks, shared state, timers, what is refused. Expected values are worked out
 * by hand from Flink 2.3's rules.
 */
import { describe, expect, it } from "vitest";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { ValueStateDescriptor, type ValueState } from "../state/index";
import { formatEvents, OperatorHarness, TwoInputOperatorHarness } from "../testing/index";
import { WatermarkValve } from "../time/index";
import {
  CoFlatMapOperator,
  CoMapOperator,
  CoProcessFunction,
  CoProcessOperator,
  type Collector,
  FilterOperator,
  FlatMapOperator,
  KeyedCoProcessFunction,
  KeyedCoProcessOperator,
  type KeyedProcessContext,
  type OnTimerContext,
  MapOperator,
  OutputTag,
  type ProcessContext,
  ProcessFunction,
  ProcessOperator,
  ReduceOperator,
  type RuntimeContext,
} from "./index";

const NAMES = { map1: (value: string) => `1${value}`, map2: (value: string) => `2${value}` };

function mapHarness(): TwoInputOperatorHarness<string, string, string> {
  return new TwoInputOperatorHarness(() => new CoMapOperator<string, string, string>(NAMES));
}

/** What came out of the last call. */
type Step = readonly [call: () => void, out: readonly string[]];

function check(harness: TwoInputOperatorHarness<string, string, string>, steps: readonly Step[]): void {
  for (const [call, out] of steps) {
    call();
    expect(formatEvents(harness.takeOutput())).toEqual(out);
  }
}

describe("watermarks of two inputs", () => {
  it("rules 1.6.B1, 1.6.B2: minimum of what is not idle, maximum of what is, statuses when they flip", () => {
    const h = mapHarness();
    check(h, [
      [() => h.pushWatermark1(100), []],
      [() => h.pushWatermark2(50), ["w50"]],
      [() => h.pushStatus2("idle"), ["w100"]],
      [() => h.pushStatus2("active"), []],
      [() => h.pushWatermark1(200), []],
      [() => h.pushWatermark2(150), ["w150"]],
      [() => h.pushWatermark2(250), ["w200"]],
      [() => h.pushStatus1("idle"), ["w250"]],
      [() => h.pushStatus2("idle"), ["idle"]],
      [() => h.pushStatus1("active"), ["active"]],
      [() => h.pushStatus2("active"), []],
    ]);
  });

  it("rule 1.6.B2: the last input to turn idle releases the greatest watermark before the status", () => {
    const h = mapHarness();
    check(h, [
      [() => h.pushWatermark1(10), []],
      [() => h.pushWatermark2(30), ["w10"]],
      [() => h.pushStatus2("idle"), []],
      [() => h.pushStatus1("idle"), ["w30", "idle"]],
    ]);
  });

  it("rule 1.6.B3: a watermark on an idle input ends its idleness without a status", () => {
    const h = mapHarness();
    check(h, [
      [() => h.pushWatermark1(10), []],
      [() => h.pushStatus2("idle"), ["w10"]],
      [() => h.pushStatus1("idle"), ["idle"]],
      [() => h.pushWatermark1(20), ["w20"]],
      [() => h.pushStatus1("active"), []],
      [() => h.pushWatermark2(5), []],
      [() => h.pushWatermark1(30), []],
    ]);
  });

  it("rules 1.6.A1, 1.6.A2, 1.6.A3 and 1.6.c: the valve lets the others go on where two inputs wait", () => {
    const out: string[] = [];
    const valve = new WatermarkValve(2, {
      emitWatermark: (watermark) => out.push(`w${watermark}`),
      emitWatermarkStatus: (idle) => out.push(idle ? "idle" : "active"),
    });
    const step = (call: () => void): string[] => {
      call();
      return out.splice(0);
    };
    expect(step(() => valve.inputWatermark(100, 0))).toEqual([]);
    expect(step(() => valve.inputWatermark(50, 1))).toEqual(["w50"]);
    expect(step(() => valve.inputWatermarkStatus(true, 1))).toEqual(["w100"]);
    expect(step(() => valve.inputWatermarkStatus(false, 1))).toEqual([]);
    expect(step(() => valve.inputWatermark(200, 0))).toEqual(["w200"]);
    expect(step(() => valve.inputWatermark(150, 1))).toEqual([]);
    expect(step(() => valve.inputWatermark(250, 1))).toEqual([]);
    expect(step(() => valve.inputWatermark(260, 0))).toEqual(["w250"]);
  });

  it("rule 1.6.d: an ended channel beside an idle one ends event time", () => {
    const out: string[] = [];
    const valve = new WatermarkValve(2, {
      emitWatermark: (watermark) => out.push(watermark === MAX_TIMESTAMP ? "MAX" : `w${watermark}`),
      emitWatermarkStatus: (idle) => out.push(idle ? "idle" : "active"),
    });
    valve.inputWatermark(1000, 1);
    valve.inputWatermark(MAX_TIMESTAMP, 0);
    expect(out.splice(0)).toEqual(["w1000"]);
    valve.inputWatermarkStatus(true, 1);
    expect(out.splice(0)).toEqual(["MAX"]);
    valve.inputWatermarkStatus(false, 1);
    valve.inputWatermark(3000, 1);
    expect(out).toEqual([]);
  });
});

describe("functions over two inputs", () => {
  it("rules 1.9.a, 1.9.d: map, filter, reduce, flatMap and process keep a timestamp, MIN, or none", () => {
    const same = (value: string): string => value;
    const process = new (class extends ProcessFunction<string, string> {
      processElement(value: string, _context: ProcessContext, out: Collector<string>): void {
        out.collect(value);
      }
    })();
    const operators = [
      () => new MapOperator<string, string>(same),
      () => new FilterOperator<string>(() => true),
      () => new FlatMapOperator<string, string>((value, out) => out.collect(value)),
      () => new ReduceOperator<string>(same),
      () => new ProcessOperator<string, string>(process),
    ];
    for (const create of operators) {
      const h = new OperatorHarness<string, string>(create, { keySelector: () => "k" });
      h.pushElement("a", 5);
      h.pushElement("a");
      h.pushElement("a", MIN_TIMESTAMP);
      expect(formatEvents(h.takeOutput())).toEqual(["a@5", "a@none", "a@MIN"]);
    }
  });

  it("rules 1.9.a, 1.9.d: co-map and co-flat-map keep timestamps, and their absence", () => {
    const map = mapHarness();
    map.pushElement1("a", 5);
    map.pushElement2("b");
    map.pushElement2("c", MIN_TIMESTAMP);
    expect(formatEvents(map.takeOutput())).toEqual(["1a@5", "2b@none", "2c@MIN"]);
    const twice = {
      flatMap1: (value: string, out: Collector<string>) => [1, 2].forEach((n) => out.collect(`${value}${n}`)),
      flatMap2: () => undefined,
    };
    const flatMap = new TwoInputOperatorHarness(() => new CoFlatMapOperator<string, string, string>(twice));
    flatMap.pushElement1("a", 7);
    flatMap.pushElement2("b", 8);
    flatMap.pushElement1("c");
    expect(formatEvents(flatMap.takeOutput())).toEqual(["a1@7", "a2@7", "c1@none", "c2@none"]);
  });

  it("rules 3.5.b, 1.9.c: without keys the time is told, null without timestamp, MIN on the side", () => {
    class Tell extends CoProcessFunction<string, string, string> {
      processElement1(value: string, context: ProcessContext, out: Collector<string>): void {
        out.collect(`${value} ${String(context.timestamp())} ${context.timerService().currentWatermark()}`);
        context.output(new OutputTag<string>("side"), value);
      }
      processElement2(value: string, context: ProcessContext, out: Collector<string>): void {
        this.processElement1(value, context, out);
      }
    }
    const h = new TwoInputOperatorHarness(() => new CoProcessOperator<string, string, string>(new Tell()));
    h.pushElement1("a", 5);
    h.pushElement2("b");
    h.pushBothWatermarks(10);
    h.pushElement2("c", 7);
    expect(formatEvents(h.takeOutput())).toEqual([
      `a 5 ${MIN_TIMESTAMP}@5`,
      "side:a@5",
      `b null ${MIN_TIMESTAMP}@none`,
      "side:b@MIN",
      "w10",
      "c 7 10@7",
      "side:c@7",
    ]);
  });
});

/** Sums what both inputs bring; a timer at value 9 tells sum and watermark. */
class Shared extends KeyedCoProcessFunction<string, readonly [string, number], readonly [string, number], string> {
  protected sum!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.sum = context.getState(new ValueStateDescriptor<number>("sum"));
  }
  processElement1([, value]: readonly [string, number], context: KeyedProcessContext<string>): void {
    this.sum.update((this.sum.value() ?? 0) + value);
    if (value === 9) context.timerService().registerEventTimeTimer(9);
  }
  processElement2(value: readonly [string, number], context: KeyedProcessContext<string>): void {
    this.processElement1(value, context);
  }
  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<string>): void {
    const watermark = context.timerService().currentWatermark();
    out.collect(`${context.getCurrentKey()} ${String(this.sum.value())} ${timestamp} ${watermark}`);
  }
}

describe("two keyed inputs", () => {
  it("rules 3.5.a, 3.5.b: share state and timers, and see the new watermark in timers", () => {
    const h = new TwoInputOperatorHarness(
      () =>
        new KeyedCoProcessOperator<string, readonly [string, number], readonly [string, number], string>(new Shared(), {
          tellsKey: true,
        }),
      {
        keySelector: (record: readonly [string, number]) => record[0],
        keySelector2: (record: readonly [string, number]) => record[0],
      },
    );
    h.pushElement1(["a", 1], 1);
    h.pushElement2(["a", 9], 2);
    h.pushElement2(["b", 4], 3);
    h.restore();
    h.pushElement1(["b", 9], 4);
    h.pushWatermark1(20);
    expect(formatEvents(h.takeOutput())).toEqual([]);
    h.pushWatermark2(12);
    expect(formatEvents(h.takeOutput())).toEqual(["a 10 9 12@9", "b 13 9 12@9", "w12"]);
    expect([h.stateEntryCount, h.eventTimeTimerCount]).toEqual([2, 0]);
  });

  it("rule 3.5.m: of which one alone sets a key share that key's state", () => {
    const key = (record: readonly [string, number]): string => record[0];
    class Sum extends CoProcessFunction<readonly [string, number], readonly [string, number], string> {
      protected sum!: ValueState<number>;

      override open(context: RuntimeContext): void {
        this.sum = context.getState(new ValueStateDescriptor<number>("sum"));
      }
      processElement1(
        [name, value]: readonly [string, number],
        _context: ProcessContext,
        out: Collector<string>,
      ): void {
        this.sum.update((this.sum.value() ?? 0) + value);
        out.collect(`${name} ${String(this.sum.value())}`);
      }
      processElement2(record: readonly [string, number], context: ProcessContext, out: Collector<string>): void {
        this.processElement1(record, context, out);
      }
    }
    const create = () => new CoProcessOperator<readonly [string, number], readonly [string, number], string>(new Sum());
    const h = new TwoInputOperatorHarness(create, { keySelector: key });
    expect(() => h.pushElement2(["x", 1])).toThrow(expect.objectContaining({ flinkClass: "NullPointerException" }));
    h.pushElement1(["a", 1], 1);
    h.pushElement1(["b", 10], 2);
    h.pushElement2(["x", 5], 3);
    h.pushElement1(["a", 1], 4);
    h.pushElement1(["b", 1], 5);
    expect(formatEvents(h.takeOutput())).toEqual(["a 1@1", "b 10@2", "x 15@3", "a 2@4", "b 16@5"]);
  });

  it("rule 3.5.c: a CoProcessFunction has timers there, and is not told the key; elsewhere it is refused", () => {
    class Legacy extends CoProcessFunction<string, string, string> {
      processElement1(value: string, context: ProcessContext): void {
        context.timerService().registerEventTimeTimer(5);
      }
      processElement2(_value: string, context: ProcessContext): void {
        context.timerService().deleteEventTimeTimer(5);
      }
      override onTimer(timestamp: number, context: ProcessContext, out: Collector<string>): void {
        out.collect(`${timestamp} ${"getCurrentKey" in context}`);
      }
    }
    const same = (value: string): string => value;
    const keyed = new TwoInputOperatorHarness(
      () => KeyedCoProcessOperator.legacy<string, string, string>(new Legacy()),
      {
        keySelector: same,
        keySelector2: same,
      },
    );
    keyed.pushElement1("a", 1);
    keyed.pushElement1("b", 1);
    keyed.pushElement2("a", 2);
    keyed.pushBothWatermarks(5);
    expect(formatEvents(keyed.takeOutput())).toEqual(["5 false@5", "w5"]);
    const plain = new TwoInputOperatorHarness(() => new CoProcessOperator<string, string, string>(new Legacy()));
    expect(() => plain.pushElement1("a", 1)).toThrow(
      expect.objectContaining({ flinkClass: "UnsupportedOperationException" }),
    );
    expect(() => plain.pushElement2("a", 1)).toThrow(
      expect.objectContaining({ flinkClass: "UnsupportedOperationException" }),
    );
  });
});
