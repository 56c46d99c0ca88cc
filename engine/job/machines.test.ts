/**
 * Machines that die, fall silent, come and go, and a job manager that is lost: who notices when, and what the job does.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  type Fault,
  type LocalEnvironmentOptions,
  type ScriptedElement,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "../index";
import type { EventOf, TraceEvent, TraceEventKind } from "../trace/index";
import { eventsOf, ofKind } from "./traced-events.contract";

/** A number every second for two minutes, in two partitions. */
const NUMBERS: readonly ScriptedElement<number>[] = Array.from({ length: 120 }, (_, index) => ({
  value: index,
  arrivalMillis: index * 1_000,
  partition: index % 2,
}));
const ALL = NUMBERS.map(({ value }) => value);

/** The first event of its kind; its absence fails the test. */
function first<K extends TraceEventKind>(events: readonly TraceEvent[], kind: K): EventOf<K> {
  const [found] = ofKind(events, kind);
  if (found === undefined) throw new Error(`no ${kind} in the run`);
  return found;
}

type Configure = (env: StreamExecutionEnvironment) => void;

/** One region of two subtasks on two TaskManagers, a checkpoint every five seconds. */
function start(options: LocalEnvironmentOptions, configure: Configure = () => undefined) {
  const env = createLocalEnvironment({ slotsPerTaskManager: 1, trace: true, ...options });
  env.setParallelism(2).enableCheckpointing(5_000);
  configure(env);
  const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
  env
    .fromSource(createScriptedSource(NUMBERS), WatermarkStrategy.noWatermarks<number>(), "numbers")
    .rebalance()
    .map((n) => n)
    .name("seen")
    .sinkTo(sink);
  return { job: env.execute(), sink };
}

/** The step at which the clock first reads that many milliseconds or more. */
function stepAt(millis: number): number {
  const { job } = start({});
  while (job.step(1).processingTime < millis);
  return job.step(0).step;
}

function run(faults: readonly Fault[], options: LocalEnvironmentOptions = {}, configure?: Configure) {
  const { job, sink } = start({ faults, ...options }, configure);
  const outcome = job.runToEnd();
  return { events: eventsOf(job), values: [...sink.values].sort((a, b) => a - b), outcome };
}

