/**
 * The rules of event time from source to sink: what a watermark does, where it is made, what the end of the input brings.
 * The expected values are worked out by hand from the rules.
 */
import { describe, expect, it } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../index";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { KeyedProcessOperator, MapOperator, TimestampsAndWatermarksOperator } from "../operators/index";
import { createKeyedOperatorHarness, type HarnessEvent, OperatorHarness } from "../testing/index";

function inWords(event: HarnessEvent<unknown>): string {
  if (event.kind === "record")
    return `${String(event.value)}@${event.timestamp === MIN_TIMESTAMP ? "MIN" : event.timestamp}`;
  if (event.kind === "watermark") return event.watermark === MAX_TIMESTAMP ? "w MAX" : `w ${event.watermark}`;
  return event.kind === "status" && event.idle ? "idle" : "active";
}

/** Sets an event-time timer at each record's value; emits it when it fires, with the watermark then. */
class Timers extends KeyedProcessFunction<string, number, string> {
  override processElement(value: number, context: KeyedProcessContext<string>): void {
    context.timerService().registerEventTimeTimer(value);
  }
  override onTimer(timestamp: number, context: OnTimerContext<string>, out: { collect(value: string): void }): void {
    out.collect(`timer ${timestamp} at ${context.timerService().currentWatermark()}`);
  }
}

function timersHarness() {
  const create = () => new KeyedProcessOperator<string, number, string>(new Timers());
  const harness = createKeyedOperatorHarness(create, () => "key");
  return { harness, seen: () => harness.takeOutput().map(inWords) };
}

describe("an operator", () => {
  it("fires what is due up to the watermark, then forwards it (rules 1.1.1, 1.1.3)", () => {
    const { harness, seen } = timersHarness();
    for (const time of [10, 11, 5]) harness.pushElement(time, 0);
    harness.pushWatermark(9);
    expect(seen()).toEqual(["timer 5 at 9@5", "w 9"]);
    harness.pushWatermark(10);
    expect(seen()).toEqual(["timer 10 at 10@10", "w 10"]);
  });

  it("forwards an equal watermark, and runs the timers again (rule 1.1.5)", () => {
    const { harness, seen } = timersHarness();
    harness.pushWatermark(10);
    harness.pushElement(7, 0);
    harness.pushWatermark(10);
    expect(seen()).toEqual(["w 10", "timer 7 at 10@7", "w 10"]);
  });

  it("has the watermark MIN at its start and after a restore (rule 1.1.4)", () => {
    const { harness, seen } = timersHarness();
    harness.pushElement(20, 0);
    harness.pushWatermark(10);
    harness.restore();
    harness.pushElement(5, 0); // not due: the watermark is MIN again
    expect(seen()).toEqual(["w 10"]);
    harness.pushWatermark(6);
    expect(seen()).toEqual(["timer 5 at 6@5", "w 6"]);
  });

  it("forwards idle and active, and fires nothing because of them (rule 1.1.7)", () => {
    const { harness, seen } = timersHarness();
    harness.pushElement(5, 0);
    harness.pushStatus("idle");
    harness.pushStatus("active");
    expect(seen()).toEqual(["idle", "active"]);
    const map = new OperatorHarness<number, number>(() => new MapOperator<number, number>((value) => value));
    map.pushStatus("idle");
    expect(map.takeOutput().map(inWords)).toEqual(["idle"]);
  });
});

type Options = { interval?: number; batch?: boolean; startProcessingTime?: number };

function timestampsHarness(strategy: WatermarkStrategy<string>, options: Options = {}) {
  const { interval = 10, ...rest } = options;
  const harness = new OperatorHarness(() => new TimestampsAndWatermarksOperator<string>(strategy), {
    autoWatermarkInterval: interval,
    ...rest,
  });
  return { harness, seen: () => harness.takeOutput().map(inWords) };
}

