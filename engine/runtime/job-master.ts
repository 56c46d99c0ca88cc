/**
 * Deploys a job, tracks its tasks and reacts to failures. Answers to Flink's `JobMaster` with the default
 * scheduler: after a failure every task is thrown away, and all start again from the latest completed checkpoint
 * once the restart strategy's delay is over.
 *
 *   CREATED -> RUNNING <-> RESTARTING
 *                 \-> FINISHED      \-> FAILED      CANCELED: from any state in which it is not over
 */
import {
  type CheckpointFailureReason,
  type CheckpointMetrics,
  type CheckpointSettings,
  type CompletedCheckpoint,
  decideRestart,
  defaultRestartStrategy,
  NO_FAILURES,
  NO_PERIODIC_CHECKPOINTS,
  type RestartStrategy,
  type SavepointRequest,
  type TaskSnapshot,
} from "../checkpoint/index";
import { BudgetError, InvariantError, Prng } from "../core/index";
import type { JobGraph } from "../graph/index";
import { UserCodeError } from "../operators/index";
import { CheckpointDriver } from "./checkpoint-driver";
import type { BatchSlots } from "./batch-slots";
import { createTasks } from "./execution-graph";
import type { RecordFault } from "./fault-plan";
import type { RunFacts } from "./run-facts";
import type { Placement } from "./slots";
import type { Task, TaskListener } from "./task";

export type JobState = "CREATED" | "RUNNING" | "RESTARTING" | "FINISHED" | "FAILED" | "CANCELED";

export type JobMasterFacts = {
  readonly run: RunFacts;
  readonly graph: JobGraph;
  readonly placement: Placement;
  /** Batch mode: where tasks get their slots when they start. */
  readonly batchSlots: BatchSlots | null;
  readonly channelCapacity: number;
  /** null: no periodic checkpoints. */
  readonly checkpointing: CheckpointSettings | null;
  readonly restartStrategy: RestartStrategy | null;
  /** What the job starts from, its state by the operator ids of this job; null: from nothing. */
  readonly restoreFrom: CompletedCheckpoint | null;
  readonly faults: ReadonlyMap<number, RecordFault>;
  /** Called with the tasks of each new attempt. */
  readonly onDeployed: (tasks: readonly Task[]) => void;
};

/** What went wrong, and who is to blame: operator -1 and TaskManager -1 where nobody is. */
type Failure = {
  readonly cause: "user-code" | "task-manager-lost" | "checkpoint-failures";
  readonly error: Error;
  readonly operator: number;
  readonly subtask: number;
  readonly taskManager: number;
};

export class JobMaster implements TaskListener {
  readonly #facts: JobMasterFacts;
  readonly #checkpoints: CheckpointDriver | null;
  readonly #restartStrategy: RestartStrategy;
  readonly #chance: Prng;
  #restarts = NO_FAILURES;
  #state: JobState = "CREATED";
  #error: Error | null = null;
  #attempt = 0;
  #tasks: readonly Task[] = [];
  #finishedCount = 0;

  constructor(facts: JobMasterFacts) {
    const { run, checkpointing } = facts;
    this.#facts = facts;
    const failJob = (message: string, task: Task | null) => this.#checkpointsFailed(message, task);
    this.#checkpoints = run.batch ? null : new CheckpointDriver(run, checkpointing ?? NO_PERIODIC_CHECKPOINTS, failJob);
    if (facts.restoreFrom !== null) this.#checkpoints?.restoreSavepoint(facts.restoreFrom);
    const strategy =
      facts.restartStrategy ?? defaultRestartStrategy({ isCheckpointingEnabled: checkpointing !== null });
    const jitters = strategy.kind === "exponential-delay" && run.prng === null;
    this.#restartStrategy = jitters ? { ...strategy, jitterFactor: 0 } : strategy;
    this.#chance = run.prng?.stream("restart") ?? new Prng(0);
  }

  get state(): JobState {
    return this.#state;
  }

  /** The error that failed the job for good, or null. */
  get error(): Error | null {
    return this.#error;
  }

  get tasks(): readonly Task[] {
    return this.#tasks;
  }