describe("rule 5.9.h: silence is noticed", () => {
  const afterStep = stepAt(33_000);

  test("a process that dies is noticed at once, since its connections close", () => {
    const { events, values } = run([{ kind: "kill-task-manager", taskManager: 1, afterStep }]);
    expect(first(events, "task-manager-stopped")).toMatchObject({ taskManager: 1, processingTime: 33_000 });
    expect(first(events, "task-manager-lost")).toMatchObject({ taskManager: 1, processingTime: 33_000 });
    expect(values).toEqual(ALL);
  });

  test("by heartbeats alone it takes two requests that fail: at 40 s and at 50 s", () => {
    const { events, values } = run([{ kind: "kill-task-manager", taskManager: 1, afterStep, detection: "heartbeat" }]);
    expect(first(events, "task-manager-stopped").processingTime).toBe(33_000);
    expect(first(events, "task-manager-lost")).toMatchObject({
      processingTime: 50_000,
      reason: "TaskManager with id 1 is no longer reachable.",
    });
    expect(first(events, "restart-scheduled").at).toBe(51_000);
    expect(values).toEqual(ALL);
    // Tasks of the process that died do nothing in the meantime, those of the other one go on.
    const [stopped, lost] = [first(events, "task-manager-stopped"), first(events, "task-manager-lost")];
    const between = events.slice(events.indexOf(stopped), events.indexOf(lost));
    expect(new Set(ofKind(between, "record-emitted").map(({ subtask }) => subtask))).toEqual(new Set([0]));
    expect(ofKind(between, "checkpoint-completed")).toEqual([]);
  });

  test("or as long as the run says", () => {
    const { events, values } = run([{ kind: "kill-task-manager", taskManager: 1, afterStep, detection: 1_234 }]);
    expect(first(events, "task-manager-lost").processingTime).toBe(34_234);
    expect(values).toEqual(ALL);
  });

  test("a network that breaks is noticed at the timeout; until then its tasks run on, and no checkpoint completes", () => {
    const { events, values } = run([{ kind: "stop-heartbeats", taskManager: 1, afterStep }]);
    const silent = first(events, "task-manager-disconnected");
    const lost = first(events, "task-manager-lost");
    expect(ofKind(events, "task-manager-stopped")).toEqual([]);
    // The last answer was given at 30 s.
    expect(lost).toMatchObject({ processingTime: 80_000, reason: "Heartbeat of TaskManager with id 1 timed out." });
    const between = events.slice(events.indexOf(silent), events.indexOf(lost));
    expect(new Set(ofKind(between, "record-emitted").map(({ subtask }) => subtask))).toEqual(new Set([0, 1]));
    expect(ofKind(between, "checkpoint-completed")).toEqual([]);
    expect(ofKind(between, "checkpoint-triggered").length).toBeLessThanOrEqual(1);
    const restored = first(events, "restore");
    const completed = ofKind(events.slice(0, events.indexOf(silent)), "checkpoint-completed").at(-1);
    expect(restored.checkpoint).toBe(completed?.checkpoint);
    expect(values).toEqual(ALL);
  });

  test("a task that fails out of reach starts again when its TaskManager is given up", () => {
    const { events, values } = run([
      { kind: "stop-heartbeats", taskManager: 1, afterStep },
      { kind: "throw-in-operator", operator: "seen", atRecord: 42 },
    ]);
    // The 42nd record is one of subtask 1: nobody hears of the failure, the job manager only of the silence.
    expect(ofKind(events, "failure").map(({ cause, processingTime }) => [cause, processingTime])).toEqual([
      ["task-manager-lost", 80_000],
    ]);
    expect(values).toEqual(ALL);
  });

  test("whoever is to cancel or start tasks there notices at once", () => {
    const faults = [
      { kind: "stop-heartbeats", taskManager: 1, afterStep },
      { kind: "kill-task", operator: "seen", subtask: 0, afterStep: afterStep + 9 },
    ] as const;
    const { events, values } = run(faults);
    const failure = first(events, "failure");
    expect(failure.cause).toBe("task-killed");
    expect(first(events, "task-manager-lost")).toMatchObject({
      taskManager: 1,
      processingTime: failure.processingTime,
    });
    expect(values).toEqual(ALL);
  });

  test("a slot of a TaskManager that is out of reach is not given to anybody", () => {
    const faults = [
      { kind: "stop-heartbeats", taskManager: 2, afterStep },
      { kind: "kill-task-manager", taskManager: 0, afterStep: afterStep + 9 },
    ] as const;
    const { events, values } = run(faults, { taskManagers: 4, replacement: "none" });
    const lost = ofKind(events, "task-manager-lost");
    expect(lost.map(({ taskManager }) => taskManager)).toEqual([0, 2]);
    const deployed = ofKind(events.slice(events.indexOf(first(events, "restore"))), "task-deployed");
    expect(new Set(deployed.map(({ taskManager }) => taskManager))).toEqual(new Set([1, 3]));
    expect(values).toEqual(ALL);
  });

  test("intervals and timeouts of one's own", () => {
    const heartbeats = { intervalMillis: 2_000, timeoutMillis: 6_000, rpcFailureThreshold: -1 };
    const { events } = run([{ kind: "kill-task-manager", taskManager: 0, afterStep, detection: "heartbeat" }], {
      heartbeats,
    });
    expect(first(events, "task-manager-lost").processingTime).toBe(38_000);
  });

  test("heartbeats that nobody misses move no step", () => {
    const outcome = (options: LocalEnvironmentOptions) => start(options).job.runToEnd();
    const usual = outcome({ trace: false });
    expect(outcome({ trace: false, heartbeats: { intervalMillis: 100, timeoutMillis: 200 } })).toEqual(usual);
  });
});