describe("generators", () => {
  it("of bounded out-of-orderness trail by the bound and 1 ms, of monotonous timestamps by 1 ms (rule 1.2.a)", () => {
    const bounded = timestampsHarness(WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(5)));
    bounded.harness.setProcessingTime(10);
    expect(bounded.seen()).toEqual([]);
    bounded.harness.pushElement("a", 100);
    bounded.harness.pushElement("b", 90);
    bounded.harness.setProcessingTime(20);
    expect(bounded.seen()).toEqual(["a@100", "b@90", "w 94"]);
    const monotonous = timestampsHarness(WatermarkStrategy.forMonotonousTimestamps());
    monotonous.harness.pushElement("a", 100);
    monotonous.harness.setProcessingTime(10);
    expect(monotonous.seen()).toEqual(["a@100", "w 99"]);
  });

  it("may emit nothing: MAX comes all the same (rule 1.2.b)", () => {
    const { harness, seen } = timestampsHarness(WatermarkStrategy.noWatermarks());
    harness.pushElement("a", 100);
    harness.setProcessingTime(10);
    harness.pushWatermark(MAX_TIMESTAMP);
    harness.finish();
    expect(seen()).toEqual(["a@100", "w MAX"]);
  });

  it("see a record after it was emitted, with the timestamp that it was assigned (rule 1.2.c)", () => {
    const strategy = WatermarkStrategy.forGenerator<string>(() => ({
      onEvent: (_event, timestamp, output) => output.emitWatermark(timestamp),
      onPeriodicEmit: () => undefined,
    }));
    const ways = [
      strategy.withTimestampAssigner((value) => value.length),
      strategy.withTimestampAssigner({
        extractTimestamp: (value, recordTimestamp) => value.length + 0 * recordTimestamp,
      }),
      strategy.withTimestampAssigner({
        createTimestampAssigner:
          ({ subtaskIndex }) =>
          (value) =>
            value.length + subtaskIndex,
      }),
    ];
    for (const way of ways) {
      const { harness, seen } = timestampsHarness(way);
      harness.pushElement("abc", 7);
      expect(seen()).toEqual(["abc@3", "w 3"]);
    }
  });

  it("measure inactivity themselves where they want to, by the clock that they are given", () => {
    let elapsed = -1;
    const strategy = WatermarkStrategy.forGenerator<string>(({ inputActivityClock }) => ({
      onEvent: () => undefined,
      onPeriodicEmit: () => {
        elapsed = inputActivityClock.relativeTimeMillis();
      },
    }));
    const { harness } = timestampsHarness(strategy);
    harness.setProcessingTime(4);
    harness.setBackPressured(true);
    harness.setProcessingTime(9);
    harness.setBackPressured(false);
    harness.setProcessingTime(10);
    expect(elapsed).toBe(5);
  });

  it("give a record without timestamp MIN (rule 1.2.d)", () => {
    const { harness, seen } = timestampsHarness(WatermarkStrategy.noWatermarks());
    harness.pushElement("a");
    expect(seen()).toEqual(["a@MIN"]);
  });

  it("are refused where Flink refuses them (rule 1.2.e)", () => {
    const refused = expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error;
    const negative = WatermarkStrategy.forBoundedOutOfOrderness<string>(Duration.ofMillis(-1));
    expect(() => timestampsHarness(negative)).toThrow(refused);
    expect(() => negative.withIdleness(Duration.ZERO)).toThrow(refused);
    expect(() => createLocalEnvironment().getConfig().setAutoWatermarkInterval(-1)).toThrow(refused);
    expect(() => negative.withWatermarkAlignment("g", Duration.ofMillis(1), Duration.ZERO)).toThrow(refused);
  });
});

