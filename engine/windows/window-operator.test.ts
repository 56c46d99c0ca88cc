import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP } from "../core/index";
import { type Collector, OutputTag } from "../operators/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../testing/index";
import type { TraceEventBody, Tracer } from "../trace/index";
import {
  CountEvictor,
  EventTimeSessionWindows,
  ProcessWindowFunction,
  SlidingEventTimeWindows,
  TimeEvictor,
  type TimeWindow,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type Window,
  type WindowAssigner,
  type WindowContext,
  WindowOperatorBuilder,
} from "./index";

type Click = readonly [key: string, value: number];

const LATE = new OutputTag<Click>("late");

function sumOf(a: Click, b: Click): Click {
  return [a[0], a[1] + b[1]];
}

function builderOf<W extends Window>(assigner: WindowAssigner<unknown, W>): WindowOperatorBuilder<Click, string, W> {
  return new WindowOperatorBuilder<Click, string, W>(assigner);
}

function keyed<OUT>(create: () => never): OperatorHarness<Click, OUT> {
  return createKeyedOperatorHarness<string, Click, OUT>(create, (click) => click[0]);
}

class Describe extends ProcessWindowFunction<Click, string, string, TimeWindow> {
  process(key: string, context: WindowContext<TimeWindow>, elements: Iterable<Click>, out: Collector<string>): void {
    const { start, end } = context.window();
    out.collect(`${key} [${start}, ${end}) ${[...elements].map(([, value]) => value).join("+")}`);
  }
}

function expectNothingLeft(harness: OperatorHarness<Click, never>): void {
  expect(harness.stateEntryCount).toBe(0);
  expect(harness.eventTimeTimerCount).toBe(0);
  expect(harness.processingTimeTimerCount).toBe(0);
}

describe("tumbling event-time windows", () => {
  const tumbling = () => builderOf(TumblingEventTimeWindows.of(Duration.ofMillis(10)));

  it("fire when the watermark passes their end, with its last millisecond as timestamp", () => {
    const harness = keyed<Click>(tumbling().reduce(sumOf) as never);
    harness.pushElement(["a", 1], 1);
    harness.pushElement(["a", 2], 9);
    harness.pushElement(["a", 4], 10);
    harness.pushElement(["b", 8], 5);
    harness.pushWatermark(8);
    expect(harness.takeOutput()).toEqual([{ kind: "watermark", watermark: 8 }]);
    harness.pushWatermark(9);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: ["a", 3], timestamp: 9 },
      { kind: "record", value: ["b", 8], timestamp: 9 },
      { kind: "watermark", watermark: 9 },
    ]);
    harness.pushWatermark(19);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: ["a", 4], timestamp: 19 },
      { kind: "watermark", watermark: 19 },
    ]);
    expectNothingLeft(harness as never);
  });

  it("drop late records and count them, unless a side output takes them", () => {
    const dropping = keyed<Click>(tumbling().reduce(sumOf) as never);
    dropping.pushWatermark(9);
    dropping.pushElement(["a", 1], 9);
    expect(dropping.takeOutput()).toEqual([{ kind: "watermark", watermark: 9 }]);
    expect(dropping.lateRecordsDropped).toBe(1);

    const routing = keyed<Click>(tumbling().sideOutputLateData(LATE).reduce(sumOf) as never);
    routing.pushWatermark(9);
    routing.pushElement(["a", 1], 9);
    expect(routing.takeOutput()).toEqual([
      { kind: "watermark", watermark: 9 },
      { kind: "side-output", tag: "late", value: ["a", 1], timestamp: 9 },
    ]);
    expect(routing.lateRecordsDropped).toBe(0);
    expectNothingLeft(routing as never);
  });

  it("fire again for every record within the allowed lateness", () => {
    const harness = keyed<Click>(tumbling().allowedLateness(Duration.ofMillis(5)).reduce(sumOf) as never);
    harness.pushElement(["a", 1], 3);
    harness.pushWatermark(13);
    harness.pushElement(["a", 2], 4);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: ["a", 1], timestamp: 9 },
      { kind: "watermark", watermark: 13 },
      { kind: "record", value: ["a", 3], timestamp: 9 },
    ]);
    harness.pushWatermark(14);
    harness.pushElement(["a", 4], 4);
    expect(harness.takeOutput()).toEqual([{ kind: "watermark", watermark: 14 }]);
    expect(harness.lateRecordsDropped).toBe(1);
    expectNothingLeft(harness as never);
  });

  it("survive a restore", () => {
    const harness = keyed<string>(tumbling().process(new Describe()) as never);
    harness.pushElement(["a", 1], 3);
    harness.pushElement(["a", 2], 2);
    harness.restore();
    harness.pushElement(["a", 3], 4);
    harness.pushWatermark(9);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "a [0, 10) 1+2+3", timestamp: 9 },
      { kind: "watermark", watermark: 9 },
    ]);
    expectNothingLeft(harness as never);
  });

  it("refuse records without timestamp, as Flink does", () => {
    const harness = keyed<Click>(tumbling().reduce(sumOf) as never);
    expect(() => harness.pushElement(["a", 1])).toThrow("no timestamp marker");
  });

  it("refuse an offset that is not smaller than the size", () => {
    expect(() => TumblingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(10))).toThrow(
      "abs(offset) < size",
    );
  });
});

