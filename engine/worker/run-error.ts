/**
 * How a run ended that did not finish: errors of the learner, of the engine, and spent budgets, as plain data.
 */
import { BudgetError, EngineError, InvariantError, preview } from "../core/index";
import { NO_RECORD, UserCodeError } from "../operators/index";
import { positionOf } from "./learner-code";
import type { BudgetName, RunError, RunOutcome } from "./protocol";

/** The outcome of a job that failed at `step` with `error`. */
export function failureOutcome(error: unknown, step: number): RunOutcome {
  const spent = findCause(error, (cause) => cause instanceof BudgetError);
  if (spent !== null) return budgetOutcome(spent, step);
  return { kind: "failed", error: describeError(error, phaseOf(error, "run"), step) };
}

/** The outcome of a program that threw before there was a job. */
export function beforeRunOutcome(error: unknown, phase: "load" | "build"): RunOutcome {
  return { kind: "failed", error: describeError(error, phaseOf(error, phase), null) };
}

function phaseOf(error: unknown, phase: RunError["phase"]): RunError["phase"] {
  return error instanceof InvariantError ? "engine" : phase;
}

const BUDGET_NAMES: Readonly<Record<string, BudgetName>> = {
  "budget-steps": "steps",
  "budget-timers": "steps",
  "budget-records": "records",
  "budget-state": "stateEntries",
};

function budgetOutcome(error: BudgetError, step: number): RunOutcome {
  const { operator, limit } = error.context;
  return {
    kind: "budget-exceeded",
    budget: BUDGET_NAMES[error.code] ?? "steps",
    limit: typeof limit === "number" ? limit : 0,
    where: operator === undefined ? `at step ${step}` : `in operator ${String(operator)} at step ${step}`,
    advice: error.hint ?? "Look for a loop that never ends.",
  };
}

function describeError(error: unknown, phase: RunError["phase"], step: number | null): RunError {
  const userError = findCause(error, (cause) => cause instanceof UserCodeError);
  const thrown = userError === null ? error : userError.cause;
  const position = positionOf(error);
  const record = userError === null || userError.record === NO_RECORD ? null : preview(userError.record);
  return {
    phase,
    code: error instanceof EngineError ? error.code : phase,
    name: thrown instanceof Error ? shownName(thrown) : "Thrown value",
    message: thrown instanceof Error ? thrown.message : preview(thrown),
    hint: hintOf(thrown, phase),
    operator: userError?.site.operatorName ?? null,
    subtask: userError?.site.subtaskIndex ?? null,
    record,
    step,
    line: position?.line ?? null,
    column: position?.column ?? null,
  };
}

/** Flink's exception class where Flink throws as well. */
function shownName(error: Error): string {
  return error instanceof EngineError && error.flinkClass !== null ? error.flinkClass : error.name;
}

function hintOf(thrown: unknown, phase: RunError["phase"]): string | null {
  if (thrown instanceof EngineError && thrown.hint !== null) return thrown.hint;
  if (phase === "load")
    return "A program is statements only: leave out import and export, everything is there by name.";
  if (phase === "engine")
    return "This is a fault of the engine, not of your program. Your text is kept; try the step in another form.";
  if (thrown instanceof TypeError) return "Something was null or undefined, or no function: look at this line.";
  return null;
}

/** The outermost error of the wanted kind, among an error and its causes. */
function findCause<E extends Error>(error: unknown, isWanted: (cause: unknown) => cause is E): E | null {
  let current = error;
  for (let depth = 0; depth < 16 && current instanceof Error; depth++) {
    if (isWanted(current)) return current;
    current = current.cause;
  }
  return null;
}
