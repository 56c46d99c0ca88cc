/**
 * Checkpoints while tasks come to their end (FLIP-147): who is triggered, what is restored as finished, what is declined.
 */
import { describe, expect, it } from "vitest";
import {
  CollectingSink,
  type Collector,
  createLocalEnvironment,
  createScriptedSource,
  type Fault,
  ListStateDescriptor,
  type OperatorStateStore,
  ProcessFunction,
  RestartStrategies,
  Types,
  WatermarkStrategy,
} from "../index";
import type { TraceEvent } from "../trace/index";
import { eventsOf } from "./traced-events.contract";

const timesOf = (events: readonly TraceEvent[]) => events.map(({ processingTime }) => processingTime);

class Passing extends ProcessFunction<number, number> {
  override processElement(value: number, _context: never, out: Collector<number>): void {
    out.collect(value);
  }
}

/** Keeps what it has seen as union list state. */
class Union extends Passing {
  initializeState(store: OperatorStateStore): void {
    store.getUnionListState(new ListStateDescriptor("seen", Types.LONG)).add(1);
  }
}

describe("finished tasks", () => {
  it("rules 5.8.a, 5.8.b: a bounded job ends with a checkpoint of its own at its last record; without checkpoints at once", () => {
    const script = [0, 320].map((arrivalMillis, value) => ({ value, arrivalMillis }));
    const runWith = (intervalMillis: number | null) => {
      const env = createLocalEnvironment();
      if (intervalMillis !== null) env.enableCheckpointing(intervalMillis);
      const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
      const strategy = WatermarkStrategy.noWatermarks<number>();
      env.fromSource(createScriptedSource(script), strategy, "numbers").sinkTo(sink);
      const { processingTime } = env.execute("bounded").runToEnd();
      return { processingTime, values: sink.values };
    };
    expect(runWith(100)).toEqual({ processingTime: 320, values: [0, 1] });
    expect(runWith(3_600_000)).toEqual({ processingTime: 320, values: [0, 1] });
    expect(runWith(null)).toEqual({ processingTime: 320, values: [0, 1] });
  });

  it("rule 5.8.c: triggers the tasks that nobody feeds any more", () => {
    const env = createLocalEnvironment({ trace: true }).setParallelism(2).disableOperatorChaining();
    env.enableCheckpointing(100);
    // The second subtask of the source, and what it feeds alone, are done at 0, the first at 250.
    const script = [
      { value: 0, arrivalMillis: 250, partition: 0 },
      { value: 1, arrivalMillis: 0, partition: 1 },
    ];
    env
      .fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<number>(), "numbers")
      .process(new Passing())
      .name("middle")
      .sinkTo(new CollectingSink<number>());
    const job = env.execute("one after the other");
    job.runToEnd();
    const emitted = eventsOf(job, "barrier-emitted").filter(({ checkpoint }) => checkpoint === 2);
    expect(emitted.map(({ operator, subtask }) => `${operator}/${subtask}`).sort()).toEqual(["0/0", "1/0", "2/0"]);
    expect(eventsOf(job, "task-finished").map(({ operator, subtask }) => `${operator}/${subtask}`)).toEqual([
      "0/1",
      "1/1",
      "2/1",
      "0/0",
      "1/0",
      "2/0",
    ]);
  });

  it("rule 5.8.e: declines while a part of a vertex with union list state has ended; the fast ones wait", () => {
    const script = [
      { value: 0, arrivalMillis: 250, partition: 0 },
      { value: 1, arrivalMillis: 0, partition: 1 },
    ];
    const env = createLocalEnvironment({ trace: true }).setParallelism(2);
    env.enableCheckpointing(100);
    env
      .fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<number>(), "numbers")
      .process(new Union())
      .name("middle")
      .sinkTo(new CollectingSink<number>());
    const job = env.execute("union");
    // The last task ends its data at 250: that is when the third checkpoint is triggered, which nothing declines any more.
    expect(job.runToEnd().processingTime).toBe(250);
    const reasons = eventsOf(job, "checkpoint-aborted").map(({ checkpoint, reason }) => `${checkpoint}: ${reason}`);
    expect(reasons).toEqual([
      expect.stringMatching(
        /^1: Checkpoint was declined \(task is closing\): .*part of its tasks has called operators' finish method\.$/,
      ),
      expect.stringMatching(/^2: Checkpoint was declined/),
    ]);
  });

  it("rule 5.8.d: a vertex that had finished is restored as finished", () => {
    const faults: Fault[] = [{ kind: "throw-in-operator", operator: "middle", atRecord: 4 }];
    const env = createLocalEnvironment({ trace: true, faults });
    env.enableCheckpointing(100).setRestartStrategy(RestartStrategies.fixedDelayRestart(1, 7));
    const read = (values: readonly number[], arrivalMillis: number) =>
      values.map((value) => ({ value, arrivalMillis: value === 9 ? arrivalMillis : 0 }));
    const strategy = WatermarkStrategy.noWatermarks<number>();
    const bounded = env.fromSource(createScriptedSource(read([0], 0)), strategy, "short");
    const open = env.fromSource(createScriptedSource(read([0, 1, 9], 450)), strategy, "long");
    const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
    bounded.union(open).rebalance().process(new Passing()).name("middle").sinkTo(sink);
    const job = env.execute("finished");
    job.runToEnd();
    expect(eventsOf(job, "restore")).toMatchObject([{ processingTime: 457, checkpoint: 4 }]);
    const ofShort = eventsOf(job, "watermark-emitted").filter(({ operator }) => operator === 0);
    expect(timesOf(ofShort)).toEqual([0]);
    const received = eventsOf(job, "watermark-received").filter(({ processingTime }) => processingTime >= 457);
    expect(received.map(({ channel }) => channel)).toEqual([0, 1]);
    expect([...sink.values].sort()).toEqual([0, 0, 1, 9]);
  });
});
