/**
 * What starts again after a failure, and from where: regions of a stream, stages of a batch job, with exactly the
 * results of a run without failures.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  type JobClient,
  type LocalEnvironmentOptions,
  RestartStrategies,
  type ScriptedElement,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "../index";
import type { TraceEvent } from "../trace/index";
import { eventsOf } from "./traced-events.contract";

/** Two partitions, each with a number every 100 ms: even ones in partition 0, odd ones in partition 1. */
const NUMBERS: readonly ScriptedElement<number>[] = Array.from({ length: 24 }, (_, index) => ({
  value: index,
  arrivalMillis: index * 50,
  partition: index % 2,
}));
const ALL = NUMBERS.map(({ value }) => value);

type Configure = (env: StreamExecutionEnvironment) => void;

/** Source, map and sink as three vertices of two subtasks each, connected by forward edges: two columns. */
function columns(options: LocalEnvironmentOptions, configure: Configure = () => undefined) {
  const env = createLocalEnvironment({ slotsPerTaskManager: 1, trace: true, ...options });
  env.setParallelism(2).enableCheckpointing(150);
  env.disableOperatorChaining();
  configure(env);
  const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
  const plain: number[] = [];
  env
    .fromSource(createScriptedSource(NUMBERS), WatermarkStrategy.noWatermarks<number>(), "numbers")
    .map((n) => {
      plain.push(n);
      return n;
    })
    .name("seen")
    .sinkTo(sink);
  return { job: env.execute(), sink, plain };
}

const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);

describe("rule 5.9.e: a failure restarts the pipelined region that it hits", () => {
  const KILL = { kind: "kill-task", operator: "seen", subtask: 1, afterStep: 25 } as const;

  test("of two columns one goes on while the other waits for its restart", () => {
    const { job, sink } = columns({ faults: [KILL] });
    job.runToEnd();
    const events = eventsOf(job);
    const at = (kind: TraceEvent["kind"]) => events.findIndex((event) => event.kind === kind);
    const [failed, restored] = [at("failure"), at("restore")];
    expect(events[at("failover")]).toMatchObject({ vertices: "0/1, 1/1, 2/1", reason: "region" });
    const between = events.slice(failed, restored);
    const emitted = between.filter((event) => event.kind === "record-emitted");
    expect(new Set(emitted.map((event) => event.subtask))).toEqual(new Set([0]));
    expect(emitted.length).toBeGreaterThan(4);
    // The task that was killed failed; those around it were cancelled.
    const canceled = events.flatMap((event) =>
      event.kind === "task-canceled" ? [[event.operator, event.subtask] as const] : [],
    );
    expect(canceled).toEqual([
      [0, 1],
      [2, 1],
    ]);
    const redeployed = events.slice(restored).filter((event) => event.kind === "task-deployed");
    expect(redeployed.map(({ operator, subtask, attempt }) => [operator, subtask, attempt])).toEqual([
      [0, 1, 1],
      [1, 1, 1],
      [2, 1, 1],
    ]);
    expect(ascending(sink.values)).toEqual(ALL);
  });

  test("whatever is killed after whatever step, results are those of a run without failures", () => {
    const clean = columns({});
    const { step: steps } = clean.job.runToEnd();
    expect(ascending(clean.sink.values)).toEqual(ALL);
    for (const operator of ["numbers", "seen"]) {
      for (let afterStep = 0; afterStep < steps; afterStep += 3) {
        const { job, sink } = columns({ faults: [{ kind: "kill-task", operator, subtask: 0, afterStep }] });
        job.runToEnd();
        expect(ascending(sink.values), `${operator} killed after step ${afterStep}`).toEqual(ALL);
      }
    }
  });

  test("rule 5.9.f: it goes back to the latest checkpoint and reads again what came after, the other does not", () => {
    const { job, plain } = columns({ faults: [KILL] });
    job.runToEnd();
    const events = eventsOf(job);
    const restore = events.findIndex((event) => event.kind === "restore");
    expect(events[restore]).toMatchObject({ checkpoint: expect.any(Number) as number });
    const even = plain.filter((n) => n % 2 === 0);
    const odd = plain.filter((n) => n % 2 === 1);
    expect(even).toEqual(ALL.filter((n) => n % 2 === 0));
    expect(new Set(odd)).toEqual(new Set(ALL.filter((n) => n % 2 === 1)));
    // What comes twice is what the column had seen after the checkpoint that it went back to.
    const completed = events
      .slice(0, restore)
      .filter((event) => event.kind === "checkpoint-completed")
      .at(-1);
    const barrier = events.findIndex(
      (event) =>
        event.kind === "barrier-emitted" &&
        event.checkpoint === completed?.checkpoint &&
        event.operator === 1 &&
        event.subtask === 1,
    );
    const seenAfter = events
      .slice(barrier, restore)
      .filter((event) => event.kind === "record-received" && event.operator === 1 && event.subtask === 1);
    expect(odd.length - new Set(odd).size).toBe(seenAfter.length);
  });

  test("the strategy full restarts every task", () => {
    const { job, sink } = columns({ faults: [KILL] }, (env) =>
      env.configure({ "jobmanager.execution.failover-strategy": "full" }),
    );
    job.runToEnd();
    const events = eventsOf(job);
    expect(events.find((event) => event.kind === "failover")).toMatchObject({
      vertices: "0, 1, 2",
      reason: "full",
    });
    const restored = events.findIndex((event) => event.kind === "restore");
    expect(events.slice(restored).filter((event) => event.kind === "task-deployed")).toHaveLength(6);
    expect(ascending(sink.values)).toEqual(ALL);
  });

  test("an exchange that connects everybody makes one region of the job", () => {
    const env = createLocalEnvironment({ trace: true, faults: [KILL] });
    env.setParallelism(2).enableCheckpointing(150);
    const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
    const numbers = env.fromSource(createScriptedSource(NUMBERS), WatermarkStrategy.noWatermarks<number>(), "numbers");
    const seen = numbers
      .rebalance()
      .map((n) => n)
      .name("seen");
    seen.sinkTo(sink);
    const job = env.execute();
    job.runToEnd();
    expect(eventsOf(job).find((event) => event.kind === "failover")).toMatchObject({ reason: "full" });
    expect(ascending(sink.values)).toEqual(ALL);
  });

  test("a TaskManager that is lost fails each region that it ran, one after the other", () => {
    // Both columns are on one TaskManager: two failures, of which a fixed delay of one attempt takes only the first.
    const faults = [{ kind: "kill-task-manager", taskManager: 0, afterStep: 25 }] as const;
    const oneAttempt = columns({ slotsPerTaskManager: 2, faults }, (env) =>
      env.setRestartStrategy(RestartStrategies.fixedDelayRestart(1)),
    );
    expect(() => oneAttempt.job.runToEnd()).toThrow("TaskManager 0 was lost.");
    const twoAttempts = columns({ slotsPerTaskManager: 2, faults }, (env) =>
      env.setRestartStrategy(RestartStrategies.fixedDelayRestart(2)),
    );
    twoAttempts.job.runToEnd();
    expect(ascending(twoAttempts.sink.values)).toEqual(ALL);
  });
});

