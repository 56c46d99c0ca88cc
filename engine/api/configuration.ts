/**
 * Typed options of a job, in Flink's words. Lengths of time are taken as `Duration` or as milliseconds and kept
 * as milliseconds.
 */
import { Duration, illegalArgument } from "../core/index";

/** A length of time: a `Duration`, or a whole number of milliseconds. */
export type DurationLike = Duration | number;

/** The length in whole milliseconds. */
export function toMillis(duration: DurationLike): number {
  return typeof duration === "number" ? Duration.ofMillis(duration).toMillis() : duration.toMillis();
}

/** Flink's `CheckpointingMode`. */
export type CheckpointingMode = "EXACTLY_ONCE" | "AT_LEAST_ONCE";

/** The two modes by Flink's names. */
export const CheckpointingMode = {
  /** A task blocks a channel from its barrier on until the barriers of all channels are in. */
  EXACTLY_ONCE: "EXACTLY_ONCE",
  /** A task only counts barriers: after a restore records may be processed twice. */
  AT_LEAST_ONCE: "AT_LEAST_ONCE",
} as const;

/** What the job master needs to know of checkpoints; null where they are off. */
export type CheckpointConfiguration = {
  readonly intervalMillis: number;
  readonly mode: CheckpointingMode;
};

/** When and how often a failed job is started again. */
export type RestartStrategy =
  | { readonly kind: "none" }
  | { readonly kind: "fixed-delay"; readonly attempts: number; readonly delayMillis: number }
  | {
      readonly kind: "failure-rate";
      readonly maxFailuresPerInterval: number;
      readonly failureIntervalMillis: number;
      readonly delayMillis: number;
    }
  | {
      readonly kind: "exponential-delay";
      readonly initialBackoffMillis: number;
      readonly maxBackoffMillis: number;
      readonly backoffMultiplier: number;
      readonly resetBackoffThresholdMillis: number;
      readonly jitterFactor: number;
      readonly maxAttempts: number;
    };

/** The restart strategies of Flink, to be given to `setRestartStrategy`. */
export const RestartStrategies = {
  /** The first failure fails the job. */
  noRestart(): RestartStrategy {
    return { kind: "none" };
  },
  /** Restarts at most `attempts` times, each time after `delay` (default 1 s). */
  fixedDelayRestart(attempts: number, delay: DurationLike = 1_000): RestartStrategy {
    if (attempts < 0) throw illegalArgument("Number of restart attempts must be positive.");
    return { kind: "fixed-delay", attempts, delayMillis: toMillis(delay) };
  },
  /** Gives up when more than `maxFailures` failures lie within `interval`. */
  failureRateRestart(maxFailures: number, interval: DurationLike, delay: DurationLike = 1_000): RestartStrategy {
    return {
      kind: "failure-rate",
      maxFailuresPerInterval: maxFailures,
      failureIntervalMillis: toMillis(interval),
      delayMillis: toMillis(delay),
    };
  },
  /** Waits longer after each failure; Flink's default where checkpointing is on. */
  exponentialDelayRestart(
    initialBackoff: DurationLike = 1_000,
    maxBackoff: DurationLike = 60_000,
    backoffMultiplier = 1.5,
    resetBackoffThreshold: DurationLike = 3_600_000,
    jitterFactor = 0.1,
  ): RestartStrategy {
    return {
      kind: "exponential-delay",
      initialBackoffMillis: toMillis(initialBackoff),
      maxBackoffMillis: toMillis(maxBackoff),
      backoffMultiplier,
      resetBackoffThresholdMillis: toMillis(resetBackoffThreshold),
      jitterFactor,
      maxAttempts: Number.POSITIVE_INFINITY,
    };
  },
} as const;

/** Everything a job is configured with besides its program. */
export type JobConfiguration = {
  readonly autoWatermarkIntervalMillis: number;
  readonly checkpointing: CheckpointConfiguration | null;
  /** null: Flink's default, which depends on whether checkpointing is on. */
  readonly restartStrategy: RestartStrategy | null;
};

/** Flink's `ExecutionConfig`, as far as streaming jobs use it. */
export class ExecutionConfig {
  #autoWatermarkIntervalMillis = 200;

  /**
   * How often periodic watermarks are emitted, in processing time (`pipeline.auto-watermark-interval`, default
   * 200 ms). 0 switches periodic watermarks off. A negative interval is refused.
   */
  setAutoWatermarkInterval(interval: DurationLike): this {
    const millis = toMillis(interval);
    if (millis < 0) throw illegalArgument("Auto watermark interval must not be negative.");
    this.#autoWatermarkIntervalMillis = millis;
    return this;
  }

  /** The interval in milliseconds. */
  getAutoWatermarkInterval(): number {
    return this.#autoWatermarkIntervalMillis;
  }
}
