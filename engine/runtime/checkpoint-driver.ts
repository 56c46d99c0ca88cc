/**
 * Triggers checkpoints on the virtual clock, collects the tasks' snapshots, completes or gives up, and tells the tasks.
 * Answers to Flink 2.3's `CheckpointCoordinator`; what it decides is in `CheckpointRequests` and
 * `CheckpointFailureManager`.
 *
 * Laws: a checkpoint completes when every task to wait for has acknowledged it, and makes all older pending checkpoints
 * fail as subsumed; savepoints are neither subsumed nor kept, and a plain one is announced to nobody.
 */
import {
  type CheckpointBarrier,
  CheckpointFailureManager,
  type CheckpointFailureReason,
  type CheckpointMetrics,
  CheckpointRequests,
  type CheckpointSettings,
  type CompletedCheckpoint,
  CompletedCheckpoints,
  createBarrier,
  effectiveSettings,
  failureText,
  firstTriggerDelayMillis,
  isSynchronous,
  isUnaligned,
  partlyFinishedUnionState,
  PendingCheckpoint,
  periodicRequest,
  type RequestDecision,
  type RequestFacts,
  requestedCheckpoint,
  type SavepointRequest,
  type TaskSnapshot,
  type TerminalStatus,
  type TriggerRequest,
} from "../checkpoint/index";
import { MAX_TIMESTAMP } from "../core/index";
import type { ScheduledCallback } from "../time/index";
import { SNAPSHOT_WITHOUT_COST, type TraceEventBody } from "../trace/index";
import { finishedSnapshot, verticesIn } from "./finishing-tasks";
import { type Mail, TASK_PRIORITY, URGENT_PRIORITY } from "./mailbox";
import type { RunFacts } from "./run-facts";
import { SharedFiles } from "./shared-files";
import type { Task } from "./task";

/** A checkpoint on its way. */
type Pending = {
  readonly checkpoint: PendingCheckpoint;
  readonly barrier: CheckpointBarrier;
  readonly request: TriggerRequest;
  readonly canceller: ScheduledCallback;
};

/** Fails the job: consecutive failures of checkpoints were more than it tolerates, or its last savepoint failed. */
export type FailJob = (message: string, task: Task | null) => void;

export class CheckpointDriver {
  readonly settings: CheckpointSettings;
  readonly #run: RunFacts;
  readonly #failJob: FailJob;
  readonly #completed: CompletedCheckpoints;
  readonly #sharedFiles: SharedFiles;
  readonly #requests: CheckpointRequests;
  readonly #failures: CheckpointFailureManager;
  /** In the order of their ids. */
  readonly #pending = new Map<number, Pending>();
  #tasks: readonly Task[] = [];
  /** Tasks that have processed all their data; a restart makes new ones. */
  readonly #endedData = new WeakSet<Task>();
  #timer: ScheduledCallback | null = null;
  #lastId = 0;
  #nextTriggerAt = MAX_TIMESTAMP;
  #hasStarted = false;
  #lastCompletedAt: number | null = null;

  /** Errors: settings that Flink refuses, as `EngineError`. */
  constructor(run: RunFacts, settings: CheckpointSettings, failJob: FailJob) {
    this.#run = run;
    this.settings = effectiveSettings(settings);
    this.#failJob = failJob;
    this.#completed = new CompletedCheckpoints(settings.retainedMax);
    this.#sharedFiles = new SharedFiles(run.tracer);
    this.#requests = new CheckpointRequests(this.settings);
    this.#failures = new CheckpointFailureManager(settings.tolerableFailures);
  }

  /** What a restart restores; null when nothing has completed yet. */
  get latest(): CompletedCheckpoint | null {
    return this.#completed.latest();
  }

  /** The checkpoints that are kept, oldest first. */
  get retained(): readonly CompletedCheckpoint[] {
    return this.#completed.list();
  }

  /**
   * The job starts from a snapshot of another run: a failure goes back to it while nothing newer is complete, and ids
   * go on behind its id. Flink's `CheckpointCoordinator.restoreSavepoint`.
   */
  restoreSavepoint(savepoint: CompletedCheckpoint): void {
    this.#completed.add(savepoint);
    this.#lastId = savepoint.checkpointId;
  }

