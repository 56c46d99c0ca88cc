/**
 * Shapes of snapshots: of one operator subtask, of one task (a chain), of a job.
 * Answers to Flink's `OperatorSubtaskState`, `TaskStateSnapshot` and `CompletedCheckpoint`.
 */
import { EMPTY_OPERATOR_STATE, type KeyedStateSnapshot, type OperatorStateStoreSnapshot } from "../state/index";
import type { TimerServiceSnapshot } from "../time/index";
import type { ChannelStateSnapshot } from "./channel-state";
import type { SnapshotType } from "./snapshot-type";

/** One operator subtask: what its backends and timer services held at the barrier. */
export type OperatorStateSnapshot = {
  /** The task had processed all its data and finished its operators: a restore of such subtasks alone does nothing. */
  readonly isFinished?: true;
  readonly keyed: KeyedStateSnapshot | null;
  readonly timers: readonly TimerServiceSnapshot[];
  readonly operatorState: OperatorStateStoreSnapshot;
  /** Of the operator at the head of a chain, in an unaligned checkpoint: what was in flight. */
  readonly channelState?: ChannelStateSnapshot;
};

/** What a subtask without any state, or one that had finished, contributes. */
export const EMPTY_OPERATOR_SNAPSHOT: OperatorStateSnapshot = {
  keyed: null,
  timers: [],
  operatorState: EMPTY_OPERATOR_STATE,
};

/** One task: its chain's operators by operator id. */
export type TaskSnapshot = ReadonlyMap<string, OperatorStateSnapshot>;

/** What a task's part of a checkpoint took, as Flink's UI shows it: milliseconds of the virtual clock, and bytes. */
export type CheckpointMetrics = {
  /** From the trigger until the task's first barrier. */
  readonly startDelayMillis: number;
  /** From the first barrier until the last one. */
  readonly alignmentMillis: number;
  /** While the task itself was busy with the snapshot. */
  readonly syncMillis: number;
  /** From then on until the snapshot was written. */
  readonly asyncMillis: number;
  /** The full size of the task's state. */
  readonly stateBytes: number;
  /** What this checkpoint wrote. */
  readonly uploadedBytes: number;
  /** Of `stateBytes`, what unaligned channels held. */
  readonly inFlightBytes: number;
};

/** A completed checkpoint: for each operator id the snapshots of its subtasks, by subtask index. */
export type CompletedCheckpoint = {
  readonly checkpointId: number;
  readonly triggeredAt: number;
  /** What it was taken for; absent: a checkpoint. */
  readonly type?: SnapshotType;
  readonly operators: ReadonlyMap<string, readonly OperatorStateSnapshot[]>;
};
