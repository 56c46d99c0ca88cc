import { describe, expect, it } from "vitest";
import { EngineClient } from "./client";
import type { PortListener } from "./engine-port";
import { BrokenWorkerError, ProtocolError } from "./errors";
import type { EngineCommand, RunRequest } from "./protocol";

const REQUEST: RunRequest = {
  code: "",
  inputs: [],
  sinks: [],
  settings: {
    parallelism: 1,
    maxParallelism: 128,
    taskManagers: 1,
    slotsPerTaskManager: 1,
    autoWatermarkIntervalMillis: 200,
    checkpointIntervalMillis: 0,
    startProcessingTimeMillis: 0,
  },
  seed: 1,
  faults: [],
  budgets: { steps: 10, records: 10, stateEntries: 10, wallClockMillis: 1_000 },
  wantTrace: false,
};

const FINISHED = {
  outcome: { kind: "finished" },
  outputs: [{ sink: "results", rows: [] }],
  printed: ["hello"],
  printedDropped: 0,
  savepoints: [],
  metrics: { steps: 3, recordsEmitted: 2, lateRecordsDropped: 0, processingTimeMillis: 5, wallClockMillis: 1.5 },
  plan: null,
  trace: null,
};

/** Workers that do nothing by themselves, and a clock that is moved by hand. */
function laboratory() {
  const workers: { listener: PortListener; commands: EngineCommand[]; ended: boolean }[] = [];
  let deadlines: { callback: () => void; at: number }[] = [];
  let clock = 0;
  const client = new EngineClient({
    connect: (listener) => {
      const worker = { listener, commands: [] as EngineCommand[], ended: false };
      workers.push(worker);
      return { post: (command) => worker.commands.push(command), terminate: () => (worker.ended = true) };
    },
    schedule: (callback, delayMillis) => {
      const deadline = { callback, at: clock + delayMillis };
      deadlines.push(deadline);
      return () => (deadlines = deadlines.filter((it) => it !== deadline));
    },
    startMillisMax: 5_000,
    graceMillis: 100,
  });
  const pass = (millis: number): void => {
    clock += millis;
    const due = deadlines.filter((deadline) => deadline.at <= clock);
    deadlines = deadlines.filter((deadline) => deadline.at > clock);
    for (const { callback } of due) callback();
  };
  const say = (worker: number, message: unknown): void => workers[worker]?.listener.onMessage(message);
  const ready = (worker: number): void => say(worker, { version: 3, kind: "ready" });
  return { client, workers, pass, say, ready };
}

