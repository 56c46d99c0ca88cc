/**
 * Checkpoints of whole jobs, by the virtual clock: when they are triggered, what ends them, who hears of it. Expected times
 * are reckoned in the tests.
 */
import { beforeEach, describe, expect, it } from "vitest";
import {
  type CheckpointListener,
  CollectingSink,
  type Collector,
  type Configuration,
  createLocalEnvironment,
  createScriptedSource,
  type EngineError,
  ExternalizedCheckpointRetention,
  type Fault,
  type LocalEnvironmentOptions,
  ProcessFunction,
  RestartStrategies,
  WatermarkStrategy,
} from "../index";
import { decodeTrace, type TraceEvent } from "../trace/index";
import { eventsOf } from "./traced-events.contract";

type Options = LocalEnvironmentOptions & { readonly arrivals?: readonly number[]; readonly parallelism?: number };

/** A source with a number at each of these instants, a function in a task of its own, a sink with it. */
function start(configuration: Configuration, options: Options = {}) {
  const { arrivals = [0, 350], parallelism = 1, ...local } = options;
  const env = createLocalEnvironment({ trace: true, ...local }).setParallelism(parallelism);
  env.configure({ "execution.checkpointing.interval": 100, ...configuration });
  env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, 7));
  const script = arrivals.map((arrivalMillis, value) => ({ value, arrivalMillis, partition: value % parallelism }));
  const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
  env
    .fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<number>(), "numbers")
    .rebalance()
    .process(new Listener())
    .name("middle")
    .sinkTo(sink);
  return { job: env.execute("rules"), sink };
}

/** What the functions of the current test were told: each task has a function of its own. */
const heard: string[] = [];
beforeEach(() => heard.splice(0));

class Listener extends ProcessFunction<number, number> implements CheckpointListener {
  override processElement(value: number, _context: never, out: Collector<number>): void {
    out.collect(value);
  }

  notifyCheckpointComplete(checkpointId: number): void {
    heard.push(`complete ${checkpointId}`);
  }

  notifyCheckpointAborted(checkpointId: number): void {
    heard.push(`aborted ${checkpointId}`);
  }
}

const timesOf = (events: readonly TraceEvent[]) => events.map(({ processingTime }) => processingTime);
const LOST: Fault = { kind: "lose-acknowledgement", checkpoint: 1, operator: "middle", subtask: 0 };

