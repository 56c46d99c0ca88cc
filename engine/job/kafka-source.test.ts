/**
 * The Kafka source: who reads which partition, where it begins and ends, what it keeps and what it commits.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  KafkaSource,
  type KafkaSourceBuilder,
  OffsetResetStrategy,
  OffsetsInitializer,
  SimulatedKafka,
  TopicPartition,
} from "../connectors/index";
import { Duration } from "../core/index";
import type { FaultPlan } from "../runtime/index";
import { WatermarkStrategy } from "../time/index";
import { createLocalEnvironment } from "./create-engine";

const EARLIEST_TO_LATEST = OffsetsInitializer.latest();

/** A topic "t" of 4 partitions with the values 10 p + 0, 10 p + 1 in partition p. */
function fourPartitions(): SimulatedKafka {
  const kafka = new SimulatedKafka().createTopic("t", { partitions: 4 });
  for (const offset of [0, 1]) {
    for (let partition = 0; partition < 4; partition += 1) {
      kafka.send("t", { value: 10 * partition + offset, partition, timestamp: 1000 * offset + partition });
    }
  }
  return kafka;
}

const builderOf = (kafka: SimulatedKafka): KafkaSourceBuilder<number> =>
  KafkaSource.builder<number>()
    .setBootstrapServers(kafka)
    .setTopics("t")
    .setValueOnlyDeserializer((value) => value as number);

type Options = {
  readonly parallelism?: number;
  readonly faults?: FaultPlan;
  readonly checkpointMillis?: number;
  readonly stepsMax?: number;
};

function collect(source: KafkaSource<number>, options: Options = {}): CollectingSink<number> {
  const { parallelism = 1, faults = [], checkpointMillis, stepsMax } = options;
  const env = createLocalEnvironment({ faults }).setParallelism(parallelism);
  env.getConfig().setAutoWatermarkInterval(0);
  if (checkpointMillis !== undefined) env.enableCheckpointing(checkpointMillis);
  const sink = new CollectingSink<number>({
    guarantee: checkpointMillis === undefined ? "at-least-once" : "exactly-once",
  });
  env.fromSource(source, WatermarkStrategy.noWatermarks<number>(), "t").sinkTo(sink);
  const job = env.execute();
  if (stepsMax === undefined) job.runToEnd();
  else job.step(stepsMax);
  return sink;
}

const refused = (flinkClass: string) => expect.objectContaining({ flinkClass }) as Error;