describe("assignTimestampsAndWatermarks", () => {
  it("ticks at now + interval, set again after each run: a stall gives one tick (rule 1.3.3)", () => {
    const { harness, seen } = timestampsHarness(WatermarkStrategy.forMonotonousTimestamps());
    harness.pushElement("a", 1);
    harness.setProcessingTime(35);
    harness.pushElement("b", 2);
    harness.setProcessingTime(44);
    expect(seen()).toEqual(["a@1", "w 0", "b@2"]);
    harness.setProcessingTime(45);
    expect(seen()).toEqual(["w 1"]);
  });

  it("swallows watermarks but MAX, and statuses; finish asks once more (rules 1.3.4, 1.1.5)", () => {
    const { harness, seen } = timestampsHarness(WatermarkStrategy.forMonotonousTimestamps());
    harness.pushElement("a", 10);
    harness.pushWatermark(50);
    harness.pushStatus("idle");
    expect(seen()).toEqual(["a@10"]);
    harness.finish();
    harness.finish(); // nothing that rises
    expect(seen()).toEqual(["w 9"]);
    harness.pushWatermark(MAX_TIMESTAMP);
    harness.finish();
    expect(seen()).toEqual(["w MAX"]);
  });

  it("can still turn idle after MAX (rule 1.3.4)", () => {
    const strategy = WatermarkStrategy.forMonotonousTimestamps<string>().withIdleness(Duration.ofMillis(5));
    const { harness, seen } = timestampsHarness(strategy);
    harness.setProcessingTime(10); // the clock starts
    harness.pushWatermark(MAX_TIMESTAMP);
    harness.setProcessingTime(16);
    harness.finish();
    expect(seen()).toEqual(["w MAX", "idle"]);
  });

  it("assigns timestamps and generates nothing in batch mode (rule 1.3.5)", () => {
    const strategy = WatermarkStrategy.forMonotonousTimestamps<string>().withTimestampAssigner((value) => value.length);
    const { harness, seen } = timestampsHarness(strategy, { batch: true });
    harness.pushElement("ab", 10);
    harness.setProcessingTime(100);
    harness.pushWatermark(MAX_TIMESTAMP);
    harness.finish();
    expect(seen()).toEqual(["ab@2", "w MAX"]);
  });
});

/** Elements with their time of arrival; the value is the timestamp. */
function script(...elements: readonly (readonly [arrivalMillis: number, timestamp: number])[]) {
  return elements.map(([arrivalMillis, timestamp]) => ({ arrivalMillis, timestamp, value: timestamp }));
}

type Elements = ReturnType<typeof script>;

/** The values of a sink with the watermark and the clock at which they came. */
function run(elements: Elements, strategy: WatermarkStrategy<number>, interval?: number, parallelism = 1) {
  const env = createLocalEnvironment();
  if (interval !== undefined) env.getConfig().setAutoWatermarkInterval(interval);
  const sink = new CollectingSink<number>();
  env
    .fromSource(createScriptedSource(elements), strategy, "numbers")
    .rebalance()
    .map((value) => value)
    .setParallelism(parallelism)
    .sinkTo(sink)
    .setParallelism(parallelism);
  env.execute().runToEnd();
  return sink.results.map(({ value, watermark, subtask }) => ({
    value,
    watermark: watermark === MIN_TIMESTAMP ? "MIN" : watermark,
    subtask,
  }));
}

