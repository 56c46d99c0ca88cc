/**
 * Typed options of a job, in Flink's words. Lengths of time are taken as `Duration` or as milliseconds and kept
 * as milliseconds.
 */
import {
  type CheckpointingMode as Mode,
  EXPONENTIAL_DELAY_DEFAULT,
  NO_RESTART,
  type RestartStrategy,
} from "../checkpoint/index";
import { Duration, illegalArgument } from "../core/index";

/** A length of time: a `Duration`, or a whole number of milliseconds. */
export type DurationLike = Duration | number;

/** The length in whole milliseconds. */
export function toMillis(duration: DurationLike): number {
  return typeof duration === "number" ? Duration.ofMillis(duration).toMillis() : duration.toMillis();
}

/** The two modes by Flink's names. */
export const CheckpointingMode: Readonly<Record<Mode, Mode>> = {
  /** A task blocks a channel from its barrier on until the barriers of all channels are in. */
  EXACTLY_ONCE: "EXACTLY_ONCE",
  /** A task only counts barriers: after a restore records may be processed twice. */
  AT_LEAST_ONCE: "AT_LEAST_ONCE",
};

/** Flink's `CheckpointingMode`. */
export type CheckpointingMode = Mode;

/** What the job master needs to know of checkpoints; null where they are off. */
export type CheckpointConfiguration = {
  readonly intervalMillis: number;
  readonly mode: CheckpointingMode;
};

/** The restart strategies of Flink, to be given to `setRestartStrategy`. */
export const RestartStrategies = {
  /** The first failure fails the job. */
  noRestart(): RestartStrategy {
    return NO_RESTART;
  },
  /** Restarts at most `attempts` times, each time after `delay` (default 1 s). */
  fixedDelayRestart(attempts: number, delay: DurationLike = 1_000): RestartStrategy {
    if (attempts < 0) throw illegalArgument("Number of restart attempts must be positive.");
    return { kind: "fixed-delay", attempts, delayMillis: toMillis(delay) };
  },
  /**
   * Waits longer after each failure; Flink's default where checkpointing is on. Options that are left out keep
   * Flink's defaults: 1 s, times 1.5, at most 60 s, started anew after an hour without failure, 10 % jitter.
   */
  exponentialDelayRestart(
    options: Partial<Omit<Extract<RestartStrategy, { kind: "exponential-delay" }>, "kind">> = {},
  ): RestartStrategy {
    return { ...EXPONENTIAL_DELAY_DEFAULT, ...options, kind: "exponential-delay" };
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
