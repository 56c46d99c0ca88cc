/**
 * Names and descriptions of window operators, as Flink's `WindowOperatorBuilder` makes them: the name is the simple name
 * of the assigner's class, the description `Window(assigner, trigger, [evictor,] function[, function])`.
 */
import { describe, expect, it } from "vitest";
import {
  ContinuousEventTimeTrigger,
  CountEvictor,
  CountTrigger,
  createLocalEnvironment,
  DeltaTrigger,
  Duration,
  EventTimeSessionWindows,
  GlobalWindows,
  type KeyedStream,
  ProcessingTimeoutTrigger,
  ProcessingTimeSessionWindows,
  ProcessWindowFunction,
  PurgingTrigger,
  SlidingEventTimeWindows,
  TimeEvictor,
  type TimeWindow,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type Window,
} from "../index";
import type { OperatorTransformation, Transformation } from "../graph/index";

type Item = readonly [key: string, value: number];

const SECOND = Duration.ofSeconds(1);

class ShowWindow<W extends Window> extends ProcessWindowFunction<Item, string, string, W> {
  process(): void {}
}

class AddValues {
  reduce(a: Item, b: Item): Item {
    return [a[0], a[1] + b[1]];
  }
}

function keyed(): KeyedStream<Item, string> {
  return createLocalEnvironment()
    .fromData<Item>([["a", 1]])
    .keyBy((item) => item[0]);
}

function told({ transformation }: { readonly transformation: Transformation }): readonly [string, string | null] {
  const { name, description } = transformation as OperatorTransformation;
  return [name, description];
}

describe("a window operator", () => {
  it("is called by its assigner and described with trigger and functions", () => {
    expect(told(keyed().window(TumblingEventTimeWindows.of(SECOND)).reduce(new AddValues()))).toEqual([
      "TumblingEventTimeWindows",
      "Window(TumblingEventTimeWindows(1000), EventTimeTrigger, AddValues, PassThroughWindowFunction)",
    ]);
    const sliding = SlidingEventTimeWindows.of(SECOND, Duration.ofMillis(250));
    expect(told(keyed().window(sliding).reduce(new AddValues(), new ShowWindow<TimeWindow>()))).toEqual([
      "SlidingEventTimeWindows",
      "Window(SlidingEventTimeWindows(1000, 250), EventTimeTrigger, AddValues, ShowWindow)",
    ]);
  });

  it("names trigger and evictor by their classes, whatever is nested in them", () => {
    const purging = keyed()
      .window(EventTimeSessionWindows.withGap(SECOND))
      .trigger(PurgingTrigger.of(CountTrigger.of(2)));
    expect(told(purging.process(new ShowWindow()))).toEqual([
      "EventTimeSessionWindows",
      "Window(EventTimeSessionWindows(1000), PurgingTrigger, ShowWindow)",
    ]);
    const evicting = keyed().window(TumblingProcessingTimeWindows.of(SECOND)).evictor(TimeEvictor.of(SECOND));
    expect(told(evicting.process(new ShowWindow()))[1]).toBe(
      "Window(TumblingProcessingTimeWindows(1000), ProcessingTimeTrigger, TimeEvictor, ShowWindow)",
    );
  });

  it("knows the windows that stand for others: counts, dynamic gaps, global ones", () => {
    expect(told(keyed().countWindow(3).process(new ShowWindow()))).toEqual([
      "GlobalWindows",
      "Window(GlobalWindows(trigger=NeverTrigger), PurgingTrigger, ShowWindow)",
    ]);
    expect(told(keyed().countWindow(3, 2).process(new ShowWindow()))[1]).toBe(
      "Window(GlobalWindows(trigger=NeverTrigger), CountTrigger, CountEvictor, ShowWindow)",
    );
    const atEnd = keyed().window(GlobalWindows.createWithEndOfStreamTrigger());
    expect(told(atEnd.process(new ShowWindow()))[1]).toBe(
      "Window(GlobalWindows(trigger=EndOfStreamTrigger), EndOfStreamTrigger, ShowWindow)",
    );
    const dynamic = ProcessingTimeSessionWindows.withDynamicGap<Item>((item) => item[1]);
    expect(told(keyed().window(dynamic).process(new ShowWindow()))).toEqual([
      "DynamicProcessingTimeSessionWindows",
      "Window(DynamicProcessingTimeSessionWindows(), ProcessingTimeTrigger, ShowWindow)",
    ]);
  });

  it("has Flink's own functions for sums and extremes, and of joins", () => {
    const windows = () => keyed().window(TumblingEventTimeWindows.of(SECOND));
    expect([told(windows().sum(1)), told(windows().maxBy(1)), told(windows().min(1))].map(([, text]) => text)).toEqual([
      "Window(TumblingEventTimeWindows(1000), EventTimeTrigger, SumAggregator, PassThroughWindowFunction)",
      "Window(TumblingEventTimeWindows(1000), EventTimeTrigger, ComparableAggregator, PassThroughWindowFunction)",
      "Window(TumblingEventTimeWindows(1000), EventTimeTrigger, ComparableAggregator, PassThroughWindowFunction)",
    ]);
    const stream = createLocalEnvironment().fromData<Item>([["a", 1]]);
    const joined = stream
      .join(stream)
      .where((item) => item[0])
      .equalTo((item) => item[0])
      .window(TumblingEventTimeWindows.of(SECOND))
      .evictor(CountEvictor.of(3))
      .apply((left) => left);
    expect(told(joined)).toEqual([
      "TumblingEventTimeWindows",
      "Window(TumblingEventTimeWindows(1000), EventTimeTrigger, CountEvictor, CoGroupWindowFunction)",
    ]);
  });
});

describe("triggers as text", () => {
  it("are Flink's", () => {
    const nested = PurgingTrigger.of(ContinuousEventTimeTrigger.of(SECOND));
    expect(ProcessingTimeoutTrigger.of(nested, SECOND).toString()).toBe(
      "TimeoutTrigger(PurgingTrigger(ContinuousEventTimeTrigger(1000)))",
    );
    expect(CountTrigger.of(3).toString()).toBe("CountTrigger(3)");
    expect(DeltaTrigger.of<Item, Window>(2, () => 0).toString()).toBe("DeltaTrigger(2)");
  });
});
