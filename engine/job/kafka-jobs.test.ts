/**
 * Jobs from Kafka to Kafka across failures: what a reader outside sees under each guarantee, reckoned by hand.
 */
import { describe, expect, test } from "vitest";
import {
  type DeliveryGuarantee,
  KafkaRecordSerializationSchema,
  KafkaSink,
  KafkaSource,
  OffsetsInitializer,
  SimulatedKafka,
  TopicPartition,
} from "../connectors/index";
import type { FaultPlan } from "../runtime/index";
import { WatermarkStrategy } from "../time/index";
import { decodeTrace, explain, type TraceColumns, type TraceEvent } from "../trace/index";
import { RestartStrategies } from "../api/index";
import { createLocalEnvironment } from "./create-engine";
import type { LocalEnvironmentOptions } from "./local-executor";
import { get, pathOf } from "./rest/rest-run.contract";

type Case = {
  readonly guarantee: DeliveryGuarantee;
  readonly faults?: FaultPlan;
  readonly properties?: Readonly<Record<string, string>>;
  readonly parallelism?: number;
  /** What else happens to the broker. */
  readonly script?: (kafka: SimulatedKafka) => void;
};

/** Numbers 1 to 6 arrive at 10, 40, 70, 110, 140 and 170 ms, alternately in partitions 0 and 1; checkpoints every 100 ms. */
function run({ guarantee, faults = [], properties = {}, parallelism = 1, script }: Case) {
  const kafka = new SimulatedKafka().createTopic("in", { partitions: 2 }).createTopic("out");
  [10, 40, 70, 110, 140, 170].forEach((atMillis, index) => {
    kafka.at(atMillis, (broker) => broker.send("in", { value: index + 1, partition: index % 2 }));
  });
  script?.(kafka);
  const env = createLocalEnvironment({ faults, trace: true, slotsPerTaskManager: 1 }).setParallelism(parallelism);
  env.enableCheckpointing(100);
  const ends = new Map([
    [new TopicPartition("in", 0), 3],
    [new TopicPartition("in", 1), 3],
  ]);
  const source = KafkaSource.builder<number>()
    .setBootstrapServers(kafka)
    .setTopics("in")
    .setGroupId("numbers")
    .setBounded(OffsetsInitializer.offsets(ends))
    .setValueOnlyDeserializer((value) => value as number)
    .build();
  const sink = KafkaSink.builder<number>()
    .setBootstrapServers(kafka)
    .setDeliveryGuarantee(guarantee)
    .setTransactionalIdPrefix("sums")
    .setKafkaProducerConfig({ "transaction.timeout.ms": "900000", ...properties })
    .setRecordSerializer(
      KafkaRecordSerializationSchema.builder<number>()
        .setTopic("out")
        .setValueSerializationSchema((value) => value)
        .build(),
    )
    .build();
  env.fromSource(source, WatermarkStrategy.noWatermarks<number>(), "in").sinkTo(sink).name("out");
  const job = env.execute();
  job.runToEnd();
  const log = decodeTrace(job.trace() as TraceColumns);
  const { events } = log;
  const read = (isolation: "read_committed" | "read_uncommitted") =>
    kafka.read("out", isolation).map(({ value }) => value);
  return {
    job,
    kafka,
    log,
    events,
    views: job.outsideViews(),
    committed: read("read_committed"),
    all: read("read_uncommitted"),
  };
}

type Changed = Extract<TraceEvent, { kind: "outside-changed" }>;
const outside = (events: readonly TraceEvent[]) =>
  events.filter((event): event is Changed => event.kind === "outside-changed" && event.place === "out-0");

/** The step of the first event of that kind. */
function stepOf(events: readonly TraceEvent[], kind: TraceEvent["kind"]): number {
  const event = events.find((each) => each.kind === kind);
  if (event === undefined) throw new Error(`no ${kind}`);
  return event.step;
}

