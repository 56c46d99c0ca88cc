/**
 * What holds for every run: the same steps from the same seed, the same results from every seed, nothing lost or
 * doubled whatever is killed and when, limits that stop, failures that say where.
 */
import { describe, expect, test } from "vitest";
import {
  BudgetError,
  type CheckpointingMode,
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type LocalEnvironmentOptions,
  RestartStrategies,
  type ScriptedElement,
  TumblingEventTimeWindows,
  UserCodeError,
  WatermarkStrategy,
} from "../index";
import { decodeTrace, formatTrace } from "../trace/index";
import { eventsOf } from "./traced-events.contract";

type Click = readonly [user: string, timestamp: number];

/** Two partitions, 60 ms between arrivals, so that checkpoints (every 50 ms) fall between records. */
const CLICKS: readonly ScriptedElement<Click>[] = Array.from({ length: 12 }, (_, index) => ({
  value: [["ada", "bob", "eve"][index % 3] as string, index * 4] as const,
  arrivalMillis: index * 60,
  partition: index % 2,
}));

/** Timestamps 0, 4, ..., 44 and users ada, bob, eve in turn: four clicks each, in windows of 20 ms. */
const COUNTS = [
  ["ada", 0, 2], // 0, 12
  ["ada", 20, 2], // 24, 36
  ["bob", 0, 2], // 4, 16
  ["bob", 20, 1], // 28
  ["bob", 40, 1], // 40
  ["eve", 0, 1], // 8
  ["eve", 20, 2], // 20, 32
  ["eve", 40, 1], // 44
];

type Count = readonly [user: string, windowStart: number, clicks: number];

function start(options: LocalEnvironmentOptions, parallelism = 2, mode: CheckpointingMode = "EXACTLY_ONCE") {
  const env = createLocalEnvironment({ slotsPerTaskManager: 1, ...options });
  env.setParallelism(parallelism).enableCheckpointing(50, mode);
  env.getConfig().setAutoWatermarkInterval(30);
  const sink = new CollectingSink<Count>({ guarantee: "exactly-once" });
  const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Click>(Duration.ofMillis(8));
  env
    .fromSource(
      createScriptedSource(CLICKS),
      strategy.withTimestampAssigner(([, time]) => time),
      "clicks",
    )
    .map(([user, time]) => [user, time] as const)
    .keyBy(([user]) => user)
    .window(TumblingEventTimeWindows.of(Duration.ofMillis(20)))
    .apply<Count>((user, window, clicks, out) => out.collect([user, window.getStart(), [...clicks].length]))
    .sinkTo(sink);
  return { job: env.execute("clicks"), sink };
}

function sorted(counts: readonly Count[]): readonly Count[] {
  return [...counts].sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1));
}

describe("determinism", () => {
  function traceText(seed: number): string {
    const { job } = start({ seed, trace: true });
    job.runToEnd();
    const columns = job.trace();
    return columns === null ? "" : formatTrace(decodeTrace(columns));
  }

  test.each([0, 7, 8])("seed %i gives the same trace, byte for byte", (seed) => {
    expect(traceText(seed)).toBe(traceText(seed));
  });

  test("another seed gives another run with the same results", () => {
    expect(traceText(7)).not.toBe(traceText(8));
    const runs = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const { job, sink } = start({ seed });
      job.runToEnd();
      return sorted(sink.values);
    });
    for (const values of runs) expect(values).toEqual(COUNTS);
  });

  test("stepping in small budgets is the same run as running to the end", () => {
    const { job, sink } = start({ trace: true });
    while (job.step(3).reason === "budget");
    const columns = job.trace();
    expect(columns === null ? "" : formatTrace(decodeTrace(columns))).toBe(traceText(0));
    expect(sorted(sink.values)).toEqual(COUNTS);
  });

  test("stepping in small budgets is the same run where work takes time", () => {
    const costs = { records: [{ operator: "Source: clicks", millis: 500 }] };
    const whole = start({ costs, trace: true });
    const inSteps = start({ costs, trace: true });
    whole.job.runToEnd();
    while (inSteps.job.step(1).reason === "budget");
    expect(eventsOf(inSteps.job)).toEqual(eventsOf(whole.job));
  });

  test("tracing does not change the run", () => {
    const traced = start({ trace: true });
    const silent = start({});
    expect(silent.job.runToEnd()).toEqual(traced.job.runToEnd());
    expect(silent.sink.results).toEqual(traced.sink.results);
    expect(silent.job.trace()).toBeNull();
  });
});