describe("rule 5.9.g: states of the job", () => {
  const states = (job: JobClient) =>
    eventsOf(job).flatMap((event) => (event.kind === "job-state" ? [event.state] : []));

  test("a failure that is mended", () => {
    const { job } = columns({ faults: [{ kind: "kill-task", operator: "seen", afterStep: 10 }] });
    job.runToEnd();
    expect(states(job)).toEqual(["CREATED", "RUNNING", "RESTARTING", "RUNNING", "FINISHED"]);
  });

  test("the job restarts until all regions have", () => {
    const faults = [
      { kind: "kill-task", operator: "seen", subtask: 0, afterStep: 10 },
      { kind: "kill-task", operator: "seen", subtask: 1, afterStep: 12 },
    ] as const;
    const { job, sink } = columns({ faults });
    job.runToEnd();
    expect(states(job)).toEqual(["CREATED", "RUNNING", "RESTARTING", "RUNNING", "FINISHED"]);
    expect(eventsOf(job).filter((event) => event.kind === "failure")).toHaveLength(2);
    expect(ascending(sink.values)).toEqual(ALL);
  });

  test("a failure that is not", () => {
    const { job } = columns({ faults: [{ kind: "kill-task", operator: "seen", afterStep: 10 }] }, (env) =>
      env.configure({ "restart-strategy.type": "none" }),
    );
    expect(() => job.runToEnd()).toThrow("was killed");
    expect(states(job)).toEqual(["CREATED", "RUNNING", "FAILING", "FAILED"]);
    expect(job.status).toBe("FAILED");
  });

  test("a task that is not in the job cannot be killed", () => {
    const refusal: unknown = expect.objectContaining({ flinkClass: "IllegalArgumentException" });
    expect(() => columns({ faults: [{ kind: "kill-task", operator: "sene", afterStep: 1 }] })).toThrow(refusal);
    expect(() => columns({ faults: [{ kind: "kill-task", operator: "seen", subtask: 2, afterStep: 1 }] })).toThrow(
      refusal,
    );
  });
});