const killAfter = (afterStep: number) => [{ kind: "kill-task-manager", taskManager: 0, afterStep }] as const;

/**
 * Without failure: 1, 2, 3 belong to checkpoint 1 at 100 ms, 4, 5, 6 to checkpoint 2 at 200 ms. A failure restarts the job
 * a second later; then it reads partition 0 to its end (1, 3, 5), partition 1 (2, 4, 6) behind it.
 */
describe("exactly-once", () => {
  test("rules 5.10.1, 5.10.3, 5.10.e, 5.10.p: one transaction for each checkpoint, visible when that is complete", () => {
    const { events, committed, all } = run({ guarantee: "exactly-once" });
    expect(all).toEqual([1, 2, 3, 4, 5, 6]);
    expect(committed).toEqual(all);
    const shown = outside(events).map(({ processingTime, effect, transaction, position, value, visible }) =>
      [processingTime, effect, transaction, position, value, visible].join(" "),
    );
    expect(shown).toEqual([
      "10 written sums-0-1 0 1 false",
      "40 written sums-0-1 1 2 false",
      "70 written sums-0-1 2 3 false",
      "100 committed sums-0-1 0 1 true",
      "100 committed sums-0-1 1 2 true",
      "100 committed sums-0-1 2 3 true",
      // Offset 3 is the marker. The last record is that of 170, so the final checkpoint comes then.
      "110 written sums-0-2 4 4 false",
      "140 written sums-0-2 5 5 false",
      "170 written sums-0-2 6 6 false",
      "170 committed sums-0-2 4 4 true",
      "170 committed sums-0-2 5 5 true",
      "170 committed sums-0-2 6 6 true",
    ]);
    const preCommits = events.filter((event) => event.kind === "outside-changed" && event.effect === "pre-committed");
    expect(preCommits).toHaveLength(2);
    expect(preCommits[0]).toMatchObject({ processingTime: 100, transaction: "sums-0-1", visible: false });
  });

  test("rules 5.10.4, 5.10.b: killed between pre-commit and commit, the restored committer commits", () => {
    const whole = run({ guarantee: "exactly-once" });
    const completedAt = stepOf(whole.events, "checkpoint-completed");
    const { committed, all, events } = run({ guarantee: "exactly-once", faults: killAfter(completedAt) });
    expect(all).toEqual([1, 2, 3, 5, 4, 6]);
    expect(committed).toEqual(all);
    const firstCommit = outside(events).find(({ effect }) => effect === "committed");
    expect(firstCommit).toMatchObject({ processingTime: 1100, transaction: "sums-0-1", visible: true });
  });

  test("rules 5.10.2, 5.10.c, 5.10.h: killed before the checkpoint is complete, what was written is aborted and replayed", () => {
    const whole = run({ guarantee: "exactly-once" });
    const third = outside(whole.events)[2] as Changed;
    const { committed, all, events } = run({ guarantee: "exactly-once", faults: killAfter(third.step) });
    expect(all).toEqual([1, 2, 3, 1, 3, 5, 2, 4, 6]);
    expect(committed).toEqual([1, 3, 5, 2, 4, 6]);
    const aborted = outside(events).filter(({ effect }) => effect === "aborted");
    expect(aborted.map(({ processingTime, value }) => [processingTime, value])).toEqual([
      [1070, "1"],
      [1070, "2"],
      [1070, "3"],
    ]);
  });

  test("whatever is killed after whatever step, read_committed sees each number once", () => {
    for (const parallelism of [1, 2]) {
      const whole = run({ guarantee: "exactly-once", parallelism });
      const last = whole.events.at(-1) as TraceEvent;
      for (let afterStep = 0; afterStep < last.step; afterStep += 1) {
        const { committed } = run({ guarantee: "exactly-once", parallelism, faults: killAfter(afterStep) });
        expect([...committed].sort(), `parallelism ${parallelism}, after step ${afterStep}`).toEqual([
          1, 2, 3, 4, 5, 6,
        ]);
      }
    }
  });

  test("rules 5.10.f, 5.10.g: a timeout shorter than the downtime loses what was pre-committed, and says so", () => {
    const completedAt = stepOf(run({ guarantee: "exactly-once" }).events, "checkpoint-completed");
    const { committed, all, kafka, events } = run({
      guarantee: "exactly-once",
      faults: killAfter(completedAt),
      properties: { "transaction.timeout.ms": "500" },
    });
    // The transaction of 1, 2, 3 began at 10 ms and is aborted at 510; the restored committer comes at 1100.
    expect(all).toEqual([1, 2, 3, 5, 4, 6]);
    expect(committed).toEqual([5, 4, 6]);
    const expired = outside(events).filter(({ effect }) => effect === "expired");
    expect(expired.map(({ processingTime, value }) => [processingTime, value])).toEqual([
      [510, "1"],
      [510, "2"],
      [510, "3"],
    ]);
    expect(kafka.outsideView().messages).toEqual([
      "Unable to commit transaction (sums-0-1) because its producer is already fenced: another producer uses the same " +
        "transactional.id, or recovery took longer than transaction.timeout.ms (500 ms). In both cases this most likely " +
        "signals data loss.",
    ]);
  });

  test("a transaction that expires while it is written fails the job, and nothing is lost", () => {
    const { committed, events } = run({
      guarantee: "exactly-once",
      script: (kafka) => kafka.at(50, (broker) => broker.expireTransactions({ transactionalId: "sums-0-1" })),
    });
    // 3 cannot be written at 70: the job restarts at 1070 from the beginning.
    expect(committed).toEqual([1, 3, 5, 2, 4, 6]);
    expect(events.filter(({ kind }) => kind === "failure")).toEqual([
      expect.objectContaining({ processingTime: 70, message: expect.stringContaining("Kafka Producer") as string }),
    ]);
  });

  test("a transaction that expires after its last record is lost without a failure", () => {
    const { job, committed, all, kafka, events } = run({
      guarantee: "exactly-once",
      script: (kafka) => kafka.at(80, (broker) => broker.expireTransactions({ transactionalId: "sums-0-1" })),
    });
    expect(all).toEqual([1, 2, 3, 4, 5, 6]);
    expect(committed).toEqual([4, 5, 6]);
    expect(events.filter(({ kind }) => kind === "failure")).toEqual([]);
    expect(kafka.outsideView().messages).toHaveLength(1);
    // Two transactions came to the committer: one was given up, one committed.
    const names = ["Total", "Success", "Failure", "Retry", "AlreadyCommitted"];
    const query = names.map((name) => `0.out: Committer.numCommittables${name}`).join(",");
    const values = get(job, `${pathOf(job, "Source")}/metrics?get=${query}`) as { value: string }[];
    expect(values.map(({ value }) => value)).toEqual(["2", "1", "1", "0", "0"]);
  });
});

