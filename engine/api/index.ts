/** The door of `api`: the DataStream API, and the ports behind it. */
export { RuntimeExecutionMode } from "../graph/index";
export { AllWindowedStream } from "./all-windowed-stream";
export { AsyncDataStream } from "./async-data-stream";
export { BroadcastConnectedStream, BroadcastStream } from "./broadcast-stream";
export { CoGroupedEqualTo, CoGroupedStreams, CoGroupedWithWindow } from "./co-grouped-streams";
export { CEP } from "./cep";
export { CheckpointConfig, ExternalizedCheckpointRetention } from "./checkpoint-config";
export type { CloseableIterator } from "./collect-result-iterator";
export {
  CheckpointingMode,
  type DurationLike,
  ExecutionConfig,
  type JobConfiguration,
  RestartStrategies,
  toMillis,
} from "./configuration";
export { ConnectedStreams } from "./connected-streams";
export { DataStream, type FieldName, type KeyTypeOf, type Partitioner } from "./data-stream";
export { DataStreamSink } from "./data-stream-sink";
export { IntervalJoin, IntervalJoined } from "./interval-join";
export type { Configuration } from "./graph-configuration";
export type {
  JobClient,
  JobExecutionResult,
  JobStatus,
  OperatorMetrics,
  ChannelView,
  RestResponse,
  RestValue,
  StateEntryView,
  StepOutcome,
} from "./job-client";
export { JoinedEqualTo, JoinedStreams, JoinedWithWindow } from "./joined-streams";
export { KeyedStream } from "./keyed-stream";
export { PatternStream } from "./pattern-stream";
export type { PipelineExecutor } from "./pipeline-executor";
export type { RecoverySettings } from "./recovery-options";
export { RecoveryClaimMode, savepointFailed, SavepointFormatType, type SavepointFuture } from "./savepoint-future";
export { SingleOutputStreamOperator } from "./single-output-stream-operator";
export { StreamExecutionEnvironment } from "./stream-execution-environment";
export { WindowedStream } from "./windowed-stream";
export {
  StandardSinkTopologies,
  type SupportsPostCommitTopology,
  type SupportsPreCommitTopology,
} from "./sink-topologies";
