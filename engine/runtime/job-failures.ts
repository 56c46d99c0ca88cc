/**
 * What can go wrong with a job, in the form in which schedulers decide about it and traces tell it.
 */
import { BudgetError, EngineError } from "../core/index";
import type { JobGraph } from "../graph/index";
import { UserCodeError } from "../operators/index";
import type { Tracer } from "../trace/index";
import type { Failure } from "./job-scheduler";
import type { ExceptionEntry } from "./job-times";
import type { Task } from "./task";

/** A limit that was reached inside a user call may come as the cause of what the call threw instead. */
export function budgetErrorIn(thrown: unknown): BudgetError | null {
  let cause = thrown;
  while (cause instanceof Error) {
    if (cause instanceof BudgetError) return cause;
    cause = cause.cause;
  }
  return null;
}

/** A task threw: the operator that a user error names is to blame, else the head of the task's chain. */
export function taskThrew(task: Task, error: Error, { operators }: JobGraph): Failure {
  const name = error instanceof UserCodeError ? error.site.operatorName : null;
  const named = task.vertex.operators.find((index) => name !== null && operators[index]?.node.name === name);
  return failureOf("user-code", error, task, named);
}

/** A limit of the run was reached outside any task. */
export function limitReached(error: BudgetError): Failure {
  return failureOf("user-code", error, null);
}

export function taskKilled(task: Task): Failure {
  return failureOf("task-killed", new Error(`The task ${nameOf(task)} was killed.`), task);
}

export function taskManagerLost(taskManager: number, message: string): Failure {
  return { ...failureOf("task-manager-lost", new Error(message), null), taskManager };
}

/** More checkpoints failed in a row than the job tolerates, or the savepoint failed that was to end it. */
export function checkpointsFailed(message: string, task: Task | null): Failure {
  return failureOf("checkpoint-failures", new Error(message), task);
}

/** A task that could start finds that what it is to read is gone. */
export function partitionLost(task: Task): Failure {
  return failureOf("partition-lost", new Error(`A partition that ${nameOf(task)} reads was not found.`), task);
}

/** Slots did not come in time. */
export function noResources(error: Error): Failure {
  return failureOf("no-resources", error, null);
}

/** Tells traces of a failure. */
export function reportFailure(tracer: Tracer, failure: Failure): void {
  if (!tracer.enabled) return;
  const { cause, operator, subtask, taskManager, error } = failure;
  const record = cause === "user-code" ? tracer.currentRecord : 0;
  tracer.emit({ kind: "failure", cause, operator, subtask, taskManager, record, message: error.message });
}

/** What the history of exceptions keeps of a failure. */
export function exceptionEntry(failure: Failure, tasks: readonly Task[], now: number): ExceptionEntry {
  const { error, operator, subtask, taskManager } = failure;
  const task = tasks.find((it) => it.subtaskIndex === subtask && it.vertex.operators.includes(operator));
  const where = task?.placement.taskManager ?? taskManager;
  return {
    exceptionName: exceptionNameOf(error),
    message: error.message,
    at: now,
    taskName: task === undefined ? null : nameOf(task),
    taskManager: where < 0 ? null : where,
  };
}

/** What a function threw rather than what it was wrapped in; Flink's name where there is one. */
function exceptionNameOf(error: Error): string {
  const root = error instanceof UserCodeError && error.cause instanceof Error ? error.cause : error;
  return root instanceof EngineError ? (root.flinkClass ?? root.name) : root.name;
}

function failureOf(cause: Failure["cause"], error: Error, task: Task | null, operator?: number): Failure {
  return {
    cause,
    error,
    operator: operator ?? task?.headOperator ?? -1,
    subtask: task?.subtaskIndex ?? -1,
    taskManager: -1,
  };
}

function nameOf({ vertex, subtaskIndex }: Task): string {
  return `${vertex.name} (${subtaskIndex + 1}/${vertex.parallelism})`;
}
