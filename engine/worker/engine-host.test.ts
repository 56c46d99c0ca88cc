import { describe, expect, it } from "vitest";
import { decodeTrace, formatTrace } from "../trace/index";
import { EngineHost } from "./engine-host";
import type { HostPlatform } from "./engine-port";
import { createInProcessClient } from "./in-process-client";
import type { LearnerEntry } from "./learner-code";
import type { EngineEvent, InputStream, RunBudgets, RunFault, RunRequest, RunResult } from "./protocol";

const START = Date.UTC(2026, 0, 5, 12);

async function load(moduleText: string): Promise<LearnerEntry> {
  const url = `data:text/javascript,${encodeURIComponent(moduleText)}`;
  return ((await import(/* @vite-ignore */ url)) as { default: LearnerEntry }).default;
}

const realPlatform = {
  load,
  now: () => performance.now(),
  pause: () => new Promise<void>((resolve) => setTimeout(resolve)),
  schedule: (callback: () => void, delayMillis: number) => {
    const timer = setTimeout(callback, delayMillis);
    return () => clearTimeout(timer);
  },
};

function numbers(...values: number[]): InputStream {
  return {
    name: "numbers",
    elements: values.map((n, index) => ({
      value: { n, at: START + n * 1000 },
      arrivalMillis: (index + 1) * 500,
      partition: 0,
    })),
  };
}

function request(
  code: string,
  options: { inputs?: InputStream[]; budgets?: Partial<RunBudgets>; faults?: RunFault[]; wantTrace?: boolean } = {},
): RunRequest {
  return {
    code,
    inputs: options.inputs ?? [numbers(1, 2, 3)],
    sinks: ["results"],
    settings: {
      parallelism: 1,
      maxParallelism: 128,
      taskManagers: 1,
      slotsPerTaskManager: 2,
      autoWatermarkIntervalMillis: 200,
      checkpointIntervalMillis: 1_000,
      startProcessingTimeMillis: START,
    },
    seed: 1,
    faults: options.faults ?? [],
    budgets: { steps: 100_000, records: 10_000, stateEntries: 1_000, wallClockMillis: 10_000, ...options.budgets },
    wantTrace: options.wantTrace ?? false,
  };
}

function run(code: string, options: Parameters<typeof request>[1] = {}): Promise<RunResult> {
  return createInProcessClient(realPlatform).run(request(code, options));
}

function values(result: RunResult): unknown[] {
  return result.outputs.flatMap((output) => output.rows.map((row) => row.value));
}

const TIMED = `numbers.assignTimestampsAndWatermarks(
  WatermarkStrategy.forMonotonousTimestamps().withTimestampAssigner((e) => e.at))`;

