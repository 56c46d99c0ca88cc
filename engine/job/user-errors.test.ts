/**
 * What a program can get wrong: each mistake is an error with Flink's class, and says what to do instead. Classes and the
 * sense of the messages are those of Flink 2.3; the hints are ours.
 */
import { describe, expect, test } from "vitest";
import {
  CEP,
  CollectingSink,
  createLocalEnvironment,
  type DataStream,
  DeltaTrigger,
  Duration,
  EngineError,
  EventTimeSessionWindows,
  type KeyedStream,
  type LocalEnvironmentOptions,
  OutputTag,
  Pattern,
  type ProcessContext,
  ProcessFunction,
  type RuntimeContext,
  SlidingEventTimeWindows,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  ValueStateDescriptor,
} from "../index";

/** A missing or wrong argument, which the type checker would refuse. */
const MISSING = undefined as never;
const SECOND = Duration.ofSeconds(1);

type Program = (
  numbers: DataStream<number>,
  keyed: KeyedStream<number, number>,
  env: StreamExecutionEnvironment,
) => unknown;

/** Writes the program over the numbers 1 and 2, runs it, and gives the innermost error. */
function errorOf(program: Program, options: LocalEnvironmentOptions = {}): EngineError {
  try {
    const env = createLocalEnvironment(options);
    const numbers = env.fromData(1, 2);
    const keyed = numbers.keyBy((number) => number);
    numbers.sinkTo(new CollectingSink());
    program(numbers, keyed, env);
    env.execute().runToEnd();
  } catch (thrown) {
    let error = thrown as Error;
    while (error.cause instanceof Error) error = error.cause;
    if (error instanceof EngineError) return error;
    throw thrown;
  }
  throw new Error("The program runs.");
}

const windowed = (keyed: KeyedStream<number, number>) => keyed.window(TumblingEventTimeWindows.of(SECOND));

class StateWithoutKey extends ProcessFunction<number, number> {
  override open(context: RuntimeContext): void {
    context.getState(new ValueStateDescriptor<number>("sum"));
  }
  processElement(): void {}
}

class TimerWithoutKey extends ProcessFunction<number, number> {
  processElement(value: number, context: ProcessContext): void {
    context.timerService().registerEventTimeTimer(value);
  }
}

class MissingTag extends ProcessFunction<number, number> {
  processElement(value: number, context: ProcessContext): void {
    context.output(MISSING, value);
  }
}

