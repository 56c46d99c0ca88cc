/**
 * Sources in whole jobs: event time of several splits, groups of sources that wait for each other, failures.
 */
import { describe, expect, it, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  DataGeneratorSource,
  Duration,
  type LocalEnvironmentOptions,
  RateLimiterStrategy,
  WatermarkStrategy,
} from "../index";
import { decodeTrace, type TraceEvent } from "../trace/index";

/** A record each `everyMillis`, at clock and event time both; the value is its event time. */
function steps(count: number, arrivesEvery: number, timeEvery: number, partition = 0) {
  return Array.from({ length: count }, (_, index) => ({
    value: index * timeEvery,
    timestamp: index * timeEvery,
    arrivalMillis: index * arrivesEvery,
    partition,
  }));
}

const EVERY_RECORD = WatermarkStrategy.forGenerator<number>(() => ({
  onEvent: (_event, timestamp, output) => output.emitWatermark(timestamp),
  onPeriodicEmit: () => undefined,
}));

describe("watermark alignment (rules 1.8.a, 1.8.b, 1.8.c)", () => {
  /** A fast source, 100 ms of event time each 10 ms, and a slow one, 10 ms each 10 ms. */
  function runAligned(drift: number | null, trace = false) {
    const env = createLocalEnvironment({ trace });
    env.getConfig().setWatermarkAlignmentBufferSize(0);
    const strategy =
      drift === null
        ? EVERY_RECORD
        : EVERY_RECORD.withWatermarkAlignment("g", Duration.ofMillis(drift), Duration.ofMillis(20));
    const sink = new CollectingSink<string>();
    const fast = env.fromSource(createScriptedSource(steps(6, 10, 100)), strategy, "fast");
    const slow = env.fromSource(createScriptedSource(steps(31, 10, 10)), strategy, "slow");
    fast
      .map((value) => `fast ${value}`)
      .union(slow.map((value) => `slow ${value}`))
      .sinkTo(sink);
    const job = env.execute();
    job.runToEnd();
    const fastOnes = sink.results.filter(({ value }) => value.startsWith("fast"));
    return { job, times: fastOnes.map(({ value, processingTimeMillis }) => [value, processingTimeMillis]) };
  }

  it("does nothing without a group", () => {
    expect(runAligned(null).times).toEqual([0, 1, 2, 3, 4, 5].map((n) => [`fast ${n * 100}`, n * 10]));
  });

  it("makes the fast one wait for the slow one", () => {
    // Coordinators announce, and sources report, each 20 ms. At one instant the announcement comes first, then the
    // report, then the record, so what is announced at t is what was emitted by t - 30: of the slow one t - 30. The limit
    // is t - 30 + 150 = t + 120: at 40 it is 160, less than 300, which the fast one has emitted. 300 is allowed at 180; then
    // comes 400, which is allowed at 280; then 500.
    const { times } = runAligned(150);
    expect(times).toEqual([
      ["fast 0", 0],
      ["fast 100", 10],
      ["fast 200", 20],
      ["fast 300", 30],
      ["fast 400", 180],
      ["fast 500", 280],
    ]);
  });

  it("tells who waited, and for which limit", () => {
    const columns = runAligned(150, true).job.trace();
    const events: readonly TraceEvent[] = columns === null ? [] : decodeTrace(columns).events;
    const story = events.flatMap((event) =>
      event.kind === "source-waits" || event.kind === "source-reads"
        ? [[event.kind, event.processingTime, event.watermark, event.limit]]
        : [],
    );
    // The slow one ends at 300 and reports MAX, so that at 320 only the fast one counts: 500 + 150.
    expect(story).toEqual([
      ["source-waits", 40, 300, 160],
      ["source-reads", 180, 300, 300],
      ["source-waits", 180, 400, 300],
      ["source-reads", 280, 400, 400],
      ["source-waits", 280, 500, 400],
      ["source-reads", 320, 500, 650],
    ]);
  });

  it("pauses single splits of a source, and drops and reorders nothing (rule 1.8.e)", () => {
    const env = createLocalEnvironment({ trace: true });
    env.getConfig().setWatermarkAlignmentBufferSize(0);
    const script = [...steps(6, 10, 100, 0), ...steps(31, 10, 10, 1)];
    const strategy = EVERY_RECORD.withWatermarkAlignment("g", Duration.ofMillis(150), Duration.ofMillis(20));
    const sink = new CollectingSink<number>();
    env.fromSource(createScriptedSource(script), strategy, "both").sinkTo(sink);
    const job = env.execute();
    job.runToEnd();
    const columns = job.trace();
    const events: readonly TraceEvent[] = columns === null ? [] : decodeTrace(columns).events;
    const paused = events.flatMap((event) =>
      event.kind === "split-paused" || event.kind === "split-resumed"
        ? [[event.kind, event.split, event.processingTime, event.watermark, event.limit]]
        : [],
    );
    // The subtask's watermark is the slow split's, so the limits are those of two sources.
    expect(paused).toEqual([
      ["split-paused", "partition-0", 40, 300, 160],
      ["split-resumed", "partition-0", 180, 300, 300],
      ["split-paused", "partition-0", 180, 400, 300],
      ["split-resumed", "partition-0", 280, 400, 400],
      ["split-paused", "partition-0", 280, 500, 400],
    ]);
    expect([...sink.values].sort((a, b) => a - b)).toEqual(script.map(({ value }) => value).sort((a, b) => a - b));
  });
});

