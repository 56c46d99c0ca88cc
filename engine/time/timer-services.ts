/**
 * The named timer services of an operator subtask, as its context holds them: one kind for streams, one for batch mode.
 * Answers to Flink's `InternalTimeServiceManager`.
 */
import type { Namespace } from "./namespace";
import type { InternalTimerService, Triggerable } from "./timer-service";
import type { TimerServiceSnapshot } from "./timer-snapshot";

export interface TimerServices {
  /** The service of this name, started with this target. */
  getOrCreate<N extends Namespace>(name: string, target: Triggerable<N>): InternalTimerService<N>;
  /** Fires what the watermark makes due. Call it before the watermark is forwarded. */
  advanceWatermark(watermark: number): void;
  /** How many timers are in the heaps of all services. */
  readonly eventTimeTimerCount: number;
  readonly processingTimeTimerCount: number;
  /** One snapshot for each service. */
  snapshot(): TimerServiceSnapshot[];
  /** Called before any service is asked for, with the snapshots of the former subtasks. */
  restore(snapshots: readonly TimerServiceSnapshot[]): void;
}
