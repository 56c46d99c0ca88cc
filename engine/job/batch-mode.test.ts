/**
 * Batch mode, rule by rule, on one subtask unless said otherwise. What comes out is reckoned by hand.
 */
import { describe, expect, it } from "vitest";
import { CollectingSink, createScriptedSource } from "../connectors/index";
import { type EngineError, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { RestartStrategies } from "../api/index";
import { RuntimeExecutionMode } from "../graph/index";
import type { FaultPlan } from "../runtime/index";
import {
  BroadcastProcessFunction,
  type Collector,
  KeyedCoProcessFunction,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type ReadOnlyBroadcastContext,
  RichMapFunction,
  type RuntimeContext,
  type BroadcastContext,
} from "../operators/index";
import { MapStateDescriptor, StateTtlConfig, type ValueState, ValueStateDescriptor } from "../state/index";
import { Duration } from "../core/index";
import { WatermarkStrategy } from "../time/index";
import { Types } from "../types/index";
import { ContinuousEventTimeTrigger, TumblingEventTimeWindows } from "../windows/index";
import { createLocalEnvironment } from "./create-engine";

type Event = readonly [key: string, timestamp: number];

function batch() {
  return createLocalEnvironment().setRuntimeMode(RuntimeExecutionMode.BATCH);
}

function events(env: ReturnType<typeof batch>, list: readonly Event[], name = "events") {
  const script = list.map((value) => ({ value, timestamp: value[1] }));
  return env.fromSource(createScriptedSource(script), WatermarkStrategy.forMonotonousTimestamps<Event>(), name);
}

function keyed(env: ReturnType<typeof batch>, list: readonly Event[], name?: string) {
  return events(env, list, name).keyBy(([key]) => key, Types.STRING);
}

function thrownBy(action: () => unknown): EngineError {
  try {
    action();
  } catch (error) {
    return error as EngineError;
  }
  throw new Error("nothing was thrown");
}

class Tell extends KeyedProcessFunction<string, Event, string> {
  processElement([key, timestamp]: Event, context: KeyedProcessContext<string>, out: Collector<string>): void {
    const watermark = context.timerService().currentWatermark();
    out.collect(`${key}@${timestamp}${watermark === MIN_TIMESTAMP ? "" : " late?"}`);
  }
}

describe("sorted inputs", () => {
  it("rule B1: a keyed operator sees key after key, each in the order of timestamps", () => {
    const told = keyed(batch(), [
      ["b", 3],
      ["a", 2],
      ["b", 1],
      ["a", 5],
    ]).process(new Tell());
    expect(told.executeAndCollect()).toEqual(["a@2", "a@5", "b@1", "b@3"]);
  });

  it("rule B1: so does a sink right behind keyBy", () => {
    const env = batch();
    const sink = new CollectingSink<Event>();
    keyed(env, [
      ["b", 3],
      ["a", 2],
      ["b", 1],
    ]).sinkTo(sink);
    env.execute().runToEnd();
    expect(sink.values).toEqual([
      ["a", 2],
      ["b", 1],
      ["b", 3],
    ]);
  });

  it("fails at the record where the key is missing, as in streaming mode", () => {
    const missing = (mode: RuntimeExecutionMode) => {
      const env = createLocalEnvironment().setRuntimeMode(mode);
      const numbers = env.fromData(1, 2).keyBy((n) => (n === 2 ? null : n) as number);
      return thrownBy(() => numbers.reduce((a) => a).executeAndCollect());
    };
    expect(missing("BATCH").flinkClass).toBe(missing("STREAMING").flinkClass);
    expect(missing("BATCH").flinkClass).toBe("NullPointerException");
  });

  it("names the operator of a key selector that throws", () => {
    const numbers = batch()
      .fromData(1)
      .keyBy((): number => {
        throw new Error("no key");
      });
    expect(thrownBy(() => numbers.reduce((a) => a).executeAndCollect()).message).toContain("no key");
  });

  it("rule B1: two keyed inputs are one order; at equal places they take turns", () => {
    class Both extends KeyedCoProcessFunction<string, Event, Event, string> {
      processElement1([key, timestamp]: Event, _context: unknown, out: Collector<string>): void {
        out.collect(`1:${key}@${timestamp}`);
      }
      processElement2([key, timestamp]: Event, _context: unknown, out: Collector<string>): void {
        out.collect(`2:${key}@${timestamp}`);
      }
    }
    const env = batch();
    const first = keyed(env, [
      ["b", 3],
      ["b", 3],
      ["a", 1],
    ]);
    const second = keyed(
      env,
      [
        ["a", 2],
        ["b", 3],
      ],
      "others",
    );
    expect(first.connect(second).process(new Both()).executeAndCollect()).toEqual([
      "1:a@1",
      "2:a@2",
      "1:b@3",
      "2:b@3",
      "1:b@3",
    ]);
  });

  it("rule B2: keys come in the order of their serialized bytes, as signed ones", () => {
    const env = batch();
    const sums = env
      .fromData(127, 1, 200, -200, -1)
      .keyBy((value) => value, Types.LONG)
      .reduce((a) => a);
    expect(sums.executeAndCollect()).toEqual([-1, -200, 200, 1, 127]);
  });

  it("rule B4: what the adaptive scheduler might choose later runs with the subtasks of the program", () => {
    const env = batch().setParallelism(3);
    events(env, [["a", 1]])
      .keyBy(([key]) => key)
      .reduce((a) => a)
      .print();
    const job = env.execute();
    const [, reduce] = job.plan.vertices;
    expect([reduce?.plannedParallelism, reduce?.parallelism]).toEqual([-1, 3]);
    job.runToEnd();
    expect(job.status).toBe("FINISHED");
  });
});

class Timers extends KeyedProcessFunction<string, Event, string> {
  processElement([, timestamp]: Event, context: KeyedProcessContext<string>): void {
    const timers = context.timerService();
    timers.registerEventTimeTimer(timestamp + 10);
    timers.registerProcessingTimeTimer(5);
    timers.registerEventTimeTimer(1_000);
    timers.deleteEventTimeTimer(1_000);
  }

  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<string>): void {
    const timers = context.timerService();
    const atMax = timers.currentWatermark() === MAX_TIMESTAMP ? "MAX" : "early";
    out.collect(`${context.getCurrentKey()} ${context.timeDomain()} ${timestamp} ${atMax}`);
    timers.registerEventTimeTimer(timestamp + 1);
    timers.registerProcessingTimeTimer(timestamp + 1);
  }
}

