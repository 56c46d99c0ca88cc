/**
 * The door of the windows area: assigners, triggers, evictors, window functions and the window operator.
 */
export { ContinuousEventTimeTrigger, ContinuousProcessingTimeTrigger } from "./continuous-trigger";
export { CountEvictor } from "./count-evictor";
export { CountTrigger } from "./count-trigger";
export { DeltaEvictor } from "./delta-evictor";
export { type DeltaFunction, DeltaTrigger } from "./delta-trigger";
export { EventTimeTrigger } from "./event-time-trigger";
export { EvictableElements, type Evictor, type EvictorContext, type TimestampedValue } from "./evictor";
export { EndOfStreamTrigger, GlobalWindows, NeverTrigger } from "./global-windows";
export { ProcessingTimeTrigger } from "./processing-time-trigger";
export { ProcessingTimeoutTrigger } from "./processing-timeout-trigger";
export {
  type CoGroupFunction,
  type CoGroupFunctionLike,
  CoGroupWindowFunction,
  type FlatJoinFunction,
  type JoinFunction,
  type JoinFunctionLike,
} from "./join-functions";
export { PurgingTrigger } from "./purging-trigger";
export {
  DynamicEventTimeSessionWindows,
  DynamicProcessingTimeSessionWindows,
  EventTimeSessionWindows,
  ProcessingTimeSessionWindows,
  type SessionWindowTimeGapExtractor,
} from "./session-windows";
export { SlidingEventTimeWindows, SlidingProcessingTimeWindows } from "./sliding-windows";
export { TaggedUnion } from "./tagged-union";
export { TimeEvictor } from "./time-evictor";
export { type OnMergeContext, Trigger, type TriggerContext, TriggerResult } from "./trigger";
export { TumblingEventTimeWindows, TumblingProcessingTimeWindows } from "./tumbling-windows";
export { GlobalWindow, TimeWindow, type Window } from "./window";
export { PASS_THROUGH, windowOperatorName } from "./window-names";
export { WindowStagger } from "./window-stagger";
export {
  isMergingAssigner,
  type MergeCallback,
  MergingWindowAssigner,
  WindowAssigner,
  type WindowAssignerContext,
} from "./window-assigner";
export {
  type AllWindowFunction,
  type AllWindowFunctionLike,
  type KeyedStateStore,
  ProcessAllWindowFunction,
  ProcessWindowFunction,
  type WindowContext,
  type WindowFunction,
  type WindowFunctionLike,
} from "./window-functions";
export { WindowOperator, type WindowOperatorOptions } from "./window-operator";
export {
  type AnyAllWindowFunction,
  type AnyWindowFunction,
  WindowOperatorBuilder,
  type WindowOperatorFactory,
} from "./window-operator-builder";
export { WINDOW_CLASSES } from "./window-classes";
