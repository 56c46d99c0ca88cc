/**
 * What the REST answers say of jobs whose times follow from their costs by hand, in the shapes of Flink 2.3.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  type Collector,
  createLocalEnvironment,
  createScriptedSource,
  DescriptiveStatisticsHistogram,
  Duration,
  type JobClient,
  type LocalEnvironmentOptions,
  MeterView,
  type ProcessContext,
  ProcessFunction,
  RichMapFunction,
  type RestValue,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../../index";
import { backPressureLevel } from "./rest-vertices";

type Body = { readonly [name: string]: RestValue };

/** Numbers through "fast" (2 ms each) and "slow" (5 ms each), each its own task; the source takes no time. */
function startPipeline(count: number, options: LocalEnvironmentOptions = {}) {
  const costs = {
    records: [
      { operator: "fast", millis: 2 },
      { operator: "slow", millis: 5 },
    ],
  };
  const env = createLocalEnvironment({ costs, ...options });
  env.setParallelism(1);
  env
    .fromSequence(1, count)
    .map((n) => n)
    .name("fast")
    .startNewChain()
    .map((n) => n)
    .name("slow")
    .startNewChain()
    .sinkTo(new CollectingSink());
  return env.execute("pipeline");
}

function runTo(job: JobClient, millis: number): void {
  for (let outcome = job.step(1); outcome.processingTime <= millis; outcome = job.step(1)) {
    if (outcome.reason !== "budget") throw new Error(`the job is over at ${outcome.processingTime}`);
  }
}

function get(job: JobClient, path: string): RestValue {
  const { status, body } = job.rest(path);
  expect([path, status]).toEqual([path, 200]);
  return body;
}

/** The path of the vertex whose name begins so. */
function pathOf(job: JobClient, name: string): string {
  const { id } = (get(job, "/jobs") as { jobs: { id: string }[] }).jobs[0] as { id: string };
  const vertex = job.plan.vertices.find((candidate) => candidate.name.startsWith(name));
  return `/jobs/${id}/vertices/${vertex?.id}`;
}

function jobPath(job: JobClient): string {
  return pathOf(job, "").split("/vertices")[0] as string;
}

describe("back-pressure", () => {
  test("rules 6.5, 6.6: idle, busy and back-pressured time as the costs give them", () => {
    const job = startPipeline(20_000);
    runTo(job, 5_000);
    const of = (name: string) => get(job, `${pathOf(job, name)}/backpressure`) as Body;
    const at = { status: "ok", "end-timestamp": 5_000 };
    const high = { "backpressure-level": "high", backpressureLevel: "high" };
    const ok = { "backpressure-level": "ok", backpressureLevel: "ok" };
    // The source fills its channel at once and is back-pressured from then on.
    expect(of("Source")).toEqual({
      ...at,
      ...high,
      subtasks: [{ subtask: 0, ...high, ratio: 1, idleRatio: 0, busyRatio: 0 }],
    });
    // "fast" emits its 53rd record at 104, when "slow" has taken 21: 32 wait. It works until 106, takes the place
    // that came free at 105, works until 108, waits until 110; then works for 2 and waits for 3 of every 5 ms.
    // 2 + 978 * 3 = 2,936 ms in 5 s are 587 a second.
    expect(of("fast")).toEqual({
      ...at,
      ...high,
      subtasks: [{ subtask: 0, ...high, ratio: 0.587, idleRatio: 0, busyRatio: 0.413 }],
    });
    expect(of("slow")).toEqual({
      ...at,
      ...ok,
      subtasks: [{ subtask: 0, ...ok, ratio: 0, idleRatio: 0, busyRatio: 1 }],
    });
  });

  test("rule 6.5: the average is over the last minute", () => {
    const job = startPipeline(40_000);
    const busy = () => get(job, `${pathOf(job, "fast")}/metrics?get=0.backPressuredTimeMsPerSecond`);
    const answer = (value: string) => [{ id: "0.backPressuredTimeMsPerSecond", value }];
    runTo(job, 10_000);
    expect(busy()).toEqual(answer("593")); // (2,936 + 3,000) / 10
    runTo(job, 60_000);
    expect(busy()).toEqual(answer("598")); // (2,936 + 11 * 3,000) / 60
    runTo(job, 65_000);
    expect(busy()).toEqual(answer("600"));
  });

  test("rule 6.6: a task without input is idle", () => {
    const env = createLocalEnvironment({ costs: { records: [{ operator: "slow", millis: 30 }] } });
    env.setParallelism(1);
    const script = Array.from({ length: 100 }, (_, index) => ({ value: index, arrivalMillis: index * 100 }));
    env
      .fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<number>(), "ticks")
      .map((n) => n)
      .name("slow")
      .startNewChain()
      .sinkTo(new CollectingSink());
    const job = env.execute("idle");
    runTo(job, 5_000);
    // 50 records of 30 ms in 5 s.
    expect(get(job, `${pathOf(job, "slow")}/backpressure`)).toMatchObject({
      backpressureLevel: "ok",
      subtasks: [{ ratio: 0, idleRatio: 0.7, busyRatio: 0.3 }],
    });
  });

  test("rule 6.8: levels", () => {
    expect([0, 0.1, 0.101, 0.5, 0.501, 1].map(backPressureLevel)).toEqual(["ok", "ok", "low", "low", "high", "high"]);
  });
});