describe("in a job", () => {
  it("the periodic emission has an interval of 200 ms unless told otherwise; 0 switches it off (rule 1.3.1)", () => {
    const elements = script([0, 10], [199, 20], [200, 30], [401, 40]);
    const strategy = WatermarkStrategy.forMonotonousTimestamps<number>();
    const watermarks = (interval?: number) => run(elements, strategy, interval).map(({ watermark }) => watermark);
    // Ticks at 200 and 400; at 200 the tick comes before the record, which has arrived at the same instant.
    expect(watermarks()).toEqual(["MIN", "MIN", 19, 29]);
    expect(watermarks(0)).toEqual(["MIN", "MIN", "MIN", "MIN"]);
  });

  it("an operator's tick comes 1 ms after its time, so its period is 1 ms longer than the interval (rule 1.3.3)", () => {
    const env = createLocalEnvironment();
    env.getConfig().setAutoWatermarkInterval(10);
    const sink = new CollectingSink<number>();
    const elements = script([0, 10], [10, 20], [11, 30], [21, 40], [22, 50]);
    env
      .fromSource(createScriptedSource(elements), WatermarkStrategy.noWatermarks<number>(), "numbers")
      .assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps<number>())
      .sinkTo(sink);
    env.execute().runToEnd();
    // Timers for 10 and, set at 11, for 21: they run at 11 and 22, before the records of these instants.
    expect(sink.results.map(({ watermark }) => (watermark === MIN_TIMESTAMP ? "MIN" : watermark))).toEqual([
      "MIN",
      "MIN",
      19,
      19,
      39,
    ]);
  });

  it("watermarks keep their place among the records, and go to all channels (rule 1.1.2)", () => {
    const strategy = WatermarkStrategy.forGenerator<number>(() => ({
      onEvent: (_event, timestamp, output) => output.emitWatermark(timestamp),
      onPeriodicEmit: () => undefined,
    }));
    const results = run(script([0, 1], [0, 2], [0, 3], [0, 4]), strategy, 0, 2);
    expect(results.sort((a, b) => a.value - b.value)).toEqual([
      { value: 1, watermark: "MIN", subtask: 0 },
      { value: 2, watermark: 1, subtask: 1 },
      { value: 3, watermark: 2, subtask: 0 },
      { value: 4, watermark: 3, subtask: 1 },
    ]);
  });

  it("an input that is read within one interval sees no watermark but MAX: nothing is late (rules 1.3.6, 1.7.1, 1.7.2)", () => {
    const env = createLocalEnvironment();
    const sink = new CollectingSink<number>();
    const late = script([0, 55], [1, 5], [2, 105], [3, 15]);
    env
      .fromSource(createScriptedSource(late), WatermarkStrategy.forMonotonousTimestamps<number>(), "numbers")
      .keyBy(() => "all")
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
      .reduce((a, b) => a + b)
      .sinkTo(sink);
    env.execute().runToEnd();
    expect(sink.results.map(({ value, watermark }) => [value, watermark])).toEqual([
      [5, MIN_TIMESTAMP],
      [15, MIN_TIMESTAMP],
      [55, MIN_TIMESTAMP],
      [105, MIN_TIMESTAMP],
    ]);
  });

  /** A window at the end of a job whose source turns idle before its end, or does not. */
  function windowAfter(strategy: WatermarkStrategy<number>): readonly number[] {
    const env = createLocalEnvironment();
    env.getConfig().setAutoWatermarkInterval(10);
    const sink = new CollectingSink<number>();
    const elements = [...script([0, 5]), { arrivalMillis: 100, value: 7, timestamp: 1 }];
    env
      .fromSource(createScriptedSource(elements, { partitionsStayOpen: true }), strategy, "numbers")
      .keyBy(() => "all")
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
      .reduce((a, b) => a + b)
      .sinkTo(sink);
    env.execute().runToEnd();
    return sink.values;
  }

  it("MAX is lost on an output that is idle, and its windows never fire (rules 1.7.4, 1.1.6)", () => {
    const strategy = WatermarkStrategy.forMonotonousTimestamps<number>();
    expect(windowAfter(strategy)).toEqual([12]);
    // Idle at 30; the record of 100 passes, but its timestamp makes no watermark that rises; MAX is discarded.
    expect(windowAfter(strategy.withIdleness(Duration.ofMillis(15)))).toEqual([]);
  });

  it("processing-time timers are dropped at the end, and an input ends with the last of its channels (rules 1.7.5, 1.7.6)", () => {
    class Later extends KeyedProcessFunction<string, number, string> {
      override processElement(
        value: number,
        context: KeyedProcessContext<string>,
        out: { collect(v: string): void },
      ): void {
        out.collect(`record ${value}`);
        context.timerService().registerProcessingTimeTimer(value);
      }
      override onTimer(timestamp: number, _context: unknown, out: { collect(v: string): void }): void {
        out.collect(`timer ${timestamp}`);
      }
    }
    const env = createLocalEnvironment();
    const sink = new CollectingSink<string>();
    const none = WatermarkStrategy.noWatermarks<number>();
    const short = env.fromSource(createScriptedSource(script([0, 20])), none, "short");
    const long = env.fromSource(createScriptedSource(script([50, 60])), none, "long");
    short
      .union(long)
      .keyBy(() => "all")
      .process(new Later())
      .sinkTo(sink);
    env.execute().runToEnd();
    // The timer of 20 fires though the short source has ended; that of 60 is pending when the long one does.
    expect(sink.values).toEqual(["record 20", "timer 20", "record 60"]);
  });
});