describe("rule 5.9.i: the job manager is lost", () => {
  const afterStep = stepAt(33_000);
  const states = (events: readonly TraceEvent[]) => ofKind(events, "job-state").map(({ state }) => state);

  test("with high availability another one recovers the job from the latest checkpoint", () => {
    const { events, values } = run([{ kind: "kill-job-manager", afterStep }], { highAvailability: true });
    const stopped = first(events, "job-manager-stopped");
    const started = first(events, "job-manager-started");
    expect([stopped.processingTime, started.processingTime]).toEqual([33_000, 48_000]);
    expect(states(events)).toEqual(["CREATED", "RUNNING", "SUSPENDED", "CREATED", "RUNNING", "FINISHED"]);
    // Tasks run on without it, but nobody takes checkpoints.
    const between = events.slice(events.indexOf(stopped), events.indexOf(started));
    expect(ofKind(between, "record-emitted").length).toBeGreaterThan(20);
    expect(between.filter(({ kind }) => kind.startsWith("checkpoint-triggered"))).toEqual([]);
    const canceled = ofKind(between, "task-canceled");
    expect(canceled).toHaveLength(4);
    const completed = ofKind(events.slice(0, events.indexOf(stopped)), "checkpoint-completed").at(-1);
    expect(first(events, "restore").checkpoint).toBe(completed?.checkpoint);
    expect(values).toEqual(ALL);
  });

  test("whenever it is lost, results are those of a run in which it is not", () => {
    const { step: steps } = start({ trace: false }).job.runToEnd();
    for (let step = 0; step < steps; step += 7) {
      const options = { highAvailability: { leaderElectionMillis: 500 }, trace: false };
      const { job, sink } = start({ faults: [{ kind: "kill-job-manager", afterStep: step }], ...options });
      job.runToEnd();
      expect(
        [...sink.values].sort((a, b) => a - b),
        `lost after step ${step}`,
      ).toEqual(ALL);
    }
  });

  test("a failure while nobody leads is mended by the one who comes", () => {
    const faults = [
      { kind: "kill-job-manager", afterStep },
      { kind: "kill-task-manager", taskManager: 1, afterStep: afterStep + 5 },
    ] as const;
    const { events, values } = run(faults, { highAvailability: true });
    const started = first(events, "job-manager-started");
    expect(ofKind(events.slice(0, events.indexOf(started)), "failure")).toEqual([]);
    expect(first(events, "task-manager-lost").processingTime).toBe(48_000);
    expect(values).toEqual(ALL);
  });

  test("without, the job is gone when its tasks have heard nothing for the timeout", () => {
    const { job } = start({ faults: [{ kind: "kill-job-manager", afterStep }] });
    const outcome = job.step(Number.POSITIVE_INFINITY);
    expect(outcome).toMatchObject({ reason: "failed", status: "FAILED", processingTime: 80_000 });
    expect(job.error).toMatchObject({ code: "JOB_MANAGER_LOST", flinkClass: "FlinkJobNotFoundException" });
    expect(job.error).toMatchObject({ hint: expect.stringContaining("high availability") as string });
    expect(states(eventsOf(job))).toEqual(["CREATED", "RUNNING", "SUSPENDED", "FAILED"]);
  });
});

