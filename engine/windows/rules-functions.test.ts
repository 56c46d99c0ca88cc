/**
 * Flink's rules of window functions, lateness, count windows and evictors, each by a hand calculation.
 */
import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP } from "../core/index";
import { type Collector, extremeAggregationInPlace, extremeByAggregation, sumAggregation } from "../operators/index";
import { type AggregateFunction, ValueStateDescriptor } from "../state/index";
import {
  CountEvictor,
  CountTrigger,
  DeltaEvictor,
  EventTimeSessionWindows,
  type Evictor,
  type EvictableElements,
  type EvictorContext,
  GlobalWindows,
  ProcessWindowFunction,
  PurgingTrigger,
  SlidingEventTimeWindows,
  TimeEvictor,
  type TimeWindow,
  Trigger,
  TriggerResult,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type Window,
  type WindowAssigner,
  type WindowContext,
  WindowOperatorBuilder,
} from "./index";
import { type Item, LATE, ListWindow, listing, textOf, WindowScript } from "./window-script.contract";

function ms(millis: number): Duration {
  return Duration.ofMillis(millis);
}

const TUMBLING = TumblingEventTimeWindows.of(ms(10));

function builderOf<W extends Window>(assigner: WindowAssigner<never, W>): WindowOperatorBuilder<Item, string, W> {
  return new WindowOperatorBuilder<Item, string, W>(assigner);
}

function script(create: unknown): WindowScript {
  return new WindowScript(create as never);
}

/** `(a b)` of two records, so that the order of reducing shows. */
const NESTING = { reduce: (a: Item | [string, string], b: Item): never => [a[0], `(${a[1]} ${b[1]})`] as never };

const LISTING: AggregateFunction<Item, string, string> = {
  createAccumulator: () => "<",
  add: ([, value], accumulator) => `${accumulator}${value}`,
  getResult: (accumulator) => `${accumulator}>`,
  merge: (a, b) => `${a}|${b}`,
};

function applied<T>(key: string, window: Window, elements: Iterable<T>, out: Collector<string>): void {
  out.collect(`${key}${textOf(window)} ${JSON.stringify([...elements])}`);
}