describe("exactly once", () => {
  const steps = (() => {
    const { job, sink } = start({});
    const { step } = job.runToEnd();
    expect(sorted(sink.values)).toEqual(COUNTS);
    return step;
  })();

  /** The step in which the last task of a TaskManager finishes when nothing fails. */
  function lastFinish(taskManager: number): number {
    const { job } = start({ trace: true });
    job.runToEnd();
    const events = eventsOf(job);
    const isIts = (operator: number, subtask: number) =>
      events.some(
        (event) =>
          event.kind === "task-deployed" &&
          event.operator === operator &&
          event.subtask === subtask &&
          event.taskManager === taskManager,
      );
    const finishes = events.filter((event) => event.kind === "task-finished" && isIts(event.operator, event.subtask));
    return Math.max(...finishes.map((event) => event.step));
  }

  test.each([0, 1])("TaskManager %i lost after any step of the run; one without tasks is not missed", (taskManager) => {
    const lastStep = lastFinish(taskManager);
    for (let afterStep = 0; afterStep < steps; afterStep += 1) {
      const faults = [{ kind: "kill-task-manager", afterStep, taskManager } as const];
      const { job, sink } = start({ faults, trace: true });
      job.runToEnd();
      expect(sorted(sink.values), `lost after step ${afterStep}`).toEqual(COUNTS);
      const restores = eventsOf(job).filter((event) => event.kind === "restore");
      expect(restores.length, `lost after step ${afterStep}`).toBe(afterStep < lastStep ? 1 : 0);
    }
  });

  test("a failure loses what the sink had not committed, and the restore brings it back", () => {
    const faults = [{ kind: "kill-task-manager", afterStep: Math.floor(steps / 2), taskManager: 0 } as const];
    const { job, sink } = start({ faults, trace: true });
    job.runToEnd();
    const kinds = eventsOf(job).map((event) => event.kind);
    const failed = kinds.indexOf("failure");
    const recovery = ["failure", "failover", "restart-scheduled", "restore"];
    expect(kinds.slice(failed).filter((kind) => recovery.includes(kind))).toEqual(recovery);
    const restore = eventsOf(job).find((event) => event.kind === "restore");
    expect(restore).toMatchObject({ attempt: 1, processingTime: (eventsOf(job)[failed]?.processingTime ?? 0) + 1_000 });
    expect(sorted(sink.values)).toEqual(COUNTS);
  });
});

test("at least once never blocks a channel, exactly once does", () => {
  const blockedIn = (mode: CheckpointingMode) => {
    const { job, sink } = start({ trace: true }, 2, mode);
    job.runToEnd();
    expect(sorted(sink.values)).toEqual(COUNTS);
    return eventsOf(job).filter((event) => event.kind === "channel-blocked").length;
  };
  expect(blockedIn("AT_LEAST_ONCE")).toBe(0);
  expect(blockedIn("EXACTLY_ONCE")).toBeGreaterThan(0);
});

describe("back-pressure", () => {
  test("a fast source waits for a slow consumer, and nothing is lost", () => {
    const env = createLocalEnvironment({ channelCapacity: 2, trace: true });
    const sink = new CollectingSink<number>();
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    env
      .fromData(numbers)
      .rebalance()
      .flatMap<number>((n, out) => {
        for (let copy = 0; copy < 5; copy += 1) out.collect(n);
      })
      .disableChaining()
      .sinkTo(sink);
    const job = env.execute();
    job.runToEnd();
    expect(sink.values).toEqual(numbers.flatMap((n) => [n, n, n, n, n]));
    const events = eventsOf(job);
    let inFlight = 0;
    let inFlightMax = 0;
    for (const event of events) {
      if (event.kind === "record-emitted" && event.operator === 0) inFlight += 1;
      if (event.kind === "record-received" && event.operator === 1) inFlight -= 1;
      inFlightMax = Math.max(inFlightMax, inFlight);
    }
    expect(inFlightMax).toBe(2);
  });

  test("full channels and barriers in alignment do not lock each other", () => {
    const { job, sink } = start({ channelCapacity: 1 }, 3);
    expect(job.runToEnd().reason).toBe("finished");
    expect(sorted(sink.values)).toEqual(COUNTS);
  });
});

