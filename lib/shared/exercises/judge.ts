import { gradeOutputs } from "@tidemark/engine/grade";
import type { RunError, RunOutcome, RunRequest, RunResult } from "@tidemark/engine/worker-client";
import type { ExerciseCase } from "./exercise-schema";
import { toSourcePosition } from "./source-position";
import { traceFacts } from "./trace-facts";
import type { CaseStatus, CaseVerdict, RunFault, RunVerdict } from "./verdict";

/** A program as it was compiled: statements of JavaScript, and the way back to the learner's lines. */
export type CompiledProgram = { readonly javaScript: string; readonly sourceMap: string | null };

/** What the engine is asked to do for a case. `extraFaults`: failures that the learner added. */
export function requestOf(
  program: CompiledProgram,
  exerciseCase: ExerciseCase,
  options: { readonly wantTrace: boolean; readonly extraFaults?: readonly RunFault[] },
): RunRequest {
  const { inputs, expected, settings, seed, faults, budgets } = exerciseCase;
  return {
    code: program.javaScript,
    inputs,
    sinks: expected.map((sink) => sink.sink),
    settings,
    seed,
    faults: [...faults, ...(options.extraFaults ?? [])],
    budgets,
    wantTrace: options.wantTrace,
  };
}

/** What the run of a case says about the program. */
export function judgeCase(exerciseCase: ExerciseCase, result: RunResult, sourceMap: string | null): CaseVerdict {
  const { outcome } = result;
  const common = { caseId: exerciseCase.id, title: exerciseCase.title, visible: exerciseCase.visible, run: result };
  if (outcome.kind === "finished") {
    const grade = gradeOutputs(exerciseCase.expected, result.outputs, traceFacts(result.trace));
    const rowCount = exerciseCase.expected.reduce((count, sink) => count + sink.rows.length, 0);
    return {
      ...common,
      ...NOWHERE,
      status: grade.passed ? "passed" : "differs",
      sentence: grade.firstDifference?.sentence ?? `All ${rowCount} expected rows came, and nothing else.`,
      advice: null,
      step: grade.firstDifference?.step ?? null,
      firstDifference: grade.firstDifference,
      sinks: grade.sinks,
    };
  }
  const position = outcome.kind === "failed" ? placeOf(outcome.error, sourceMap) : null;
  return {
    ...common,
    ...(position ?? NOWHERE),
    status: outcome.kind,
    sentence: outcomeSentence(outcome, position?.line ?? null),
    advice: outcome.kind === "failed" ? outcome.error.hint : outcome.kind === "budget-exceeded" ? outcome.advice : null,
    step: outcome.kind === "failed" ? outcome.error.step : null,
    firstDifference: null,
    sinks: [],
  };
}

const NOWHERE = { line: null, column: null };

function placeOf(error: RunError, sourceMap: string | null): { line: number; column: number } | null {
  if (error.line === null) return null;
  return toSourcePosition({ line: error.line, column: error.column ?? 1 }, sourceMap);
}

function outcomeSentence(outcome: Exclude<RunOutcome, { kind: "finished" }>, line: number | null): string {
  if (outcome.kind === "cancelled") return "A newer run took over.";
  if (outcome.kind === "failed") return failureSentence(outcome.error, line);
  const amount = BUDGET_AMOUNTS[outcome.budget](outcome.limit);
  return `The run was stopped after its budget of ${amount}, ${outcome.where}.`;
}

const BUDGET_AMOUNTS = {
  steps: (limit: number) => `${limit.toLocaleString("en")} steps`,
  records: (limit: number) => `${limit.toLocaleString("en")} records`,
  stateEntries: (limit: number) => `${limit.toLocaleString("en")} entries of state`,
  wallClockMillis: (limit: number) => `${limit / 1000} seconds of real time`,
};

function failureSentence(error: RunError, line: number | null): string {
  const at = line === null ? "" : ` in line ${line}`;
  const what = `${error.name}: ${error.message}`.replace(/[^.!?…]$/, "$&.");
  if (error.phase === "load") return `The program could not be loaded${at}. ${what}`;
  if (error.phase === "build") return `The job could not be built: the program threw${at}. ${what}`;
  if (error.phase === "engine") return `The engine broke one of its own rules; that is our fault. ${what}`;
  if (error.operator === null) return `The job failed${at}. ${what}`;
  const record = error.record === null ? "" : ` at the record ${error.record}`;
  return `A function of operator ${error.operator} threw${at}${record}. ${what}`;
}

/** The verdict over the cases that were run; `caseCount`: how many were to be run. */
export function judgeRun(
  cases: readonly CaseVerdict[],
  wallClockMillis: number,
  caseCount: number = cases.length,
): RunVerdict {
  const passedCount = cases.filter((verdict) => verdict.status === "passed").length;
  const firstBad = cases.find((verdict) => verdict.status !== "passed");
  return {
    passed: passedCount === caseCount && caseCount > 0,
    passedCount,
    caseCount,
    sentence: runSentence(cases, { caseCount, passedCount, firstBad }),
    cases,
    wallClockMillis,
  };
}

function runSentence(
  cases: readonly CaseVerdict[],
  counts: { readonly caseCount: number; readonly passedCount: number; readonly firstBad: CaseVerdict | undefined },
): string {
  const { caseCount, passedCount, firstBad } = counts;
  if (firstBad === undefined) return caseCount === 1 ? "The case passes." : `All ${caseCount} cases pass.`;
  const place = `Case ${cases.indexOf(firstBad) + 1} of ${caseCount}, “${firstBad.title}”, ${STATUS_WORDS[firstBad.status]}`;
  return passedCount === 0
    ? `${place}: ${firstBad.sentence}`
    : `${passedCount} of ${caseCount} pass. ${place}: ${firstBad.sentence}`;
}

const STATUS_WORDS: Readonly<Record<CaseStatus, string>> = {
  passed: "passes",
  differs: "differs",
  failed: "failed",
  "budget-exceeded": "was stopped",
  cancelled: "was cancelled",
};