describe("window functions", () => {
  it("reduce keeps the first element as it is, then f(current, new) (rule 2.3.a)", () => {
    const run = script(builderOf(TUMBLING).reduce(NESTING));
    run.element("a", 1, 1);
    run.element("a", 2, 3);
    run.element("a", 3, 2);
    run.element("b", 4, 2);
    expect(run.watermark(9)).toEqual(['["a","((1 2) 3)"] @9', '["b",4] @9']);
  });

  it("aggregate makes an accumulator at the first element and its result at each firing (rule 2.3.b)", () => {
    const run = script(builderOf(TUMBLING).allowedLateness(ms(5)).aggregate(LISTING));
    run.element("a", 1, 1);
    run.element("a", 2, 3);
    expect(run.watermark(9)).toEqual(["<12> @9"]);
    expect(run.element("a", 3, 2)).toEqual(["<123> @9"]);
  });

  it("process and apply see the list in order of arrival (rule 2.3.c)", () => {
    const process = listing(TUMBLING);
    const apply = script(builderOf(TUMBLING).apply(applied));
    for (const run of [process, apply]) {
      run.element("a", 2, 5);
      run.element("a", 1, 1);
    }
    expect(process.watermark(9)).toEqual(["a[0,10) 2+1 @9"]);
    expect(apply.watermark(9)).toEqual(['a[0,10) [["a",2],["a",1]] @9']);
  });

  it("with reduce or aggregate in front, a function gets one element (rule 2.3.d)", () => {
    const reduced = script(builderOf(TUMBLING).reduce(NESTING, applied as never));
    const aggregated = script(builderOf(TUMBLING).aggregate(LISTING, applied));
    for (const run of [reduced, aggregated]) {
      run.element("a", 1, 1);
      run.element("a", 2, 2);
    }
    expect(reduced.watermark(9)).toEqual(['a[0,10) [["a","(1 2)"]] @9']);
    expect(aggregated.watermark(9)).toEqual(['a[0,10) ["<12>"] @9']);
  });

  /** Count 2 fires twice; the evictor leaves the last 3: "1 2", then of 1 to 4 the last three, computed anew. */
  it("with an evictor, they are computed anew over what it leaves (rules 2.3.e and 2.9.e)", () => {
    const build = () => builderOf(TUMBLING).trigger(CountTrigger.of(2)).evictor(CountEvictor.of(3));
    const reduced = script(build().reduce(NESTING));
    const aggregated = script(build().aggregate(LISTING, applied));
    const results = [1, 2, 3, 4].flatMap((value) => [
      ...reduced.element("a", value, value),
      ...aggregated.element("a", value, value),
    ]);
    expect(results).toEqual([
      '["a","(1 2)"] @9',
      'a[0,10) ["<12>"] @9',
      '["a","((2 3) 4)"] @9',
      'a[0,10) ["<234>"] @9',
    ]);
  });

  it("rich reduce and aggregate functions are refused (rule 2.3.f)", () => {
    const refused = expect.objectContaining({ flinkClass: "UnsupportedOperationException" }) as Error;
    expect(() => builderOf(TUMBLING).reduce({ reduce: (a) => a, open: () => undefined })).toThrow(refused);
    const rich = { ...LISTING, close: () => undefined };
    expect(() => builderOf(TUMBLING).aggregate(rich)).toThrow(refused);
  });

  it("windows that merge need an aggregate function that does (rule 2.3.g)", () => {
    expect(() => builderOf(EventTimeSessionWindows.withGap(ms(5))).aggregate({ ...LISTING, merge: undefined })).toThrow(
      expect.objectContaining({ flinkClass: "UnsupportedOperationException" }) as Error,
    );
  });

  class CountFirings<W extends Window> extends ProcessWindowFunction<Item, string, string, W> {
    readonly ofWindow = new ValueStateDescriptor<number>("of window");
    readonly ofKey = new ValueStateDescriptor<number>("of key");
    process(key: string, context: WindowContext<W>, _items: Iterable<Item>, out: Collector<string>): void {
      const ofKey = context.globalState().getState(this.ofKey);
      ofKey.update((ofKey.value() ?? 0) + 1);
      const ofWindow = context.windowState().getState(this.ofWindow);
      ofWindow.update((ofWindow.value() ?? 0) + 1);
      out.collect(`${key} ${ofKey.value()} ${ofWindow.value()}`);
    }
    override clear(context: WindowContext<W>): void {
      context.windowState().getState(this.ofWindow).clear();
    }
  }

  it("state of a window is the window's, global state the key's; where windows merge there is none of windows (rule 2.3.h)", () => {
    const run = script(builderOf(TUMBLING).trigger(CountTrigger.of(1)).process(new CountFirings<TimeWindow>()));
    const results = [1, 2, 11].flatMap((time) => run.element("a", time, time));
    expect(results).toEqual(["a 1 1 @9", "a 2 2 @9", "a 3 1 @19"]);
    run.watermark(MAX_TIMESTAMP);
    expect(run.left[0]).toBe(1);
    const sessions = builderOf(EventTimeSessionWindows.withGap(ms(5))).process(new CountFirings<TimeWindow>());
    const merging = script(sessions);
    merging.element("a", 1, 1);
    expect(() => merging.watermark(20)).toThrow("Per-window state is not allowed when using merging windows.");
  });

  /**
   * Sliding 4 every 2: 5@2 is in [2,6) and [0,4), 3@5 in [4,8) and [2,6). Each window by itself: [0,4) 5, [2,6) 3, [4,8) 3.
   * But `min` writes 3 into the record that [0,4) holds too (recording custom-windows/32 of Flink).
   */
  it("min and max change the first record, which overlapping windows share; sum, minBy and maxBy do not (rule 2.3.i)", () => {
    const sliding = SlidingEventTimeWindows.of(ms(4), ms(2));
    const run = (create: unknown) => {
      const windows = script(create);
      windows.element("a", 5, 2);
      windows.element("a", 3, 5);
      return windows.watermark(MAX_TIMESTAMP);
    };
    const min = builderOf(sliding).reduceInPlace(extremeAggregationInPlace<Item>(1, "min"));
    expect(run(min)).toEqual(['["a",3] @3', '["a",3] @5', '["a",3] @7']);
    const sum = builderOf(sliding).reduce(sumAggregation<Item>(1));
    expect(run(sum)).toEqual(['["a",5] @3', '["a",8] @5', '["a",3] @7']);
    const minBy = builderOf(sliding).reduce(extremeByAggregation<Item>(1, "min", { first: true }));
    expect(run(minBy)).toEqual(['["a",5] @3', '["a",3] @5', '["a",3] @7']);
  });
});

