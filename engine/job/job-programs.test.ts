/**
 * Whole programs, each run straight, with chance in the scheduler, at other parallelisms, across a lost TaskManager
 * and across a failing function: always to the one result that was worked out by hand beside it.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  EventTimeSessionWindows,
  type FaultPlan,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type MapState,
  MapStateDescriptor,
  type OnTimerContext,
  OutputTag,
  type RuntimeContext,
  type ScriptedElement,
  SlidingEventTimeWindows,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../index";

type Visit = readonly [page: string, timestamp: number, amount: number];

/**
 * Arrives in two partitions, out of order by 3 ms at most; nothing is late with an out-of-orderness of 5 ms.
 * In event time:  a: 1(2) 4(3) 9(1) 12(5)   b: 2(7) 11(1) 13(1)   c: 21(4)
 */
const VISITS: readonly ScriptedElement<Visit>[] = [
  { value: ["a", 4, 3], arrivalMillis: 0, partition: 0 },
  { value: ["b", 2, 7], arrivalMillis: 5, partition: 1 },
  { value: ["a", 1, 2], arrivalMillis: 10, partition: 0 },
  { value: ["a", 9, 1], arrivalMillis: 210, partition: 1 },
  { value: ["a", 12, 5], arrivalMillis: 215, partition: 1 },
  { value: ["b", 11, 1], arrivalMillis: 430, partition: 0 },
  { value: ["b", 13, 1], arrivalMillis: 640, partition: 0 },
  { value: ["c", 21, 4], arrivalMillis: 860, partition: 1 },
];

const BY_TIMESTAMP = WatermarkStrategy.forBoundedOutOfOrderness<Visit>(Duration.ofMillis(5)).withTimestampAssigner(
  ([, timestamp]) => timestamp,
);

type Line = string;
type Program = {
  readonly name: string;
  readonly write: (env: StreamExecutionEnvironment, sink: CollectingSink<Line>) => void;
  /** Sorted. */
  readonly expected: readonly Line[];
};

function visits(env: StreamExecutionEnvironment) {
  return env.fromSource(createScriptedSource(VISITS), BY_TIMESTAMP, "visits");
}

/** Counts the visits of a page in spans of 10 ms, with a timer at the end of each. */
class CountPerSpan extends KeyedProcessFunction<string, Visit, Line> {
  counts!: MapState<number, number>;

  override open(context: RuntimeContext): void {
    this.counts = context.getMapState(new MapStateDescriptor<number, number>("counts"));
  }

  processElement([, timestamp]: Visit, context: KeyedProcessContext<string>): void {
    const end = Math.floor(timestamp / 10) * 10 + 9;
    this.counts.put(end, (this.counts.get(end) ?? 0) + 1);
    context.timerService().registerEventTimeTimer(end);
  }

  override onTimer(timestamp: number, context: OnTimerContext<string>, out: { collect(line: Line): void }): void {
    out.collect(`${context.getCurrentKey()} @${timestamp} ${this.counts.get(timestamp)}`);
    this.counts.remove(timestamp);
  }
}

const PROGRAMS: readonly Program[] = [
  {
    name: "a map and a filter",
    write: (env, sink) => {
      visits(env)
        .filter(([, , amount]) => amount > 1)
        .map(([page, timestamp, amount]) => `${page}${timestamp}=${amount * 10}`)
        .sinkTo(sink);
    },
    expected: ["a12=50", "a1=20", "a4=30", "b2=70", "c21=40"],
  },
  {
    // [0, 10): a 2 + 3 + 1, b 7   [10, 20): a 5, b 1 + 1   [20, 30): c 4
    name: "tumbling sums",
    write: (env, sink) => {
      visits(env)
        .keyBy(([page]) => page)
        .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
        .apply<Line>((page, window, elements, out) => {
          const sum = [...elements].reduce((total, [, , amount]) => total + amount, 0);
          out.collect(`${page} ${window.getStart()} ${sum}`);
        })
        .sinkTo(sink);
    },
    expected: ["a 0 6", "a 10 5", "b 0 7", "b 10 2", "c 20 4"],
  },
  {
    // Windows [-10, 10) [0, 20) [10, 30) [20, 40); counts: a 3, 4, 1, -   b 1, 3, 2, -   c -, -, 1, 1
    name: "sliding counts",
    write: (env, sink) => {
      visits(env)
        .keyBy(([page]) => page)
        .window(SlidingEventTimeWindows.of(Duration.ofMillis(20), Duration.ofMillis(10)))
        .apply<Line>((page, window, elements, out) => {
          out.collect(`${page} ${window.getStart()} ${[...elements].length}`);
        })
        .sinkTo(sink);
    },
    expected: ["a -10 3", "a 0 4", "a 10 1", "b -10 1", "b 0 3", "b 10 2", "c 10 1", "c 20 1"],
  },
  {
    // Gap 4: a at 1, 4 | 9, 12: 4 + 4 = 8 < 9, so two sessions   b at 2 | 11, 13   c at 21
    name: "sessions",
    write: (env, sink) => {
      visits(env)
        .keyBy(([page]) => page)
        .window(EventTimeSessionWindows.withGap(Duration.ofMillis(4)))
        .apply<Line>((page, window, elements, out) => {
          out.collect(`${page} ${window.getStart()}-${window.getEnd()} ${[...elements].length}`);
        })
        .sinkTo(sink);
    },
    expected: ["a 1-8 2", "a 9-16 2", "b 11-17 2", "b 2-6 1", "c 21-25 1"],
  },
  {
    // Timers at 9, 19 and 29: a 3 and 1 visits, b 1 and 2, c 1
    name: "keyed state and event-time timers",
    write: (env, sink) => {
      visits(env)
        .keyBy(([page]) => page)
        .process(new CountPerSpan())
        .sinkTo(sink);
    },
    expected: ["a @19 1", "a @9 3", "b @19 2", "b @9 1", "c @29 1"],
  },
];

