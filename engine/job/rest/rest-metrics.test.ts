/**
 * Metrics over REST: of subtasks, of vertices, of functions, of sources, under Flink's names.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  DescriptiveStatisticsHistogram,
  Duration,
  KafkaSource,
  MeterView,
  OffsetsInitializer,
  type RestValue,
  RichMapFunction,
  SimulatedKafka,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../../index";
import { get, pathOf, runTo, startPipeline } from "./rest-run.contract";

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

  test("a Kafka source tells how far it is behind", () => {
    const kafka = new SimulatedKafka().createTopic("t", { partitions: 1 });
    for (let value = 0; value < 10; value += 1) kafka.send("t", { value, partition: 0, timestamp: value });
    const source = KafkaSource.builder<number>()
      .setBootstrapServers(kafka)
      .setTopics("t")
      .setValueOnlyDeserializer((value) => value as number)
      .setBounded(OffsetsInitializer.latest())
      .build();
    const env = createLocalEnvironment({
      costs: { records: [{ operator: "slow", millis: 10 }] },
      channelCapacity: 1,
    });
    env.setParallelism(1);
    env
      .fromSource(source, WatermarkStrategy.noWatermarks<number>(), "t")
      .map((n) => n)
      .name("slow")
      .startNewChain()
      .sinkTo(new CollectingSink());
    const job = env.execute("lag");
    // The first record is worked on, the second fills the channel: eight are left.
    while (job.step(1).processingTime < 10) expect(job.status).toBe("RUNNING");
    const offset = "0.Source: t.KafkaSourceReader.topic.t.partition.0.currentOffset";
    expect(get(job, `${pathOf(job, "Source")}/metrics?get=0.Source: t.pendingRecords,${offset}`)).toEqual([
      { id: "0.Source: t.pendingRecords", value: "8" },
      { id: offset, value: "1" },
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

  test("rule 6.5: nobody knows how busy a source of the old kind is", () => {
    const env = createLocalEnvironment({ costs: { records: [{ operator: "slow", millis: 100 }] } });
    env.setParallelism(1);
    env
      .addSource<number>({
        *run(context) {
          for (let value = 0; value < 100; value += 1) {
            context.collect(value);
            yield;
          }
        },
        cancel: () => undefined,
      })
      .map((n) => n)
      .name("slow")
      .startNewChain()
      .sinkTo(new CollectingSink());
    const job = env.execute("legacy");
    runTo(job, 5_000);
    const names = ["busyTimeMsPerSecond", "backPressuredTimeMsPerSecond", "accumulateBusyTimeMs"];
    expect(get(job, `${pathOf(job, "Source")}/subtasks/0/metrics?get=${names.join(",")}`)).toEqual([
      { id: "busyTimeMsPerSecond", value: "NaN" },
      { id: "backPressuredTimeMsPerSecond", value: "1000" },
      { id: "accumulateBusyTimeMs", value: "NaN" },
    ]);
  });

  test("the watermark of an operator with two inputs is the lower one", () => {
    const env = createLocalEnvironment();
    env.setParallelism(1);
    const numbers = (...times: readonly number[]) =>
      env.fromData(...times).assignTimestampsAndWatermarks(
        WatermarkStrategy.forGenerator<number>(() => ({
          onEvent: (time, _timestamp, output) => output.emitWatermark(time),
          onPeriodicEmit: () => undefined,
        })),
      );
    numbers(10, 30)
      .connect(numbers(20))
      .map({ map1: (a) => a, map2: (b) => b })
      .name("both")
      .sinkTo(new CollectingSink());
    const job = env.execute("two inputs");
    const path = `${pathOf(job, "both")}/subtasks/0/metrics?get=`;
    const names = ["currentInputWatermark", "both.currentInput1Watermark", "both.currentInput2Watermark"];
    const read = () => (get(job, path + names.join(",")) as readonly { readonly value: RestValue }[]).map(toNumber);
    const toNumber = ({ value }: { readonly value: RestValue }) => Number(value);
    const seen = new Set<string>();
    while (job.step(1).reason === "budget") {
      const [combined, first, second] = read() as [number, number, number];
      expect(combined).toBe(Math.min(first, second));
      seen.add(`${first}/${second}`);
    }
    expect(seen.size).toBeGreaterThan(2);
    expect(get(job, `${pathOf(job, "both")}/watermarks`)).toEqual([
      { id: "0.currentInputWatermark", value: "9223372036854775807" },
    ]);
  });
});