describe("metrics", () => {
  test("records, rates and queues of a subtask, by name", () => {
    const job = startPipeline(20_000);
    runTo(job, 5_000);
    const names = [
      "numRecordsIn",
      "numRecordsOut",
      "numRecordsInPerSecond",
      "fast.numRecordsIn",
      "busyTimeMsPerSecond",
      "accumulateBackPressuredTimeMs",
      "Shuffle.Netty.Input.Buffers.inputQueueLength",
      "Shuffle.Netty.Input.Buffers.inPoolUsage",
      "no such metric",
    ];
    const values = get(job, `${pathOf(job, "fast")}/subtasks/0/metrics?get=${names.join(",")}`);
    // At 5,000 "slow" has taken 1,000 records, and its 1,001st at that very instant: 1,001 + 32 are through "fast";
    // the update at 5,000 came before that, with one less. A rate is over a whole minute.
    expect(values).toEqual([
      { id: "numRecordsIn", value: "1033" },
      { id: "numRecordsOut", value: "1033" },
      { id: "numRecordsInPerSecond", value: String(1_032 / 60) },
      { id: "fast.numRecordsIn", value: "1033" },
      { id: "busyTimeMsPerSecond", value: "413.0" },
      { id: "accumulateBackPressuredTimeMs", value: "2936" },
      { id: "Shuffle.Netty.Input.Buffers.inputQueueLength", value: "32" },
      { id: "Shuffle.Netty.Input.Buffers.inPoolUsage", value: "1.0" },
    ]);
  });

  test("without a name: what there is; over subtasks: smallest, largest, average, sum, skew", () => {
    const env = createLocalEnvironment({ costs: { records: [{ operator: "slow", subtask: 0, millis: 1 }] } });
    env.setParallelism(1);
    env
      .fromData(1, 2, 3, 4, 5, 6)
      .rebalance()
      .filter((n) => n > 2)
      .name("slow")
      .setParallelism(2)
      .sinkTo(new CollectingSink())
      .setParallelism(2);
    const job = env.execute("two subtasks");
    job.runToEnd();
    const path = `${pathOf(job, "slow")}/subtasks/metrics`;
    expect(get(job, path)).toContainEqual({ id: "numRecordsIn" });
    expect(get(job, `${path}?get=numRecordsIn,slow.numRecordsOut`)).toEqual([
      { id: "numRecordsIn", min: 3, max: 3, avg: 3, sum: 6, skew: 0 },
      { id: "slow.numRecordsOut", min: 2, max: 2, avg: 2, sum: 4, skew: 0 },
    ]);
    // Subtask 0 worked for 3 ms, subtask 1 not at all: both are 1.5 away from the average of 1.5.
    expect(get(job, `${path}?get=accumulateBusyTimeMs&agg=max,skew`)).toEqual([
      { id: "accumulateBusyTimeMs", max: 3, skew: 100 },
    ]);
    expect(get(job, `${path}?get=accumulateBusyTimeMs&agg=sum&subtasks=1`)).toEqual([
      { id: "accumulateBusyTimeMs", sum: 0 },
    ]);
    expect(job.rest(`${path}?get=numRecordsIn&agg=mode`).status).toBe(400);
  });

  test("metrics of a function", () => {
    class Counting extends RichMapFunction<number, number> {
      override open(): void {
        const group = this.getRuntimeContext().getMetricGroup().addGroup("mine");
        const even = group.counter("even");
        const sizes = group.histogram("sizes", new DescriptiveStatisticsHistogram(10));
        const seen = group.meter("seen", new MeterView());
        let last = 0;
        group.gauge("last", () => last);
        this.note = (value) => {
          if (value % 2 === 0) even.inc();
          sizes.update(value);
          seen.markEvent();
          last = value;
        };
      }
      note: (value: number) => void = () => undefined;
      override map(value: number): number {
        this.note(value);
        return value;
      }
    }
    const env = createLocalEnvironment({ costs: { records: [{ operator: "counting", millis: 2_000 }] } });
    env.setParallelism(1);
    env.fromData(1, 2, 3, 4).map(new Counting()).name("counting").sinkTo(new CollectingSink());
    const job = env.execute("mine");
    job.runToEnd();
    const names = ["even", "last", "seen", "sizes_min", "sizes_mean", "sizes_median", "sizes_p99"];
    const query = names.map((name) => `0.counting.mine.${name}`).join(",");
    // At the update at 5,000 three records had come.
    expect(get(job, `${pathOf(job, "Source")}/metrics?get=${query}`)).toEqual([
      { id: "0.counting.mine.even", value: "2" },
      { id: "0.counting.mine.last", value: "4" },
      { id: "0.counting.mine.seen", value: "0.05" },
      { id: "0.counting.mine.sizes_min", value: "1" },
      { id: "0.counting.mine.sizes_mean", value: "2.5" },
      { id: "0.counting.mine.sizes_median", value: "2.5" },
      { id: "0.counting.mine.sizes_p99", value: "4.0" },
    ]);
  });

  test("watermarks and late records", () => {
    const env = createLocalEnvironment();
    env.setParallelism(1);
    env
      .fromData<readonly [string, number]>(["a", 1], ["a", 25], ["a", 2])
      .assignTimestampsAndWatermarks(
        WatermarkStrategy.forGenerator<readonly [string, number]>(() => ({
          onEvent: (event, _timestamp, output) => output.emitWatermark(event[1] - 1),
          onPeriodicEmit: () => undefined,
        })).withTimestampAssigner(([, time]) => time),
      )
      .keyBy(([key]) => key)
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
      .reduce((a) => a)
      .name("window")
      .sinkTo(new CollectingSink());
    const job = env.execute("late");
    while (Number(job.metrics().find(({ name }) => name === "window")?.numRecordsIn) < 3) job.step(1);
    expect(get(job, `${pathOf(job, "window")}/watermarks`)).toEqual([{ id: "0.currentInputWatermark", value: "24" }]);
    expect(get(job, `${pathOf(job, "window")}/metrics?get=0.window.numLateRecordsDropped`)).toEqual([
      { id: "0.window.numLateRecordsDropped", value: "1" },
    ]);
  });
});