const MISTAKES: readonly (readonly [
  mistake: string,
  program: Program,
  flinkClass: string,
  message: RegExp,
  hint: RegExp,
])[] = [
  [
    "no timestamps before an event-time window",
    (_, keyed) => windowed(keyed).reduce((a, b) => a + b),
    "RuntimeException",
    /no timestamp marker/,
    /WatermarkStrategy with a timestamp assigner/,
  ],
  [
    "keyed state without keyBy",
    (numbers) => numbers.process(new StateWithoutKey()),
    "NullPointerException",
    /only be used on a keyed stream/,
    /keyBy\(\)/,
  ],
  [
    "timers without keyBy",
    (numbers) => numbers.process(new TimerWithoutKey()),
    "UnsupportedOperationException",
    /only supported on keyed streams/,
    /keyBy\(\)/,
  ],
  [
    "an object as key",
    (numbers) => numbers.keyBy((number) => ({ number })).reduce((a) => a),
    "InvalidProgramException",
    /cannot be used as key/,
    /a string, a number/,
  ],
  [
    "a typed array as key",
    (numbers) => numbers.keyBy((number) => new Int8Array([number])).reduce((a) => a),
    "InvalidProgramException",
    /cannot be used as key/,
    /a string, a number/,
  ],
  [
    "a null key",
    (numbers) => numbers.keyBy(() => null).reduce((a) => a),
    "NullPointerException",
    /must not be null/,
    /return a value for every record/,
  ],
  [
    "a negative window size",
    () => TumblingEventTimeWindows.of(Duration.ofMillis(-1)),
    "IllegalArgumentException",
    /abs\(offset\) < size/,
    /durations/,
  ],
  [
    "a slide of zero",
    () => SlidingEventTimeWindows.of(SECOND, Duration.ZERO),
    "IllegalArgumentException",
    /abs\(offset\) < slide/,
    /durations/,
  ],
  [
    "a gap of zero",
    () => EventTimeSessionWindows.withGap(Duration.ZERO),
    "IllegalArgumentException",
    /0 < size/,
    /durations/,
  ],
  [
    "an offset of a whole window",
    () => TumblingEventTimeWindows.of(SECOND, SECOND),
    "IllegalArgumentException",
    /abs\(offset\) < size/,
    /durations/,
  ],
  [
    "a trigger that cannot merge on sessions",
    (_, keyed) =>
      keyed
        .window(EventTimeSessionWindows.withGap(SECOND))
        .trigger(DeltaTrigger.of(1, (a: number, b: number) => b - a)),
    "UnsupportedOperationException",
    /does not support merging/,
    /canMerge\(\)/,
  ],
  [
    "a missing window function",
    (_, keyed) => windowed(keyed).apply(MISSING),
    "NullPointerException",
    /apply\(\) needs a function, and got undefined/,
    /with the method apply\(\)/,
  ],
  [
    "a missing reduce function",
    (_, keyed) => windowed(keyed).reduce(MISSING),
    "NullPointerException",
    /reduce\(\) needs a function/,
    /with the method reduce\(\)/,
  ],
  [
    "a missing map function",
    (numbers) => numbers.map(MISSING),
    "NullPointerException",
    /map\(\) needs a function/,
    /with the method map\(\)/,
  ],
  [
    "a missing key selector",
    (numbers) => numbers.keyBy(MISSING),
    "NullPointerException",
    /keyBy\(\) needs a function/,
    /with the method getKey\(\)/,
  ],
  [
    "an object that is no function",
    (numbers) => numbers.map({ apply: 1 } as never),
    "IllegalArgumentException",
    /without the method map\(\)/,
    /with the method map\(\)/,
  ],
  [
    "a class instead of an object",
    (numbers) => numbers.process(MissingTag as never),
    "IllegalArgumentException",
    /got the class MissingTag/,
    /process\(new MissingTag/,
  ],
  [
    "a side output without tag",
    (numbers) => numbers.process(new MissingTag()),
    "IllegalArgumentException",
    /OutputTag must not be null/,
    /OutputTag/,
  ],
  [
    "reading a side output without tag",
    (numbers) => numbers.map((n) => n).getSideOutput(MISSING),
    "NullPointerException",
    /OutputTag/,
    /OutputTag/,
  ],
  ["a tag without id", () => new OutputTag(""), "IllegalArgumentException", /must not be null or empty/, /name/],
  [
    "a parallelism of zero",
    (_numbers, _keyed, env) => env.setParallelism(0),
    "IllegalArgumentException",
    /at least one/,
    /1/,
  ],
  [
    "a parallelism above the maximum",
    (_, keyed) =>
      keyed
        .reduce((a) => a)
        .setMaxParallelism(2)
        .setParallelism(3),
    "JobException",
    /higher than the max parallelism \(2\)/,
    /key groups/,
  ],
  [
    "a parallel windowAll",
    (numbers) =>
      numbers
        .windowAll(TumblingEventTimeWindows.of(SECOND))
        .reduce((a) => a)
        .setParallelism(2),
    "IllegalArgumentException",
    /non parallel operator must be 1/,
    /windowAll/,
  ],
  [
    "a CEP loop over a group that can match nothing",
    (numbers) => CEP.pattern(numbers, Pattern.begin(Pattern.begin<number>("a").optional()).oneOrMore()).select(() => 1),
    "MalformedPatternException",
    /can match nothing/,
    /not optional/,
  ],
  [
    "two CEP stages of one name",
    (numbers) => CEP.pattern(numbers, Pattern.begin<number>("a").followedBy("a")).select(() => 1),
    "MalformedPatternException",
    /name/,
    /name/,
  ],
];

describe("a mistake is told by Flink's class, what is wrong, and what to do", () => {
  test.each(MISTAKES)("%s", (_mistake, program, flinkClass, message, hint) => {
    const error = errorOf(program, { taskManagers: 4 });
    expect(error.flinkClass).toBe(flinkClass);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
  });
});

test("a job that needs more slots than there are says how many", () => {
  const error = errorOf((numbers) => numbers.map((n) => n).setParallelism(3), {
    taskManagers: 1,
    slotsPerTaskManager: 1,
  });
  expect([error.flinkClass, error.message, error.hint]).toEqual([
    "NoResourceAvailableException",
    "Could not acquire the minimum required resources: the job needs 3 slots, the cluster has 1.",
    "Lower the parallelism, or give the cluster more TaskManagers or slots.",
  ]);
});

test("a program without operators is refused", () => {
  const env = createLocalEnvironment();
  env.fromData(1);
  expect(() => env.execute()).toThrow("No operators defined in streaming topology. Cannot execute.");
});