describe("EngineClient", () => {
  it("waits for the worker, posts the request once, and gives the result", async () => {
    const { client, workers, say, ready } = laboratory();
    const steps: number[] = [];
    const result = client.run(REQUEST, (count) => steps.push(count));
    expect(workers[0]?.commands).toEqual([]);
    ready(0);
    expect(workers[0]?.commands).toEqual([{ version: 3, kind: "run", requestId: 1, request: REQUEST }]);
    say(0, { version: 3, kind: "progress", requestId: 1, steps: 2 });
    say(0, { version: 3, kind: "result", requestId: 1, result: FINISHED });
    expect(await result).toEqual(FINISHED);
    expect(steps).toEqual([2]);
    expect(workers).toHaveLength(1);
  });

  it("ends a worker that hangs and gives the next run a fresh one", async () => {
    const { client, workers, pass, say, ready } = laboratory();
    const stuck = client.run(REQUEST);
    ready(0);
    say(0, { version: 3, kind: "progress", requestId: 1, steps: 40 });
    pass(1_099);
    expect(workers[0]?.ended).toBe(false);
    pass(1);
    expect((await stuck).outcome).toEqual({
      kind: "budget-exceeded",
      budget: "wallClockMillis",
      limit: 1_000,
      where: "in one call that began after step 40",
      advice: "Look for a loop that never ends, in a function or outside of them: each call must come back by itself.",
    });
    expect(workers[0]?.ended).toBe(true);
    const next = client.run(REQUEST);
    ready(1);
    say(0, { version: 3, kind: "result", requestId: 2, result: { ...FINISHED, printed: ["from the dead"] } });
    say(1, { version: 3, kind: "result", requestId: 2, result: FINISHED });
    expect(await next).toEqual(FINISHED);
  });

  it("lets the newest run win", async () => {
    const { client, workers, say, ready } = laboratory();
    const first = client.run(REQUEST);
    ready(0);
    const second = client.run(REQUEST);
    const third = client.run(REQUEST);
    expect((await second).outcome).toEqual({ kind: "cancelled" });
    expect(workers[0]?.commands.map((command) => [command.kind, command.requestId])).toEqual([
      ["run", 1],
      ["cancel", 1],
      ["cancel", 1],
    ]);
    say(0, { version: 3, kind: "result", requestId: 1, result: { ...FINISHED, outcome: { kind: "cancelled" } } });
    expect((await first).outcome).toEqual({ kind: "cancelled" });
    say(0, { version: 3, kind: "result", requestId: 3, result: FINISHED });
    expect((await third).outcome).toEqual({ kind: "finished" });
  });

  it("ends a worker that does not listen to a cancel", async () => {
    const { client, workers, pass, ready } = laboratory();
    const run = client.run(REQUEST);
    ready(0);
    client.cancel();
    pass(100);
    expect((await run).outcome).toEqual({ kind: "cancelled" });
    expect(workers[0]?.ended).toBe(true);
  });

  it.each([
    ["another version", { version: 2, kind: "ready" }],
    ["an unknown kind", { version: 3, kind: "secret" }],
    [
      "a result without rows",
      { version: 3, kind: "result", requestId: 1, result: { ...FINISHED, outputs: [{ sink: "x" }] } },
    ],
    ["a plan that names a task which is not there", planMessage({ from: 1 })],
    ["a plan without reasons", planMessage({ because: null })],
    ["a row with a function", rowMessage({ value: () => 1 })],
    ["a row with a text for a step", rowMessage({ step: "7" })],
    ["a negative count", { version: 3, kind: "result", requestId: 1, result: { ...FINISHED, printedDropped: -1 } }],
    [
      "a trace that is none",
      { version: 3, kind: "result", requestId: 1, result: { ...FINISHED, trace: { version: 1 } } },
    ],
  ])("does not believe a message with %s", async (_title, message) => {
    const { client, workers, say, ready } = laboratory();
    const run = client.run(REQUEST);
    ready(0);
    say(0, message);
    await expect(run).rejects.toBeInstanceOf(ProtocolError);
    expect(workers[0]?.ended).toBe(true);
  });

  it("rejects what the host refuses, and keeps the worker", async () => {
    const { client, workers, say, ready } = laboratory();
    const run = client.run(REQUEST);
    ready(0);
    say(0, { version: 3, kind: "refused", requestId: 1, code: "malformed", message: "command.seed must be a number." });
    await expect(run).rejects.toThrow("command was refused: command.seed must be a number.");
    expect(workers[0]?.ended).toBe(false);
  });

  it("says when a worker does not start, or breaks off", async () => {
    const { client, workers, pass, ready } = laboratory();
    const never = client.run(REQUEST);
    pass(5_000);
    await expect(never).rejects.toBeInstanceOf(BrokenWorkerError);
    const broken = client.run(REQUEST);
    ready(1);
    workers[1]?.listener.onBroken("out of memory");
    await expect(broken).rejects.toThrow("out of memory");
    expect(workers.map((worker) => worker.ended)).toEqual([true, true]);
  });
});

function planMessage(exchange: object): unknown {
  const task = { id: "0", operators: ["a"], parallelism: 1, maxParallelism: 128, slotSharingGroup: "default" };
  const good = {
    from: 0,
    to: 0,
    fromOperator: "a",
    toOperator: "a",
    partitioner: "HASH",
    sideOutput: null,
    because: [],
  };
  const plan = { jobType: "STREAMING", slots: 1, tasks: [task], exchanges: [{ ...good, ...exchange }] };
  return { version: 3, kind: "result", requestId: 1, result: { ...FINISHED, plan } };
}

function rowMessage(lie: object): unknown {
  const row = { value: 1, timestamp: null, subtask: 0, step: 1, processingTime: 0, watermark: null, ...lie };
  return {
    version: 3,
    kind: "result",
    requestId: 1,
    result: { ...FINISHED, outputs: [{ sink: "results", rows: [row] }] },
  };
}