/** Counts in a field, which Flink's triggers should not do: every subtask and attempt counts for itself. */
class CountingTrigger extends Trigger<Item, TimeWindow> {
  count = 0;
  onElement(): TriggerResult {
    this.count++;
    return this.count % 2 === 0 ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }
  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }
  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }
  clear(): void {}
}

describe("what a program gives", () => {
  it("is there once for each subtask and attempt (rule 2.3.j)", () => {
    const run = listing(TUMBLING, (builder) => builder.trigger(new CountingTrigger()));
    expect(run.element("a", 1, 1)).toEqual([]);
    run.restore();
    expect(run.element("a", 2, 2)).toEqual([]);
    expect(run.element("a", 3, 3)).toEqual(["a[0,10) 1+2+3 @9"]);
  });

  it("is not null", () => {
    const builder = builderOf(TUMBLING);
    const refused = (message: string) =>
      expect.objectContaining({ flinkClass: "NullPointerException", message }) as Error;
    expect(() => builder.trigger(null as never)).toThrow(refused("Window triggers cannot be null"));
    expect(() => builder.evictor(undefined as never)).toThrow(refused("Evictor cannot be null"));
    expect(() => builder.allowedLateness(null as never)).toThrow(refused("Allowed lateness cannot be null"));
    expect(() => builder.sideOutputLateData(null as never)).toThrow(refused("Side output tag must not be null."));
  });
});