describe("timers", () => {
  it("rules B5 and B7: fire at the end of their key, at MAX, event time first; those set meanwhile are ignored", () => {
    const told = keyed(batch(), [
      ["b", 7],
      ["a", 9],
      ["a", 4],
    ]).process(new Timers());
    expect(told.executeAndCollect()).toEqual([
      "a EVENT_TIME 14 MAX",
      "a EVENT_TIME 19 MAX",
      "a PROCESSING_TIME 5 MAX",
      "b EVENT_TIME 17 MAX",
      "b PROCESSING_TIME 5 MAX",
    ]);
  });

  it("rule B5: nothing is ever late, whatever the order of arrival", () => {
    const sums = keyed(batch(), [
      ["a", 100],
      ["a", 3],
      ["a", 55],
    ])
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
      .reduce((a) => a);
    const job = sums;
    expect(job.executeAndCollect()).toEqual([
      ["a", 3],
      ["a", 55],
      ["a", 100],
    ]);
  });

  it("rule B6: a continuous trigger fires at its first mark and at the end of the window only", () => {
    const fired = (mode: RuntimeExecutionMode) => {
      const env = createLocalEnvironment().setRuntimeMode(mode);
      return keyed(env, [["a", 5]])
        .window(TumblingEventTimeWindows.of(Duration.ofMillis(60)))
        .trigger(ContinuousEventTimeTrigger.of(Duration.ofMillis(20)) as never)
        .reduce((a) => a)
        .executeAndCollect().length;
    };
    expect([fired("STREAMING"), fired("BATCH")]).toEqual([3, 2]);
  });
});