describe("sliding event-time windows", () => {
  it("put a record into every window that covers it, and into the side output only if none took it", () => {
    const assigner = SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(5));
    const harness = keyed<string>(builderOf(assigner).sideOutputLateData(LATE).process(new Describe()) as never);
    harness.pushElement(["a", 1], 7);
    harness.pushWatermark(9);
    harness.pushElement(["a", 2], 8);
    harness.pushWatermark(14);
    harness.pushElement(["a", 3], 8);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "a [0, 10) 1", timestamp: 9 },
      { kind: "watermark", watermark: 9 },
      { kind: "record", value: "a [5, 15) 1+2", timestamp: 14 },
      { kind: "watermark", watermark: 14 },
      { kind: "side-output", tag: "late", value: ["a", 3], timestamp: 8 },
    ]);
    expectNothingLeft(harness as never);
  });
});

describe("session windows", () => {
  const sessions = () => builderOf(EventTimeSessionWindows.withGap(Duration.ofMillis(10)));

  it("grow with their records, merge when one bridges them, touching ones too", () => {
    const harness = keyed<string>(sessions().process(new Describe()) as never);
    harness.pushElement(["a", 1], 0);
    harness.pushElement(["a", 2], 20);
    expect(harness.eventTimeTimerCount).toBe(2);
    harness.pushElement(["a", 3], 10);
    expect(harness.eventTimeTimerCount).toBe(1);
    harness.pushWatermark(29);
    const [record, watermark, ...rest] = harness.takeOutput();
    expect(rest).toEqual([]);
    expect(watermark).toEqual({ kind: "watermark", watermark: 29 });
    expect(record).toMatchObject({ kind: "record", timestamp: 29 });
    expect((record as { value: string }).value).toMatch(/^a \[0, 30\) /);
    expectNothingLeft(harness as never);
  });

  it("take a record that alone would be late when a live session takes it in", () => {
    const harness = keyed<string>(sessions().process(new Describe()) as never);
    harness.pushElement(["a", 1], 12);
    harness.pushWatermark(15);
    harness.pushElement(["a", 2], 4);
    harness.pushElement(["b", 3], 4);
    harness.pushWatermark(21);
    expect(harness.takeOutput()).toEqual([
      { kind: "watermark", watermark: 15 },
      { kind: "record", value: "a [4, 22) 1+2", timestamp: 21 },
      { kind: "watermark", watermark: 21 },
    ]);
    expect(harness.lateRecordsDropped).toBe(1);
    expectNothingLeft(harness as never);
  });

  it("refuse an aggregate without merge", () => {
    const aggregate = { createAccumulator: () => 0, add: (_c: Click, a: number) => a + 1, getResult: (a: number) => a };
    expect(() => sessions().aggregate(aggregate)).toThrow("merge");
  });
});

describe("processing-time windows", () => {
  it("fire when the clock passes their end", () => {
    const assigner = TumblingProcessingTimeWindows.of(Duration.ofMillis(10));
    const harness = keyed<Click>(builderOf(assigner).reduce(sumOf) as never);
    harness.pushElement(["a", 1]);
    harness.setProcessingTime(8);
    harness.pushElement(["a", 2]);
    harness.setProcessingTime(9);
    expect(harness.takeOutput()).toEqual([{ kind: "record", value: ["a", 3], timestamp: 9 }]);
    expectNothingLeft(harness as never);
  });
});

/** What a window's event says, without timers and state. */
function tell(event: TraceEventBody): string | null {
  if (event.kind === "window-fired") return `${event.kind} ${event.cause}${event.late ? " late" : ""}`;
  if (event.kind === "record-assigned") return `${event.kind}${event.late ? " late" : ""}`;
  if (event.kind === "record-late") return `${event.kind} ${event.outcome}`;
  return event.kind.startsWith("window") ? event.kind : null;
}

