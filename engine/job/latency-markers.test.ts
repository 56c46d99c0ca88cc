/**
 * Latency markers: when they leave, that they wait in channels behind records and nowhere else, and what is noted of
 * them. A record comes every 20 ms and takes 40, so a marker of time t waits for t / 20 records of 40 ms: until 2 t.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type JobClient,
  type LocalEnvironmentOptions,
  type RestValue,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../index";
import { decodeTrace } from "../trace/index";

const TICKS = Array.from({ length: 50 }, (_, index) => ({ value: index, arrivalMillis: index * 20 }));

function start(settings: object, options: LocalEnvironmentOptions = {}, parallelism = 1) {
  const costs = { records: [{ operator: "slow", millis: 40 }] };
  const env = createLocalEnvironment({ costs, trace: true, ...options });
  env.setParallelism(1).configure({ "metrics.latency.interval": 100, ...settings });
  env
    .fromSource(createScriptedSource(TICKS), WatermarkStrategy.noWatermarks<number>(), "ticks")
    .rebalance()
    .map((n) => n)
    .name("slow")
    .setParallelism(parallelism)
    .sinkTo(new CollectingSink())
    .setParallelism(parallelism);
  const job = env.execute("markers");
  job.runToEnd();
  return job;
}

/** Subtask, time and latency of each marker that an operator saw. */
function markersAt(job: JobClient, operatorName: string): readonly (readonly [number, number, number])[] {
  const operator = job.plan.operators.find(({ name }) => name === operatorName)?.index;
  return decodeTrace(job.trace() as NonNullable<ReturnType<JobClient["trace"]>>).events.flatMap((event) =>
    event.kind === "latency-marker" && event.operator === operator
      ? [[event.subtask, event.processingTime, event.latencyMillis] as const]
      : [],
  );
}

/** Names and values of the latency metrics of the subtask 0 of "slow". */
function latencyMetrics(job: JobClient): ReadonlyMap<string, RestValue> {
  const { jobs } = job.rest("/jobs").body as { jobs: readonly { id: string }[] };
  const vertex = job.plan.vertices.find(({ name }) => name.startsWith("slow"));
  const path = `/jobs/${jobs[0]?.id}/vertices/${vertex?.id}/subtasks/0/metrics`;
  const names = (job.rest(path).body as readonly { id: string }[]).map(({ id }) => id);
  const wanted = names.filter((name) => name.startsWith("latency."));
  const answers = job.rest(`${path}?get=${wanted.join(",")}`).body as readonly { id: string; value: RestValue }[];
  return new Map(answers.map(({ id, value }) => [id, value]));
}

const operatorIdOf = (job: JobClient, name: string) => job.plan.operators.find((it) => it.name === name)?.id;

describe("latency markers", () => {
  test("rule 6.10: they leave at the interval, wait behind the records before them, and overtake none", () => {
    const job = start({});
    const expected = Array.from({ length: 10 }, (_, index) => [0, 200 * index, 100 * index]);
    expect(markersAt(job, "slow")).toEqual(expected);
  });

  test("rule 6.11: histograms by the source's operator, under the names of both", () => {
    const job = start({});
    const slow = `operator_id.${operatorIdOf(job, "slow")}.operator_subtask_index.0.latency`;
    const prefix = `latency.source_id.${operatorIdOf(job, "Source: ticks")}.${slow}`;
    const metrics = latencyMetrics(job);
    expect(metrics.get(`${prefix}_min`)).toBe("0");
    expect(metrics.get(`${prefix}_max`)).toBe("900");
    expect(metrics.get(`${prefix}_mean`)).toBe("450.0");
  });

  test.each([
    ["single", ""],
    ["SUBTASK", "source_id.SOURCE.source_subtask_index.0."],
    ["unknown", "source_id.SOURCE."],
  ])("rule 6.11: granularity %s", (granularity, scope) => {
    const job = start({ "metrics.latency.granularity": granularity });
    const source = scope.replace("SOURCE", String(operatorIdOf(job, "Source: ticks")));
    const name = `latency.${source}operator_id.${operatorIdOf(job, "slow")}.operator_subtask_index.0.latency_max`;
    expect(latencyMetrics(job).get(name)).toBe("900");
  });

  test("rule 6.11: a histogram is over the last latencies", () => {
    const job = start({ "metrics.latency.history-size": 2 });
    const [, least] = [...latencyMetrics(job)].find(([name]) => name.endsWith("latency_min")) ?? [];
    expect(least).toBe("800");
  });

  test("rule 6.10: where the way forks a marker takes one branch", () => {
    const subtasks = markersAt(start({}, { costs: {} }, 2), "slow").map(([subtask]) => subtask);
    expect(subtasks).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
    const drawn = markersAt(start({}, { costs: {}, seed: 3 }, 2), "slow").map(([subtask]) => subtask);
    expect(drawn).toHaveLength(10);
    expect(new Set(drawn)).toEqual(new Set([0, 1]));
  });

  test("rule 6.10: a window holds records back, but no marker", () => {
    const env = createLocalEnvironment({ trace: true });
    env.setParallelism(1).configure({ "metrics.latency.interval": Duration.ofMillis(400) });
    const sink = new CollectingSink<number>();
    env
      .fromSource(
        createScriptedSource(TICKS),
        WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((n) => n),
        "ticks",
      )
      .keyBy((n) => n % 2)
      .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
      .reduce((a, b) => a + b)
      .name("sums")
      .sinkTo(sink)
      .name("results");
    const job = env.execute("window");
    job.runToEnd();
    expect(sink.values).toHaveLength(2);
    expect(markersAt(job, "results: Writer")).toEqual([
      [0, 0, 0],
      [0, 400, 0],
      [0, 800, 0],
    ]);
  });

  test("without an interval there are none", () => {
    expect(markersAt(start({ "metrics.latency.interval": 0 }), "slow")).toEqual([]);
  });
});