  /**
   * All tasks of the job run, or have finished: the periodic trigger starts. The first one of a job is a random delay
   * away, with seed 0 the whole interval; after a restart it comes as soon as the minimum pause allows.
   */
  start(tasks: readonly Task[]): void {
    this.#tasks = tasks;
    this.startScheduler();
  }

  /** Starts the periodic trigger (again). */
  startScheduler(): void {
    const { clock, prng } = this.#run;
    const { intervalMillis, minPauseMillis } = this.settings;
    if (intervalMillis === MAX_TIMESTAMP) return;
    const chance = prng?.stream(`first-checkpoint/${this.#lastId}`) ?? null;
    const delayMillis = this.#hasStarted ? minPauseMillis : firstTriggerDelayMillis(this.settings, chance);
    this.#hasStarted = true;
    this.#scheduleTrigger(clock.now() + delayMillis);
  }

  /** Stops the periodic trigger; what is pending or waits is given up. */
  stop(reason: CheckpointFailureReason): void {
    this.#timer?.cancel();
    this.#timer = null;
    for (const { savepoint } of this.#requests.clear()) savepoint?.onFailed(failureText(reason));
    for (const pending of [...this.#pending.values()]) this.#abort(pending, reason, null);
  }

  /** The job manager dies: what is pending is lost, and no task is told. Completed checkpoints outlive it. */
  abandon(): void {
    this.#tasks = [];
    this.stop("CHECKPOINT_COORDINATOR_SHUTDOWN");
  }

  /** The job is over: drops the checkpoints that are not to outlive it. */
  shutdown(status: TerminalStatus): void {
    this.stop("CHECKPOINT_COORDINATOR_SHUTDOWN");
    this.#completed.shutdown(status, this.settings.retention);
  }

  /**
   * Asks for a savepoint; whoever asks is told what came of it. One that ends the job stops the periodic checkpoints first,
   * so that nothing but what it holds is committed; if it fails they go on.
   */
  request(savepoint: SavepointRequest): void {
    const endsJob = isSynchronous(savepoint.type);
    if (endsJob) this.stop("CHECKPOINT_COORDINATOR_SUSPEND");
    const onFailed = (reason: string): void => {
      savepoint.onFailed(reason);
      this.startScheduler();
    };
    this.#submit({
      type: savepoint.type,
      isPeriodic: false,
      isForced: !this.settings.unaligned,
      requestedAt: this.#run.clock.now(),
      savepoint: endsJob ? { ...savepoint, onFailed } : savepoint,
    });
  }

  /** A task has acknowledged. */
  onSnapshot(task: Task, checkpointId: number, snapshot: TaskSnapshot, metrics: CheckpointMetrics): void {
    const pending = this.#pending.get(checkpointId);
    if (pending === undefined) return;
    const { tracer } = this.#run;
    if (tracer.enabled) {
      const { headOperator: operator, subtaskIndex: subtask } = task;
      tracer.emit({ kind: "snapshot-acknowledged", operator, subtask, checkpoint: checkpointId, ...metrics });
    }
    this.#countAcknowledged(checkpointId, task, metrics);
    pending.checkpoint.acknowledge(task.id, snapshot);
    this.#completeIfAcknowledged(pending);
  }

  #countAcknowledged(checkpointId: number, { vertex, subtaskIndex }: Task, metrics: CheckpointMetrics): void {
    const acknowledgedAt = this.#run.clock.now();
    const subtask = { vertex: vertex.index, subtask: subtaskIndex, acknowledgedAt };
    this.#run.checkpoints.onAcknowledged(checkpointId, { ...metrics, ...subtask });
  }

  /** A task does not take part in the checkpoint. */
  onDeclined(task: Task, checkpointId: number, reason: CheckpointFailureReason): void {
    const pending = this.#pending.get(checkpointId);
    if (pending === undefined) return;
    const { tracer } = this.#run;
    if (tracer.enabled) {
      const { headOperator: operator, subtaskIndex: subtask } = task;
      const at = { operator, subtask, checkpoint: checkpointId };
      tracer.emit({ kind: "snapshot-declined", ...at, reason: failureText(reason) });
    }
    this.#abort(pending, reason, task);
  }

