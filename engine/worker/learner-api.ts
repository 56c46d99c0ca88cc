/**
 * Everything that a learner's program finds by name, without imports: Flink's DataStream API.
 *
 * This list is the single source of three things: the scope in which programs run, the declarations that the
 * editor checks against (`scripts/build-engine-types.ts`), and what documentation may use.
 */
export {
  type AllWindowedStream,
  CheckpointingMode,
  type DataStream,
  type DataStreamSink,
  type KeyedStream,
  RestartStrategies,
  RuntimeExecutionMode,
  type SingleOutputStreamOperator,
  type StreamExecutionEnvironment,
  type WindowedStream,
} from "../api/index";
export type { Sink } from "../connectors/index";
export { Duration } from "../core/index";
export {
  type Collector,
  type FilterFunction,
  type FlatMapFunction,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type KeySelector,
  type MapFunction,
  type OnTimerContext,
  OutputTag,
  type ProcessContext,
  ProcessFunction,
  type ReduceFunction,
  type RichFunction,
  type RuntimeContext,
  type TimerService,
} from "../operators/index";
export {
  type AggregateFunction,
  type AggregatingState,
  AggregatingStateDescriptor,
  type ListState,
  ListStateDescriptor,
  type MapState,
  MapStateDescriptor,
  type ReducingState,
  ReducingStateDescriptor,
  type ValueState,
  ValueStateDescriptor,
} from "../state/index";
export { type WatermarkGenerator, type WatermarkOutput, WatermarkStrategy } from "../time/index";
export { type TypeInformation, Types } from "../types/index";
export {
  type AllWindowFunction,
  ContinuousEventTimeTrigger,
  ContinuousProcessingTimeTrigger,
  CountEvictor,
  CountTrigger,
  EventTimeSessionWindows,
  EventTimeTrigger,
  type GlobalWindow,
  GlobalWindows,
  ProcessAllWindowFunction,
  ProcessingTimeSessionWindows,
  ProcessingTimeTrigger,
  ProcessWindowFunction,
  PurgingTrigger,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  TimeEvictor,
  type TimeWindow,
  Trigger,
  type TriggerContext,
  TriggerResult,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type WindowContext,
  type WindowFunction,
} from "../windows/index";