describe("rolling aggregates", () => {
  it("rule B8: one result for each key, its last one, with the timestamp MAX", () => {
    const env = batch();
    const sink = new CollectingSink<Event>();
    keyed(env, [
      ["b", 1],
      ["a", 2],
      ["b", 5],
    ])
      .reduce((a, b): Event => [a[0], a[1] + b[1]])
      .sinkTo(sink);
    env.execute().runToEnd();
    expect(sink.results.map(({ value, timestamp }) => [value, timestamp])).toEqual([
      [["a", 2], MAX_TIMESTAMP],
      [["b", 6], MAX_TIMESTAMP],
    ]);
  });

  /** 2^63 - 1 mod 4 is 3: the window is [MAX - 3, MIN), and its last timestamp is MAX again. */
  it("rule B8: a window behind one may end beyond MAX, and is not late for all that", () => {
    const env = batch();
    const sink = new CollectingSink<Event>();
    keyed(env, [["a", 2]])
      .reduce((a) => a)
      .windowAll(TumblingEventTimeWindows.of(Duration.ofMillis(4)))
      .reduce((a) => a)
      .sinkTo(sink);
    env.execute().runToEnd();
    expect(sink.results.map(({ value, timestamp }) => [value, timestamp])).toEqual([[["a", 2], MAX_TIMESTAMP]]);
  });
});