  /**
   * A task has processed all its data. When all have, the final checkpoint is not left to the interval: Flink's
   * `SchedulerBase.notifyEndOfData`.
   */
  onEndOfData(task: Task): void {
    this.#endedData.add(task);
    if (!this.#tasks.every((each) => this.#endedData.has(each))) return;
    this.#submit(requestedCheckpoint(this.#run.clock.now()));
  }

  /**
   * A task ended while a checkpoint is pending: what it held last is what it leaves. Whoever only it could have sent the
   * barrier to is triggered in its place.
   */
  onTaskFinished(task: Task): void {
    for (const pending of [...this.#pending.values()]) {
      const { checkpoint, barrier } = pending;
      this.#acknowledgeFinished(checkpoint, task);
      for (const behind of this.#tasks) {
        const isLeftAlone = behind.isAlive && behind.hasNoLiveUpstream && behind.isFedBy(task);
        if (isLeftAlone) send(behind, () => behind.triggerCheckpoint(barrier), TASK_PRIORITY);
      }
      this.#completeIfAcknowledged(pending);
    }
  }

  get #facts(): RequestFacts {
    const pendingCount = this.#pending.size;
    return { now: this.#run.clock.now(), pendingCount, lastCompletedAt: this.#lastCompletedAt };
  }

  #scheduleTrigger(at: number): void {
    this.#timer?.cancel();
    this.#nextTriggerAt = at;
    this.#timer = this.#run.clock.schedule(at, () => this.#onTimer());
  }

  #onTimer(): void {
    if (this.#tasks.every((task) => task.state === "FINISHED")) return;
    this.#scheduleTrigger(this.#nextTriggerAt + this.settings.intervalMillis);
    this.#submit(periodicRequest(this.#run.clock.now()));
  }

  #submit(request: TriggerRequest): void {
    this.#perform(this.#requests.submit(request, this.#facts));
  }