/** The aligned pair at parallelism 2, through a failure; exactly once. */
function startAligned(options: LocalEnvironmentOptions) {
  const env = createLocalEnvironment({ slotsPerTaskManager: 1, ...options });
  env.setParallelism(2).enableCheckpointing(50);
  env.getConfig().setWatermarkAlignmentBufferSize(0);
  const strategy = EVERY_RECORD.withWatermarkAlignment("g", Duration.ofMillis(150), Duration.ofMillis(20));
  const sink = new CollectingSink<string>({ guarantee: "exactly-once" });
  const both = (count: number, every: number) => [...steps(count, 10, every, 0), ...steps(count, 10, every, 1)];
  const fast = env.fromSource(createScriptedSource(both(6, 100)), strategy, "fast").map((value) => `fast ${value}`);
  const slow = env.fromSource(createScriptedSource(both(31, 10)), strategy, "slow").map((value) => `slow ${value}`);
  fast.union(slow).sinkTo(sink);
  return { job: env.execute(), sink };
}

test("alignment survives a failure: nothing hangs, nothing is lost or doubled (rule 1.8.e)", () => {
  const { job, sink } = startAligned({});
  const taken = job.runToEnd().step;
  const expected = [...sink.values].sort();
  expect(expected).toHaveLength(74);
  for (let afterStep = 1; afterStep <= taken; afterStep += 37) {
    const faults = [{ kind: "kill-task-manager", taskManager: afterStep % 2, afterStep }] as const;
    const failing = startAligned({ faults });
    expect(failing.job.step(200_000).reason, `lost after step ${afterStep}`).toBe("finished");
    expect([...failing.sink.values].sort(), `lost after step ${afterStep}`).toEqual(expected);
  }
});

describe("splits of a source in a job (rule 1.4.a)", () => {
  it("each have a generator: the slowest holds back the watermark", () => {
    const env = createLocalEnvironment();
    env.getConfig().setAutoWatermarkInterval(10);
    const script = [...steps(3, 20, 100, 0), ...steps(3, 20, 1, 1)];
    const sink = new CollectingSink<number>();
    const strategy = WatermarkStrategy.forMonotonousTimestamps<number>();
    env.fromSource(createScriptedSource(script, { partitionsStayOpen: true }), strategy, "both").sinkTo(sink);
    env.execute().runToEnd();
    // The slow partition has 0, 1, 2 at 0, 20, 40: the watermark is -1 at 20 (ticks of 10 and 20), 0 at 40.
    expect(sink.results.map(({ value, watermark }) => [value, watermark === -(2 ** 63) ? "MIN" : watermark])).toEqual([
      [0, "MIN"],
      [0, "MIN"],
      [100, -1],
      [1, -1],
      [200, 0],
      [2, 0],
    ]);
  });
});

/** A generator at parallelism 2, 100 records a second, through a failure; exactly once. */
function startGenerator(options: LocalEnvironmentOptions) {
  const env = createLocalEnvironment({ slotsPerTaskManager: 1, ...options });
  env.setParallelism(2).enableCheckpointing(30);
  const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
  const source = new DataGeneratorSource((index) => index, 20, RateLimiterStrategy.perSecond(200));
  env.fromSource(source, WatermarkStrategy.noWatermarks<number>(), "numbers").sinkTo(sink);
  return { job: env.execute(), sink };
}

test("positions are in checkpoints: nothing is lost or doubled, whatever TaskManager is lost when", () => {
  const expected = Array.from({ length: 20 }, (_, index) => index);
  const { job, sink } = startGenerator({});
  const steps = job.runToEnd().step;
  expect([...sink.values].sort((a, b) => a - b)).toEqual(expected);
  for (let afterStep = 1; afterStep <= steps; afterStep += 2) {
    const faults = [{ kind: "kill-task-manager", taskManager: afterStep % 2, afterStep }] as const;
    const failing = startGenerator({ faults });
    failing.job.runToEnd();
    expect(
      [...failing.sink.values].sort((a, b) => a - b),
      `lost after step ${afterStep}`,
    ).toEqual(expected);
  }
});

test("a sequence is read by all subtasks", () => {
  const env = createLocalEnvironment();
  env.setParallelism(3);
  const sink = new CollectingSink<number>();
  env.fromSequence(1, 7).sinkTo(sink);
  env.execute().runToEnd();
  const bySubtask = [0, 1, 2].map((subtask) => sink.results.filter((r) => r.subtask === subtask).map((r) => r.value));
  expect(bySubtask).toEqual([
    [1, 2, 3],
    [4, 5],
    [6, 7],
  ]);
});
