/**
 * The door of the operators area: the operator contract, user functions and the built-in operators.
 */
/** User functions of windows and of state are the same contract. */
export type { AggregateFunction } from "../state/index";
export { AbstractStreamOperator } from "./abstract-stream-operator";
export { AbstractTwoInputStreamOperator } from "./abstract-two-input-operator";
export { AccumulatorRegistry, mergeAccumulators } from "./accumulator-registry";
export {
  type Accumulator,
  AverageAccumulator,
  DoubleCounter,
  DoubleMaximum,
  DoubleMinimum,
  Histogram,
  IntCounter,
  ListAccumulator,
  LongCounter,
} from "./accumulators";
export { BatchGroupedReduceOperator } from "./batch-grouped-reduce-operator";
export {
  type BaseBroadcastContext,
  type BroadcastContext,
  type BroadcastOnTimerContext,
  BroadcastProcessFunction,
  type KeyedBroadcastContext,
  KeyedBroadcastProcessFunction,
  type KeyedReadOnlyBroadcastContext,
  type KeyedStateFunction,
  type ReadOnlyBroadcastContext,
} from "./broadcast-functions";
export { BroadcastOperator } from "./broadcast-operator";
export { CoFlatMapOperator } from "./co-flat-map-operator";
export {
  type CoFlatMapFunction,
  type CoMapFunction,
  type CoOnTimerContext,
  CoProcessFunction,
  KeyedCoProcessFunction,
  type ProcessJoinContext,
  ProcessJoinFunction,
} from "./co-functions";
export { CoMapOperator } from "./co-map-operator";
export { CoProcessOperator } from "./co-process-operator";
export { NO_RECORD, type UserCallSite, UserCodeError } from "./errors";
export { createFieldAccessor, type FieldAccessor, type FieldReference } from "./field-accessor";
export { FilterOperator } from "./filter-operator";
export { FlatMapOperator } from "./flat-map-operator";
export {
  KeyedProcessFunction,
  ProcessFunction,
  type CheckpointedFunction,
  type CheckpointListener,
  type FilterFunction,
  type FilterLike,
  type FlatMapFunction,
  type FlatMapLike,
  type KeyedProcessContext,
  type KeySelector,
  type MapFunction,
  type MapLike,
  type OnTimerContext,
  type ProcessContext,
  type ReduceFunction,
  type ReduceLike,
  type RichFunction,
  type RuntimeContext,
  type TimeDomain,
  type TimerService,
} from "./functions";
export { checkIntervalBounds, IntervalJoinOperator, type IntervalJoinSettings } from "./interval-join-operator";
export { instantiate } from "./instantiate";
export { KeyedBroadcastOperator } from "./keyed-broadcast-operator";
export { KeyedCoProcessOperator } from "./keyed-co-process-operator";
export { KeyedProcessOperator } from "./keyed-process-operator";
export type { MailboxExecutor } from "./mailbox-executor";
export { MapOperator } from "./map-operator";
export type { OperatorContext, OperatorCounters } from "./operator-context";
export type {
  ExpiredTransactions,
  OutsideChange,
  OutsideEntry,
  OutsidePort,
  OutsideSystem,
  OutsideView,
} from "./outside-port";
export { OutputTag, type Collector, type Output } from "./output";
export { ProcessOperator } from "./process-operator";
export { ProjectOperator } from "./project-operator";
export { ReduceOperator } from "./reduce-operator";
export {
  compareValues,
  extremeAggregation,
  extremeAggregationInPlace,
  extremeByAggregation,
  sumAggregation,
} from "./rolling-aggregation";
export { AbstractRichFunction, type TaskInfo } from "./rich-function";
export {
  RichAggregateFunction,
  RichFilterFunction,
  RichFlatMapFunction,
  RichMapFunction,
  RichReduceFunction,
} from "./rich-functions";
export { checkWorkMillis, closeFunction, openFunction, StreamingRuntimeContext } from "./runtime-context";
export { emitToTag } from "./side-output";
export type {
  AnyStreamOperator,
  OneInputStreamOperator,
  SourceStreamOperator,
  StreamOperator,
  TwoInputStreamOperator,
} from "./stream-operator";
export { TimestampedCollector } from "./timestamped-collector";
export { TimestampsAndWatermarksOperator } from "./timestamps-operator";
export { asUserCodeError, guardBinary, guardCall, guardTernary, guardUnary, type RecordPlace } from "./user-call";
export { OPERATOR_CLASSES } from "./namespace-classes";
