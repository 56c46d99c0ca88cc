/**
 * Jobs whose channels are made of network buffers: how much is under way, where it waits, what debloating makes of it,
 * and that results and laws stay what they are.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  type JobClient,
  type LocalEnvironmentOptions,
  type RestValue,
  WatermarkStrategy,
} from "../index";
import { decodeTrace } from "../trace/index";

const TEXT = "x".repeat(984); // 2 + 984 bytes, 999 with the header and the tag: with 13 more 1,000 less 1

/** Texts of about 1,000 bytes; "slow" takes 10 ms for each: 100 a second. */
function start(count: number, options: LocalEnvironmentOptions, checkpointIntervalMillis = 0) {
  const env = createLocalEnvironment({ costs: { records: [{ operator: "slow", millis: 10 }] }, ...options });
  env.setParallelism(1);
  if (checkpointIntervalMillis > 0) env.enableCheckpointing(checkpointIntervalMillis);
  const sink = new CollectingSink<number>();
  env
    .fromSequence(1, count)
    .map((n) => ({ n: Number(n), text: TEXT }))
    .map(({ n }) => n)
    .name("slow")
    .startNewChain()
    .sinkTo(sink);
  return { job: env.execute("buffers"), sink };
}

function runTo(job: JobClient, millis: number): void {
  while (job.step(1).processingTime <= millis) expect(job.status).toBe("RUNNING");
}

/** Metrics of the only subtask of the vertex at that place. */
function metricsOf(job: JobClient, vertex: number, ...names: readonly string[]): readonly RestValue[] {
  const { jobs } = job.rest("/jobs").body as { jobs: readonly { id: string }[] };
  const path = `/jobs/${jobs[0]?.id}/vertices/${job.plan.vertices[vertex]?.id}/subtasks/0/metrics`;
  return names.map(
    (name) => (job.rest(`${path}?get=${name}`).body as readonly { value: RestValue }[])[0]?.value ?? null,
  );
}

describe("network buffers", () => {
  test("rules 6.1, 6.2: ten buffers are with the consumer, ten at the producer, then it waits", () => {
    // Each record fits a buffer alone: 1 + 1 + 8 + 1 + 986 + 13 = 1,010 bytes.
    const { job } = start(2_000, { network: { bufferBytes: 1_010 } });
    runTo(job, 5_000);
    const INPUT = "Shuffle.Netty.Input.Buffers";
    const OUTPUT = "Shuffle.Netty.Output.Buffers";
    expect(metricsOf(job, 1, `${INPUT}.inputQueueLength`, `${INPUT}.inPoolUsage`)).toEqual(["10", "1.0"]);
    expect(metricsOf(job, 1, `${INPUT}.inputFloatingBuffersUsage`, `${INPUT}.inputExclusiveBuffersUsage`)).toEqual([
      "1.0",
      "1.0",
    ]);
    // One has just been taken; its place at the producer is about to be filled.
    expect(metricsOf(job, 0, `${OUTPUT}.outputQueueLength`, `${OUTPUT}.outPoolUsage`)).toEqual(["9", "0.9"]);
    expect(metricsOf(job, 0, "backPressuredTimeMsPerSecond", "softBackPressuredTimeMsPerSecond")).toEqual([
      "1000",
      "1000",
    ]);
    expect(job.channels()).toEqual([
      {
        operator: 2,
        subtask: 0,
        channel: 0,
        fromOperator: 0,
        fromSubtask: 0,
        elements: 19,
        capacity: Number.POSITIVE_INFINITY,
        buffers: { elements: 19, bytes: 19 * 1_010, queued: 10, backlog: 9, credits: 0 },
      },
    ]);
    // 502 records were taken, 19 wait.
    expect(metricsOf(job, 1, "numRecordsIn", "numBytesIn")).toEqual(["502", String(502 * 1_010)]);
    expect(metricsOf(job, 0, "numBytesOut", "numBuffersOut")).toEqual([String(521 * 1_010), "521"]);
  });

  test("rule 6.5: what goes beyond the overdraft holds its producer inside the write, which is hard back-pressure", () => {
    const env = createLocalEnvironment({
      costs: { records: [{ operator: "slow", millis: 10 }] },
      network: { bufferBytes: 1_010 },
    });
    env.setParallelism(1);
    env
      .fromSequence(1, 40)
      .flatMap<{ n: number; text: string }>((n, out) => {
        for (let copy = 0; copy < 100; copy += 1) out.collect({ n: Number(n), text: TEXT });
      })
      .map(({ n }) => n)
      .name("slow")
      .startNewChain()
      .sinkTo(new CollectingSink());
    const job = env.execute("hard");
    runTo(job, 10_000);
    // Of 100 records 85 are beyond the 10 credits and the overdraft (10 + 5 - 1 in hand): the write goes on until no more
    // than 15 buffers are at the producer, then it waits for room until 9 are left.
    const [soft, hard, both] = metricsOf(
      job,
      0,
      "softBackPressuredTimeMsPerSecond",
      "hardBackPressuredTimeMsPerSecond",
      "backPressuredTimeMsPerSecond",
    ).map(Number) as [number, number, number];
    expect(both).toBe(soft + hard);
    expect(both).toBe(1_000);
    expect(hard).toBeGreaterThan(soft);
    expect(soft).toBeGreaterThan(0);
  });

  test("results are those of channels that count elements", () => {
    const { job, sink } = start(500, { network: { bufferBytes: 300 }, seed: 5 }, 700);
    job.runToEnd();
    expect(sink.values).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });

  test("rule 6.7: with debloating about a second of data is under way, and barriers are faster by as much", () => {
    const lastDurationOf = (network: NonNullable<LocalEnvironmentOptions["network"]>) => {
      const { job } = start(20_000, { network }, 15_000);
      runTo(job, 58_000);
      const { jobs } = job.rest("/jobs").body as { jobs: readonly { id: string }[] };
      const answer = job.rest(`/jobs/${jobs[0]?.id}/metrics?get=lastCheckpointDuration`).body;
      return { job, millis: Number((answer as readonly { value: RestValue }[])[0]?.value) };
    };
    // Ten buffers of 32.4 records are with the consumer, one of them partly consumed, nine full ones at the producer,
    // whose tenth has just been begun: 18 to 19.5 times 324 ms.
    const plain = lastDurationOf({});
    expect(plain.millis).toBeGreaterThan(5_832);
    expect(plain.millis).toBeLessThan(6_318);
    const debloated = lastDurationOf({ debloating: true });
    const [bytes, millis] = metricsOf(debloated.job, 1, "debloatedBufferSize", "estimatedTimeToConsumeBuffersMs");
    // 101,000 bytes a second in 20 buffers are 5,050 bytes; a size is announced when it is a quarter off.
    expect(Number(bytes)).toBeGreaterThan(5_050 * 0.75);
    expect(Number(bytes)).toBeLessThan(5_050 * 1.34);
    expect(Number(millis)).toBeGreaterThan(750);
    expect(Number(millis)).toBeLessThan(1_334);
    expect(debloated.millis).toBeLessThan(1_500);
  });
});

