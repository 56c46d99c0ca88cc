/**
 * Deploys a job, tracks its tasks and hears of their failures. Answers to Flink's `JobMaster`; which tasks run, and which
 * start again after a failure, is up to its scheduler.
 *
 *   CREATED -> RUNNING <-> RESTARTING      (a failure, until the restart is due)
 *      RUNNING -> FINISHED
 *      RUNNING, RESTARTING -> FAILING -> FAILED, CANCELLING -> CANCELED
 *      any -> SUSPENDED -> RUNNING         (the job manager is lost; another one takes the job over)
 */
import {
  type CheckpointFailureReason,
  type CheckpointMetrics,
  type CheckpointSettings,
  type CompletedCheckpoint,
  NO_PERIODIC_CHECKPOINTS,
  type RestartStrategy,
  type SavepointRequest,
  type SchedulingSettings,
  type TaskSnapshot,
} from "../checkpoint/index";
import { BudgetError, InvariantError, Prng } from "../core/index";
import type { JobGraph } from "../graph/index";
import { AdaptiveScheduler } from "./adaptive-scheduler";
import { CheckpointDriver } from "./checkpoint-driver";
import { DefaultScheduler } from "./default-scheduler";
import { Execution } from "./execution";
import type { RecordFault } from "./fault-plan";
import {
  budgetErrorIn,
  checkpointsFailed,
  limitReached,
  partitionLost,
  exceptionEntry,
  reportFailure,
  taskKilled,
  taskManagerLost,
  taskThrew,
} from "./job-failures";
import type { Failure, JobControl, JobScheduler, JobState } from "./job-scheduler";
import type { ClusterMachines } from "./cluster-machines";
import { jobLost } from "./job-manager-errors";
import { timedOutAt } from "./heartbeats";
import type { Loss, MachineWatch } from "./machine-watch";
import { restartStrategyOf } from "./restart-backoff";
import type { RunFacts } from "./run-facts";
import type { Task, TaskListener } from "./task";
import type { TaskManagers } from "./task-managers";

export type JobMasterFacts = {
  readonly run: RunFacts;
  readonly graph: JobGraph;
  readonly machines: TaskManagers;
  readonly clusterMachines: Pick<ClusterMachines, "heartbeats" | "highAvailability">;
  readonly channelCapacity: number;
  /** null: no periodic checkpoints. */
  readonly checkpointing: CheckpointSettings | null;
  readonly restartStrategy: RestartStrategy | null;
  readonly scheduling: SchedulingSettings;
  /** What the job starts from, its state by the operator ids of this job; null: from nothing. */
  readonly restoreFrom: CompletedCheckpoint | null;
  readonly faults: ReadonlyMap<number, RecordFault>;
  /** Whether the plan of faults starts another TaskManager later. */
  readonly isTaskManagerPlanned: () => boolean;
  /** Called with the tasks that are there to run. */
  readonly onDeployed: (tasks: readonly Task[]) => void;
};

export class JobMaster implements TaskListener, JobControl {
  readonly run: RunFacts;
  readonly machines: TaskManagers;
  readonly execution: Execution;
  readonly checkpoints: CheckpointDriver | null;
  readonly restarts: { readonly strategy: RestartStrategy; readonly chance: Prng };
  readonly #facts: JobMasterFacts;
  #scheduler: JobScheduler;
  /** Set before the job starts. */
  #watch!: MachineWatch;
  #state: JobState = "CREATED";
  #error: Error | null = null;
  #attempt = 0;
  /** Whether the savepoint that ends the job is complete. */
  #isEnding = false;
  /** Tasks that ended while nothing of theirs got to the job manager: to it they are lost with their TaskManager. */
  readonly #endedUnheard = new Set<Task>();
  /** False while there is no job manager. */
  #isLeading = true;
  #leadingSince: number;

  constructor(facts: JobMasterFacts) {
    const { run, checkpointing, machines } = facts;
    this.#facts = facts;
    this.run = run;
    this.#leadingSince = run.clock.now();
    this.machines = machines;
    const failJob = (message: string, task: Task | null) => this.#checkpointsFailed(message, task);
    this.checkpoints = run.batch ? null : new CheckpointDriver(run, checkpointing ?? NO_PERIODIC_CHECKPOINTS, failJob);
    if (facts.restoreFrom !== null) this.checkpoints?.restoreSavepoint(facts.restoreFrom);
    this.restarts = { strategy: restartStrategyOf(facts), chance: run.prng?.stream("restart") ?? new Prng(0) };
    this.execution = new Execution(
      {
        run,
        machines,
        channelCapacity: facts.channelCapacity,
        checkpointing: this.checkpoints?.settings ?? NO_PERIODIC_CHECKPOINTS,
        waitsForFinalCheckpoint: checkpointing?.afterTasksFinish ?? false,
        faults: facts.faults,
        storesResults: this.restarts.strategy.kind !== "none",
        listener: this,
        onTasksChanged: facts.onDeployed,
        onStartFailed: (task, thrown) => this.taskFailed(task, thrown),
      },
      facts.graph,
    );
    this.#scheduler = this.#createScheduler();
  }