describe("triggering", () => {
  it("rule 5.1.a: comes every interval from the planned time; after a restart as soon as the pause allows", () => {
    const { job } = start({}, { faults: [{ kind: "throw-in-operator", operator: "middle", atRecord: 2 }] });
    job.runToEnd();
    // Every 100; the record at 350 fails, 7 later the job is back with a checkpoint, and the record of 350 is the last: the final one.
    expect(timesOf(eventsOf(job, "checkpoint-triggered"))).toEqual([100, 200, 300, 357, 357]);
  });

  it("rule 5.8.b: the final checkpoint waits for one that is pending, and keeps no pause", () => {
    const { job } = start(
      { "execution.checkpointing.min-pause": 80 },
      { costs: { acknowledgementMillis: 70 }, arrivals: [0, 290] },
    );
    job.runToEnd();
    // 100 takes 70: the next may come at 170 + 80 = 250. Data ends at 290, while that one is under way until 320.
    expect(timesOf(eventsOf(job, "checkpoint-triggered"))).toEqual([100, 250, 320]);
    expect(timesOf(eventsOf(job, "checkpoint-completed"))).toEqual([170, 320, 390]);
    expect(timesOf(eventsOf(job, "job-finished"))).toEqual([390]);
  });

  it("rule 5.1.d: waits for the minimum pause after the last completion", () => {
    const { job } = start({ "execution.checkpointing.min-pause": 80 }, { costs: { acknowledgementMillis: 50 } });
    job.runToEnd();
    // 100 takes 50: the next may come at 150 + 80 = 230. The data ends at 350, so the final one does not wait for 280 + 80 = 360.
    expect(timesOf(eventsOf(job, "checkpoint-triggered"))).toEqual([100, 230, 350]);
    expect(timesOf(eventsOf(job, "checkpoint-completed"))).toEqual([150, 280, 400]);
    expect(eventsOf(job, "checkpoint-not-triggered").map(({ reason }) => reason)).toEqual(
      // At 200, at 330, and the one of 360, which waited for the final one.
      Array<string>(3).fill(
        "The minimum time between checkpoints is still pending. Checkpoint will be triggered after the minimum time.",
      ),
    );
  });

  it("rules 5.1.e, 5.1.g: expires after the timeout, and its id is gone", () => {
    const settings = {
      "execution.checkpointing.timeout": 50,
      "execution.checkpointing.tolerable-failed-checkpoints": 1,
    };
    const { job } = start(settings, { faults: [LOST] });
    job.runToEnd();
    expect(eventsOf(job, "acknowledgement-lost").map(({ checkpoint }) => checkpoint)).toEqual([1]);
    expect(eventsOf(job, "checkpoint-aborted")).toMatchObject([
      { processingTime: 150, checkpoint: 1, reason: "Checkpoint expired before completing." },
    ]);
    expect(eventsOf(job, "checkpoint-completed").map(({ checkpoint }) => checkpoint)).toEqual([2, 3, 4]);
    expect(heard).toEqual(["aborted 1", "complete 2", "complete 3", "complete 4"]);
  });

  it("rules 5.1.f, 5.2.f: goes from the sources on, and is complete with the last acknowledgement", () => {
    const costs = { snapshotSyncMillis: 5, acknowledgementMillis: 2 };
    const { job } = start({}, { costs, arrivals: [0, 150] });
    job.runToEnd();
    const first = eventsOf(job, "snapshot-acknowledged").filter(({ checkpoint }) => checkpoint === 1);
    const durations = first.map(({ processingTime, syncMillis, asyncMillis, startDelayMillis, alignmentMillis }) => {
      return { processingTime, startDelayMillis, alignmentMillis, syncMillis, asyncMillis };
    });
    // Both tasks get their barrier at 100, are busy for 5, and the message takes 2 more.
    const both = { processingTime: 107, startDelayMillis: 0, alignmentMillis: 0, syncMillis: 5, asyncMillis: 0 };
    expect(durations).toEqual([both, both]);
    expect(timesOf(eventsOf(job, "checkpoint-completed"))[0]).toBe(107);
    const emitted = eventsOf(job, "barrier-emitted").filter(({ checkpoint }) => checkpoint === 1);
    expect(emitted.map(({ operator }) => operator)).toEqual([0, 1]);
  });

  it("rule 5.2.f: what throws in the synchronous part fails the task", () => {
    class Throwing extends Listener {
      snapshotState(checkpointId: number): void {
        if (checkpointId === 2) throw new Error("no room");
      }
    }
    const env = createLocalEnvironment({ trace: true });
    env.enableCheckpointing(100).setRestartStrategy(RestartStrategies.fixedDelayRestart(1, 7));
    const script = [0, 350].map((arrivalMillis, value) => ({ value, arrivalMillis }));
    const strategy = WatermarkStrategy.noWatermarks<number>();
    const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
    env.fromSource(createScriptedSource(script), strategy, "numbers").process(new Throwing()).sinkTo(sink);
    const job = env.execute("throws");
    job.runToEnd();
    const message = expect.stringContaining("no room") as string;
    expect(eventsOf(job, "failure")).toMatchObject([{ processingTime: 200, cause: "user-code", message }]);
    expect(eventsOf(job, "snapshot-declined")).toEqual([]);
    expect(eventsOf(job, "checkpoint-completed").map(({ checkpoint }) => checkpoint)).toEqual([1, 3, 4, 5]);
    expect(sink.values).toEqual([0, 1]);
  });

  it("rule 5.1.h: refuses several unaligned checkpoints at a time", () => {
    const settings = {
      "execution.checkpointing.unaligned.enabled": true,
      "execution.checkpointing.max-concurrent-checkpoints": 2,
    };
    expect(() => start(settings)).toThrow(
      expect.objectContaining({
        flinkClass: "IllegalArgumentException",
        message: "maxConcurrentCheckpoints can't be > 1 if UnalignedCheckpoints enabled",
      }) as EngineError,
    );
  });

  it("rule 5.1.b: refuses what is asked for while tasks do not run, and counts no failure", () => {
    const { job } = start({}, { faults: [{ kind: "throw-in-operator", operator: "middle", atRecord: 2 }] });
    while (job.status === "RUNNING") job.step(1);
    expect(job.status).toBe("RESTARTING");
    const savepoint = job.triggerSavepoint();
    job.runToEnd();
    expect(savepoint.isCompletedExceptionally()).toBe(true);
    expect(eventsOf(job, "checkpoint-not-triggered").map(({ reason }) => reason)).toEqual([
      "Not all required tasks are currently running.",
    ]);
    expect(eventsOf(job, "checkpoint-triggered").map(({ checkpoint }) => checkpoint)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("unaligned", () => {
  const slow: Options = {
    arrivals: [0, 0, 0, 0, 0, 0, 0, 0],
    parallelism: 2,
    channelCapacity: 4,
    costs: { records: [{ operator: "middle", millis: 60 }] },
  };

  it("rules 5.3.c, 5.3.e: what was in flight comes back on its channel, in order, before anything new", () => {
    const faults: Fault[] = [{ kind: "throw-in-operator", operator: "middle", atRecord: 5 }];
    const env = createLocalEnvironment({ trace: true, channelCapacity: 6, costs: slow.costs, faults });
    env.configure({
      "execution.checkpointing.interval": 100,
      "execution.checkpointing.unaligned.enabled": true,
      "pipeline.auto-watermark-interval": 0,
    });
    env.setRestartStrategy(RestartStrategies.fixedDelayRestart(1, 7));
    const script = Array.from({ length: 8 }, (_, value) => ({ value, arrivalMillis: 0 }));
    const strategy = WatermarkStrategy.forGenerator<number>(() => ({
      onEvent: (value, _time, output) => output.emitWatermark(value),
      onPeriodicEmit: () => undefined,
    }));
    env
      .fromSource(createScriptedSource(script), strategy, "numbers")
      .rebalance()
      .process(new Listener())
      .name("middle")
      .sinkTo(new CollectingSink<number>());
    const job = env.execute("in flight");
    job.runToEnd();
    const restart = eventsOf(job, "restore")[0];
    const checkpoint = restart?.checkpoint ?? 0;
    expect(checkpoint).toBeGreaterThan(0);
    const captured = ["input", "output"].flatMap((side) =>
      eventsOf(job, "in-flight-captured")
        .filter((event) => event.checkpoint === checkpoint && event.side === side)
        .map(({ record }) => record),
    );
    expect(captured.filter((record) => record === 0).length).toBeGreaterThan(0);
    expect(captured.filter((record) => record > 0).length).toBeGreaterThan(1);
    expect(eventsOf(job, "in-flight-restored").map(({ record }) => record)).toEqual(captured);
    const columns = job.trace();
    const events = columns === null ? [] : decodeTrace(columns).events;
    const read = events.slice(events.findIndex(({ kind }) => kind === "restore")).flatMap((event) => {
      if (event.kind === "record-received" && event.operator === 1) return [event.record];
      return event.kind === "watermark-received" && event.operator === 1 ? [0] : [];
    });
    expect(read.slice(0, captured.length)).toEqual(captured);
  });

  it("rule 5.3.f: is not done with at least once", () => {
    const settings = {
      "execution.checkpointing.unaligned.enabled": true,
      "execution.checkpointing.mode": "AT_LEAST_ONCE" as const,
    };
    const { job } = start(settings, slow);
    job.runToEnd();
    expect(eventsOf(job, "checkpoint-triggered").some(({ unaligned }) => unaligned)).toBe(false);
    expect(eventsOf(job, "in-flight-captured")).toEqual([]);
  });

  it("rule 5.3.a: overtakes only when the timeout has passed", () => {
    const settings = (timeout: number) => ({
      "execution.checkpointing.unaligned.enabled": true,
      "execution.checkpointing.aligned-checkpoint-timeout": timeout,
    });
    const patient = start(settings(10_000), slow).job;
    patient.runToEnd();
    expect(eventsOf(patient, "alignment-timed-out")).toEqual([]);
    expect(eventsOf(patient, "in-flight-captured")).toEqual([]);
    const hasty = start(settings(15), slow).job;
    hasty.runToEnd();
    expect(eventsOf(hasty, "checkpoint-triggered").some(({ unaligned }) => unaligned)).toBe(false);
    const triggeredAt = eventsOf(hasty, "checkpoint-triggered")[0]?.processingTime ?? 0;
    expect(Math.min(...timesOf(eventsOf(hasty, "alignment-timed-out")))).toBe(triggeredAt + 15);
    expect(eventsOf(hasty, "in-flight-captured").length).toBeGreaterThan(0);
  });

  it("rule 5.3.d: barriers do not overtake on pointwise and broadcast edges", () => {
    for (const exchange of ["forward", "rescale", "broadcast"] as const) {
      const env = createLocalEnvironment({ trace: true, channelCapacity: 4, costs: slow.costs });
      env.disableOperatorChaining().configure({
        "execution.checkpointing.interval": 100,
        "execution.checkpointing.unaligned.enabled": true,
      });
      const script = Array.from({ length: 8 }, (_, value) => ({ value, arrivalMillis: 0 }));
      const source = env.fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<number>(), "numbers");
      source[exchange]().process(new Listener()).name("middle").sinkTo(new CollectingSink<number>());
      const job = env.execute(exchange);
      job.runToEnd();
      expect(eventsOf(job, "in-flight-captured"), exchange).toEqual([]);
      expect(eventsOf(job, "barrier-emitted").every(({ overtaken }) => overtaken === 0)).toBe(true);
    }
  });
});

it.each<[string, number, Fault]>([
  ["2 to 3", 2, { kind: "add-task-manager", atMillis: 300 }],
  ["3 to 2", 3, { kind: "remove-task-manager", atMillis: 300, taskManager: 1 }],
])("rule 5.3.g: from %s subtasks nothing in flight is lost or doubled", (_name, taskManagers, fault) => {
  const costs = { records: [{ operator: "count", millis: 10 }] };
  const env = createLocalEnvironment({
    trace: true,
    slotsPerTaskManager: 1,
    taskManagers,
    channelCapacity: 4,
    costs,
    faults: [fault],
  });
  env.setParallelism(3).setMaxParallelism(8).configure({
    "scheduler-mode": "reactive",
    "execution.checkpointing.interval": 100,
    "execution.checkpointing.unaligned.enabled": true,
    "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling": 0,
    "jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout": 10,
    "jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout": 10,
  });
  const sink = new CollectingSink<string>({ guarantee: "exactly-once" });
  const script = Array.from({ length: 120 }, (_, index) => {
    return { value: `k${index % 7}`, arrivalMillis: index, partition: index % 3 };
  });
  env
    .fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<string>(), "keys")
    .map((key) => ({ key, count: 1 }))
    .keyBy("key")
    .sum("count")
    .name("count")
    .map(({ key, count }) => `${key} ${count}`)
    .sinkTo(sink);
  const job = env.execute("rescaled");
  job.runToEnd();
  expect(eventsOf(job, "in-flight-restored").length).toBeGreaterThan(0);
  // The keys come in turn, 120 in all: the first has 18, the others 17 each; every count is there once.
  const counts = ["k0", "k1", "k2", "k3", "k4", "k5", "k6"].flatMap((key, index) =>
    Array.from({ length: index === 0 ? 18 : 17 }, (_, before) => `${key} ${before + 1}`),
  );
  expect([...sink.values].sort()).toEqual(counts.sort());
});

describe("completion", () => {
  it("rule 5.4.a: a newer complete checkpoint makes an older pending one fail as subsumed", () => {
    const { job } = start({ "execution.checkpointing.max-concurrent-checkpoints": 2 }, { faults: [LOST] });
    job.runToEnd();
    expect(eventsOf(job, "checkpoint-aborted")).toMatchObject([
      { processingTime: 200, checkpoint: 1, reason: "Checkpoint has been subsumed." },
    ]);
    expect(eventsOf(job, "checkpoint-completed").map(({ checkpoint }) => checkpoint)).toEqual([2, 3, 4]);
    // Rule 5.4.b: the message of the abort tells of 2 first, so the one of its completion is no news.
    expect(heard).toEqual(["complete 2", "aborted 1", "complete 3", "complete 4"]);
  });

  it("rule 5.4.b: the message of an abort tells the latest complete checkpoint first", () => {
    const settings = {
      "execution.checkpointing.timeout": 50,
      "execution.checkpointing.tolerable-failed-checkpoints": 1,
    };
    const { job } = start(settings, { faults: [{ ...LOST, checkpoint: 3 }] });
    job.runToEnd();
    expect(heard).toEqual(["complete 1", "complete 2", "aborted 3", "complete 4"]);
  });

  it("rule 5.4.c: a plain savepoint commits nothing and is not what a failure goes back to", () => {
    const { job, sink } = start({}, { arrivals: [0, 50, 350] });
    while (eventsOf(job, "record-received").length < 4) job.step(1);
    const savepoint = job.triggerSavepoint();
    while (!savepoint.isDone()) job.step(1);
    expect(eventsOf(job, "checkpoint-triggered")).toMatchObject([{ checkpoint: 1, type: "savepoint" }]);
    expect(sink.values).toEqual([]);
    job.runToEnd();
    expect(heard).toEqual(["complete 2", "complete 3", "complete 4", "complete 5"]);
  });

  it("rule 5.4.f: a snapshot that cannot be written declines, and the first such failure restarts the job", () => {
    const fault: Fault = { kind: "fail-snapshot", checkpoint: 2, operator: "middle", subtask: 0 };
    const { job, sink } = start({}, { faults: [fault] });
    job.runToEnd();
    expect(eventsOf(job, "snapshot-declined")).toMatchObject([
      { checkpoint: 2, operator: 1, subtask: 0, reason: "Asynchronous task checkpoint failed." },
    ]);
    expect(eventsOf(job, "failure")).toMatchObject([{ processingTime: 200, cause: "checkpoint-failures" }]);
    expect(eventsOf(job, "restore")).toMatchObject([{ processingTime: 207, checkpoint: 1 }]);
    expect([...sink.values].sort()).toEqual([0, 1]);
    const tolerant = start({ "execution.checkpointing.tolerable-failed-checkpoints": 1 }, { faults: [fault] }).job;
    tolerant.runToEnd();
    expect(eventsOf(tolerant, "failure")).toEqual([]);
  });

  it("rule 5.4.d: keeps checkpoints of a failed job as its retention says", () => {
    const faults: Fault[] = [{ kind: "throw-in-operator", operator: "middle", atRecord: 2 }];
    const retained = (retention: ExternalizedCheckpointRetention) => {
      const env = createLocalEnvironment({ faults });
      env.enableCheckpointing(100).setRestartStrategy(RestartStrategies.noRestart());
      env.getCheckpointConfig().setExternalizedCheckpointRetention(retention);
      const script = [0, 350].map((arrivalMillis, value) => ({ value, arrivalMillis }));
      env
        .fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<number>(), "numbers")
        .process(new Listener())
        .name("middle")
        .sinkTo(new CollectingSink<number>());
      const job = env.execute("fails");
      expect(() => job.runToEnd()).toThrow();
      return job.retainedCheckpoints().length;
    };
    expect(retained(ExternalizedCheckpointRetention.NO_EXTERNALIZED_CHECKPOINTS)).toBe(0);
    expect(retained(ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION)).toBe(1);
    expect(retained(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION)).toBe(1);
  });
});

it("a slow channel delays elements between its two subtasks, in order, for as long as it is slow", () => {
  const fault: Fault = {
    kind: "slow-channel",
    from: { operator: "numbers", subtask: 0 },
    to: { operator: "middle", subtask: 0 },
    delayMillis: 30,
    untilMillis: 100,
  };
  const { job } = start({}, { faults: [fault], arrivals: [0, 10, 90, 105, 140] });
  job.runToEnd();
  const received = eventsOf(job, "record-received").filter(({ operator }) => operator === 1);
  // 90 arrives at 120, and 105, which is not slow any more, waits behind it.
  expect(timesOf(received)).toEqual([30, 40, 120, 120, 140]);
  expect(received.map(({ value }) => value)).toEqual(["0", "1", "2", "3", "4"]);
  expect(() => start({}, { faults: [fault], network: {} })).toThrow(
    "A channel that is made of network buffers cannot be slow.",
  );
});

it("a fault at an operator that is not in the job is refused", () => {
  const unknown = { operator: "muddle", subtask: 0 };
  const faults: Fault[] = [
    { kind: "fail-snapshot", checkpoint: 1, ...unknown },
    { kind: "lose-acknowledgement", checkpoint: 1, ...unknown },
    { kind: "slow-channel", from: { operator: "numbers", subtask: 0 }, to: unknown, delayMillis: 30 },
    { kind: "throw-in-operator", operator: "muddle", atRecord: 1 },
    { kind: "expire-transaction", afterStep: 1, ...unknown },
  ];
  for (const fault of faults) {
    expect(() => start({}, { faults: [fault] })).toThrow('There is no operator "muddle" that a fault could hit.');
  }
});