describe("a run that finishes", () => {
  it("gives every row with event time, clock, watermark and step, and nothing else", async () => {
    const result = await run(`${TIMED}.map((e) => ({ twice: e.n * 2, left: undefined })).sinkTo(results);`);
    expect(result.outcome).toEqual({ kind: "finished" });
    expect(result.outputs.map((output) => output.sink)).toEqual(["results"]);
    const rows = result.outputs[0]?.rows ?? [];
    expect(rows.map((row) => row.value)).toEqual([{ twice: 2 }, { twice: 4 }, { twice: 6 }]);
    expect(rows.map((row) => row.timestamp)).toEqual([START + 1000, START + 2000, START + 3000]);
    expect(rows.map((row) => row.processingTime)).toEqual([START + 500, START + 1000, START + 1500]);
    // Ticks of 200 ms lie between two arrivals, so each row sees the watermark of the one before: its time - 1 ms.
    expect(rows.map((row) => row.watermark)).toEqual([null, START + 999, START + 1999]);
    expect(rows.every((row, index) => row.step > (rows[index - 1]?.step ?? 0))).toBe(true);
    expect(result.trace).toBeNull();
    expect(result.printed).toEqual([]);
  });

  it("gives the rows of a window the watermark that fired it", async () => {
    const code = `${TIMED}.keyBy(() => "all").window(TumblingEventTimeWindows.of(Duration.ofSeconds(2)))
      .apply((key, window, elements, out) => out.collect([...elements].length)).sinkTo(results);`;
    const rows = (await run(code)).outputs[0]?.rows ?? [];
    // Windows [0 s, 2 s) and [2 s, 4 s): the first fires at the watermark of element 2, its time - 1 ms = 1999; the second
    // at the end of the input.
    expect(rows.map((row) => [row.value, row.timestamp, row.watermark])).toEqual([
      [1, START + 1999, START + 1999],
      [2, START + 3999, 2 ** 63],
    ]);
  });

  it("tells the plan, with why operators do not share a task", async () => {
    const { plan } = await run("numbers.map((e) => e.n).keyBy((n) => n).reduce((a, b) => a + b).sinkTo(results);");
    const source = plan?.tasks[0]?.operators[0] ?? "";
    expect(plan?.tasks.map(({ operators, parallelism }) => [operators, parallelism])).toEqual([
      [[source, "Map"], 1],
      [["Keyed Reduce", "Sink: Writer"], 1],
    ]);
    expect(plan?.exchanges).toEqual([
      {
        from: 0,
        to: 1,
        fromOperator: "Map",
        toOperator: "Keyed Reduce",
        partitioner: "HASH",
        sideOutput: null,
        because: ["partitioner HASH: records change subtasks here; only FORWARD stays in the task."],
      },
    ]);
    expect((await run("throw new Error('no job');")).plan).toBeNull();
  });

  it("keeps what print and console wrote, bounded", async () => {
    const result = await run(
      'console.log("plan", { a: 1 }); numbers.map((e) => { console.log(e.n); return e.n; }).print("n");',
    );
    expect(result.printed).toEqual(["plan {a: 1}", "1", "2", "3", "n> 1", "n> 2", "n> 3"]);
    const flood = await run("for (let i = 0; i < 1500; i++) console.log(i); numbers.sinkTo(results);");
    expect([flood.printed.length, flood.printedDropped]).toEqual([1000, 500]);
  });

  it("reads clock and chance from the job, so that two runs are the same, trace and all", async () => {
    const code = "numbers.map(() => [Date.now(), new Date().getTime(), Math.random()]).sinkTo(results);";
    const [first, second] = [await run(code, { wantTrace: true }), await run(code, { wantTrace: true })];
    expect(values(first)).toEqual(values(second));
    expect(values(first).map((row) => (row as number[]).slice(0, 2))).toEqual(
      [500, 1000, 1500].map((millis) => [START + millis, START + millis]),
    );
    if (first.trace === null || second.trace === null) throw new Error("both runs were to be traced");
    expect(formatTrace(decodeTrace(first.trace))).toBe(formatTrace(decodeTrace(second.trace)));
  });

  it("finds no platform by name", async () => {
    const names = ["fetch", "process", "globalThis", "self", "setTimeout", "require", "Function", "postMessage"];
    const result = await run(
      `console.log(${names.map((name) => `typeof ${name}`).join(", ")}); numbers.sinkTo(results);`,
    );
    expect(result.printed).toEqual([names.map(() => "undefined").join(" ")]);
  });

  it("loses a TaskManager at a record, restores, and commits every row once", async () => {
    const code = `class Sum extends KeyedProcessFunction {
      open(context) { this.sum = context.getState(new ValueStateDescriptor("sum")); }
      processElement(e, context, out) {
        const sum = (this.sum.value() ?? 0) + e.n;
        this.sum.update(sum);
        out.collect(sum);
      }
    }
    numbers.keyBy(() => "all").process(new Sum()).sinkTo(results);`;
    const inputs = [numbers(1, 2, 3, 4, 5, 6, 7, 8)];
    const faults: RunFault[] = [{ kind: "kill-task-manager", taskManager: 0, atRecord: 5 }];
    const result = await run(code, { inputs, faults, wantTrace: true });
    expect(result.outcome).toEqual({ kind: "finished" });
    expect(values(result)).toEqual([1, 3, 6, 10, 15, 21, 28, 36]);
    if (result.trace === null) throw new Error("the run was to be traced");
    const kinds = decodeTrace(result.trace).events.map((event) => event.kind);
    expect(kinds.filter((kind) => kind === "restore")).toHaveLength(1);
  });
});

describe("a run that fails", () => {
  it("names operator, record and line of a function that throws", async () => {
    const code =
      '\nnumbers\n  .map((e) => {\n    if (e.n === 2) throw new RangeError("no twos");\n    return e;\n  })\n  .name("Checker")\n  .sinkTo(results);';
    const { outcome } = await run(code);
    if (outcome.kind !== "failed") throw new Error(`it ${outcome.kind}`);
    const { step, ...error } = outcome.error;
    expect(step).toBeGreaterThan(0);
    expect(error).toEqual({
      phase: "run",
      code: "USER_CODE",
      name: "RangeError",
      message: "no twos",
      hint: null,
      operator: "Checker",
      subtask: 0,
      record: `{n: 2, at: ${START + 2000}}`,
      line: 4,
      column: 26,
    });
  });

  it("says where a program throws while it describes the job", async () => {
    const { outcome } = await run("const x = 1;\nnull.y;\n");
    expect(outcome).toMatchObject({
      kind: "failed",
      error: { phase: "build", name: "TypeError", line: 2, operator: null },
    });
  });

  it("says that a text is no program", async () => {
    const { outcome } = await run("numbers.map(");
    expect(outcome).toMatchObject({ kind: "failed", error: { phase: "load", name: "SyntaxError" } });
  });

  it("passes on what Flink refuses, with Flink's exception and a way out", async () => {
    const { outcome } = await run("env.setParallelism(0);");
    expect(outcome).toMatchObject({ kind: "failed", error: { phase: "build", name: "IllegalArgumentException" } });
  });
});

