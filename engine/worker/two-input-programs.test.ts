/**
 * Programs of the coding room that connect and join streams: everything they need is found by name.
 */
import { expect, it } from "vitest";
import { createInProcessClient } from "./in-process-client";
import type { LearnerEntry } from "./learner-code";
import type { InputStream, RunResult } from "./protocol";

async function load(moduleText: string): Promise<LearnerEntry> {
  const url = `data:text/javascript,${encodeURIComponent(moduleText)}`;
  return ((await import(/* @vite-ignore */ url)) as { default: LearnerEntry }).default;
}

const platform = {
  load,
  now: () => performance.now(),
  pause: () => new Promise<void>((resolve) => setTimeout(resolve)),
  schedule: (callback: () => void, delayMillis: number) => {
    const timer = setTimeout(callback, delayMillis);
    return () => clearTimeout(timer);
  },
};

function stream(
  name: string,
  ...events: readonly (readonly [key: string, at: number, arrivalMillis: number])[]
): InputStream {
  const elements = events.map(([key, at, arrivalMillis]) => ({ value: { key, at }, arrivalMillis, partition: 0 }));
  return { name, elements };
}

async function run(code: string): Promise<RunResult> {
  return createInProcessClient(platform).run({
    code,
    inputs: [
      stream("orders", ["a", 1_000, 10], ["b", 2_000, 20], ["c", 3_000, 30]),
      stream("payments", ["a", 1_500, 100], ["c", 9_000, 110]),
    ],
    sinks: ["results", "unpaid"],
    settings: {
      parallelism: 2,
      maxParallelism: 128,
      taskManagers: 1,
      slotsPerTaskManager: 2,
      autoWatermarkIntervalMillis: 200,
      checkpointIntervalMillis: 1_000,
      startProcessingTimeMillis: 0,
    },
    seed: 1,
    faults: [],
    budgets: { steps: 100_000, records: 10_000, stateEntries: 1_000, wallClockMillis: 10_000 },
    wantTrace: false,
  });
}

function rowsOf(result: RunResult, sink: number): unknown[] {
  expect(result.outcome).toEqual({ kind: "finished" });
  return (result.outputs[sink]?.rows ?? []).map((row) => row.value).sort();
}

const KEYED = `
  const byTime = WatermarkStrategy.forMonotonousTimestamps().withTimestampAssigner((e) => e.at);
  const left = orders.assignTimestampsAndWatermarks(byTime).keyBy("key");
  const right = payments.assignTimestampsAndWatermarks(byTime).keyBy("key");`;

it("joins by interval", async () => {
  const result = await run(`${KEYED}
    class Pair extends ProcessJoinFunction {
      processElement(order, payment, context, out) { out.collect(order.key + (context.getRightTimestamp() - context.getLeftTimestamp())); }
    }
    left.intervalJoin(right).between(Duration.ZERO, Duration.ofSeconds(1)).process(new Pair()).sinkTo(results);`);
  expect(rowsOf(result, 0)).toEqual(["a500"]);
});

it("matches by hand, with timers and a side output", async () => {
  const result = await run(`${KEYED}
    const late = new OutputTag("late");
    class Match extends KeyedCoProcessFunction {
      open(context) { this.order = context.getState(new ValueStateDescriptor("order")); }
      processElement1(order, context) {
        this.order.update(order);
        context.timerService().registerEventTimeTimer(order.at + 4000);
      }
      processElement2(payment, context, out) {
        if (this.order.value() !== null) out.collect(payment.key);
        this.order.clear();
      }
      onTimer(timestamp, context) {
        if (this.order.value() !== null) context.output(late, context.getCurrentKey());
        this.order.clear();
      }
    }
    const matched = left.connect(right).process(new Match());
    matched.sinkTo(results);
    matched.getSideOutput(late).sinkTo(unpaid);`);
  expect([rowsOf(result, 0), rowsOf(result, 1)]).toEqual([["a", "c"], ["b"]]);
});

it("reads broadcast state", async () => {
  const result = await run(`
    const seen = new MapStateDescriptor("seen", Types.STRING);
    class Known extends BroadcastProcessFunction {
      processElement(payment, context, out) { out.collect(payment.key + context.getBroadcastState(seen).contains(payment.key)); }
      processBroadcastElement(order, context) { context.getBroadcastState(seen).put(order.key, true); }
    }
    payments.connect(orders.broadcast(seen)).process(new Known()).sinkTo(results);`);
  expect(rowsOf(result, 0)).toEqual(["atrue", "ctrue"]);
});

it("says what to do where a keyed function meets streams without key", async () => {
  const result = await run(`
    class Match extends KeyedCoProcessFunction { processElement1() {} processElement2() {} }
    orders.connect(payments).process(new Match()).sinkTo(results);`);
  expect(result.outcome.kind).toBe("failed");
  expect(JSON.stringify(result.outcome)).toContain("connect(...).keyBy(selector1, selector2)");
});
