/**
 * Shapes of snapshots: of one operator subtask, of one task (a chain), of a job.
 * Answers to Flink's `OperatorSubtaskState`, `TaskStateSnapshot` and `CompletedCheckpoint`.
 */
import { EMPTY_OPERATOR_STATE, type KeyedStateSnapshot, type OperatorStateStoreSnapshot } from "../state/index";
import type { TimerServiceSnapshot } from "../time/index";

/** One operator subtask: what its backends and timer services held at the barrier. */
export type OperatorStateSnapshot = {
  readonly keyed: KeyedStateSnapshot | null;
  readonly timers: readonly TimerServiceSnapshot[];
  readonly operatorState: OperatorStateStoreSnapshot;
};

/** What a subtask without any state, or one that had finished, contributes. */
export const EMPTY_OPERATOR_SNAPSHOT: OperatorStateSnapshot = {
  keyed: null,
  timers: [],
  operatorState: EMPTY_OPERATOR_STATE,
};

/** One task: its chain's operators by operator id. */
export type TaskSnapshot = ReadonlyMap<string, OperatorStateSnapshot>;

/** A completed checkpoint: for each operator id the snapshots of its subtasks, by subtask index. */
export type CompletedCheckpoint = {
  readonly checkpointId: number;
  readonly triggeredAt: number;
  readonly operators: ReadonlyMap<string, readonly OperatorStateSnapshot[]>;
};