describe("lateness", () => {
  const late3 = () => listing(TUMBLING, (builder) => builder.allowedLateness(ms(3)).sideOutputLateData(LATE));

  it("a window lives until its last timestamp plus the lateness, for ever where that is MAX (rule 2.4.a)", () => {
    const run = late3();
    run.element("a", 1, 1);
    run.watermark(11);
    expect(run.left).toEqual([1, 1, 0]);
    run.watermark(12);
    expect(run.left).toEqual([0, 0, 0]);
    const global = listing(GlobalWindows.create());
    global.element("a", 1, 1);
    global.watermark(MAX_TIMESTAMP);
    expect(global.left).toEqual([1, 0, 0]);
    const forever = listing(TUMBLING, (builder) => builder.allowedLateness(ms(MAX_TIMESTAMP)));
    forever.element("a", 1, 1);
    expect(forever.watermark(MAX_TIMESTAMP - 4096)).toEqual(["a[0,10) 1 @9"]);
    expect(forever.element("a", 2, 2)).toEqual(["a[0,10) 1+2 @9"]);
  });

  it("a window is late from its clean-up time on; windows by the clock never are (rule 2.4.b)", () => {
    const run = late3();
    run.watermark(11);
    expect(run.element("a", 1, 1)).toEqual(["a[0,10) 1 @9"]);
    run.watermark(12);
    expect(run.element("a", 2, 1)).toEqual(["late a2 @1"]);
    const byClock = listing(TumblingProcessingTimeWindows.of(ms(10)), (builder) => builder.sideOutputLateData(LATE));
    byClock.watermark(1_000);
    expect(byClock.element("a", 1, 1)).toEqual([]);
    expect(byClock.clock(9)).toEqual(["a[0,10) 1 @9"]);
  });

  it("a record behind the watermark is not late while its window lives (rules 2.4.c and 9.1)", () => {
    const run = listing(TUMBLING);
    run.element("a", 1, 1);
    run.watermark(8);
    run.element("a", 2, 3);
    expect(run.watermark(9)).toEqual(["a[0,10) 1+2 @9"]);
    expect(run.lateRecordsDropped).toBe(0);
  });

  it("each late record within the lateness fires once more, with all contents or, purged, the new ones (rules 2.4.d and 9.3)", () => {
    const keeping = late3();
    const purging = listing(TUMBLING, (builder) =>
      builder.trigger(PurgingTrigger.of(TUMBLING.getDefaultTrigger())).allowedLateness(ms(3)),
    );
    const results = [keeping, purging].map((run) => {
      run.element("a", 1, 1);
      return [...run.watermark(10), ...run.element("a", 2, 2), ...run.element("a", 3, 3)];
    });
    expect(results).toEqual([
      ["a[0,10) 1 @9", "a[0,10) 1+2 @9", "a[0,10) 1+2+3 @9"],
      ["a[0,10) 1 @9", "a[0,10) 2 @9", "a[0,10) 3 @9"],
    ]);
  });

  it("without lateness one timer fires and cleans up (rule 2.4.e)", () => {
    const run = listing(TUMBLING);
    run.element("a", 1, 1);
    expect(run.left).toEqual([1, 1, 0]);
    const lenient = late3();
    lenient.element("a", 1, 1);
    expect(lenient.left).toEqual([1, 2, 0]);
  });

  it("is not negative, and nothing to windows by the clock (rule 2.4.f)", () => {
    expect(() => builderOf(TUMBLING).allowedLateness(ms(-1))).toThrow(
      expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error,
    );
    const byClock = listing(TumblingProcessingTimeWindows.of(ms(10)), (builder) => builder.allowedLateness(ms(50)));
    byClock.element("a", 1);
    expect(byClock.clock(9)).toEqual(["a[0,10) 1 @9"]);
    expect(byClock.left).toEqual([0, 0, 0]);
  });
});

describe("count windows", () => {
  const global = () => builderOf(GlobalWindows.create());

  it("of n emit exactly n, and never a rest (rule 2.8.a)", () => {
    const run = script(
      global()
        .trigger(PurgingTrigger.of(CountTrigger.of(2)))
        .process(new ListWindow()),
    );
    const results = [1, 2, 3, 4, 5].flatMap((value) => run.element("a", value, value));
    expect(results).toEqual([`a 1+2 @${MAX_TIMESTAMP}`, `a 3+4 @${MAX_TIMESTAMP}`]);
    expect(run.watermark(MAX_TIMESTAMP)).toEqual([]);
  });

  it("of 3, sliding by 2, start short; their results are at MAX (rules 2.8.b, 2.8.c and 9.9)", () => {
    const run = script(global().evictor(CountEvictor.of(3)).trigger(CountTrigger.of(2)).process(new ListWindow()));
    const results = [1, 2, 3, 4, 5, 6].flatMap((value) => run.element("a", value, value));
    expect(results).toEqual([`a 1+2 @${MAX_TIMESTAMP}`, `a 2+3+4 @${MAX_TIMESTAMP}`, `a 4+5+6 @${MAX_TIMESTAMP}`]);
  });
});

/** Removes the first element before, and the last one after. */
class BothSides implements Evictor<Item, TimeWindow> {
  constructor(readonly tell: (text: string) => void) {}
  evictBefore(elements: EvictableElements<Item>, size: number, window: TimeWindow, context: EvictorContext): void {
    this.tell(`before ${size} [${window.start} ${context.getCurrentWatermark()} ${context.getCurrentProcessingTime()}`);
    elements.removeIf((_element, index) => index === 0);
  }
  evictAfter(elements: EvictableElements<Item>, size: number): void {
    this.tell(`after ${size}`);
    elements.removeIf((_element, index) => index === size - 1);
  }
}