describe("rule 5.9.j: slots", () => {
  const afterStep = stepAt(33_000);
  const kill = { kind: "kill-task-manager", taskManager: 0, afterStep } as const;
  const placesOf = (events: readonly TraceEvent[]) =>
    new Set(ofKind(events, "task-deployed").map(({ taskManager, slot }) => `${slot} on ${taskManager}`));

  test("a lost TaskManager is back, empty, when the job restarts", () => {
    const { events, values } = run([kill]);
    const restored = events.slice(events.indexOf(first(events, "restart-scheduled")));
    expect(first(restored, "task-manager-started")).toMatchObject({ taskManager: 0, processingTime: 34_000 });
    expect(placesOf(restored)).toEqual(new Set(["0 on 0", "1 on 1"]));
    expect(values).toEqual(ALL);
  });

  test("or later: its tasks wait for the slot", () => {
    const { events, values } = run([kill], { replacement: { afterMillis: 20_000 } });
    const restored = first(events, "restore");
    expect(restored.processingTime).toBe(34_000);
    const deployed = ofKind(events.slice(events.indexOf(restored)), "task-deployed");
    expect(new Set(deployed.map(({ processingTime }) => processingTime))).toEqual(new Set([53_000]));
    expect(values).toEqual(ALL);
  });

  test("where nothing is replaced, another TaskManager takes over", () => {
    const faults = [kill, { kind: "add-task-manager", atMillis: 60_000 }] as const;
    const { events, values } = run(faults, { replacement: "none" });
    const after = events.slice(events.indexOf(first(events, "restore")));
    expect(first(after, "task-manager-started")).toMatchObject({ taskManager: 2, processingTime: 60_000 });
    // The subtasks that shared slot 1 keep it, those of slot 0 go to the first slot that is free.
    expect(placesOf(after)).toEqual(new Set(["1 on 1", "2 on 2"]));
    expect(values).toEqual(ALL);
  });

  test("a slot that is free already needs no waiting", () => {
    const { events, values } = run([kill], { replacement: "none", taskManagers: 3 });
    const after = events.slice(events.indexOf(first(events, "restore")));
    expect(placesOf(after)).toEqual(new Set(["1 on 1", "2 on 2"]));
    expect(new Set(ofKind(after, "task-deployed").map(({ processingTime }) => processingTime))).toEqual(
      new Set([34_000]),
    );
    expect(values).toEqual(ALL);
  });

  test("the request times out after five minutes, which is a failure like any other", () => {
    const faults = [kill, { kind: "add-task-manager", atMillis: 400_000 }] as const;
    const { events, values } = run(faults, { replacement: "none" });
    const [lost, timedOut] = ofKind(events, "failure");
    expect(lost?.cause).toBe("task-manager-lost");
    expect(timedOut).toMatchObject({ cause: "no-resources", processingTime: 334_000 });
    // The second failure waits one and a half seconds, and its restart again for a slot.
    expect(ofKind(events, "restore").map(({ processingTime }) => processingTime)).toEqual([34_000, 335_500]);
    expect(values).toEqual(ALL);
  });

  test("where no TaskManager can ever come the job fails then", () => {
    const { job } = start({ faults: [kill], replacement: "none" }, (env) =>
      env.configure({ "slot.request.timeout": 60_000 }),
    );
    expect(job.step(Number.POSITIVE_INFINITY)).toMatchObject({ reason: "failed", processingTime: 94_000 });
    expect(job.error).toMatchObject({ flinkClass: "NoResourceAvailableException" });
  });

  test("a job that is submitted too early waits", () => {
    const { events, values } = run([{ kind: "add-task-manager", atMillis: 7_000 }], { taskManagers: 1 });
    const deployed = ofKind(events, "task-deployed").map(({ processingTime }) => processingTime);
    expect(new Set(deployed)).toEqual(new Set([7_000]));
    expect(values).toEqual(ALL);
  });

  test("the slot of a task that ended while nobody led is free when the job starts again", () => {
    // The short stream ends at 40 s, when there is no job manager; another one leads at 48 s.
    const streams = [
      ["long", NUMBERS],
      ["short", NUMBERS.slice(0, 41)],
    ] as const;
    const startStreams = (faults: readonly Fault[]) => {
      const machines = { slotsPerTaskManager: 1, taskManagers: 3, highAvailability: true };
      const env = createLocalEnvironment({ ...machines, trace: true, faults });
      env.configure({ "execution.checkpointing.checkpoints-after-tasks-finish": false });
      env.setParallelism(2).enableCheckpointing(5_000);
      for (const [name, numbers] of streams) {
        const source = createScriptedSource(numbers);
        env.fromSource(source, WatermarkStrategy.noWatermarks<number>(), name).sinkTo(new CollectingSink<number>());
      }
      return env.execute();
    };
    const withoutFaults = startStreams([]);
    while (withoutFaults.step(1).processingTime < 33_000);
    const job = startStreams([
      { kind: "kill-job-manager", afterStep: withoutFaults.step(0).step },
      { kind: "remove-task-manager", taskManager: 0, atMillis: 70_000 },
    ]);
    expect(job.step(20_000)).toMatchObject({ reason: "finished" });
    const events = eventsOf(job);
    expect(first(events, "job-manager-started").processingTime).toBe(48_000);
    const lost = first(events, "task-manager-lost");
    expect(lost.processingTime).toBe(70_000);
    // Each subtask is a region: only that of slot 0 starts again, in the slot that is free.
    expect(placesOf(events.slice(events.indexOf(lost)))).toEqual(new Set(["2 on 2"]));
  });

  test("a TaskManager that is shut down in order is not replaced", () => {
    const faults = [{ kind: "remove-task-manager", taskManager: 1, atMillis: 33_000 }] as const;
    const { events, values } = run(faults, { taskManagers: 3 });
    expect(first(events, "task-manager-lost")).toMatchObject({ reason: "TaskManager 1 is shutting down." });
    expect(ofKind(events, "task-manager-started")).toHaveLength(3);
    expect(values).toEqual(ALL);
  });
});