describe("the trace of a window", () => {
  it("tells what happened to it, in order", () => {
    const events: TraceEventBody[] = [];
    const tracer: Tracer = {
      enabled: true,
      currentRecord: 0,
      nextRecord: () => 1,
      emit: (event) => events.push(event),
    };
    const create = builderOf(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
      .allowedLateness(Duration.ofMillis(5))
      .reduce(sumOf);
    const harness = createKeyedOperatorHarness<string, Click, Click>(create, (click) => click[0], { tracer });
    harness.pushElement(["a", 1], 3);
    harness.pushWatermark(9);
    harness.pushElement(["a", 2], 4);
    harness.pushWatermark(14);
    harness.pushElement(["a", 3], 5);
    expect(events.map(tell).filter((told) => told !== null)).toEqual([
      "window-opened",
      "record-assigned",
      "window-fired event-time",
      "record-assigned late",
      "window-fired element late",
      "window-closed",
      "record-late dropped",
    ]);
  });
});

describe("a time evictor", () => {
  const lastTwo = () =>
    builderOf(TumblingProcessingTimeWindows.of(Duration.ofMillis(10)))
      .evictor(TimeEvictor.of(Duration.ofMillis(2)))
      .process(new Describe());

  it("leaves a window alone whose first record has no timestamp", () => {
    const harness = keyed<string>(lastTwo() as never);
    harness.pushElement(["a", 1]);
    harness.pushElement(["a", 2], 9);
    harness.setProcessingTime(9);
    expect(harness.takeOutput()).toEqual([{ kind: "record", value: "a [0, 10) 1+2", timestamp: 9 }]);
  });

  /** Flink's `TimestampedValue.getTimestamp`: the recordings windows/300116 and windows/300290. */
  it("fails where a later record has none", () => {
    const harness = keyed<string>(lastTwo() as never);
    harness.pushElement(["a", 1], 4);
    harness.pushElement(["a", 2]);
    expect(() => harness.setProcessingTime(9)).toThrow(
      expect.objectContaining({ flinkClass: "IllegalStateException" }) as Error,
    );
    expect(harness.takeOutput()).toEqual([]);
  });
});

describe("a window that its evictor left empty", () => {
  /** As in step 10 of the recording windows/500434 of Flink. */
  it("emits null where it reduces", () => {
    const builder = builderOf(TumblingEventTimeWindows.of(Duration.ofMillis(10))).evictor(CountEvictor.of(0));
    const harness = keyed<Click | null>(builder.reduce(sumOf) as never);
    harness.pushElement(["a", 1], 4);
    harness.pushWatermark(9);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: null, timestamp: 9 },
      { kind: "watermark", watermark: 9 },
    ]);
    expectNothingLeft(harness as never);
  });
});

describe("records at MAX, as count windows emit them", () => {
  const small = Duration.ofMillis(90);
  const assigners = [
    ["tumbling", TumblingEventTimeWindows.of(small)],
    ["tumbling, large", TumblingEventTimeWindows.of(Duration.ofMinutes(1))],
    ["sliding", SlidingEventTimeWindows.of(small, Duration.ofMillis(40))],
    ["session", EventTimeSessionWindows.withGap(small)],
  ] as const;

  /**
   * The window's end is beyond Java's longs and wraps to a negative one: the recording jobs/300033 of Flink. The record
   * itself is not late (MAX + lateness is not behind the watermark) and so not counted, unless that sum wraps as well.
   */
  it.each(assigners)("are dropped by %s windows", (_name, assigner) => {
    const drop = (lateness: number) => dropAtMax(builderOf<TimeWindow>(assigner), lateness);
    expect([drop(0), drop(1)]).toEqual([0, 1]);
  });

  function dropAtMax(builder: WindowOperatorBuilder<Click, string, TimeWindow>, lateness: number): number {
    const harness = keyed<Click>(builder.allowedLateness(Duration.ofMillis(lateness)).reduce(sumOf) as never);
    harness.pushWatermark(1_000);
    harness.pushElement(["a", 1], MAX_TIMESTAMP);
    harness.pushWatermark(MAX_TIMESTAMP);
    expect(harness.takeOutput().map(({ kind }) => kind)).toEqual(["watermark", "watermark"]);
    expectNothingLeft(harness as never);
    return harness.lateRecordsDropped;
  }

  /** 2^63 - 1 = 7 (mod 90): the window ends 83 ms behind it, at -2^63 + 82. */
  it("are on time while there is no watermark", () => {
    const harness = keyed<string>(builderOf(TumblingEventTimeWindows.of(small)).process(new Describe()) as never);
    harness.pushElement(["a", 1], MAX_TIMESTAMP);
    harness.pushElement(["a", 2], MAX_TIMESTAMP);
    harness.pushWatermark(0);
    expect(harness.takeOutput().map((event) => (event.kind === "record" ? event.value : event.kind))).toEqual([
      `a [${2 ** 63}, ${-(2 ** 63)}) 1+2`,
      "watermark",
    ]);
    expectNothingLeft(harness as never);
  });
});
