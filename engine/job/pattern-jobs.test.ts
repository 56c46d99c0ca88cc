/**
 * Whole programs with patterns: parallel, across failures, with side outputs, without key, by the clock. Expected results
 * were worked out by hand beside them.
 */
import { describe, expect, test } from "vitest";
import {
  AfterMatchSkipStrategy,
  CEP,
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type FaultPlan,
  type Match,
  OutputTag,
  Pattern,
  type PatternContext,
  PatternProcessFunction,
  type ScriptedElement,
  type TimedOutPartialMatchHandler,
  WatermarkStrategy,
} from "../index";

type Payment = readonly [card: string, timestamp: number, cents: number];

/**
 * Out of order by 3 ms at most. In event time, small payments below 100, large ones above 5000:
 *   a: 1(50) 4(9000) 9(60) 30(7000)   b: 2(10) 11(20) 13(8000)
 */
const PAYMENTS: readonly ScriptedElement<Payment>[] = [
  { value: ["a", 4, 9000], arrivalMillis: 0, partition: 0 },
  { value: ["b", 2, 10], arrivalMillis: 5, partition: 1 },
  { value: ["a", 1, 50], arrivalMillis: 10, partition: 0 },
  { value: ["a", 9, 60], arrivalMillis: 210, partition: 1 },
  { value: ["b", 13, 8000], arrivalMillis: 430, partition: 0 },
  { value: ["b", 11, 20], arrivalMillis: 435, partition: 1 },
  { value: ["a", 30, 7000], arrivalMillis: 860, partition: 1 },
];

const BY_TIMESTAMP = WatermarkStrategy.forBoundedOutOfOrderness<Payment>(Duration.ofMillis(5)).withTimestampAssigner(
  ([, timestamp]) => timestamp,
);

function fraud(skip = AfterMatchSkipStrategy.noSkip()): Pattern<Payment> {
  return Pattern.begin<Payment>("small", skip)
    .where(([, , cents]) => cents < 100)
    .followedBy("large")
    .where(([, , cents]) => cents > 5000)
    .within(Duration.ofMillis(15));
}

const TIMED_OUT = new OutputTag<string>("timed out");

function lineOf(match: Match<Payment>): string {
  const [card = "", ...times] = [...match.values()]
    .flat()
    .flatMap(([key, time], index) => (index === 0 ? [key, time] : [time]));
  return `${card} ${times.join(" ")}`;
}

class Report extends PatternProcessFunction<Payment, string> implements TimedOutPartialMatchHandler<Payment> {
  processMatch(match: Match<Payment>, _context: PatternContext, out: { collect(line: string): void }): void {
    out.collect(lineOf(match));
  }
  processTimedOutMatch(match: Match<Payment>, context: PatternContext): void {
    context.output(TIMED_OUT, `${lineOf(match)} until ${context.timestamp()}`);
  }
}

/** a: 1 before 4; 9 is 21 ms before 30 and times out at 24.  b: 2 and 11 before 13. */
const FOUND = ["a 1 4", "b 11 13", "b 2 13"];
const OVER = ["a 9 until 24"];

function run(options: { readonly parallelism: number; readonly seed?: number; readonly faults?: FaultPlan }) {
  const env = createLocalEnvironment({ seed: options.seed, faults: options.faults });
  env.setParallelism(options.parallelism).enableCheckpointing(50);
  const found = new CollectingSink<string>({ guarantee: "exactly-once" });
  const over = new CollectingSink<string>({ guarantee: "exactly-once" });
  const payments = env.fromSource(createScriptedSource(PAYMENTS), BY_TIMESTAMP, "payments").keyBy(([card]) => card);
  const matches = CEP.pattern(payments, fraud()).process(new Report());
  matches.sinkTo(found);
  matches.getSideOutput(TIMED_OUT).sinkTo(over);
  env.execute("fraud").runToEnd();
  return [[...found.values].sort(), [...over.values].sort()];
}

describe("a pattern in a job", () => {
  test.each([1, 2, 3])("at parallelism %i", (parallelism) => {
    expect(run({ parallelism })).toEqual([FOUND, OVER]);
  });

  test.each([1, 2, 3])("with chance in the scheduler, seed %i", (seed) => {
    expect(run({ parallelism: 2, seed })).toEqual([FOUND, OVER]);
  });

  test.each([5, 20, 40, 60, 90])("across a TaskManager lost after %i steps", (afterStep) => {
    expect(run({ parallelism: 2, faults: [{ kind: "kill-task-manager", afterStep, taskManager: 0 }] })).toEqual([
      FOUND,
      OVER,
    ]);
  });
});