  get state(): JobState {
    return this.#state;
  }

  /** The error that failed the job for good, or null. */
  get error(): Error | null {
    return this.#error;
  }

  get tasks(): readonly Task[] {
    return this.execution.tasks;
  }

  /** The job is submitted. */
  start(watch: MachineWatch): void {
    this.#watch = watch;
    this.#traceState();
    this.#scheduler.start();
  }

  /** A task threw in its step, or while it opened. Broken invariants of the engine are thrown on. */
  taskFailed(task: Task, thrown: unknown): void {
    if (thrown instanceof InvariantError) throw thrown;
    const error = budgetErrorIn(thrown) ?? (thrown instanceof Error ? thrown : new Error(String(thrown)));
    const failure = taskThrew(task, error, this.execution.graph);
    if (error instanceof BudgetError) this.#failForGood(failure);
    else this.#taskEnded(task, failure);
  }

  /** The task's thread dies, for no fault of the program. */
  killTask(task: Task): void {
    if (!task.isAlive) return;
    this.#taskEnded(task, taskKilled(task));
  }

  /** The job manager has noticed that a TaskManager is gone: all its tasks have failed, one after the other. */
  onTaskManagerLost(taskManager: number, { message, closesFunctions }: Loss): void {
    this.execution.loseResults(taskManager);
    this.execution.tasksChanged();
    if (this.#isOver) return;
    const failure = taskManagerLost(taskManager, message);
    const isLost = (task: Task) => task.isAlive || this.#endedUnheard.has(task);
    const lost = this.tasks.filter((task) => isLost(task) && task.placement.taskManager === taskManager);
    for (const task of lost) {
      if (!isLost(task) || this.#isOver) continue;
      this.#endedUnheard.delete(task);
      this.reportFailure(failure);
      this.execution.cancel(task, { closeFunctions: closesFunctions, failed: false });
      this.#scheduler.onFailure(failure, this.#isEnding ? null : task);
    }
    if (lost.length === 0) this.#startConsumersOfLost();
  }

  /** The process of a TaskManager has died: its tasks do nothing any more. */
  onProcessStopped(): void {
    this.execution.tasksChanged();
  }

  /** Nothing goes between the tasks of a TaskManager and the job manager any more. */
  onDisconnected(taskManager: number): void {
    for (const task of this.tasks) if (task.placement.taskManager === taskManager) task.isReachable = false;
  }

  onTaskManagerStarted(): void {
    if (this.#isLeading && !this.#isOver) this.#scheduler.onSlotsOffered();
  }

  /**
   * The process of the job manager dies. Tasks run on, but nobody takes checkpoints or hears of failures. With high
   * availability another job manager leads after a while: it cancels the tasks and starts them again from the latest
   * completed checkpoint. Without, the tasks end when they have heard nothing for the heartbeat's timeout.
   */
  killJobManager(): void {
    if (this.#isOver || !this.#isLeading) return;
    const { clock, tracer } = this.run;
    const { highAvailability, heartbeats } = this.#facts.clusterMachines;
    this.#isLeading = false;
    this.#watch.jobManagerStopped();
    if (tracer.enabled) tracer.emit({ kind: "job-manager-stopped", reason: "The process of the job manager died." });
    this.#scheduler.stop();
    this.checkpoints?.abandon();
    this.setState("SUSPENDED");
    if (highAvailability !== null) {
      clock.schedule(clock.now() + highAvailability.leaderElectionMillis, () => this.#takeOver());
      return;
    }
    const now = clock.now();
    const silence = { requestsSince: this.#leadingSince, registeredAt: this.#leadingSince, silentSince: now };
    clock.schedule(timedOutAt(heartbeats, silence), () => {
      if (!this.#isOver) this.#end(jobLost(), "FAILED");
    });
  }

  /** A limit of the run was reached outside any task. */
  stop(error: BudgetError): void {
    this.#failForGood(limitReached(error));
  }

  onSnapshot(task: Task, checkpointId: number, snapshot: TaskSnapshot, metrics: CheckpointMetrics): void {
    if (this.#hears(task)) this.checkpoints?.onSnapshot(task, checkpointId, snapshot, metrics);
  }

  onDeclined(task: Task, checkpointId: number, reason: CheckpointFailureReason): void {
    if (this.#hears(task)) this.checkpoints?.onDeclined(task, checkpointId, reason);
  }

  /** The checkpoints that are kept, oldest first. */
  get retainedCheckpoints(): readonly CompletedCheckpoint[] {
    return this.checkpoints?.retained ?? [];
  }

  /** Asks for a savepoint; whoever asks is told what came of it, at once where the job does not take any. */
  requestSavepoint(request: SavepointRequest): void {
    if (this.checkpoints === null) request.onFailed("Blocking output edge exists in running tasks.");
    else if (!this.#isLeading) request.onFailed("No job manager leads the job: nobody takes savepoints.");
    else if (request.type.kind === "savepoint") this.checkpoints.request(request);
    else this.checkpoints.request({ ...request, onCompleted: (savepoint) => this.#lastSavepoint(request, savepoint) });
  }

  /** From now on the job ends: whatever fails, all of it starts again, since regions that go on have been stopped. */
  #lastSavepoint(request: SavepointRequest, savepoint: CompletedCheckpoint): void {
    this.#isEnding = true;
    request.onCompleted(savepoint);
  }

  /** Ends the job without a result: tasks are thrown away, nothing more is committed. */
  cancelJob(): void {
    if (this.#isOver) return;
    this.setState("CANCELLING");
    this.#end(null, "CANCELED");
  }

  onEndOfData(task: Task): void {
    if (this.#hears(task)) this.checkpoints?.onEndOfData(task);
  }

  onFinished(task: Task): void {
    const { tracer } = this.run;
    if (!this.#hears(task)) {
      this.#endedUnheard.add(task);
      return;
    }
    if (tracer.enabled) {
      const { headOperator: operator, subtaskIndex: subtask, attemptNumber: attempt } = task;
      tracer.emit({ kind: "task-finished", operator, subtask, attempt });
    }
    this.checkpoints?.onTaskFinished(task);
    this.execution.finished(task);
    if (this.tasks.some((other) => other.state !== "FINISHED")) {
      this.#startConsumersOfLost();
      this.#scheduler.onTaskFinished();
      return;
    }
    this.#scheduler.stop();
    this.checkpoints?.shutdown("FINISHED");
    this.setState("FINISHED");
    if (tracer.enabled) tracer.emit({ kind: "job-finished" });
  }

  // What the scheduler asks for.

  setState(state: JobState): void {
    if (state === this.#state) return;
    const { jobTimes, clock } = this.run;
    if (state === "RESTARTING") jobTimes.enter("FAILING", clock.now());
    jobTimes.enter(state, clock.now());
    this.#state = state;
    if (state === "RESTARTING") this.checkpoints?.stop("CHECKPOINT_COORDINATOR_SUSPEND");
    this.#traceState();
  }

  deploy(regions: readonly number[] | null): void {
    const { execution, checkpoints } = this;
    const restored = checkpoints?.latest ?? null;
    if (this.#attempt > 0 || restored !== null) this.#reportRestore(restored);
    if (regions === null) this.#isEnding = false;
    execution.create(regions, restored);
    if (this.#state === "RUNNING") checkpoints?.start(this.tasks);
    this.startTasks();
  }

  startTasks(): void {
    const started = this.execution.startTasks().filter((task) => task.isAlive);
    if (started.length > 0) this.run.probe?.onTasksStarted(started, this.checkpoints?.latest ?? null);
  }

  cancel(tasks: readonly Task[], failure: Failure | null): void {
    const isBlamed = ({ vertex, subtaskIndex }: Task) =>
      failure !== null && subtaskIndex === failure.subtask && vertex.operators.includes(failure.operator);
    const silent = new Set<number>();
    for (const task of tasks) {
      const { taskManager } = task.placement;
      this.#endedUnheard.delete(task);
      if (task.isAlive && taskManager !== -1 && !this.machines.isReachable(taskManager)) silent.add(taskManager);
      const closeFunctions = taskManager === -1 || this.machines.isAlive(taskManager);
      this.execution.cancel(task, { closeFunctions, failed: isBlamed(task) });
    }
    this.#watch.loseSilent([...silent]);
  }

  reportRestart(at: number): void {
    const { tracer, jobTimes } = this.run;
    this.#attempt += 1;
    jobTimes.onRestart();
    if (tracer.enabled) tracer.emit({ kind: "restart-scheduled", attempt: this.#attempt, at });
  }

  fail(error: Error): void {
    this.setState("FAILING");
    this.#end(error, "FAILED");
  }

  prepareTaskManagers(): void {
    this.#watch.prepareStart();
  }

  mayGetTaskManagers(): boolean {
    return this.#watch.isReplacing || this.#facts.isTaskManagerPlanned();
  }

  /** Another job manager leads: tasks of the old one are cancelled, the job starts again as if it were submitted. */
  #takeOver(): void {
    if (this.#isOver) return;
    const { clock, tracer, jobTimes } = this.run;
    this.cancel(this.tasks, null);
    this.#isLeading = true;
    this.#leadingSince = clock.now();
    this.#attempt += 1;
    jobTimes.onRestart();
    const reason = "Another job manager leads, and recovers the job from its latest checkpoint.";
    if (tracer.enabled) tracer.emit({ kind: "job-manager-started", reason });
    this.#watch.jobManagerStarted();
    this.setState("CREATED");
    this.#scheduler = this.#createScheduler();
    this.#scheduler.start();
  }

  get #isOver(): boolean {
    return this.#state === "FINISHED" || this.#state === "FAILED" || this.#state === "CANCELED";
  }

  /** Whether what the task says gets to a job manager. */
  #hears(task: Task): boolean {
    return this.#isLeading && task.isReachable;
  }

  #taskEnded(task: Task, failure: Failure): void {
    if (!this.#hears(task)) {
      this.#endedUnheard.add(task);
      this.execution.cancel(task, { closeFunctions: true, failed: true });
      return;
    }
    this.#handle(failure, this.#isEnding ? null : task);
  }

  #handle(failure: Failure, task: Task | null): void {
    this.reportFailure(failure);
    this.#scheduler.onFailure(failure, task);
  }

  /** More checkpoints failed in a row than the job tolerates, or the savepoint failed that was to end it. */
  #checkpointsFailed(message: string, task: Task | null): void {
    this.#handle(checkpointsFailed(message, task), task);
  }

  /** A task that could start now finds that what it is to read is gone. */
  #startConsumersOfLost(): void {
    const task = this.execution.findLostInput();
    if (task !== null) this.#handle(partitionLost(task), task);
  }

  #failForGood(failure: Failure): void {
    this.reportFailure(failure);
    this.fail(failure.error);
  }

  #end(error: Error | null, state: "FAILED" | "CANCELED"): void {
    const { tracer } = this.run;
    this.#scheduler.stop();
    this.checkpoints?.stop("CHECKPOINT_COORDINATOR_SUSPEND");
    this.#error = error;
    for (const task of this.tasks) {
      const { taskManager } = task.placement;
      const closeFunctions = taskManager === -1 || this.machines.isAlive(taskManager);
      this.execution.cancel(task, { closeFunctions, failed: false });
    }
    this.checkpoints?.shutdown(state);
    this.setState(state);
    if (tracer.enabled && error !== null) tracer.emit({ kind: "job-failed", message: error.message });
  }

  get checkpointIntervalMillis(): number | null {
    return this.#facts.checkpointing?.intervalMillis ?? null;
  }

  /** Batch jobs are not run by the adaptive scheduler, as in Flink. */
  #createScheduler(): JobScheduler {
    const { scheduling, graph, run } = this.#facts;
    const { adaptive } = scheduling;
    const scheduler =
      adaptive === null || run.batch
        ? new DefaultScheduler(this, scheduling)
        : new AdaptiveScheduler(this, graph, adaptive);
    run.checkpoints.listener = scheduler;
    return scheduler;
  }

  #traceState(): void {
    const { tracer } = this.run;
    if (tracer.enabled) tracer.emit({ kind: "job-state", state: this.#state });
  }

  #reportRestore(restored: CompletedCheckpoint | null): void {
    const { tracer, checkpoints, clock } = this.run;
    if (restored !== null) {
      const { checkpointId, type } = restored;
      const isSavepoint = type !== undefined && type.kind !== "checkpoint";
      checkpoints.onRestored({ checkpointId, restoredAt: clock.now(), isSavepoint });
    }
    const checkpoint = restored?.checkpointId ?? 0;
    if (tracer.enabled) tracer.emit({ kind: "restore", attempt: this.#attempt, checkpoint });
  }

  reportFailure(failure: Failure): void {
    reportFailure(this.run.tracer, failure);
    this.run.jobTimes.onFailure(exceptionEntry(failure, this.tasks, this.run.clock.now()));
  }
}