describe("limits", () => {
  /** Sets a timer again and again. */
  class Endless extends KeyedProcessFunction<string, string, string> {
    processElement(_word: string, context: KeyedProcessContext<string>): void {
      context.timerService().registerProcessingTimeTimer(0);
    }
    override onTimer(_timestamp: number, context: KeyedProcessContext<string>): void {
      const timers = context.timerService();
      timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 1);
    }
  }

  test("steps", () => {
    const env = createLocalEnvironment({ limits: { stepsMax: 1_000 } });
    env
      .fromSource(
        createScriptedSource([{ value: "a" }, { value: "b", arrivalMillis: 10 ** 9 }]),
        WatermarkStrategy.noWatermarks<string>(),
        "words",
      )
      .keyBy((word) => word)
      .process(new Endless())
      .print();
    const job = env.execute();
    expect(job.step(10_000)).toMatchObject({ reason: "failed", step: 1_000 });
    expect(job.error).toMatchObject({ code: "budget-steps", message: "The run was stopped after 1000 steps." });
  });

  test("steps of a job that never comes up again", () => {
    class NeverOpens extends KeyedProcessFunction<string, string, string> {
      override open(): void {
        throw new Error("not today");
      }
      processElement(): void {}
    }
    const env = createLocalEnvironment({ limits: { stepsMax: 100 } });
    env.enableCheckpointing(50);
    env
      .fromData("a")
      .keyBy((word) => word)
      .process(new NeverOpens())
      .print();
    expect(env.execute().step(10_000)).toMatchObject({ reason: "failed", step: 100 });
  });

  test("records, inside one call of a function", () => {
    const env = createLocalEnvironment({ limits: { recordsMax: 500 } });
    env
      .fromData("a")
      .flatMap<string>((word, out) => {
        for (;;) out.collect(word);
      })
      .print();
    const job = env.execute();
    expect(() => job.runToEnd()).toThrow(BudgetError);
    expect(job.error).toMatchObject({
      code: "budget-records",
      message: 'The run was stopped when operator "Flat Map" emitted more than 500 records in all.',
    });
  });

  test("entries of state", () => {
    const env = createLocalEnvironment({ limits: { stateEntriesMax: 100 } });
    const numbers = Array.from({ length: 2_000 }, (_, index) => ({ key: `k${index}`, n: 1 }));
    env.fromData(numbers).keyBy("key").sum("n").print();
    const job = env.execute();
    expect(() => job.runToEnd()).toThrow(BudgetError);
    expect(job.error).toMatchObject({ code: "budget-state", context: { operator: "Keyed Aggregation", limit: 100 } });
  });
});

describe("failures", () => {
  test("without checkpointing the first failure ends the job and names operator and record", () => {
    const env = createLocalEnvironment({ trace: true });
    env
      .fromData(1, 2, 3)
      .map((n) => {
        if (n === 2) throw new RangeError("no twos");
        return n;
      })
      .name("no twos here")
      .print();
    const job = env.execute();
    expect(() => job.runToEnd()).toThrow(UserCodeError);
    expect(job.status).toBe("FAILED");
    expect(job.error).toMatchObject({
      message: 'A function of operator "no twos here" failed at the record 2: RangeError: no twos',
    });
    expect(eventsOf(job).filter(({ kind }) => kind === "failure" || kind === "job-failed")).toMatchObject([
      { kind: "failure", cause: "user-code", operator: 1, subtask: 0, taskManager: -1 },
      { kind: "job-failed" },
    ]);
  });

  test("a fixed delay gives up after its attempts; each starts from scratch without a checkpoint", () => {
    const env = createLocalEnvironment({ trace: true });
    env.setRestartStrategy(RestartStrategies.fixedDelayRestart(2, 500));
    const sink = new CollectingSink<number>();
    env
      .fromData(1, 2)
      .map((n) => {
        if (n === 2) throw new Error("always");
        return n;
      })
      .sinkTo(sink);
    const job = env.execute();
    expect(() => job.runToEnd()).toThrow("always");
    const restores = eventsOf(job).filter(({ kind }) => kind === "restore");
    expect(restores).toMatchObject([
      { attempt: 1, checkpoint: 0, processingTime: 500 },
      { attempt: 2, checkpoint: 0, processingTime: 1_000 },
    ]);
    expect(sink.values).toEqual([1, 1, 1]);
  });

  test("a job that needs more slots than there are is refused", () => {
    const env = createLocalEnvironment({ taskManagers: 1, slotsPerTaskManager: 2 });
    env.setParallelism(3);
    env
      .fromData(1)
      .map((n) => n)
      .print();
    expect(() => env.execute()).toThrow(expect.objectContaining({ flinkClass: "NoResourceAvailableException" }));
  });
});