describe("evictors", () => {
  const fired = (evictor: Evictor<Item, TimeWindow>, items: readonly (readonly [value: number, time: number])[]) => {
    const run = listing(TumblingEventTimeWindows.of(ms(100)), (builder) =>
      builder.evictor(evictor).allowedLateness(ms(50)),
    );
    for (const [value, time] of items) run.element("a", value, time);
    return { first: run.watermark(99), again: run.element("a", 9, 98), left: run.left };
  };

  /** 1 2 3: before takes 1, the function sees 2 3, after takes 3; then 2 and 9: before takes 2, the function sees 9. */
  it("evict before, call, evict after, and what is gone is gone (rule 2.9.a)", () => {
    const told: string[] = [];
    const evictor = new BothSides((text) => told.push(text));
    const { first, again } = fired(evictor, [
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect([...first, ...again]).toEqual(["a[0,100) 2+3 @99", "a[0,100) 9 @99"]);
    expect(told).toEqual(["before 3 [0 99 0", "after 2", "before 2 [0 99 0", "after 1"]);
  });

  it("a count evictor removes the oldest, a time evictor what is a span or more older than the newest (rules 2.9.b and 2.9.c)", () => {
    const items = [
      [1, 50],
      [2, 40],
      [3, 60],
      [4, 55],
    ] as const;
    expect(fired(CountEvictor.of(2), items).first).toEqual(["a[0,100) 3+4 @99"]);
    // The newest is 60, not the last 55: 60 - 10 = 50 and what is not after it goes.
    expect(fired(TimeEvictor.of(ms(10)), items).first).toEqual(["a[0,100) 3+4 @99"]);
    expect(fired(TimeEvictor.of(ms(11)), items).first).toEqual(["a[0,100) 1+3+4 @99"]);
    expect(fired(CountEvictor.of(2, true), items)).toMatchObject({
      first: ["a[0,100) 1+2+3+4 @99"],
      again: ["a[0,100) 3+4+9 @99"],
    });
  });

  it("a delta evictor removes what differs from the last by the threshold or more (rule 2.9.d)", () => {
    const distance = ([, a]: Item, [, b]: Item) => b - a;
    const items = [
      [1, 1],
      [7, 2],
      [3, 3],
      [5, 4],
    ] as const;
    // 5 - 1 = 4, 5 - 7 = -2, 5 - 3 = 2, 5 - 5 = 0.
    expect(fired(DeltaEvictor.of(2, distance), items).first).toEqual(["a[0,100) 7+5 @99"]);
    expect(fired(DeltaEvictor.of(3, { getDelta: distance }), items).first).toEqual(["a[0,100) 7+3+5 @99"]);
  });

  it("may leave nothing: null of a reduction, the empty accumulator, no elements (rule 2.9.f)", () => {
    const build = () => builderOf(TUMBLING).evictor(CountEvictor.of(0));
    const run = (create: unknown) => {
      const windows = script(create);
      windows.element("a", 1, 1);
      return windows.watermark(9);
    };
    expect(run(build().reduce(NESTING as never))).toEqual(["null @9"]);
    expect(run(build().aggregate(LISTING))).toEqual(["<> @9"]);
    expect(run(build().process(new ListWindow()))).toEqual(["a[0,10)  @9"]);
  });
});

describe("windows by the clock", () => {
  it("fire at their last millisecond in a harness, and keep what is open at the end (rules 2.11.a and 9.10)", () => {
    const run = listing(TumblingProcessingTimeWindows.of(ms(5_000)), undefined, 1_000);
    run.element("x", 1);
    run.clock(4_000);
    run.element("x", 2);
    expect(run.watermark(MAX_TIMESTAMP)).toEqual([]);
    expect(run.clock(4_998)).toEqual([]);
    expect(run.clock(4_999)).toEqual(["x[0,5000) 1+2 @4999"]);
  });
});