test("select and flatSelect give results and time-outs; a skip strategy drops the second start", () => {
  const env = createLocalEnvironment();
  const stream = env.fromSource(createScriptedSource(PAYMENTS), BY_TIMESTAMP, "payments").keyBy(([card]) => card);
  const selected = new CollectingSink<string>();
  const flat = new CollectingSink<string>();
  const over = new CollectingSink<string>();
  const skipping = CEP.pattern(stream, fraud(AfterMatchSkipStrategy.skipPastLastEvent()));
  const matches = skipping.select(TIMED_OUT, (match, time) => `${lineOf(match)} until ${time}`, lineOf);
  matches.sinkTo(selected);
  matches.getSideOutput(TIMED_OUT).sinkTo(over);
  skipping.flatSelect<string>((match, out) => [...match.keys()].forEach((stage) => out.collect(stage))).sinkTo(flat);
  env.execute().runToEnd();
  expect([...selected.values].sort()).toEqual(["a 1 4", "b 2 13"]);
  expect(over.values).toEqual(OVER);
  expect(flat.values).toEqual(["small", "large", "small", "large"]);
});

test("without key one subtask matches over all records, and late ones go to a side output", () => {
  const env = createLocalEnvironment();
  env.setParallelism(2);
  const late = new OutputTag<Payment>("late");
  const found = new CollectingSink<string>();
  const tooLate = new CollectingSink<Payment>();
  // The watermark is 30 - 5 - 1 = 24 when the record at 24 comes.
  const script: readonly ScriptedElement<Payment>[] = [
    { value: ["a", 20, 50], arrivalMillis: 0 },
    { value: ["b", 30, 9000], arrivalMillis: 100 },
    { value: ["c", 24, 60], arrivalMillis: 500 },
  ];
  const stream = env.fromSource(createScriptedSource(script), BY_TIMESTAMP, "payments");
  const matches = CEP.pattern(stream, fraud()).sideOutputLateData(late).select(lineOf);
  matches.sinkTo(found);
  matches.getSideOutput(late).sinkTo(tooLate);
  expect(() => matches.setParallelism(2)).toThrow(
    expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error,
  );
  env.execute().runToEnd();
  expect([found.values, tooLate.values]).toEqual([["a 20 30"], [["c", 24, 60]]]);
});

test("in processing time records are matched as they arrive", () => {
  const env = createLocalEnvironment();
  const found = new CollectingSink<string>();
  const stream = env
    .fromSource(createScriptedSource(PAYMENTS), WatermarkStrategy.noWatermarks<Payment>(), "payments")
    .keyBy(([card]) => card);
  // a: 1 (at 10 ms) and 9 (at 210 ms) before 30, which comes at 860 ms; b: 2 before 13, 11 comes after it.
  const pattern = fraud().within(Duration.ofMillis(700));
  CEP.pattern(stream, pattern).inProcessingTime().select(lineOf).sinkTo(found);
  env.execute().runToEnd();
  expect(found.results.map(({ value }) => value)).toEqual(["b 2 13", "a 9 30"]);
});

test("a pattern that cannot be built is refused where the operator is added, with advice", () => {
  const env = createLocalEnvironment();
  const stream = env.fromSource(createScriptedSource(PAYMENTS), BY_TIMESTAMP, "payments");
  const endless = Pattern.begin(Pattern.begin<Payment>("a").optional()).oneOrMore();
  expect(() => CEP.pattern(stream, endless).select(lineOf)).toThrow(/can match nothing/);
  try {
    CEP.pattern(stream, Pattern.begin<Payment>("a").notFollowedBy("b")).select(lineOf);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      flinkClass: "MalformedPatternException",
      hint: expect.stringContaining("within") as string,
    });
  }
});

test("a condition that throws fails the job with the operator and the record", () => {
  const env = createLocalEnvironment();
  const stream = env.fromSource(createScriptedSource(PAYMENTS), BY_TIMESTAMP, "payments").keyBy(([card]) => card);
  const pattern = Pattern.begin<Payment>("a").where(([, , cents]) => {
    if (cents === 60) throw new Error("sixty");
    return false;
  });
  CEP.pattern(stream, pattern).select(lineOf).sinkTo(new CollectingSink<string>());
  expect(() => env.execute().runToEnd()).toThrow(/CepOperator.*\["a", 9, 60\].*sixty/s);
});
