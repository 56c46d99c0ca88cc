/**
 * Typed options of a job, in Flink's words. Lengths of time are taken as `Duration` or as milliseconds and kept
 * as milliseconds.
 */
import {
  type CheckpointingMode as Mode,
  type CheckpointSettings,
  checkRestartStrategy,
  EXPONENTIAL_DELAY_DEFAULT,
  NO_RESTART,
  type RestartStrategy,
  type SchedulingSettings,
} from "../checkpoint/index";
import { Duration, illegalArgument } from "../core/index";
import { LATENCY_DEFAULTS, type LatencyGranularity, type LatencySettings } from "../metrics/index";
import type { StateBackendSettings } from "../state/index";
import { WATERMARK_ALIGNMENT_DEFAULTS, type WatermarkAlignmentSettings } from "../time/index";
import type { RecoverySettings } from "./recovery-options";

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
   * Restarts after `delay` (default 1 s) unless more than `failureRate` failures lie within one `failureInterval`.
   * Errors: `IllegalArgumentException` for a rate or an interval that is not positive.
   */
  failureRateRestart(failureRate: number, failureInterval: DurationLike, delay: DurationLike = 1_000): RestartStrategy {
    return checkRestartStrategy({
      kind: "failure-rate",
      maxFailuresPerInterval: failureRate,
      failureIntervalMillis: toMillis(failureInterval),
      delayMillis: toMillis(delay),
    });
  },
  /**
   * Waits longer after each failure; Flink's default where checkpointing is on. Options that are left out keep
   * Flink's defaults: 1 s, times 1.5, at most 60 s, started anew after an hour without failure, 10 % jitter.
   */
  exponentialDelayRestart(
    options: Partial<Omit<Extract<RestartStrategy, { kind: "exponential-delay" }>, "kind">> = {},
  ): RestartStrategy {
    return checkRestartStrategy({ ...EXPONENTIAL_DELAY_DEFAULT, ...options, kind: "exponential-delay" });
  },
} as const;

/** Everything a job is configured with besides its program. */
export type JobConfiguration = {
  readonly autoWatermarkIntervalMillis: number;
  readonly objectReuse: boolean;
  readonly watermarkAlignment: WatermarkAlignmentSettings;
  readonly latency: LatencySettings;
  /** null: checkpointing is off. */
  readonly checkpointing: CheckpointSettings | null;
  /** null: Flink's default, which depends on whether checkpointing is on. */
  readonly restartStrategy: RestartStrategy | null;
  readonly scheduling: SchedulingSettings;
  /** What the program says of the state backend; the rest is the cluster's. */
  readonly stateBackend: Partial<StateBackendSettings>;
  /** What the program says of the savepoint that it may be started from. */
  readonly recovery: RecoverySettings;
};

/** Flink's `ExecutionConfig`, as far as streaming jobs use it. */
export class ExecutionConfig {
  #autoWatermarkIntervalMillis = 200;
  #watermarkAlignment = WATERMARK_ALIGNMENT_DEFAULTS;
  #latency = LATENCY_DEFAULTS;
  #generatesUids = true;
  #objectReuse = false;

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

  /**
   * How often sources send out a latency marker, in processing time (`metrics.latency.interval`, default 0: never). Each
   * operator that it reaches notes how long it was under way.
   */
  setLatencyTrackingInterval(interval: DurationLike): this {
    this.#latency = { ...this.#latency, intervalMillis: toMillis(interval) };
    return this;
  }
  getLatencyTrackingInterval(): number {
    return this.#latency.intervalMillis;
  }

  /** The other options of latency tracking (`metrics.latency.granularity`, `metrics.latency.history-size`). */
  setLatencyOptions(options: { readonly granularity?: LatencyGranularity; readonly historySize?: number }): this {
    const { granularity, historySize } = { ...this.#latency, ...options };
    const isKnown = ["single", "operator", "subtask"].includes(granularity);
    const isPositive = historySize > 0;
    this.#latency = {
      ...this.#latency,
      granularity: isKnown ? granularity : LATENCY_DEFAULTS.granularity,
      historySize: isPositive ? historySize : LATENCY_DEFAULTS.historySize,
    };
    return this;
  }
  getLatencySettings(): LatencySettings {
    return this.#latency;
  }

  /**
   * Lets operators of one task hand on the very object instead of a copy (`pipeline.object-reuse`): faster, but a function
   * that changes a record, or keeps one, then changes it for others too.
   */
  enableObjectReuse(): this {
    this.#objectReuse = true;
    return this;
  }

  /** Operators get copies of records. The default. */
  disableObjectReuse(): this {
    this.#objectReuse = false;
    return this;
  }

  isObjectReuseEnabled(): boolean {
    return this.#objectReuse;
  }

  /**
   * Refuses operators without uid (`pipeline.auto-generate-uids`): a generated id changes with the program, and state
   * is lost with it.
   */
  disableAutoGeneratedUIDs(): void {
    this.#generatesUids = false;
  }

  /** Gives operators without uid an id of their place in the program. The default. */
  enableAutoGeneratedUIDs(): void {
    this.#generatesUids = true;
  }

  hasAutoGeneratedUIDsEnabled(): boolean {
    return this.#generatesUids;
  }

  /**
   * How many samples old the watermark is that watermark alignment compares with the limit
   * (`pipeline.watermark-alignment.buffer-size`, default 3): one that overshoots stops only so many update intervals
   * later, but no outdated limit stops it by mistake. With 0 the latest watermark itself counts, at once.
   */
  setWatermarkAlignmentBufferSize(samples: number): this {
    if (!Number.isInteger(samples) || samples < 0) {
      throw illegalArgument("The buffer size of watermark alignment is a whole number of samples, 0 or more.", {
        context: { samples },
      });
    }
    this.#watermarkAlignment = { ...this.#watermarkAlignment, bufferSize: samples };
    return this;
  }

  /**
   * Takes sources whose readers cannot pause single splits (`pipeline.watermark-alignment.allow-unaligned-source-splits`,
   * default false): their splits then drift apart, where the job would fail.
   */
  setAllowUnalignedSourceSplits(allow: boolean): this {
    this.#watermarkAlignment = { ...this.#watermarkAlignment, allowUnalignedSourceSplits: allow };
    return this;
  }

  getWatermarkAlignment(): WatermarkAlignmentSettings {
    return this.#watermarkAlignment;
  }

  /** The interval in milliseconds. */
  getAutoWatermarkInterval(): number {
    return this.#autoWatermarkIntervalMillis;
  }
}