describe("alignment", () => {
  test("rule 6.4: the producer behind a blocked channel is back-pressured until the other barrier has come", () => {
    // Source 0 has a record every 10 ms, source 1 one at 1,000; the barrier of source 1 waits behind its slow map.
    const env = createLocalEnvironment({
      costs: { records: [{ operator: "slow", subtask: 1, millis: 400 }] },
      channelCapacity: 4,
      trace: true,
    });
    env.setParallelism(2);
    env.enableCheckpointing(500);
    const script = [
      ...Array.from({ length: 200 }, (_, index) => ({ value: index, arrivalMillis: index * 10, partition: 0 })),
      ...Array.from({ length: 4 }, (_, index) => ({ value: -index, arrivalMillis: index, partition: 1 })),
    ];
    env
      .fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<number>(), "numbers")
      .map((n) => n)
      .name("slow")
      .startNewChain()
      .map((n) => n)
      .name("all")
      .setParallelism(1)
      .sinkTo(new CollectingSink());
    const job = env.execute("alignment");
    job.runToEnd();
    const slow = job.plan.operators.find(({ name }) => name === "slow")?.index;
    const events = decodeTrace(job.trace() as NonNullable<ReturnType<JobClient["trace"]>>).events.filter(
      ({ processingTime }) => processingTime < 1_700,
    );
    const times = (kind: string, subtask: number) =>
      events.flatMap((event) =>
        event.kind === kind && "operator" in event && event.operator === slow && event.subtask === subtask
          ? [event.processingTime]
          : [],
      );
    // Subtask 1 works on its four records until 1,600, so its barrier of 500 leaves then. Subtask 0's barrier came at
    // 500: its next four records (500 to 530) fill the channel, and it waits from then on.
    expect(times("back-pressure-started", 0)).toEqual([530]);
    expect(times("back-pressure-ended", 0)).toEqual([1_600]);
    expect(times("back-pressure-started", 1)).toEqual([]);
  });
});
