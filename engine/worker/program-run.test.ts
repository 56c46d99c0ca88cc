import { decodeTrace } from "../trace/index";
import { describe, expect, it } from "vitest";
import type { LearnerEntry } from "./learner-code";
import { ProgramRun } from "./program-run";
import type { RunRequest, RunResult } from "./protocol";

async function load(moduleText: string): Promise<LearnerEntry> {
  const url = `data:text/javascript,${encodeURIComponent(moduleText)}`;
  return ((await import(/* @vite-ignore */ url)) as { default: LearnerEntry }).default;
}

/** A clock that stands still: no run of these takes long. */
const PLATFORM = { load, now: () => 0, pause: () => Promise.resolve(), schedule: () => () => undefined };

function request(code: string): RunRequest {
  const elements = [
    { value: { user: "b", n: 1 }, arrivalMillis: 0, partition: 0 },
    { value: { user: "a", n: 2 }, arrivalMillis: 10, partition: 1 },
    { value: { user: "b", n: 4 }, arrivalMillis: 20, partition: 0 },
  ];
  return {
    code,
    inputs: [{ name: "clicks", elements }],
    sinks: ["results"],
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
    budgets: { steps: 10_000, records: 1_000, stateEntries: 100, wallClockMillis: 1_000 },
    wantTrace: false,
  };
}

async function runProgram(code: string, more: Partial<RunRequest> = {}): Promise<RunResult> {
  const run = new ProgramRun({ ...request(code), ...more }, PLATFORM as never);
  await run.load();
  run.advance(1_000);
  return run.result();
}

describe("a program in the coding room", () => {
  it("runs in batch mode where it says so, on slots that its stages use one after the other, and the plan says so", async () => {
    const result = await runProgram(`
      env.setRuntimeMode(RuntimeExecutionMode.BATCH);
      clicks.keyBy("user").sum("n").map((row) => row.n).keyBy((n) => n % 2).reduce((a, b) => a + b).sinkTo(results);
    `);
    expect(result.outcome).toEqual({ kind: "finished" });
    expect(result.plan?.jobType).toBe("BATCH");
    expect(result.outputs[0]?.rows.map(({ value }) => value).sort()).toEqual([2, 5]);
  });

  it("takes the time on the virtual clock that its machines ask for", async () => {
    // Three records of 100 ms each arrive at 0, 10 and 20 ms: the task is through with them at 300 ms.
    const result = await runProgram("clicks.map((row) => row.n).name('slow').setParallelism(1).sinkTo(results);", {
      settings: { ...request("").settings, parallelism: 1, checkpointIntervalMillis: 0 },
      machine: { costs: { records: [{ operator: "slow", millis: 100 }] } },
    });
    expect(result.outcome).toEqual({ kind: "finished" });
    expect(result.outputs[0]?.rows.map((row) => row.processingTime)).toEqual([0, 100, 200]);
  });

  it("has the faults that the request plans, in the engine's own words", async () => {
    const result = await runProgram("clicks.map((row) => row.n).name('numbers').sinkTo(results);", {
      faults: [{ kind: "throw-in-operator", operator: "numbers", atRecord: 2, message: "planned" }],
      wantTrace: true,
    });
    expect(result.outcome).toEqual({ kind: "finished" });
    const events = result.trace === null ? [] : decodeTrace(result.trace).events;
    const failures = events.filter((event) => event.kind === "failure");
    expect(failures.map(({ cause, message }) => [cause, message.includes("planned")])).toEqual([["user-code", true]]);
  });

  it("gives a savepoint as plain data, and starts from it at another parallelism", async () => {
    const sums = "clicks.keyBy('user').sum('n').uid('sums').sinkTo(results);";
    const steady = { settings: { ...request("").settings, checkpointIntervalMillis: 0 } };
    const first = await runProgram(sums, { ...steady, actions: [{ kind: "stop-with-savepoint", afterStep: 4 }] });
    const [savepoint] = structuredClone(first.savepoints);
    expect(first.savepoints).toHaveLength(1);
    const second = await runProgram(sums, {
      ...steady,
      savepoint,
      settings: { ...steady.settings, parallelism: 3, slotsPerTaskManager: 3 },
    });
    expect(second.outcome).toEqual({ kind: "finished" });
    // b: 1, then 1 + 4; a: 2. What the savepoint held ready is committed by both: a sink's commits are idempotent, but each
    // run has sinks of its own here.
    const rows = ({ outputs }: RunResult) => outputs.flatMap((output) => output.rows.map(({ value }) => value));
    expect(rows(first)).toEqual([{ user: "b", n: 1 }]);
    expect(rows(second)).toEqual([
      { user: "b", n: 1 },
      { user: "a", n: 2 },
      { user: "b", n: 5 },
    ]);
  });

  it("sees the values that the request names as variables", async () => {
    const result = await runProgram("clicks.filter((row) => row.n > least.n).map((row) => row.n).sinkTo(results);", {
      parameters: { least: { n: 1 } },
    });
    expect(result.outcome).toEqual({ kind: "finished" });
    expect(result.outputs[0]?.rows.map(({ value }) => value).sort()).toEqual([2, 4]);
  });
});
