/**
 * Limits end a job at once and for good: whatever the restart strategy, wherever they are reached, whoever catches.
 */
import { describe, expect, test } from "vitest";
import { TIMER_FIRINGS_PER_PASS_MAX } from "../core/index";
import {
  BudgetError,
  CollectingSink,
  createLocalEnvironment,
  type JobClient,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type LocalEnvironmentOptions,
  RestartStrategies,
  WatermarkStrategy,
} from "../index";
import { decodeTrace } from "../trace/index";

function environment(options: LocalEnvironmentOptions) {
  const env = createLocalEnvironment(options);
  env.setRestartStrategy(RestartStrategies.fixedDelayRestart(100, 10));
  return env;
}

/** Runs the job into its limit: it fails with that error. */
function runIntoLimit(job: JobClient): BudgetError {
  let thrown: unknown = null;
  try {
    job.runToEnd();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(BudgetError);
  expect([job.status, job.error]).toEqual(["FAILED", thrown]);
  return thrown as BudgetError;
}

/** How the job ended, as its trace has it. */
function endings(job: JobClient): string[] {
  const columns = job.trace();
  if (columns === null) throw new Error("the run is not traced");
  const kinds = decodeTrace(columns).events.map(({ kind }) => kind);
  return kinds.filter((kind) => kind === "failure" || kind === "restart-scheduled" || kind === "job-failed");
}

describe("a limit is never restarted", () => {
  test("records, inside a call", () => {
    const env = environment({ limits: { recordsMax: 20 }, trace: true });
    env
      .fromData("a")
      .flatMap<string>((word, out) => {
        for (;;) out.collect(word);
      })
      .name("endless")
      .print();
    const job = env.execute();
    expect(runIntoLimit(job)).toMatchObject({ code: "budget-records", context: { operator: "endless" } });
    expect(endings(job)).toEqual(["failure", "job-failed"]);
  });

  test("records, when the function catches the error and goes on", () => {
    const env = environment({ limits: { recordsMax: 20 }, trace: true });
    const sink = new CollectingSink<string>();
    env
      .fromData("a")
      .flatMap<string>((word, out) => {
        for (let copy = 0; copy < 100; copy += 1) {
          try {
            out.collect(word);
          } catch {
            // The function means to go on.
          }
        }
      })
      .name("stubborn")
      .sinkTo(sink);
    const job = env.execute();
    expect(runIntoLimit(job)).toMatchObject({ code: "budget-records", context: { operator: "stubborn" } });
    expect(endings(job)).toEqual(["failure", "job-failed"]);
  });

  test("entries of state", () => {
    const env = environment({ limits: { stateEntriesMax: 100 }, trace: true });
    const numbers = Array.from({ length: 2_000 }, (_, index) => ({ key: `k${index}`, n: 1 }));
    env.fromData(numbers).keyBy("key").sum("n").print();
    const job = env.execute();
    expect(runIntoLimit(job)).toMatchObject({ code: "budget-state" });
    expect(endings(job)).toEqual(["failure", "job-failed"]);
  });
});

describe("timers that are due when they are set", () => {
  /** Each firing sets the next timer, a second later: at the last watermark, MAX, that one is due as well. */
  class EverySecond extends KeyedProcessFunction<string, string, string> {
    processElement(_word: string, context: KeyedProcessContext<string>): void {
      context.timerService().registerEventTimeTimer(1_000);
    }
    override onTimer(timestamp: number, context: KeyedProcessContext<string>): void {
      context.timerService().registerEventTimeTimer(timestamp + 1_000);
    }
  }

  test("end the job with operator and key, though no call and no step lasts for ever", () => {
    const env = environment({});
    env
      .fromData("ada")
      .assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks())
      .keyBy((word) => word)
      .process(new EverySecond())
      .name("every second")
      .print();
    const error = runIntoLimit(env.execute());
    expect(error.message).toBe(
      `Operator "every second" was stopped at the watermark MAX: its timers set ${TIMER_FIRINGS_PER_PASS_MAX} ` +
        "new ones that were due at once, the last for the key ada.",
    );
    expect(error).toMatchObject({
      code: "budget-timers",
      context: { operator: "every second", key: "ada", limit: TIMER_FIRINGS_PER_PASS_MAX },
    });
    expect(error.hint).toContain("Flink would loop for ever");
  });
});
