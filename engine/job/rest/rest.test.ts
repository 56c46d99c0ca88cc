/**
 * What the REST answers say of jobs whose times follow from their costs by hand, in the shapes of Flink 2.3.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  type Collector,
  createLocalEnvironment,
  createScriptedSource,
  type ProcessContext,
  ProcessFunction,
  WatermarkStrategy,
} from "../../index";
import { type Body, get, jobPath, pathOf, runTo, startPipeline } from "./rest-run.contract";
import { backPressureLevel } from "./rest-vertices";

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
