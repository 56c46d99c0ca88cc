/** The door of `runtime`: a job on a simulated cluster. */
export { Mailbox, OperatorMailbox } from "./mailbox";
export { keyPreview } from "./operator-input";
export { type ClusterMachines, type HighAvailability, HIGH_AVAILABILITY_DEFAULTS } from "./cluster-machines";
export type { ClusterFault, Fault, FaultPlan, MachineMoment } from "./fault-plan";
export { HEARTBEAT_DEFAULTS, type HeartbeatSettings } from "./heartbeats";
export type { JobState } from "./job-scheduler";
export type { Detection, Replacement } from "./machine-watch";
export { Channel, ElementKind } from "./channel";
export {
  CHANNEL_CAPACITY_DEFAULT,
  MiniCluster,
  type MiniClusterOptions,
  type StepReason,
  type TracerFacts,
} from "./mini-cluster";
export { ALL_CHANNELS, type ChannelSelector, createChannelSelector, type SelectorFacts } from "./partitioners";
export { OutsideWorld, SubtaskOutsidePort } from "./outside-world";
export { RecordWriter } from "./record-writer";
export {
  checkpointedBytes,
  type CheckpointStatistics,
  CheckpointStatisticsTracker,
  type CheckpointSummary,
  endToEndMillis,
  latestAcknowledgedAt,
  stateBytes,
  type SubtaskCheckpoint,
} from "./checkpoint-statistics";
export type { NetworkOptions } from "./network-settings";
export { JobTimes } from "./job-times";
export { readTaskMetrics } from "./task-metric-names";
export type { Task } from "./task";
export { type OperatorTotals } from "./operator-counts";
export { type RunLimits, UNLIMITED } from "./run-facts";
export type { RunProbe } from "./run-probe";
export { NO_COSTS, type RecordCost, type SimulatedCosts } from "./simulated-costs";
export { type ClusterShape, type Placement, placeSubtasks } from "./slots";
