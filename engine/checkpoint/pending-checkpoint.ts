/**
 * A checkpoint that waits for its tasks. Answers to Flink's `PendingCheckpoint`.
 *
 * Invariant: it completes when every task to wait for has acknowledged once, and never after it was aborted.
 */
import { assert } from "../core/index";
import {
  type CompletedCheckpoint,
  EMPTY_OPERATOR_SNAPSHOT,
  type OperatorStateSnapshot,
  type TaskSnapshot,
} from "./snapshot";
import { CHECKPOINT, type SnapshotType } from "./snapshot-type";

/** One task to wait for. */
export type TaskToAcknowledge = { readonly taskId: string; readonly subtask: number; readonly parallelism: number };

export type AcknowledgeResult = "success" | "duplicate" | "unknown" | "discarded";

type Acknowledgement = { readonly task: TaskToAcknowledge; readonly snapshot: TaskSnapshot };

export class PendingCheckpoint {
  readonly #waitingFor: Map<string, TaskToAcknowledge>;
  readonly #acknowledged = new Map<string, Acknowledgement>();
  #abortReason: string | null = null;

  constructor(
    readonly checkpointId: number,
    /** The virtual clock at the trigger, in milliseconds. */
    readonly triggeredAt: number,
    tasks: readonly TaskToAcknowledge[],
    readonly type: SnapshotType = CHECKPOINT,
  ) {
    this.#waitingFor = new Map(tasks.map((task) => [task.taskId, task]));
    assert(this.#waitingFor.size === tasks.length, "each task is waited for once");
  }

  /** Why the checkpoint was given up; null while it was not. */
  get abortReason(): string | null {
    return this.#abortReason;
  }

  get isFullyAcknowledged(): boolean {
    return this.#abortReason === null && this.#waitingFor.size === 0;
  }

  /** Takes a task's snapshot. */
  acknowledge(taskId: string, snapshot: TaskSnapshot): AcknowledgeResult {
    if (this.#abortReason !== null) return "discarded";
    if (this.#acknowledged.has(taskId)) return "duplicate";
    const task = this.#waitingFor.get(taskId);
    if (task === undefined) return "unknown";
    this.#waitingFor.delete(taskId);
    this.#acknowledged.set(taskId, { task, snapshot });
    return "success";
  }

  /** Gives the checkpoint up; later acknowledgements are discarded. */
  abort(reason: string): void {
    this.#abortReason ??= reason;
  }

  /** The checkpoint as it is kept. Asserts that all tasks have acknowledged. */
  complete(): CompletedCheckpoint {
    assert(this.isFullyAcknowledged, "every task has acknowledged");
    const operators = new Map<string, OperatorStateSnapshot[]>();
    for (const { task, snapshot } of this.#acknowledged.values()) {
      for (const [operatorId, state] of snapshot) {
        let subtasks = operators.get(operatorId);
        if (subtasks === undefined) {
          subtasks = new Array<OperatorStateSnapshot>(task.parallelism).fill(EMPTY_OPERATOR_SNAPSHOT);
          operators.set(operatorId, subtasks);
        }
        subtasks[task.subtask] = state;
      }
    }
    const { checkpointId, triggeredAt, type } = this;
    return { checkpointId, triggeredAt, ...(type.kind === "checkpoint" ? {} : { type }), operators };
  }
}