describe("partitions", () => {
  test("rule 5.10.j: the owner follows from the topic's hash and the partition", () => {
    const source = builderOf(fourPartitions()).setBounded(EARLIEST_TO_LATEST).build();
    const { results } = collect(source, { parallelism: 3 });
    const ownerOf = new Map(results.map(({ value, subtask }) => [Math.floor(value / 10), subtask]));
    // "t" hashes to 116; 116 * 31 = 3596, 3596 % 3 = 2: partition 0 to subtask 2, 1 to 0, 2 to 1, 3 to 2.
    expect([...ownerOf].sort()).toEqual([
      [0, 2],
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
  });

  test("one subtask reads them in turn, each as far as it goes", () => {
    const source = builderOf(fourPartitions()).setBounded(EARLIEST_TO_LATEST).build();
    expect(collect(source).values).toEqual([0, 1, 10, 11, 20, 21, 30, 31]);
  });

  test("rule 5.10.k: new partitions are found every five minutes and read from their beginning", () => {
    const kafka = new SimulatedKafka().createTopic("t");
    const minute = 60_000;
    kafka.at(minute, (broker) => broker.addPartitions("t", 1).send("t", { value: 7, partition: 1 }));
    kafka.at(2 * minute, (broker) => broker.send("t", { value: 8, partition: 0 }));
    // It starts at the latest offsets: that holds for partition 0, not for the new one.
    const source = builderOf(kafka).setStartingOffsets(OffsetsInitializer.latest()).build();
    const { results } = collect(source, { stepsMax: 50 });
    expect(results.map(({ value, processingTimeMillis }) => [value, processingTimeMillis])).toEqual([
      [8, 2 * minute],
      [7, 5 * minute],
    ]);
    const later = new SimulatedKafka().createTopic("t");
    later.at(minute, (broker) => broker.addPartitions("t", 1).send("t", { value: 7, partition: 1 }));
    later.at(6 * minute, (broker) => broker.send("t", { value: 8, partition: 0 }));
    const end = OffsetsInitializer.offsets(new Map([[new TopicPartition("t", 0), 1]]));
    expect(collect(builderOf(later).setBounded(end).build()).values).toEqual([8]);
  });

  test("topics by pattern, partitions by name", () => {
    const kafka = fourPartitions().createTopic("tt");
    kafka.send("tt", { value: 99 });
    const by = () => KafkaSource.builder<number>().setBootstrapServers(kafka).setBounded(EARLIEST_TO_LATEST);
    const byPattern = by().setTopicPattern(/t+/).setValueOnlyDeserializer(Number).build();
    expect(collect(byPattern).values).toEqual([0, 1, 10, 11, 20, 21, 30, 31, 99]);
    const byName = by()
      .setPartitions([new TopicPartition("t", 3)])
      .setValueOnlyDeserializer(Number)
      .build();
    expect(collect(byName).values).toEqual([30, 31]);
    expect(() => by().setTopics("t").setTopicPattern(/t/)).toThrow(refused("IllegalStateException"));
  });
});

describe("offsets", () => {
  const bounded = (kafka: SimulatedKafka, starting: OffsetsInitializer) =>
    collect(builderOf(kafka).setGroupId("g").setStartingOffsets(starting).setBounded(EARLIEST_TO_LATEST).build())
      .values;

  test("the source begins where it is told", () => {
    const kafka = fourPartitions();
    kafka.groups.commit("g", new TopicPartition("t", 2), 1);
    expect(bounded(kafka, OffsetsInitializer.earliest())).toHaveLength(8);
    expect(bounded(kafka, OffsetsInitializer.latest())).toEqual([]);
    // Timestamps are 0, 1, 2, 3 and 1000, 1001, 1002, 1003 in the partitions 0 to 3.
    expect(bounded(kafka, OffsetsInitializer.timestamp(2))).toEqual([1, 11, 20, 21, 30, 31]);
    expect(bounded(kafka, OffsetsInitializer.timestamp(1002))).toEqual([21, 31]);
    expect(bounded(kafka, OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))).toEqual([
      0, 1, 10, 11, 21, 30, 31,
    ]);
    const named = new Map([[new TopicPartition("t", 0), 1]]);
    expect(bounded(kafka, OffsetsInitializer.offsets(named, OffsetResetStrategy.LATEST))).toEqual([1, 21]);
  });

  test("committed offsets without a group, or without a reset where there are none, are refused", () => {
    const kafka = fourPartitions();
    const starting = OffsetsInitializer.committedOffsets();
    expect(() => builderOf(kafka).setStartingOffsets(starting).build()).toThrow(refused("IllegalStateException"));
    expect(() => bounded(kafka, starting)).toThrow(/Undefined offset with no reset policy for partitions: \[t-0\]/);
    expect(() => KafkaSource.builder().setBootstrapServers(kafka).build()).toThrow(/No subscribe mode is specified/);
    expect(() => KafkaSource.builder().setBootstrapServers(kafka).setTopics("t").build()).toThrow(
      "Deserialization schema is required but not provided.",
    );
  });

  test("setUnbounded stops at its offsets, and the job goes on without end", () => {
    const kafka = fourPartitions();
    kafka.at(10, (broker) => broker.send("t", { value: 99, partition: 0 }));
    const env = createLocalEnvironment();
    env.getConfig().setAutoWatermarkInterval(0);
    const sink = new CollectingSink<number>();
    const source = builderOf(kafka)
      .setUnbounded(OffsetsInitializer.latest())
      .setProperty("partition.discovery.interval.ms", "-1")
      .build();
    env.fromSource(source, WatermarkStrategy.noWatermarks<number>(), "t").sinkTo(sink);
    expect(env.execute().step(1000).reason).toBe("idle");
    expect(sink.values).toEqual([0, 1, 10, 11, 20, 21, 30, 31]);
  });

  test("rule 5.10.m: group offsets are committed with the checkpoint, and a failed job does not go back to them", () => {
    const kafka = new SimulatedKafka().createTopic("t");
    [10, 40, 110].forEach((atMillis, index) => {
      kafka.at(atMillis, (broker) => broker.send("t", { value: index }));
    });
    const committed: [number, number | undefined][] = [];
    for (const atMillis of [50, 105]) {
      kafka.at(atMillis, ({ groups }) => committed.push([atMillis, groups.committedOffsets("g").get("t-0")]));
    }
    // Somebody moves the group's offset: the restored job reads on behind 1 all the same.
    kafka.at(120, ({ groups }) => groups.commit("g", new TopicPartition("t", 0), 0));
    const end = OffsetsInitializer.offsets(new Map([[new TopicPartition("t", 0), 3]]));
    const source = builderOf(kafka).setGroupId("g").setBounded(end).build();
    const env = createLocalEnvironment({ faults: [{ kind: "throw-in-operator", operator: "seen", atRecord: 3 }] });
    env.enableCheckpointing(100);
    const seen: number[] = [];
    env
      .fromSource(source, WatermarkStrategy.noWatermarks<number>(), "t")
      .map((value) => {
        seen.push(value);
        return value;
      })
      .name("seen")
      .sinkTo(new CollectingSink());
    env.execute().runToEnd();
    expect(seen).toEqual([0, 1, 2]);
    expect(committed).toEqual([
      [50, undefined],
      [105, 2],
    ]);
    expect(kafka.groups.committedOffsets("g").get("t-0")).toBe(3);
  });

  test("rule 5.10.o: functions run again for what is replayed, though the result has it once", () => {
    const kafka = new SimulatedKafka().createTopic("t");
    for (const value of [1, 2, 3]) kafka.send("t", { value });
    const calls: number[] = [];
    const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
    const env = createLocalEnvironment({
      faults: [{ kind: "throw-in-operator", operator: "Sink: Writer", atRecord: 3 }],
    });
    env.enableCheckpointing(100);
    env
      .fromSource(
        builderOf(kafka).setBounded(EARLIEST_TO_LATEST).build(),
        WatermarkStrategy.noWatermarks<number>(),
        "t",
      )
      .map((value) => {
        calls.push(value);
        return value;
      })
      .sinkTo(sink);
    env.execute().runToEnd();
    expect(calls).toEqual([1, 2, 3, 1, 2, 3]);
    expect(sink.values).toEqual([1, 2, 3]);
  });

  test("where retention has deleted what is next, the source goes on as its start says: lost, and said so", () => {
    const lose = (starting: OffsetsInitializer) => {
      const kafka = new SimulatedKafka().createTopic("t", { retentionMillis: 500 });
      [10, 40].forEach((atMillis, index) => kafka.at(atMillis, (broker) => broker.send("t", { value: index })));
      kafka.at(900, (broker) => broker.send("t", { value: 2 }));
      const end = OffsetsInitializer.offsets(new Map([[new TopicPartition("t", 0), 3]]));
      const source = builderOf(kafka).setGroupId("g").setStartingOffsets(starting).setBounded(end).build();
      // It fails at 10 and is back at 1010: the records of 10 and 40 are older than 500 ms.
      const sink = collect(source, {
        checkpointMillis: 100,
        faults: [{ kind: "throw-in-operator", operator: "Sink: Writer", atRecord: 1 }],
      });
      return { values: sink.values, messages: kafka.outsideView().messages };
    };
    const named = (strategy: OffsetResetStrategy) =>
      OffsetsInitializer.offsets(new Map([[new TopicPartition("t", 0), 0]]), strategy);
    const earliest = lose(named(OffsetResetStrategy.EARLIEST));
    expect(earliest.values).toEqual([2]);
    expect(earliest.messages).toEqual([
      "Fetch position 0 is out of range for partition t-0, which has 2 to 3: resetting offset to 2 (auto.offset.reset is earliest).",
    ]);
    expect(lose(named(OffsetResetStrategy.LATEST)).values).toEqual([]);
  });
});

describe("records", () => {
  test("rule 5.10.l: their timestamps are offered to the assigner, and each partition has its own watermark", () => {
    const env = createLocalEnvironment();
    env.getConfig().setAutoWatermarkInterval(10);
    const sink = new CollectingSink<number>();
    const source = builderOf(fourPartitions()).setBounded(EARLIEST_TO_LATEST).build();
    const strategy = WatermarkStrategy.forBoundedOutOfOrderness<number>(Duration.ofMillis(0));
    env.fromSource(source, strategy, "t").sinkTo(sink);
    env.execute().runToEnd();
    expect(sink.results.map(({ timestamp }) => timestamp)).toEqual([0, 1000, 1, 1001, 2, 1002, 3, 1003]);
  });

  test("rule 5.10.n: one that makes several elements moves the offset by one; one that makes none as well", () => {
    const kafka = new SimulatedKafka().createTopic("t");
    for (const value of ["a,b", "", "c"]) kafka.send("t", { key: "k", value });
    const source = KafkaSource.builder<string>()
      .setBootstrapServers(kafka)
      .setTopics("t")
      .setGroupId("g")
      .setBounded(EARLIEST_TO_LATEST)
      .setDeserializer(({ key, value }, out) => {
        for (const part of String(value).split(",")) if (part !== "") out.collect(`${String(key)}${part}`);
      })
      .build();
    const env = createLocalEnvironment();
    env.enableCheckpointing(100);
    const sink = new CollectingSink<string>();
    env.fromSource(source, WatermarkStrategy.noWatermarks<string>(), "t").sinkTo(sink);
    env.execute().runToEnd();
    expect(sink.values).toEqual(["ka", "kb", "kc"]);
    expect(kafka.groups.committedOffsets("g").get("t-0")).toBe(3);
  });

  test("read_committed skips what was aborted and what is open", () => {
    const kafka = new SimulatedKafka().createTopic("t");
    kafka.send("t", { value: 1 });
    const committed = builderOf(kafka).setProperty("isolation.level", "read_committed").setBounded(EARLIEST_TO_LATEST);
    expect(collect(committed.build()).values).toEqual([1]);
  });
});