  /** Makes the tasks of the next attempt and starts them, from the latest checkpoint if there is one. */
  deploy(): void {
    const { run, graph, placement, channelCapacity, checkpointing, faults } = this.#facts;
    const restored = this.#checkpoints?.latest ?? null;
    this.#enter("RUNNING");
    this.#finishedCount = 0;
    if (this.#attempt > 0) this.#reportRestore(restored);
    this.#facts.batchSlots?.releaseAll();
    this.#tasks = createTasks({
      run,
      graph,
      attemptNumber: this.#attempt,
      placement,
      channelCapacity,
      checkpointingMode: checkpointing?.mode ?? null,
      faults,
      restored,
      listener: this,
    });
    this.#facts.onDeployed(this.#tasks);
    this.#checkpoints?.start(this.#tasks);
    this.#startTasks();
    if (this.#state === "RUNNING") run.probe?.onTasksStarted(this.#tasks, restored);
  }

  #enter(state: JobState): void {
    this.#state = state;
    this.#facts.run.jobTimes.enter(state, this.#facts.run.clock.now());
  }

  #reportRestore(restored: CompletedCheckpoint | null): void {
    const { tracer, checkpoints, clock } = this.#facts.run;
    if (restored !== null) {
      const { checkpointId, type } = restored;
      const isSavepoint = type !== undefined && type.kind !== "checkpoint";
      checkpoints.onRestored({ checkpointId, restoredAt: clock.now(), isSavepoint });
    }
    const checkpoint = restored?.checkpointId ?? 0;
    if (tracer.enabled) tracer.emit({ kind: "restore", attempt: this.#attempt, checkpoint });
  }

  /** A task threw in its step, or while it opened. Broken invariants of the engine are thrown on. */
  taskFailed(task: Task, thrown: unknown): void {
    if (thrown instanceof InvariantError) throw thrown;
    const error = budgetErrorIn(thrown) ?? (thrown instanceof Error ? thrown : new Error(String(thrown)));
    const failure: Failure = {
      cause: "user-code",
      error,
      operator: this.#operatorToBlame(task, error),
      subtask: task.subtaskIndex,
      taskManager: -1,
    };
    if (error instanceof BudgetError) this.#failForGood(failure);
    else this.#fail(failure);
  }

  /** All tasks of a TaskManager are lost; it comes back empty. */
  loseTaskManager(taskManager: number): void {
    if (this.#state !== "RUNNING") return;
    const error = new Error(`TaskManager ${taskManager} was lost.`);
    this.#fail({ cause: "task-manager-lost", error, operator: -1, subtask: -1, taskManager });
  }

  /** A limit of the run was reached outside any task. */
  stop(error: BudgetError): void {
    this.#failForGood({ cause: "user-code", error, operator: -1, subtask: -1, taskManager: -1 });
  }

  onSnapshot(task: Task, checkpointId: number, snapshot: TaskSnapshot, metrics: CheckpointMetrics): void {
    this.#checkpoints?.onSnapshot(task, checkpointId, snapshot, metrics);
  }

  onDeclined(task: Task, checkpointId: number, reason: CheckpointFailureReason): void {
    this.#checkpoints?.onDeclined(task, checkpointId, reason);
  }

  /** Asks for a savepoint; whoever asks is told what came of it, at once where the job does not take any. */
  requestSavepoint(request: SavepointRequest): void {
    if (this.#checkpoints === null) request.onFailed("Batch jobs take no savepoints.");
    else this.#checkpoints.request(request);
  }

  /** Ends the job without a result: tasks are thrown away, nothing more is committed. */
  cancel(): void {
    if (this.#state === "FINISHED" || this.#state === "FAILED" || this.#state === "CANCELED") return;
    this.#checkpoints?.shutdown("CANCELED");
    for (const task of this.#tasks) task.cancel({ closeFunctions: true });
    this.#state = "CANCELED";
    const { tracer } = this.#facts.run;
    if (tracer.enabled) tracer.emit({ kind: "job-state", state: "CANCELED" });
  }

  /** More checkpoints failed in a row than the job tolerates, or the savepoint failed that was to end it. */
  #checkpointsFailed(message: string, task: Task | null): void {
    const operator = task?.headOperator ?? -1;
    const subtask = task?.subtaskIndex ?? -1;
    this.#fail({ cause: "checkpoint-failures", error: new Error(message), operator, subtask, taskManager: -1 });
  }

  onFinished(task: Task): void {
    const { tracer } = this.#facts.run;
    if (tracer.enabled) {
      const { headOperator: operator, subtaskIndex: subtask } = task;
      tracer.emit({ kind: "task-finished", operator, subtask, attempt: this.#attempt });
    }
    this.#checkpoints?.onTaskFinished(task);
    this.#facts.batchSlots?.release(task.placement);
    this.#finishedCount += 1;
    if (this.#finishedCount < this.#tasks.length) {
      if (this.#facts.run.batch) this.#startTasks();
      return;
    }
    this.#checkpoints?.shutdown("FINISHED");
    this.#enter("FINISHED");
    if (tracer.enabled) tracer.emit({ kind: "job-finished" });
  }

  /** All tasks at once; in batch mode those whose inputs are there whole, since the tasks before them have finished. */
  #startTasks(): void {
    const { batch } = this.#facts.run;
    for (const task of this.#tasks) {
      if (task.state !== "CREATED" || (batch && !(task.hasNoLiveUpstream && this.#findSlot(task)))) continue;
      if (!this.#startTask(task)) return;
    }
  }

  /** Whether there is a slot for the task, which it has then. */
  #findSlot(task: Task): boolean {
    const placement = this.#facts.batchSlots?.acquire() ?? null;
    if (placement !== null) task.placeIn(placement);
    return placement !== null;
  }

  #startTask(task: Task): boolean {
    const { tracer } = this.#facts.run;
    if (tracer.enabled) {
      const { headOperator: operator, subtaskIndex: subtask, placement } = task;
      tracer.emit({ kind: "task-deployed", operator, subtask, ...placement, attempt: this.#attempt });
    }
    try {
      task.start();
    } catch (thrown) {
      this.taskFailed(task, thrown);
      return false;
    }
    return true;
  }

  #fail(failure: Failure): void {
    const { run } = this.#facts;
    this.#report(failure);
    run.jobTimes.enter("FAILING", run.clock.now());
    this.#cancelTasks(failure);
    const decision = decideRestart(this.#restartStrategy, this.#restarts, this.#failedAt(), this.#chance);
    this.#restarts = decision.history;
    if (decision.action === "fail") {
      this.#end(failure.error);
      return;
    }
    this.#enter("RESTARTING");
    this.#attempt += 1;
    run.jobTimes.onRestart();
    if (run.tracer.enabled) {
      run.tracer.emit({ kind: "restart-scheduled", attempt: this.#attempt, at: decision.restartAt });
    }
    run.clock.schedule(decision.restartAt, () => {
      if (this.#state === "RESTARTING") this.deploy();
    });
  }

  /**
   * When the failure happened, as the restart strategy sees it. Exponential delay merges failures up to the instant
   * of the restart. A restart takes no virtual time here, so one that has happened counts as a millisecond ago: a
   * failure right after it is a new one.
   */
  #failedAt(): number {
    const now = this.#facts.run.clock.now();
    const merges = this.#restartStrategy.kind === "exponential-delay";
    return merges && this.#restarts.lastRestartAt === now ? now + 1 : now;
  }

  #failForGood(failure: Failure): void {
    this.#report(failure);
    this.#cancelTasks(failure);
    this.#end(failure.error);
  }

  #end(error: Error): void {
    const { tracer } = this.#facts.run;
    this.#checkpoints?.shutdown("FAILED");
    this.#enter("FAILED");
    this.#error = error;
    if (tracer.enabled) tracer.emit({ kind: "job-failed", message: error.message });
  }

  #cancelTasks(failure: Failure): void {
    this.#checkpoints?.stop("CHECKPOINT_COORDINATOR_SUSPEND");
    for (const task of this.#tasks) {
      task.cancel({ closeFunctions: task.placement.taskManager !== failure.taskManager });
    }
  }

  #report(failure: Failure): void {
    const { tracer } = this.#facts.run;
    if (!tracer.enabled) return;
    const { cause, operator, subtask, taskManager, error } = failure;
    const record = cause === "user-code" ? tracer.currentRecord : 0;
    tracer.emit({ kind: "failure", cause, operator, subtask, taskManager, record, message: error.message });
  }

  /** The operator that a user error names, else the head of the task's chain. */
  #operatorToBlame(task: Task, error: Error): number {
    if (!(error instanceof UserCodeError)) return task.headOperator;
    const named = task.vertex.operators.find(
      (index) => this.#facts.graph.operators[index]?.node.name === error.site.operatorName,
    );
    return named ?? task.headOperator;
  }
}

/** A limit that was reached inside a user call may come as the cause of what the call threw instead. */
function budgetErrorIn(thrown: unknown): BudgetError | null {
  let cause = thrown;
  while (cause instanceof Error) {
    if (cause instanceof BudgetError) return cause;
    cause = cause.cause;
  }
  return null;
}
