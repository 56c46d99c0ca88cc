/** The door of `graph`: from transformations to what is deployed. */
export { isChainable, type NotChainedReason, notChainedReasons } from "./chaining";
export { programError } from "./errors";
export { formatExecutionPlan } from "./execution-plan";
export { FailoverTopology } from "./failover-topology";
export {
  describeGraph,
  type EdgeDescription,
  type GraphDescription,
  type OperatorDescription,
  type VertexDescription,
  type VertexInputDescription,
} from "./graph-description";
export { jobIdOf } from "./operator-uid";
export { type ChainedOperator, createJobGraph, type JobEdge, type JobGraph, type JobVertex } from "./job-graph";
export type { ResultType } from "./job-results";
export { checkLayout } from "./job-validation";
export { notChainedInWords } from "./not-chained-words";
export {
  type AnyKeySelector,
  type DistributionPattern,
  distributionPattern,
  type Partitioning,
  shipStrategy,
} from "./partitioning";
export { type Boundedness, type JobType, RuntimeExecutionMode } from "./runtime-execution-mode";
export type { SubtaskIndex } from "./regions";
export { withParallelism } from "./rescaled-graph";
export type { SlotSharingGroup } from "./slot-sharing";
export type { ExchangeMode, StreamEdge, StreamGraph, StreamNode } from "./stream-graph";
export { generateStreamGraph } from "./stream-graph-generator";
export {
  type ChainingStrategy,
  declaredOutputType,
  type GraphSettings,
  type OperatorFactory,
  type OperatorKey,
  type OperatorRole,
  OperatorTransformation,
  PARALLELISM_DEFAULT,
  type PartitionTransformation,
  partitionTransformation,
  PhysicalTransformation,
  type Program,
  type SchedulerType,
  type SideOutputTransformation,
  sideOutputTransformation,
  type MadeTopology,
  PLAIN_SINK,
  type SinkTopology,
  SinkTransformation,
  type SubTopology,
  type Transformation,
  type UnionTransformation,
  unionTransformation,
} from "./transformation";
export { inputChannels, outputChannels } from "./wiring";