describe("the job", () => {
  it("rule B9: reads a broadcast input to its end before the other; a keyed operator starts a chain", () => {
    const rules = new MapStateDescriptor<string, number>("rules", Types.STRING, Types.LONG);
    class Apply extends BroadcastProcessFunction<Event, Event, string> {
      processElement([key]: Event, context: ReadOnlyBroadcastContext, out: Collector<string>): void {
        out.collect(`${key} ${context.getBroadcastState(rules).get(key) ?? "no rule"}`);
      }
      processBroadcastElement([key, factor]: Event, context: BroadcastContext): void {
        context.getBroadcastState(rules).put(key, factor);
      }
    }
    const env = batch();
    const many = Array.from({ length: 20 }, (): Event => ["a", 1]);
    const applied = events(env, [["a", 1]])
      .connect(events(env, [...many, ["a", 7]], "rules").broadcast(rules as never))
      .process(new Apply());
    expect(applied.executeAndCollect()).toEqual(["a 7"]);

    const other = batch();
    keyed(other, [["a", 1]])
      .map(([key]) => key)
      .print();
    const [edge] = other.execute().plan.edges;
    expect(edge?.notChained).toContain("downstreamStartsChain");
  });

  it("rule B10: takes no checkpoints, whatever is configured", () => {
    const env = createLocalEnvironment({ trace: true }).setRuntimeMode("BATCH").enableCheckpointing(10);
    const script = [0, 50, 100].map((arrivalMillis) => ({ value: arrivalMillis, arrivalMillis }));
    env.fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks(), "slow").print();
    const job = env.execute();
    job.runToEnd();
    expect(job.status).toBe("FINISHED");
    expect(JSON.stringify(job.trace())).not.toContain("checkpoint-triggered");
  });

  it("rule B10: starts anew when a TaskManager is lost, and ends with the same results", () => {
    const run = (faults: FaultPlan) => {
      const env = createLocalEnvironment({ faults, taskManagers: 1 }).setRuntimeMode("BATCH");
      env.setRestartStrategy(RestartStrategies.fixedDelayRestart(1, 5));
      const sink = new CollectingSink<Event>({ guarantee: "exactly-once" });
      keyed(env, [
        ["b", 1],
        ["a", 2],
        ["b", 5],
      ])
        .reduce((a, b): Event => [a[0], a[1] + b[1]])
        .sinkTo(sink);
      const job = env.execute();
      job.runToEnd();
      return { values: sink.values, time: job.step(0).processingTime };
    };
    const expected = [
      ["a", 2],
      ["b", 6],
    ];
    expect(run([])).toEqual({ values: expected, time: 0 });
    for (const afterStep of [0, 3, 6, 9]) {
      expect(run([{ kind: "kill-task-manager", taskManager: 0, afterStep }])).toEqual({ values: expected, time: 5 });
    }
  });

  it("rule B11: state lives as long as its key, and nothing in it expires", () => {
    class Sum extends KeyedProcessFunction<string, Event, string> {
      protected sum!: ValueState<number>;
      override open(context: RuntimeContext): void {
        const descriptor = new ValueStateDescriptor<number>("sum");
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofMillis(1)).build());
        this.sum = context.getState(descriptor);
      }
      processElement([key, value]: Event, _context: unknown, out: Collector<string>): void {
        this.sum.update((this.sum.value() ?? 0) + value);
        out.collect(`${key} ${this.sum.value()}`);
      }
    }
    const env = batch();
    const script = [
      { value: ["b", 1] as Event, arrivalMillis: 0 },
      { value: ["a", 2] as Event, arrivalMillis: 500 },
      { value: ["b", 3] as Event, arrivalMillis: 1_000 },
    ];
    const stream = env.fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<Event>(), "slow");
    stream
      .keyBy(([key]) => key, Types.STRING)
      .process(new Sum())
      .print();
    const job = env.execute();
    job.runToEnd();
    expect(env.printSinks[0]?.lines).toEqual(["a 2", "b 1", "b 4"]);
    expect(job.inspectState().map(({ key }) => key)).toEqual(["b"]);
  });

  it("rule B12: refuses a source that never ends; AUTOMATIC is batch where all sources end", () => {
    const endless = { ...createScriptedSource([{ value: 1 }]), boundedness: "CONTINUOUS_UNBOUNDED" as const };
    const planned = (mode: RuntimeExecutionMode, source = createScriptedSource([{ value: 1 }])) => {
      const env = createLocalEnvironment().setRuntimeMode(mode);
      env.fromSource(source, WatermarkStrategy.noWatermarks<number>(), "numbers").print();
      return env.execute().plan.jobType;
    };
    const error = thrownBy(() => planned("BATCH", endless));
    expect(error.flinkClass).toBe("IllegalStateException");
    expect(error.message).toContain("Detected an UNBOUNDED source with the 'execution.runtime-mode' set to 'BATCH'.");
    expect(error.hint).toContain('"numbers" never ends');
    expect([planned("AUTOMATIC"), planned("AUTOMATIC", endless), planned("STREAMING")]).toEqual([
      "BATCH",
      "STREAMING",
      "STREAMING",
    ]);
    expect(thrownBy(() => planned("FAST" as never)).flinkClass).toBe("IllegalArgumentException");
  });

  it("rule B13: stages use the same slots one after the other, in waves where these are too few", () => {
    const env = createLocalEnvironment({ taskManagers: 1, slotsPerTaskManager: 1, trace: true });
    env.setRuntimeMode("BATCH").setParallelism(3);
    const values = env
      .fromData(1, 2, 3, 4, 5, 6)
      .rebalance()
      .map((n) => n * 10)
      .executeAndCollect();
    expect(values.sort((a, b) => a - b)).toEqual([10, 20, 30, 40, 50, 60]);
    const streaming = createLocalEnvironment({ taskManagers: 1, slotsPerTaskManager: 1 }).setParallelism(3);
    streaming
      .fromData(1)
      .rebalance()
      .map((n) => n)
      .print();
    expect(thrownBy(() => streaming.execute()).flinkClass).toBe("NoResourceAvailableException");
  });

  it("rule B13: starts a task when all tasks before it have finished", () => {
    const calls: string[] = [];
    class Stage extends RichMapFunction<number, number> {
      constructor(readonly stage = 0) {
        super();
      }
      override open(): void {
        calls.push(`open ${this.stage}`);
      }
      map(value: number): number {
        calls.push(`map ${this.stage}`);
        return value;
      }
      override close(): void {
        calls.push(`close ${this.stage}`);
      }
    }
    const env = batch();
    env.fromData(1, 2).map(new Stage(1)).rebalance().map(new Stage(2)).print();
    env.execute().runToEnd();
    expect(calls).toEqual(["open 1", "map 1", "map 1", "close 1", "open 2", "map 2", "map 2", "close 2"]);
  });
});
