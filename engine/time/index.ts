/** The door of `time`: clocks, watermarks, timers. */
export { BatchTimerServiceManager } from "./batch-timer-service";
export { BoundedOutOfOrdernessWatermarks, NoWatermarksGenerator } from "./bounded-out-of-orderness";
export type { ProcessingTimeService, ScheduledCallback } from "./clock";
export { CombinedWatermarkStatus, IndexedCombinedWatermarkStatus, PartialWatermark } from "./combined-watermark-status";
export { WatermarksWithIdleness } from "./idleness";
export { InternalTimerServiceImpl, type KeyContext, type TimerServiceEnvironment } from "./internal-timer-service";
export { PausableRelativeClock, type RelativeClock } from "./relative-clock";
export { NamedNamespace } from "./named-namespace";
export { type Namespace, VOID_NAMESPACE } from "./namespace";
export type { InternalTimerService, Triggerable } from "./timer-service";
export { TimerServiceManager } from "./timer-service-manager";
export type { TimerServices } from "./timer-services";
export type { TimerServiceSnapshot, TimerSnapshot } from "./timer-snapshot";
export { VirtualClock } from "./virtual-clock";
export type {
  TimestampAssigner,
  TimestampAssignerContext,
  TimestampAssignerLike,
  WatermarkGenerator,
  WatermarkGeneratorContext,
  WatermarkOutput,
} from "./watermark-generator";
export {
  checkAlignmentParams,
  maxAllowedWatermark,
  WATERMARK_ALIGNMENT_DEFAULTS,
  WatermarkAggregator,
  type WatermarkAlignmentParams,
  type WatermarkAlignmentSettings,
} from "./watermark-alignment";
export { WatermarkOutputMultiplexer, type WatermarkUpdateListener } from "./watermark-output-multiplexer";
export { WatermarkSampler } from "./watermark-sampler";
export { WatermarkStrategy, type WatermarkGeneratorSupplier } from "./watermark-strategy";
export { WatermarkValve, type WatermarkValveOutput } from "./watermark-valve";