type Settings = {
  readonly parallelism: number;
  readonly seed: number;
  readonly faults: FaultPlan;
  readonly channelCapacity?: number;
};

const STRAIGHT: Settings = { parallelism: 1, seed: 0, faults: [] };

function run(program: Program, settings: Settings): readonly Line[] {
  const env = createLocalEnvironment({ ...settings, slotsPerTaskManager: 1 });
  env.setParallelism(settings.parallelism).enableCheckpointing(50);
  env.getConfig().setAutoWatermarkInterval(20);
  const sink = new CollectingSink<Line>({ guarantee: "exactly-once" });
  program.write(env, sink);
  const job = env.execute(program.name);
  expect(job.runToEnd().reason).toBe("finished");
  expect(job.inspectState()).toEqual([]);
  return [...sink.values].sort();
}

describe.each(PROGRAMS)("$name", (program) => {
  test("run straight", () => {
    expect(run(program, STRAIGHT)).toEqual(program.expected);
  });

  test.each([2, 3, 5])("at parallelism %i", (parallelism) => {
    expect(run(program, { ...STRAIGHT, parallelism })).toEqual(program.expected);
  });

  test.each([1, 2, 3, 4, 5])("with chance in the scheduler, seed %i", (seed) => {
    expect(run(program, { ...STRAIGHT, parallelism: 2, seed })).toEqual(program.expected);
  });

  test("with channels of one element", () => {
    expect(run(program, { ...STRAIGHT, parallelism: 2, channelCapacity: 1 })).toEqual(program.expected);
  });

  test.each([1, 2, 4])("across a function that throws at record %i of the sink", (atRecord) => {
    const faults: FaultPlan = [{ kind: "throw-in-operator", operator: "Sink: Writer", atRecord }];
    expect(run(program, { ...STRAIGHT, parallelism: 2, faults })).toEqual(program.expected);
  });

  test.each([0, 10, 25, 60, 110])("across a TaskManager lost after %i steps", (afterStep) => {
    const faults: FaultPlan = [
      { kind: "kill-task-manager", afterStep, taskManager: 0 },
      { kind: "kill-task-manager", afterStep: afterStep + 30, taskManager: 1 },
    ];
    expect(run(program, { ...STRAIGHT, parallelism: 2, faults })).toEqual(program.expected);
  });
});

test("records behind their window go to the side output, with their own timestamps", () => {
  // The watermark is 20 - 5 - 1 = 14 when the record at 3 comes: its window [0, 10) was cleaned up at 9.
  const script: readonly ScriptedElement<Visit>[] = [
    { value: ["a", 1, 1], arrivalMillis: 0 },
    { value: ["a", 20, 1], arrivalMillis: 100 },
    { value: ["a", 3, 1], arrivalMillis: 300 },
    { value: ["a", 21, 1], arrivalMillis: 400 },
  ];
  const env = createLocalEnvironment();
  const late = new OutputTag<Visit>("late");
  const onTime = new CollectingSink<number>();
  const tooLate = new CollectingSink<Visit>();
  const windows = env
    .fromSource(createScriptedSource(script), BY_TIMESTAMP, "visits")
    .keyBy(([page]) => page)
    .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
    .sideOutputLateData(late)
    .apply<number>((_page, _window, elements, out) => out.collect([...elements].length));
  windows.sinkTo(onTime);
  windows.getSideOutput(late).sinkTo(tooLate);
  const job = env.execute();
  job.runToEnd();
  expect(onTime.results.map(({ value, timestamp }) => [value, timestamp])).toEqual([
    [1, 9],
    [2, 29],
  ]);
  expect(tooLate.results.map(({ value, timestamp }) => [value, timestamp])).toEqual([[["a", 3, 1], 3]]);
  expect(job.metrics().map(({ numLateRecordsDropped }) => numLateRecordsDropped)).toEqual([0, 0, 0, 0]);
});

test("a processing-time timer fires a millisecond after its time, and is dropped at the end of input", () => {
  class Alarm extends KeyedProcessFunction<string, Visit, string> {
    processElement(_visit: Visit, context: KeyedProcessContext<string>): void {
      context.timerService().registerProcessingTimeTimer(context.timerService().currentProcessingTime() + 10);
    }
    override onTimer(timestamp: number, context: OnTimerContext<string>, out: { collect(text: string): void }): void {
      out.collect(`${timestamp} at ${context.timerService().currentProcessingTime()}`);
    }
  }
  const env = createLocalEnvironment({ startProcessingTime: 1_000 });
  const sink = new CollectingSink<string>();
  const script: readonly ScriptedElement<Visit>[] = [
    { value: ["a", 1, 1], arrivalMillis: 1_000 },
    { value: ["a", 2, 1], arrivalMillis: 1_050 },
  ];
  env
    .fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<Visit>(), "visits")
    .keyBy(([page]) => page)
    .process(new Alarm())
    .sinkTo(sink);
  env.execute().runToEnd();
  expect(sink.values).toEqual(["1010 at 1011"]);
});
