/** The door of `graph`: from transformations to what is deployed. */
export { isChainable, type NotChainedReason, notChainedReasons } from "./chaining";
export { programError } from "./errors";
export {
  describeGraph,
  type EdgeDescription,
  type GraphDescription,
  type OperatorDescription,
  type VertexDescription,
} from "./graph-description";
export { type ChainedOperator, createJobGraph, type JobEdge, type JobGraph, type JobVertex } from "./job-graph";
export {
  type AnyKeySelector,
  type DistributionPattern,
  distributionPattern,
  type Partitioning,
  shipStrategy,
} from "./partitioning";
export { type Boundedness, type JobType, RuntimeExecutionMode } from "./runtime-execution-mode";
export type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph";
export { generateStreamGraph } from "./stream-graph-generator";
export {
  type ChainingStrategy,
  declaredParallelism,
  type OperatorFactory,
  type OperatorKey,
  OperatorTransformation,
  type PartitionTransformation,
  type Program,
  type SideOutputTransformation,
  type Transformation,
  type UnionTransformation,
} from "./transformation";
