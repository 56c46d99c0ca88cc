/** The door of `runtime`: a job on a simulated cluster. */
export { Mailbox, OperatorMailbox } from "./mailbox";
export { keyPreview } from "./operator-input";
export type { Fault, FaultPlan } from "./fault-plan";
export type { JobState } from "./job-master";
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
export { type OperatorTotals } from "./operator-counts";
export { type RunLimits, UNLIMITED } from "./run-facts";
export type { RunProbe } from "./run-probe";
export { NO_COSTS, type RecordCost, type SimulatedCosts } from "./simulated-costs";
export { type ClusterShape, type Placement, placeSubtasks } from "./slots";
