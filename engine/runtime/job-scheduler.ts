/**
 * What decides when which tasks run, as the job master sees it, and what it may ask of the job master. Answers to Flink's
 * `SchedulerNG`: the default scheduler, and the adaptive one.
 */
import type { RestartStrategy } from "../checkpoint/index";
import type { Prng } from "../core/index";
import type { CheckpointDriver } from "./checkpoint-driver";
import type { Execution } from "./execution";
import type { RunFacts } from "./run-facts";
import type { Task } from "./task";
import type { TaskManagers } from "./task-managers";

/** Flink's job states, as far as a job of one run takes them. */
export type JobState =
  | "CREATED"
  | "RUNNING"
  | "FAILING"
  | "RESTARTING"
  | "CANCELLING"
  | "SUSPENDED"
  | "FINISHED"
  | "FAILED"
  | "CANCELED";

/** What went wrong, and who is to blame: operator -1 and TaskManager -1 where nobody is. */
export type Failure = {
  readonly cause:
    | "user-code"
    | "task-killed"
    | "task-manager-lost"
    | "checkpoint-failures"
    | "no-resources"
    | "partition-lost";
  readonly error: Error;
  readonly operator: number;
  readonly subtask: number;
  readonly taskManager: number;
};

export interface JobScheduler {
  /** The job is there, new or recovered by another job manager. */
  start(): void;
  /** A task has failed, and does not run any more; null: the job as a whole has. */
  onFailure(failure: Failure, task: Task | null): void;
  /** A task of a batch job has finished, so that others may start. */
  onTaskFinished(): void;
  /** A TaskManager has registered. */
  onSlotsOffered(): void;
  onCheckpointCompleted(): void;
  onCheckpointFailed(): void;
  /** Nothing that is planned happens any more. */
  stop(): void;
}

/** What a scheduler works with. */
export interface JobControl {
  readonly run: RunFacts;
  readonly execution: Execution;
  readonly machines: TaskManagers;
  /** null: a batch job. */
  readonly checkpoints: CheckpointDriver | null;
  /** null: no periodic checkpoints. */
  readonly checkpointIntervalMillis: number | null;
  readonly restarts: { readonly strategy: RestartStrategy; readonly chance: Prng };
  readonly state: JobState;
  setState(state: JobState): void;
  /** Makes the tasks of these regions (null: all) and starts what can start; they restore the latest checkpoint. */
  deploy(regions: readonly number[] | null): void;
  /** Starts tasks that were made and could not start before. */
  startTasks(): void;
  /** Throws these tasks away. */
  cancel(tasks: readonly Task[], failure: Failure | null): void;
  /** Tells traces of a failure that the scheduler itself found. */
  reportFailure(failure: Failure): void;
  /** Counts a restart that is due at this instant. */
  reportRestart(at: number): void;
  /** Ends the job with this error: nothing is tried any more. */
  fail(error: Error): void;
  /** Before tasks are started: TaskManagers that do not answer are lost, lost ones that are replaced are back, empty. */
  prepareTaskManagers(): void;
  /** Whether a TaskManager may still come in this run. */
  mayGetTaskManagers(): boolean;
}
