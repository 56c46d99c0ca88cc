import type { RunError, RunOutcome, RunResult, SinkRow } from "@tidemark/engine/worker-client";
import { describe, expect, it } from "vitest";
import { DEFAULT_BUDGETS, DEFAULT_SETTINGS } from "./case-definition";
import type { ExerciseCase } from "./exercise-schema";
import { judgeCase, judgeRun, requestOf } from "./judge";
import { toSourcePosition } from "./source-position";

const CASE: ExerciseCase = {
  id: "small",
  title: "A small case",
  visible: true,
  inputs: [{ name: "numbers", elements: [] }],
  expected: [
    {
      sink: "results",
      order: "none",
      identity: ["id"],
      key: ["id"],
      ties: [],
      timeFields: [],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: [{ value: { id: "a", n: 1 } }, { value: { id: "b", n: 2 } }],
    },
  ],
  settings: DEFAULT_SETTINGS,
  faults: [{ kind: "kill-task-manager", taskManager: 0, atRecord: 3 }],
  seed: 4,
  budgets: DEFAULT_BUDGETS,
};

function row(id: string, n: number, step: number): SinkRow {
  return { value: { id, n }, timestamp: null, subtask: 0, step, processingTime: 0, watermark: null };
}

function result(outcome: RunOutcome, rows: readonly SinkRow[] = []): RunResult {
  return {
    outcome,
    outputs: [{ sink: "results", rows }],
    printed: [],
    printedDropped: 0,
    savepoints: [],
    metrics: { steps: 9, recordsEmitted: 2, lateRecordsDropped: 0, processingTimeMillis: 10, wallClockMillis: 3 },
    plan: null,
    trace: null,
  };
}

function failed(error: Partial<RunError>): RunResult {
  const none = { hint: null, operator: null, subtask: null, record: null, step: 5, line: null, column: null };
  return result({
    kind: "failed",
    error: { phase: "run", code: "USER_CODE", name: "TypeError", message: "e.n is null", ...none, ...error },
  });
}

describe("judgeCase", () => {
  it("passes when every row came and nothing else", () => {
    const verdict = judgeCase(CASE, result({ kind: "finished" }, [row("b", 2, 4), row("a", 1, 6)]), null);
    expect([verdict.status, verdict.sentence]).toEqual(["passed", "All 2 expected rows came, and nothing else."]);
  });

  it("points at the step of the first difference", () => {
    const verdict = judgeCase(CASE, result({ kind: "finished" }, [row("a", 7, 4), row("b", 2, 6)]), null);
    expect([verdict.status, verdict.step, verdict.sentence]).toEqual([
      "differs",
      4,
      "`results` has the row id a with n 7 instead of 1; it came at step 4.",
    ]);
  });

  it("names operator, line and record of a function that threw", () => {
    const verdict = judgeCase(CASE, failed({ operator: "Map", record: "{n: null}", line: 3, column: 9 }), null);
    expect([verdict.status, verdict.line, verdict.column, verdict.step]).toEqual(["failed", 3, 9, 5]);
    expect(verdict.sentence).toBe(
      "A function of operator Map threw in line 3 at the record {n: null}. TypeError: e.n is null.",
    );
  });

  it("tells a program that is none from a job that cannot be built and from a fault of ours", () => {
    const sentences = (["load", "build", "engine"] as const).map(
      (phase) => judgeCase(CASE, failed({ phase }), null).sentence,
    );
    expect(sentences).toEqual([
      "The program could not be loaded. TypeError: e.n is null.",
      "The job could not be built: the program threw. TypeError: e.n is null.",
      "The engine broke one of its own rules; that is our fault. TypeError: e.n is null.",
    ]);
  });

  it("says which budget was spent, where, and what to try", () => {
    const outcome = {
      kind: "budget-exceeded",
      budget: "steps",
      limit: 200_000,
      where: "at step 200000",
      advice: "Look.",
    } as const;
    const verdict = judgeCase(CASE, result(outcome), null);
    expect([verdict.status, verdict.sentence, verdict.advice]).toEqual([
      "budget-exceeded",
      "The run was stopped after its budget of 200,000 steps, at step 200000.",
      "Look.",
    ]);
  });
});

describe("judgeRun", () => {
  const passed = judgeCase(CASE, result({ kind: "finished" }, [row("a", 1, 1), row("b", 2, 2)]), null);
  const differs = judgeCase(CASE, result({ kind: "finished" }, [row("a", 1, 1)]), null);

  it("passes when all cases pass, and speaks of the first that does not", () => {
    expect(judgeRun([passed, passed], 5)).toMatchObject({ passed: true, sentence: "All 2 cases pass." });
    expect(judgeRun([passed, differs], 5)).toMatchObject({
      passed: false,
      passedCount: 1,
      sentence: "1 of 2 pass. Case 2 of 2, “A small case”, differs: One row never reached `results`: id b, n 2.",
    });
  });

  it("does not pass a run that was broken off", () => {
    expect(judgeRun([passed], 5, 3)).toMatchObject({ passed: false, passedCount: 1, caseCount: 3 });
  });
});

describe("requestOf", () => {
  it("asks for the case as it is, with the learner's failures behind those of the case", () => {
    const program = { javaScript: "numbers.print();", sourceMap: null };
    const extraFaults = [{ kind: "kill-task-manager", taskManager: 1, atStep: 8 }] as const;
    expect(requestOf(program, CASE, { wantTrace: true, extraFaults })).toEqual({
      code: "numbers.print();",
      inputs: CASE.inputs,
      sinks: ["results"],
      settings: DEFAULT_SETTINGS,
      seed: 4,
      faults: [...CASE.faults, ...extraFaults],
      budgets: DEFAULT_BUDGETS,
      wantTrace: true,
    });
  });
});

describe("toSourcePosition", () => {
  it("follows the map to the learner's line, and stays where there is none", () => {
    // "AAAA" maps line 1 to line 1; the second generated line maps to source line 4, column 3 ("AAGE").
    const map = JSON.stringify({ version: 3, sources: ["a.ts"], names: [], mappings: "AAAA;AAGE" });
    expect(toSourcePosition({ line: 2, column: 5 }, map)).toEqual({ line: 4, column: 3 });
    expect(toSourcePosition({ line: 2, column: 5 }, null)).toEqual({ line: 2, column: 5 });
  });
});
