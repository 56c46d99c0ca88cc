/** The door of `checkpoint`: barriers, snapshots, decisions. */
export { type AlignmentDecision, type BarrierAlignment, createBarrierAlignment } from "./barrier-alignment";
export type { CheckpointBarrier, CheckpointingMode } from "./checkpoint-barrier";
export {
  CHECKPOINT_DEFAULTS,
  type CheckpointDecision,
  type CheckpointFacts,
  type CheckpointSettings,
  decideCheckpoint,
  expiresAt,
  firstTriggerAt,
} from "./checkpoint-decision";
export { CompletedCheckpoints, RETAINED_CHECKPOINTS_DEFAULT } from "./completed-checkpoints";
export { type AcknowledgeResult, PendingCheckpoint, type TaskToAcknowledge } from "./pending-checkpoint";
export {
  decideRestart,
  defaultRestartStrategy,
  EXPONENTIAL_DELAY_DEFAULT,
  type ExponentialDelay,
  FIXED_DELAY_DEFAULT,
  type FixedDelay,
  NO_FAILURES,
  NO_RESTART,
  type RestartDecision,
  type RestartHistory,
  type RestartStrategy,
} from "./restart-strategy";
export {
  type CompletedCheckpoint,
  EMPTY_OPERATOR_SNAPSHOT,
  type OperatorStateSnapshot,
  type TaskSnapshot,
} from "./snapshot";
export {
  CHECKPOINT,
  isSynchronous,
  type SavepointFormatType,
  type SavepointRequest,
  type SnapshotType,
} from "./snapshot-type";
export { type AssignedState, assignOperatorState, assignOperatorStateStores } from "./state-assignment";
