/**
 * What a task is made of, and whom it reports to.
 */
import type { CheckpointFailureReason, CheckpointMetrics, TaskSnapshot } from "../checkpoint/index";
import type { BarrierHandler } from "./barrier-handler";
import type { BarrierOutput } from "./barrier-output";
import type { InputGate } from "./input-gate";
import type { OperatorChain } from "./operator-chain";
import type { RecordWriter } from "./record-writer";
import type { Task } from "./task";
import type { TaskInput } from "./task-input";

export type TaskState = "CREATED" | "RUNNING" | "DRAINED" | "FINISHED" | "CANCELED";

/** Where a task runs. */
export type TaskPlacement = { readonly taskManager: number; readonly slot: number };

/** What a task reports to the job master. */
export interface TaskListener {
  onSnapshot(task: Task, checkpointId: number, snapshot: TaskSnapshot, metrics: CheckpointMetrics): void;
  /** The task does not take part in the checkpoint. */
  onDeclined(task: Task, checkpointId: number, reason: CheckpointFailureReason): void;
  /** The task has processed all its data, and waits for the final checkpoint. */
  onEndOfData(task: Task): void;
  onFinished(task: Task): void;
}

/** The moving parts of a task, which are wired after all tasks exist. */
export type TaskParts = {
  readonly chain: OperatorChain;
  readonly input: TaskInput;
  readonly writers: readonly RecordWriter[];
  /** One for each logical input. */
  readonly gates: readonly InputGate[];
  /** The edges that leave the task, as barriers take them. */
  readonly barrierOutputs: readonly BarrierOutput[];
  /** null on a task without inputs. */
  readonly barriers: BarrierHandler | null;
  /** The tasks that feed its channels. */
  readonly upstream: readonly Task[];
  /** Called when the task is thrown away, before its channels are. */
  readonly onCanceled: () => void;
};
