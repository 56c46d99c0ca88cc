/** The door of `checkpoint`: barriers, snapshots, decisions. */
export {
  type AlignmentDecision,
  type AlignmentDecisions,
  type AlignmentFailure,
  type AlignmentSettings,
  type BarrierAlignment,
  type CreateBarrierAlignment,
  createBarrierAlignment,
} from "./barrier-alignment";
export {
  assignChannelState,
  type ElementRole,
  formerSubtasks,
  type RescaledEdge,
  type SubtaskStateMapper,
} from "./channel-state-assignment";
export type { ChannelStateSnapshot, InFlightChannelState, InFlightElement } from "./channel-state";
export {
  asUnaligned,
  type CheckpointBarrier,
  type CheckpointingMode,
  createBarrier,
  isTimeoutable,
  isUnaligned,
  needsChannelState,
  withUnalignedSupported,
  withUnalignedUnsupported,
} from "./checkpoint-barrier";
export {
  CHECKPOINT_FAILURES,
  type CheckpointFailure,
  CheckpointFailureManager,
  type CheckpointFailureReason,
  failureText,
  UNLIMITED_TOLERABLE_FAILURES,
} from "./checkpoint-failure";
export { type FinishingVertex, partlyFinishedUnionState, type SubtaskProgress } from "./checkpoint-plan";
export {
  CheckpointRequests,
  firstTriggerDelayMillis,
  periodicRequest,
  requestedCheckpoint,
  type RequestDecision,
  type RequestFacts,
  type TriggerRequest,
} from "./checkpoint-requests";
export {
  CHECKPOINT_DEFAULTS,
  type CheckpointSettings,
  effectiveSettings,
  type ExternalizedCheckpointRetention,
  NO_PERIODIC_CHECKPOINTS,
} from "./checkpoint-settings";
export { CompletedCheckpoints, type TerminalStatus } from "./completed-checkpoints";
export { type AcknowledgeResult, PendingCheckpoint, type TaskToAcknowledge } from "./pending-checkpoint";
export {
  checkRestartStrategy,
  decideRestart,
  defaultRestartStrategy,
  EXPONENTIAL_DELAY_DEFAULT,
  type ExponentialDelay,
  FAILURE_RATE_DEFAULT,
  type FailureRate,
  FIXED_DELAY_DEFAULT,
  type FixedDelay,
  NO_FAILURES,
  NO_RESTART,
  type RestartDecision,
  type RestartHistory,
  type RestartStrategy,
} from "./restart-strategy";
export {
  ADAPTIVE_DEFAULTS,
  type AdaptiveSettings,
  REACTIVE_DEFAULTS,
  SCHEDULING_DEFAULTS,
  type SchedulingSettings,
} from "./scheduling-settings";
export {
  type CheckpointMetrics,
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
  snapshotPurposeOf,
  type SnapshotType,
} from "./snapshot-type";
export {
  hasState,
  isFullyFinished,
  type Savepoint,
  SAVEPOINT_VERSION,
  type SavepointEntry,
  type SavepointKeyedState,
  type SavepointListState,
  type SavepointOperator,
  type SavepointSubtask,
  type SavepointTimerService,
} from "./savepoint";
export { type OperatorHeader, readSavepoint, type SavepointHeader, writeSavepoint } from "./savepoint-codec";
export {
  type ExplainedOperator,
  type ExplainedState,
  explainRestore,
  type RestoreExplanation,
} from "./explain-restore";
export { type FormerSubtask, type StateMove, stateMoves } from "./state-moves";
export {
  type MatchedBy,
  planRestore,
  type RestorableOperator,
  type RestorableProgram,
  type RestorableVertex,
  type RestoredOperator,
  type RestoreOptions,
  type RestorePlan,
  type UnmappedState,
} from "./restore-plan";
export { type AssignedState, assignOperatorState, assignOperatorStateStores } from "./state-assignment";
