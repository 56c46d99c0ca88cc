/**
 * Whether and when a failed job starts again: a function of the failures so far. Answers to Flink's
 * `ExponentialDelayRestartBackoffTimeStrategy`, `FixedDelayRestartBackoffTimeStrategy` and the strategy `none`.
 * All times are milliseconds of the virtual clock.
 */
import type { Prng } from "../core/index";

/** Waits longer after each failure. */
export type ExponentialDelay = {
  readonly kind: "exponential-delay";
  readonly initialBackoffMillis: number;
  readonly maxBackoffMillis: number;
  readonly backoffMultiplier: number;
  /** Part of the backoff by which it is moved up or down at random, 0 to 1. */
  readonly jitterFactor: number;
  /** So long without failure makes the backoff start anew. */
  readonly resetBackoffThresholdMillis: number;
  /** Restarts before the job is given up; null for no limit. */
  readonly attempts: number | null;
};

export type FixedDelay = { readonly kind: "fixed-delay"; readonly attempts: number; readonly delayMillis: number };

export type RestartStrategy = { readonly kind: "none" } | FixedDelay | ExponentialDelay;

export const NO_RESTART: RestartStrategy = { kind: "none" };

/** Flink's default with checkpointing on. */
export const EXPONENTIAL_DELAY_DEFAULT: ExponentialDelay = {
  kind: "exponential-delay",
  initialBackoffMillis: 1_000,
  maxBackoffMillis: 60_000,
  backoffMultiplier: 1.5,
  jitterFactor: 0.1,
  resetBackoffThresholdMillis: 3_600_000,
  attempts: null,
};

/** Flink's defaults of the fixed delay: one attempt after a second. */
export const FIXED_DELAY_DEFAULT: FixedDelay = { kind: "fixed-delay", attempts: 1, delayMillis: 1_000 };

/** The strategy of a job that names none. */
export function defaultRestartStrategy(options: { readonly isCheckpointingEnabled: boolean }): RestartStrategy {
  return options.isCheckpointingEnabled ? EXPONENTIAL_DELAY_DEFAULT : NO_RESTART;
}

/** What the strategy remembers. */
export type RestartHistory = {
  /** Failures that led to a restart since the backoff last started anew. */
  readonly attempt: number;
  /** When the last restart was due; null before the first failure. */
  readonly lastRestartAt: number | null;
};

export const NO_FAILURES: RestartHistory = { attempt: 0, lastRestartAt: null };

export type RestartDecision =
  | { readonly action: "restart"; readonly restartAt: number; readonly history: RestartHistory }
  /** The failure came while a restart is scheduled already: it is part of the same. */
  | { readonly action: "merge"; readonly restartAt: number; readonly history: RestartHistory }
  | { readonly action: "fail"; readonly history: RestartHistory };

/** What to do about a failure at `now`. `chance` is asked for jitter only. */
export function decideRestart(
  strategy: RestartStrategy,
  history: RestartHistory,
  now: number,
  chance: Prng,
): RestartDecision {
  switch (strategy.kind) {
    case "none":
      return { action: "fail", history };
    case "fixed-delay": {
      if (history.attempt >= strategy.attempts) return { action: "fail", history };
      return restartAfter(strategy.delayMillis, history.attempt, now);
    }
    case "exponential-delay": {
      const { lastRestartAt } = history;
      if (lastRestartAt !== null && now <= lastRestartAt) {
        return { action: "merge", restartAt: lastRestartAt, history };
      }
      const isQuietLongEnough = lastRestartAt !== null && now - lastRestartAt >= strategy.resetBackoffThresholdMillis;
      const attempt = isQuietLongEnough ? 0 : history.attempt;
      if (strategy.attempts !== null && attempt >= strategy.attempts) return { action: "fail", history };
      return restartAfter(backoffMillis(strategy, attempt, chance), attempt, now);
    }
  }
}

function backoffMillis(strategy: ExponentialDelay, attempt: number, chance: Prng): number {
  const { initialBackoffMillis, maxBackoffMillis, backoffMultiplier, jitterFactor } = strategy;
  const backoff = Math.min(initialBackoffMillis * backoffMultiplier ** attempt, maxBackoffMillis);
  const jitterMillis = Math.trunc(backoff * jitterFactor);
  const moved = Math.trunc(backoff) + chance.nextInt(2 * jitterMillis + 1) - jitterMillis;
  return Math.min(Math.max(moved, initialBackoffMillis), maxBackoffMillis);
}

function restartAfter(delayMillis: number, attempt: number, now: number): RestartDecision {
  const restartAt = now + delayMillis;
  return { action: "restart", restartAt, history: { attempt: attempt + 1, lastRestartAt: restartAt } };
}