  #executeQueued(): void {
    this.#perform(this.#requests.next(this.#facts));
  }

  #perform(decision: RequestDecision): void {
    for (const { request, reason } of decision.refused) this.#refuse(request, reason);
    if (decision.nextTriggerAt !== null && this.#timer !== null) this.#scheduleTrigger(decision.nextTriggerAt);
    if (decision.execute === null) return;
    const areAllRunning = this.#tasks.every((task) => task.isAlive || task.state === "FINISHED");
    if (areAllRunning && this.#tasks.length > 0) {
      this.#trigger(decision.execute);
      return;
    }
    this.#refuse(decision.execute, "NOT_ALL_REQUIRED_TASKS_RUNNING");
    this.#executeQueued();
  }

  #refuse({ savepoint }: TriggerRequest, reason: CheckpointFailureReason): void {
    this.#report({ kind: "checkpoint-not-triggered", reason: failureText(reason) });
    savepoint?.onFailed(failureText(reason));
  }

  #trigger(request: TriggerRequest): void {
    const { clock } = this.#run;
    this.#lastId += 1;
    const { type } = request;
    const barrier = createBarrier(this.#lastId, clock.now(), type, this.settings);
    const unaligned = isUnaligned(barrier);
    const toAcknowledge = this.#tasks.map((task) => ({
      taskId: task.id,
      subtask: task.subtaskIndex,
      parallelism: task.vertex.parallelism,
    }));
    const { checkpointId, triggeredAt } = barrier;
    const checkpoint = new PendingCheckpoint(checkpointId, triggeredAt, toAcknowledge, type);
    const canceller = clock.schedule(triggeredAt + this.settings.timeoutMillis, () =>
      this.#abort(pending, "CHECKPOINT_EXPIRED", null),
    );
    const pending: Pending = { checkpoint, barrier, request, canceller };
    this.#pending.set(checkpointId, pending);
    this.#run.checkpoints.onTriggered({
      checkpointId,
      triggeredAt,
      kind: type.kind,
      unaligned,
      savepointFormat: type.kind === "checkpoint" ? null : type.format,
      subtasksOf: new Map(this.#tasks.map(({ vertex }) => [vertex.index, vertex.parallelism])),
    });
    this.#report({ kind: "checkpoint-triggered", checkpoint: checkpointId, type: type.kind, unaligned });
    for (const task of this.#tasks) {
      if (task.state === "FINISHED") this.#acknowledgeFinished(checkpoint, task);
      else if (task.hasNoLiveUpstream) send(task, () => task.triggerCheckpoint(barrier), TASK_PRIORITY);
    }
    this.#completeIfAcknowledged(pending);
  }

  #acknowledgeFinished(pending: PendingCheckpoint, task: Task): void {
    pending.acknowledge(task.id, finishedSnapshot(task));
    this.#countAcknowledged(pending.checkpointId, task, SNAPSHOT_WITHOUT_COST);
  }

  #completeIfAcknowledged(pending: Pending): void {
    const { checkpoint, request, canceller } = pending;
    const { checkpointId, type } = checkpoint;
    if (!checkpoint.isFullyAcknowledged || !this.#pending.has(checkpointId)) return;
    const completed = checkpoint.complete();
    const problem = partlyFinishedUnionState(verticesIn(this.#tasks, completed), completed.operators);
    if (problem !== null) {
      this.#abort(pending, "CHECKPOINT_DECLINED_TASK_CLOSING", null, problem);
      return;
    }
    this.#pending.delete(checkpointId);
    canceller.cancel();
    const isKept = type.kind === "checkpoint";
    if (isKept) {
      this.#completed.add(completed);
      this.#run.probe?.onCheckpointCompleted(completed);
    }
    this.#failures.onSuccess(checkpointId);
    this.#lastCompletedAt = this.#run.clock.now();
    this.#run.checkpoints.onCompleted(checkpointId, this.#run.clock.now());
    this.#report({ kind: "checkpoint-completed", checkpoint: checkpointId });
    if (isKept) this.#sharedFiles.onCompleted(completed, this.#completed.list(), this.#tasks);
    request.savepoint?.onCompleted(completed);
    if (isKept || isSynchronous(type)) {
      this.#dropSubsumed(checkpointId);
      for (const task of this.#tasks) {
        if (!task.isAlive) continue;
        send(task, () => task.notifyCheckpointComplete(checkpointId), URGENT_PRIORITY);
      }
    }
    this.#executeQueued();
  }

  #dropSubsumed(completedId: number): void {
    for (const pending of [...this.#pending.values()]) {
      const { checkpointId, type } = pending.checkpoint;
      if (checkpointId < completedId && type.kind === "checkpoint") this.#abort(pending, "CHECKPOINT_SUBSUMED", null);
    }
  }

  /** `task`: who reported the failure; null: the coordinator itself found it. */
  #abort(pending: Pending, reason: CheckpointFailureReason, task: Task | null, detail = ""): void {
    const { checkpoint, request, canceller } = pending;
    const { checkpointId, type } = checkpoint;
    if (!this.#pending.delete(checkpointId)) return;
    canceller.cancel();
    checkpoint.abort(reason);
    const text = detail === "" ? failureText(reason) : `${failureText(reason)}: ${detail}`;
    this.#run.checkpoints.onFailed(checkpointId, text, this.#run.clock.now());
    this.#report({ kind: "checkpoint-aborted", checkpoint: checkpointId, reason: text });
    const latestCompletedId = this.latest?.checkpointId ?? 0;
    for (const alive of this.#tasks) {
      if (!alive.isAlive) continue;
      send(alive, () => alive.notifyCheckpointAborted(checkpointId, latestCompletedId), URGENT_PRIORITY);
    }
    const failure = this.#failures.onFailure({
      reason,
      checkpointId,
      isSavepoint: type.kind !== "checkpoint",
      isSynchronous: isSynchronous(type),
      isTaskLevel: task !== null,
    });
    request.savepoint?.onFailed(text);
    if (failure !== null) this.#failJob(failure, task);
    else this.#executeQueued();
  }

  #report(event: TraceEventBody): void {
    const { tracer } = this.#run;
    if (tracer.enabled) tracer.emit(event);
  }
}

/** A message to a task; a network that is broken takes it nowhere. */
function send(task: Task, mail: Mail, priority: number): void {
  if (task.isReachable) task.mailbox.put(mail, priority);
}