describe("budgets", () => {
  const ENDLESS_TIMER = `class Again extends KeyedProcessFunction {
    processElement(e, context) { context.timerService().registerProcessingTimeTimer(0); }
    onTimer(timestamp, context) { context.timerService().registerProcessingTimeTimer(timestamp + 1); }
  }
  numbers.keyBy((e) => e.n).process(new Again()).sinkTo(results);`;

  it("stops a job that goes on without end after its steps", async () => {
    const { outcome } = await run(ENDLESS_TIMER, { budgets: { steps: 300 } });
    expect(outcome).toMatchObject({ kind: "budget-exceeded", budget: "steps", limit: 300, where: "at step 300" });
  });

  it("stops a program that emits too many records, and names the operator", async () => {
    const code = 'numbers.flatMap((e, out) => { for (;;) out.collect(e); }).name("Flood").sinkTo(results);';
    const { outcome } = await run(code, { budgets: { records: 50 } });
    expect(outcome).toMatchObject({ kind: "budget-exceeded", budget: "records", limit: 50 });
    if (outcome.kind === "budget-exceeded") expect(outcome.where).toContain("Flood");
  });

  it("stops a program whose state grows too large", async () => {
    const code = `class Hoard extends KeyedProcessFunction {
      open(context) { this.all = context.getMapState(new MapStateDescriptor("all")); }
      processElement(e) { for (let i = 0; i < 40; i++) this.all.put(e.n + "/" + i, i); }
    }
    numbers.keyBy((e) => e.n % 50).process(new Hoard()).name("Hoard").sinkTo(results);`;
    const many = numbers(...Array.from({ length: 400 }, (_, index) => index));
    const { outcome } = await run(code, { inputs: [many], budgets: { stateEntries: 20 } });
    expect(outcome).toMatchObject({ kind: "budget-exceeded", budget: "stateEntries", limit: 20 });
  });

  it("stops a job that takes too long between two slices", async () => {
    let clock = 0;
    const slow = createInProcessClient({ ...realPlatform, now: () => (clock += 7), schedule: () => () => undefined });
    const { outcome } = await slow.run(request(ENDLESS_TIMER, { budgets: { wallClockMillis: 500 } }));
    expect(outcome).toMatchObject({ kind: "budget-exceeded", budget: "wallClockMillis", limit: 500 });
  });
});

describe("messages", () => {
  function hostWith(events: EngineEvent[]): EngineHost {
    const platform: HostPlatform = { ...realPlatform, post: (event) => events.push(event) };
    return new EngineHost(platform);
  }

  it.each([
    ["no object", 7, null, "malformed"],
    ["another version", { version: 99, kind: "run", requestId: 1 }, 1, "wrong-version"],
    ["an unknown kind", { version: 3, kind: "dance", requestId: 4 }, 4, "unknown-kind"],
    ["no request", { version: 3, kind: "run", requestId: 5 }, 5, "malformed"],
    [
      "a lying field",
      { version: 3, kind: "run", requestId: 6, request: { ...request(""), budgets: { steps: -1 } } },
      6,
      "malformed",
    ],
    [
      "a name that is no name",
      { version: 3, kind: "run", requestId: 8, request: { ...request(""), sinks: ["a; fetch('/')"] } },
      8,
      "malformed",
    ],
  ])("refuses %s with a named error", (_title, message, requestId, code) => {
    const events: EngineEvent[] = [];
    hostWith(events).receive(message);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ kind: "refused", requestId, code });
  });

  it("ends a run that is cancelled, and the older of two", async () => {
    const events: EngineEvent[] = [];
    const host = hostWith(events);
    const endless =
      "class Again extends KeyedProcessFunction { processElement(e, c) { c.timerService().registerProcessingTimeTimer(0); } onTimer(t, c) { c.timerService().registerProcessingTimeTimer(t + 1); } } numbers.keyBy((e) => e.n).process(new Again()).sinkTo(results);";
    const budgets = { steps: 1e9 };
    host.receive({ version: 3, kind: "run", requestId: 1, request: request(endless, { budgets }) });
    host.receive({ version: 3, kind: "run", requestId: 2, request: request(endless, { budgets }) });
    await new Promise((resolve) => setTimeout(resolve, 60));
    host.receive({ version: 3, kind: "cancel", requestId: 2 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    const results = events.flatMap((event) => (event.kind === "result" ? [event] : []));
    expect(results.map((event) => [event.requestId, event.result.outcome.kind])).toEqual([
      [1, "cancelled"],
      [2, "cancelled"],
    ]);
  });
});