describe("rule 5.9.m: batch mode", () => {
  /** Two stages: `mapped` counts what the first one does, `summed` what comes out. */
  function stages(options: LocalEnvironmentOptions, configure: Configure = () => undefined) {
    const env = createLocalEnvironment({ slotsPerTaskManager: 1, taskManagers: 4, trace: true, ...options });
    env.setRuntimeMode("BATCH").setParallelism(2);
    env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, 10));
    configure(env);
    const sink = new CollectingSink<readonly [number, number]>();
    const mapped: number[] = [];
    env
      .fromSequence(1, 12)
      .map((n) => {
        mapped.push(n);
        return [n % 3, n] as const;
      })
      .name("first")
      .keyBy(([key]) => key)
      .reduce((a, b) => [a[0], a[1] + b[1]] as const)
      .name("second")
      .sinkTo(sink);
    return { job: env.execute(), sink, mapped };
  }

  /** 3 + 6 + 9 + 12, 1 + 4 + 7 + 10, 2 + 5 + 8 + 11. */
  const SUMS = [
    [0, 30],
    [1, 22],
    [2, 26],
  ];
  const sums = (values: readonly (readonly [number, number])[]) => [...values].sort((a, b) => a[0] - b[0]);

  test("a failure of the second stage reads the stored result of the first again", () => {
    const { job, sink, mapped } = stages({ faults: [{ kind: "throw-in-operator", operator: "second", atRecord: 2 }] });
    job.runToEnd();
    expect(mapped).toHaveLength(12);
    expect(sums(sink.values)).toEqual(SUMS);
    const failover = eventsOf(job).find((event) => event.kind === "failover");
    expect(failover).toMatchObject({ reason: "region" });
  });

  test("two failures inside one operator both happen", () => {
    const faults: LocalEnvironmentOptions["faults"] = [
      { kind: "throw-in-operator", operator: "second", atRecord: 2 },
      { kind: "throw-in-operator", operator: "second", atRecord: 5 },
    ];
    const { job, sink } = stages({ faults });
    job.runToEnd();
    expect(eventsOf(job).filter((event) => event.kind === "failover")).toHaveLength(2);
    expect(sums(sink.values)).toEqual(SUMS);
  });

  test("a failure of the first stage restarts the subtask that failed", () => {
    const { job, sink, mapped } = stages({ faults: [{ kind: "throw-in-operator", operator: "first", atRecord: 3 }] });
    job.runToEnd();
    // The subtasks take turns: 1, 7, 2 (which throws); the first subtask starts again with 1, the other goes on.
    expect([...mapped].sort((a, b) => a - b)).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(sums(sink.values)).toEqual(SUMS);
  });

  test("whatever TaskManager is lost after whatever step, the sums are right", () => {
    const { step: steps } = stages({}).job.runToEnd();
    for (const taskManager of [0, 1]) {
      for (let afterStep = 0; afterStep < steps; afterStep += 1) {
        const { job, sink } = stages({ faults: [{ kind: "kill-task-manager", taskManager, afterStep }] });
        job.runToEnd();
        const unique = new Map(sink.values.map(([key, sum]) => [key, sum]));
        expect(
          [...unique].sort((a, b) => a[0] - b[0]),
          `lost after step ${afterStep}`,
        ).toEqual(SUMS);
      }
    }
  });

  test("another job manager knows no stored results: the job starts from scratch", () => {
    const { step: steps } = stages({}).job.runToEnd();
    for (let afterStep = 0; afterStep < steps; afterStep += 1) {
      const faults = [{ kind: "kill-job-manager", afterStep }] as const;
      const { job, sink } = stages({ faults, highAvailability: { leaderElectionMillis: 5 } });
      job.runToEnd();
      expect(job.status, `lost after step ${afterStep}`).toBe("FINISHED");
      const unique = new Map(sink.values.map(([key, sum]) => [key, sum]));
      expect(
        [...unique].sort((a, b) => a[0] - b[0]),
        `lost after step ${afterStep}`,
      ).toEqual(SUMS);
    }
  });

  test("results that were on a lost TaskManager are produced again", () => {
    const clean = stages({});
    clean.job.runToEnd();
    const lastOfFirst = eventsOf(clean.job)
      .filter((event) => event.kind === "task-finished" && event.operator === 0)
      .at(-1);
    const afterStep = lastOfFirst?.step ?? 0;
    const { job, sink, mapped } = stages({ faults: [{ kind: "kill-task-manager", taskManager: 0, afterStep }] });
    job.runToEnd();
    // The first subtask ran on TaskManager 0: its numbers, 1 to 6, come once more.
    expect([...mapped].sort((a, b) => a - b)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12]);
    expect(sums(sink.values)).toEqual(SUMS);
  });
});
