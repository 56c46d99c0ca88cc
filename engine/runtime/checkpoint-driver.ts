/**
 * Performs what `decideCheckpoint` decided: triggers checkpoints on the virtual clock, collects the tasks'
 * snapshots, completes. Answers to Flink's `CheckpointCoordinator`.
 *
 * Law: a checkpoint completes when every task has acknowledged it; a task that has finished stands for itself with
 * its last snapshot. One checkpoint is pending at a time.
 */
import {
  CHECKPOINT_DEFAULTS,
  type CheckpointBarrier,
  type CheckpointSettings,
  type CompletedCheckpoint,
  CompletedCheckpoints,
  decideCheckpoint,
  firstTriggerAt,
  PendingCheckpoint,
  type TaskSnapshot,
} from "../checkpoint/index";
import { assert } from "../core/index";
import type { ScheduledCallback } from "../time/index";
import { TASK_PRIORITY, URGENT_PRIORITY } from "./mailbox";
import type { RunFacts } from "./run-facts";
import { SNAPSHOT_WITHOUT_COST, type TraceEventBody } from "../trace/index";
import type { Task } from "./task";

export class CheckpointDriver {
  readonly #run: RunFacts;
  readonly #settings: CheckpointSettings;
  readonly #completed = new CompletedCheckpoints();
  #tasks: readonly Task[] = [];
  #pending: PendingCheckpoint | null = null;
  #timer: ScheduledCallback | null = null;
  #lastId = 0;
  #nextTriggerAt = 0;
  #isRequestQueued = false;
  #lastCompletedAt: number | null = null;

  constructor(run: RunFacts, intervalMillis: number) {
    this.#run = run;
    this.#settings = { ...CHECKPOINT_DEFAULTS, intervalMillis };
  }

  /** What a restart restores; null when nothing has completed yet. */
  get latest(): CompletedCheckpoint | null {
    return this.#completed.latest();
  }

  /** The tasks of an attempt run: the first trigger is a random delay away, with seed 0 the whole interval. */
  start(tasks: readonly Task[]): void {
    const { clock, prng } = this.#run;
    this.#tasks = tasks;
    this.#nextTriggerAt =
      prng === null
        ? clock.now() + this.#settings.intervalMillis
        : firstTriggerAt(this.#settings, clock.now(), prng.stream(`first-checkpoint/${this.#lastId}`));
    this.#arm();
  }

  /** The attempt is over: what is pending is given up. */
  stop(reason: string): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#isRequestQueued = false;
    if (this.#pending === null) return;
    this.#pending.abort(reason);
    this.#report({ kind: "checkpoint-aborted", checkpoint: this.#pending.checkpointId, reason });
    this.#pending = null;
  }

  onSnapshot(task: Task, checkpointId: number, snapshot: TaskSnapshot): void {
    if (this.#pending === null || this.#pending.checkpointId !== checkpointId) return;
    const { tracer } = this.#run;
    if (tracer.enabled) {
      const { headOperator: operator, subtaskIndex: subtask } = task;
      tracer.emit({
        kind: "snapshot-acknowledged",
        operator,
        subtask,
        checkpoint: checkpointId,
        ...SNAPSHOT_WITHOUT_COST,
      });
    }
    this.#pending.acknowledge(task.id, snapshot);
    this.#completeIfAcknowledged();
  }

  /** A task ended while a checkpoint is pending: what it held last is what it leaves. */
  onTaskFinished(task: Task): void {
    if (this.#pending === null) return;
    this.#acknowledgeFinished(this.#pending, task);
    this.#completeIfAcknowledged();
  }

  #onTimer(): void {
    this.#timer = null;
    this.#decide();
    this.#arm();
  }

  #arm(): void {
    if (this.#tasks.every((task) => task.state === "FINISHED")) return;
    this.#timer ??= this.#run.clock.schedule(this.#nextTriggerAt, () => this.#onTimer());
  }

  #decide(): void {
    const decision = decideCheckpoint(this.#settings, {
      now: this.#run.clock.now(),
      nextTriggerAt: this.#nextTriggerAt,
      isRequestQueued: this.#isRequestQueued,
      pendingCount: this.#pending === null ? 0 : 1,
      lastCompletedAt: this.#lastCompletedAt,
      areAllTasksRunning: this.#tasks.every((task) => task.isAlive || task.state === "FINISHED"),
    });
    this.#nextTriggerAt = decision.nextTriggerAt;
    this.#isRequestQueued = decision.isRequestQueued;
    if (decision.action === "trigger") this.#trigger();
  }

  #trigger(): void {
    this.#lastId += 1;
    const barrier: CheckpointBarrier = { checkpointId: this.#lastId, triggeredAt: this.#run.clock.now() };
    const toAcknowledge = this.#tasks.map((task) => ({
      taskId: task.id,
      subtask: task.subtaskIndex,
      parallelism: task.vertex.parallelism,
    }));
    this.#pending = new PendingCheckpoint(barrier.checkpointId, barrier.triggeredAt, toAcknowledge);
    this.#report({
      kind: "checkpoint-triggered",
      checkpoint: barrier.checkpointId,
      type: "checkpoint",
      unaligned: false,
    });
    for (const task of this.#tasks) {
      if (task.state === "FINISHED") this.#acknowledgeFinished(this.#pending, task);
      else if (task.hasNoLiveUpstream) task.mailbox.put(() => task.triggerCheckpoint(barrier), TASK_PRIORITY);
    }
    this.#completeIfAcknowledged();
  }

  #acknowledgeFinished(pending: PendingCheckpoint, task: Task): void {
    assert(task.lastSnapshot !== null, "a task finishes after a checkpoint that it took part in");
    pending.acknowledge(task.id, task.lastSnapshot);
  }

  #completeIfAcknowledged(): void {
    const pending = this.#pending;
    if (pending === null || !pending.isFullyAcknowledged) return;
    this.#pending = null;
    const completed = pending.complete();
    this.#completed.add(completed);
    this.#run.probe?.onCheckpointCompleted(completed);
    this.#lastCompletedAt = this.#run.clock.now();
    this.#report({ kind: "checkpoint-completed", checkpoint: pending.checkpointId });
    for (const task of this.#tasks) {
      if (!task.isAlive) continue;
      task.mailbox.put(() => task.notifyCheckpointComplete(pending.checkpointId), URGENT_PRIORITY);
    }
    if (this.#isRequestQueued) this.#decide();
  }

  #report(
    event: Extract<
      TraceEventBody,
      { readonly kind: "checkpoint-triggered" | "checkpoint-completed" | "checkpoint-aborted" }
    >,
  ): void {
    const { tracer } = this.#run;
    if (tracer.enabled) tracer.emit(event);
  }
}