test("a record tells what became of it outside", () => {
  const third = outside(run({ guarantee: "exactly-once" }).events)[2] as Changed;
  const { log } = run({ guarantee: "exactly-once", faults: killAfter(third.step) });
  const [first, again] = outside(log.events).filter(({ effect, value }) => effect === "written" && value === "3");
  expect(explain(log, first?.record ?? 0)?.sentences.slice(-2)).toEqual([
    "It was written to kafka out-0 at 2 in transaction sums-0-1; who reads only what is committed does not see it yet.",
    "Transaction sums-0-1 was aborted: kafka out-0 at 2 is only seen by who reads everything.",
  ]);
  // Behind the marker at 3 come 1, 3, 5. Checkpoint 1 is taken right after the restart, before them: they belong to 2.
  expect(explain(log, again?.record ?? 0)?.sentences.slice(-2)).toEqual([
    "It was written to kafka out-0 at 5 in transaction sums-0-2; who reads only what is committed does not see it yet.",
    "kafka out-0 at 5 is committed: everybody sees it from now on.",
  ]);
});

describe("the fault expire-transaction", () => {
  const third = () => (outside(run({ guarantee: "exactly-once" }).events)[2] as Changed).step;

  test("ends a transaction by its id, or that of a sink's subtask, as its timeout would", () => {
    const afterStep = third();
    for (const which of [{ transactionalId: "sums-0-1" }, { operator: "out", subtask: 0 }]) {
      const faults: FaultPlan = [{ kind: "expire-transaction", afterStep, ...which }];
      const { committed, events } = run({ guarantee: "exactly-once", faults });
      expect(committed).toEqual([4, 5, 6]);
      expect(outside(events).filter(({ effect }) => effect === "expired")).toHaveLength(3);
    }
  });

  test("of a transaction that is not open changes nothing", () => {
    const faults: FaultPlan = [{ kind: "expire-transaction", afterStep: third(), transactionalId: "others-0-1" }];
    expect(run({ guarantee: "exactly-once", faults }).committed).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("the job lists what stands outside", () => {
    const { views } = run({ guarantee: "exactly-once" });
    const out = views.flatMap(({ entries }) => entries).filter(({ place }) => place === "out-0");
    expect(out.map(({ position, value, state, transaction }) => [position, value, state, transaction])).toEqual([
      ...[1, 2, 3].map((value, offset) => [offset, String(value), "committed", "sums-0-1"]),
      [3, "", "commit marker", "sums-0-1"],
      ...[4, 5, 6].map((value, offset) => [4 + offset, String(value), "committed", "sums-0-2"]),
      [7, "", "commit marker", "sums-0-2"],
    ]);
    expect(views.map(({ system }) => system)).toEqual(["kafka"]);
  });
});

describe("less than exactly-once", () => {
  test("rule 5.10.d: at-least-once doubles exactly what was written since the last checkpoint", () => {
    const whole = run({ guarantee: "at-least-once" });
    expect(whole.all).toEqual([1, 2, 3, 4, 5, 6]);
    const fifth = outside(whole.events)[4] as Changed;
    const { all, committed } = run({ guarantee: "at-least-once", faults: killAfter(fifth.step) });
    expect(all).toEqual([1, 2, 3, 4, 5, 5, 4, 6]);
    expect(committed).toEqual(all);
  });

  test("rule 5.10.d: none loses what the producer had not sent when the checkpoint was taken, at-least-once flushes it", () => {
    const properties = { "linger.ms": "50" };
    const completedAt = stepOf(run({ guarantee: "none", properties }).events, "checkpoint-completed");
    const faults = killAfter(completedAt);
    // 1 and 2 are sent at 60; 3 waits from 70 to 120 and is lost at 100, for the checkpoint is behind it.
    expect(run({ guarantee: "none", properties, faults }).all).toEqual([1, 2, 5, 4, 6]);
    expect(run({ guarantee: "at-least-once", properties, faults }).all).toEqual([1, 2, 3, 5, 4, 6]);
    expect(run({ guarantee: "none", properties }).all).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe("the sink's settings", () => {
  const serializer = () => null;

  test("rule 5.10.e: exactly-once without prefix is refused, and so is a sink without broker or serializer", () => {
    const builder = () => KafkaSink.builder<number>().setBootstrapServers(new SimulatedKafka());
    const exactlyOnce = builder().setRecordSerializer(serializer).setDeliveryGuarantee("exactly-once");
    expect(() => exactlyOnce.build()).toThrow(expect.objectContaining({ flinkClass: "IllegalStateException" }));
    expect(() => builder().build()).toThrow("recordSerializer");
    expect(() => KafkaSink.builder<number>().setRecordSerializer(serializer).build()).toThrow("bootstrapServers");
    expect(exactlyOnce.setTransactionalIdPrefix("a").build()).toBeInstanceOf(KafkaSink);
  });

  test("rule 5.10.f: the default timeout of one hour is refused by a broker that allows fifteen minutes", () => {
    const env = createLocalEnvironment({ limits: { stepsMax: 50 } });
    env.enableCheckpointing(100);
    env.setRestartStrategy(RestartStrategies.noRestart());
    const sink = KafkaSink.builder<number>()
      .setBootstrapServers(new SimulatedKafka())
      .setRecordSerializer(serializer)
      .setDeliveryGuarantee("exactly-once")
      .setTransactionalIdPrefix("a")
      .build();
    env.fromData(1).sinkTo(sink);
    expect(() => env.execute().runToEnd()).toThrow(/transaction.max.timeout.ms\): 3600000 ms, at most 900000 ms/);
  });
});

/** Numbers 1 to 8 arrive every 40 ms in 4 partitions; the job copies them with exactly-once. */
function copying(kafka: SimulatedKafka, options: LocalEnvironmentOptions, parallelism: number) {
  const env = createLocalEnvironment({ slotsPerTaskManager: 1, ...options }).setParallelism(parallelism);
  env.enableCheckpointing(100);
  const ends = new Map([0, 1, 2, 3].map((partition) => [new TopicPartition("in", partition), 2]));
  const source = KafkaSource.builder<number>()
    .setBootstrapServers(kafka)
    .setTopics("in")
    .setBounded(OffsetsInitializer.offsets(ends))
    .setValueOnlyDeserializer((value) => value as number)
    .build();
  const sink = KafkaSink.builder<number>()
    .setBootstrapServers(kafka)
    .setDeliveryGuarantee("exactly-once")
    .setTransactionalIdPrefix("copies")
    .setProperty("transaction.timeout.ms", "900000")
    .setRecordSerializer((value) => ({ topic: "out", value }))
    .build();
  env.fromSource(source, WatermarkStrategy.noWatermarks<number>(), "in").uid("in").sinkTo(sink).uid("out");
  return env.execute();
}

function numbersIn(): SimulatedKafka {
  const kafka = new SimulatedKafka().createTopic("in", { partitions: 4 }).createTopic("out");
  for (let n = 1; n <= 8; n += 1) {
    kafka.at(40 * n, (broker) => broker.send("in", { value: n, partition: n % 4 }));
  }
  return kafka;
}

const committedIn = (kafka: SimulatedKafka) => kafka.read("out", "read_committed").map(({ value }) => value as number);

describe("stopped with a savepoint and restored at another parallelism", () => {
  test.each([
    [2, 3],
    [3, 1],
  ])("from %i to %i, with a failure after any step, each number is committed once", (before, after) => {
    for (const stopAfter of [12, 25]) {
      for (let afterStep = 0; afterStep < 40; afterStep += 3) {
        const kafka = numbersIn();
        const first = copying(kafka, {}, before);
        first.step(stopAfter);
        const savepoint = first.stopWithSavepoint(false).get();
        const { processingTime } = first.step(1);
        expect(kafka.outsideView().entries.filter(({ state }) => state === "written")).toEqual([]);
        const faults: FaultPlan = [{ kind: "kill-task-manager", taskManager: 0, afterStep }];
        copying(kafka, { savepoint, faults, startProcessingTime: processingTime }, after).runToEnd();
        expect(committedIn(kafka).sort(), `stopped after ${stopAfter}, killed after ${afterStep}`).toEqual([
          1, 2, 3, 4, 5, 6, 7, 8,
        ]);
      }
    }
  });
});

test("every seed commits each number once, whatever is killed", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const kafka = numbersIn();
    const faults: FaultPlan = [
      { kind: "kill-task-manager", taskManager: seed % 2, afterStep: 5 + (seed % 23) },
      { kind: "kill-task-manager", taskManager: 0, afterStep: 30 + (seed % 7) },
    ];
    copying(kafka, { seed, faults }, 2).runToEnd();
    expect(committedIn(kafka).sort(), `seed ${seed}`).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  }
});