describe("job and vertices", () => {
  test("a job in Flink's shape, with the fields that Flink gives it", () => {
    const job = startPipeline(100);
    job.runToEnd();
    const details = get(job, jobPath(job)) as Body;
    // The 100th record is taken by "slow" at 99 * 5 and worked on for 5 ms.
    expect(details).toMatchObject({
      name: "pipeline",
      isStoppable: false,
      state: "FINISHED",
      "job-type": "STREAMING",
      "start-time": 0,
      "end-time": 500,
      duration: 500,
      maxParallelism: -1,
      now: 500,
    });
    expect(Object.keys(details["timestamps"] as Body)).toHaveLength(11);
    const [source, fast] = details["vertices"] as readonly Body[];
    expect(source).toMatchObject({ status: "FINISHED", parallelism: 1, metrics: { "write-records": 100 } });
    expect(fast).toMatchObject({
      name: "fast",
      tasks: { FINISHED: 1, RUNNING: 0 },
      metrics: {
        "read-records": 100,
        "read-records-complete": true,
        "read-bytes": 0,
        "read-bytes-complete": false,
        "write-records": 100,
        "accumulated-busy-time": 200,
      },
    });
    expect(details["status-counts"]).toMatchObject({ FINISHED: 3, RUNNING: 0 });
    const { nodes } = details["plan"] as { nodes: readonly Body[] };
    expect(nodes[1]).toMatchObject({
      id: fast?.["id"],
      inputs: [{ num: 0, id: source?.["id"], ship_strategy: "FORWARD", exchange: "pipelined_bounded" }],
    });
    expect(get(job, `${jobPath(job)}/status`)).toEqual({ status: "FINISHED" });
    expect(get(job, `${jobPath(job)}/metrics?get=numRestarts,uptime`)).toEqual([
      { id: "numRestarts", value: "0" },
      { id: "uptime", value: "-1" },
    ]);
    expect(get(job, `${pathOf(job, "slow")}/subtasks/0`)).toMatchObject({ subtask: 0, attempt: 0, "end-time": 500 });
  });

  test("restarts, up-time and down-time", () => {
    class Fails extends ProcessFunction<number, number> {
      override processElement(value: number, _context: ProcessContext, out: Collector<number>): void {
        const { attemptNumber } = this.getRuntimeContext();
        if (attemptNumber === 0 && value === 3) throw new Error("first attempt");
        out.collect(value);
      }
    }
    const env = createLocalEnvironment({ costs: { records: [{ operator: "fails", millis: 10 }] } });
    env.setParallelism(1);
    env.enableCheckpointing(15);
    env.fromData(1, 2, 3, 4).process(new Fails()).name("fails").sinkTo(new CollectingSink());
    const job = env.execute("restart");
    while (job.status === "RUNNING") job.step(1);
    const read = () => get(job, `${jobPath(job)}/metrics?get=numRestarts,uptime,downtime`);
    expect(read()).toEqual([
      { id: "numRestarts", value: "1" },
      { id: "uptime", value: "0" },
      { id: "downtime", value: "0" },
    ]);
    expect(job.step(1).processingTime).toBe(1_020); // 20 + a second of delay
    expect(get(job, `${jobPath(job)}/exceptions`)).toEqual({
      exceptionHistory: {
        entries: [
          {
            exceptionName: "Error",
            stacktrace: expect.stringContaining("first attempt") as string,
            timestamp: 20,
            failureLabels: {},
            taskName: "Source: Collection Source -> fails -> Sink: Writer (1/1)",
            endpoint: "taskmanager-0:0",
            taskManagerId: "taskmanager-0",
            concurrentExceptions: [],
          },
        ],
        truncated: false,
      },
    });
    job.runToEnd();
    expect(get(job, `${jobPath(job)}/checkpoints`)).toMatchObject({
      counts: { restored: 1, failed: 0 },
      latest: { restored: { id: 1, restore_timestamp: 1_020, is_savepoint: false } },
    });
  });

  test("checkpoints with their durations", () => {
    const env = createLocalEnvironment({ costs: { records: [{ operator: "slow", millis: 30 }] } });
    env.setParallelism(1);
    env.enableCheckpointing(50);
    env
      .fromSequence(1, 4)
      .map((n) => n)
      .name("slow")
      .startNewChain()
      .sinkTo(new CollectingSink());
    const job = env.execute("checkpoints");
    job.runToEnd();
    // Triggered at 50; the barrier comes behind all four records, which are worked on until 120.
    expect(get(job, `${jobPath(job)}/checkpoints/details/1`)).toMatchObject({
      className: "completed",
      id: 1,
      status: "COMPLETED",
      is_savepoint: false,
      trigger_timestamp: 50,
      latest_ack_timestamp: 120,
      end_to_end_duration: 70,
      num_subtasks: 2,
      num_acknowledged_subtasks: 2,
      checkpoint_type: "CHECKPOINT",
    });
    expect(get(job, `${jobPath(job)}/checkpoints/config`)).toMatchObject({ mode: "exactly_once", interval: 50 });
    const slow = pathOf(job, "slow").split("/").at(-1);
    expect(get(job, `${jobPath(job)}/checkpoints/details/1/subtasks/${slow}`)).toMatchObject({
      num_subtasks: 1,
      subtasks: [{ className: "completed", index: 0, ack_timestamp: 120, end_to_end_duration: 70 }],
    });
  });

  test("what does not exist", () => {
    const job = startPipeline(1);
    const missing = { status: 404, body: { errors: ["Not found: /nothing"] } };
    expect(job.rest("/nothing")).toEqual(missing);
    expect(job.rest("/jobs/abc")).toEqual({ status: 404, body: { errors: ["Job abc not found"] } });
    expect(job.rest(`${jobPath(job)}/vertices/abc`).body).toEqual({ errors: ["JobVertex abc not found"] });
    expect(job.rest(`${jobPath(job)}/checkpoints`).status).toBe(404);
    expect(job.rest(`/v1${jobPath(job)}/status`).status).toBe(200);
  });

  test("asking changes nothing", () => {
    const [plain, asked] = [startPipeline(50, { trace: true }), startPipeline(50, { trace: true })];
    while (asked.step(1).reason === "budget") get(asked, jobPath(asked));
    plain.runToEnd();
    expect(asked.trace()).toEqual(plain.trace());
  });
});
