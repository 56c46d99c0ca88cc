/**
 * Whether and when a failed job starts again: a function of the failures so far. Answers to Flink's
 * `ExponentialDelayRestartBackoffTimeStrategy`, `FixedDelayRestartBackoffTimeStrategy`,
 * `FailureRateRestartBackoffTimeStrategy` and the strategy `none`. All times are milliseconds of the virtual clock.
 */
import { illegalArgument, type Prng } from "../core/index";

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

/** Restarts after the same delay until too many failures lie within one interval. */
export type FailureRate = {
  readonly kind: "failure-rate";
  readonly maxFailuresPerInterval: number;
  readonly failureIntervalMillis: number;
  readonly delayMillis: number;
};

export type RestartStrategy = { readonly kind: "none" } | FixedDelay | ExponentialDelay | FailureRate;

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

/** Flink's defaults of the failure rate: one failure a minute, a second later it goes on. */
export const FAILURE_RATE_DEFAULT: FailureRate = {
  kind: "failure-rate",
  maxFailuresPerInterval: 1,
  failureIntervalMillis: 60_000,
  delayMillis: 1_000,
};

/** The strategy of a job that names none. */
export function defaultRestartStrategy(options: { readonly isCheckpointingEnabled: boolean }): RestartStrategy {
  return options.isCheckpointingEnabled ? EXPONENTIAL_DELAY_DEFAULT : NO_RESTART;
}

/**
 * The strategy, when it is one that Flink takes.
 * Errors: `IllegalArgumentException` in Flink's words for a number out of its range.
 */
export function checkRestartStrategy(strategy: RestartStrategy): RestartStrategy {
  const refuseUnless = (holds: boolean, message: string) => {
    if (!holds) throw illegalArgument(message, { context: { strategy: strategy.kind } });
  };
  if (strategy.kind === "fixed-delay") {
    refuseUnless(strategy.attempts >= 0, "Maximum number of restart attempts must be at least 0.");
    refuseUnless(strategy.delayMillis >= 0, "Backoff time between restart attempts must be at least 0 ms.");
  } else if (strategy.kind === "failure-rate") {
    const { maxFailuresPerInterval, failureIntervalMillis, delayMillis } = strategy;
    const rateMessage = "Maximum number of restart attempts per time unit must be greater than 0.";
    refuseUnless(maxFailuresPerInterval > 0, rateMessage);
    refuseUnless(failureIntervalMillis > 0, "Failures interval must be greater than 0 ms.");
    refuseUnless(delayMillis >= 0, "Backoff time must be at least 0 ms.");
  } else if (strategy.kind === "exponential-delay") {
    const { initialBackoffMillis, maxBackoffMillis, jitterFactor, attempts } = strategy;
    const resetMessage = "Threshold duration for exponential backoff reset must be at least 1.";
    refuseUnless(initialBackoffMillis >= 1, "Initial backoff must be at least 1.");
    refuseUnless(maxBackoffMillis >= 1, "Maximum backoff must be at least 1.");
    refuseUnless(initialBackoffMillis <= maxBackoffMillis, "Initial backoff cannot be higher than maximum backoff.");
    refuseUnless(strategy.backoffMultiplier > 1, "Backoff multiplier must be greater than 1.");
    refuseUnless(strategy.resetBackoffThresholdMillis >= 1, resetMessage);
    refuseUnless(0 <= jitterFactor && jitterFactor <= 1, "Jitter factor must be >= 0 and <= 1.");
    refuseUnless(attempts === null || attempts >= 1, "The attemptsBeforeResetBackoff must be at least 1.");
  }
  return strategy;
}

/** What the strategy remembers. */
export type RestartHistory = {
  /** Failures that led to a restart since the backoff last started anew. */
  readonly attempt: number;
  /** When the last restart was due; null before the first failure. */
  readonly lastRestartAt: number | null;
  /** Failure rate only: when the last failures were, oldest first, at most one more than it takes per interval. */
  readonly failedAt?: readonly number[];
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
    case "failure-rate":
      return decideByRate(strategy, history, now);
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

/**
 * The backoff grows without bound and is moved by the jitter before it is bound: far beyond the maximum no jitter shows.
 */
function backoffMillis(strategy: ExponentialDelay, attempt: number, chance: Prng): number {
  const { initialBackoffMillis, maxBackoffMillis, backoffMultiplier, jitterFactor } = strategy;
  const backoff = Math.trunc(initialBackoffMillis * backoffMultiplier ** attempt);
  const jitterMillis = Math.trunc(backoff * jitterFactor);
  if (backoff - jitterMillis >= maxBackoffMillis) return maxBackoffMillis;
  const choices = 2 * jitterMillis + 1;
  const drawn = choices <= 2 ** 32 ? chance.nextInt(choices) : Math.floor(chance.nextFloat() * choices);
  const moved = backoff + drawn - jitterMillis;
  return Math.max(initialBackoffMillis, Math.min(moved, maxBackoffMillis));
}

/** Restarts unless the failures that are remembered are too many, and the oldest of them lies in the interval. */
function decideByRate(strategy: FailureRate, history: RestartHistory, now: number): RestartDecision {
  const failedAt = [...(history.failedAt ?? []), now].slice(-(strategy.maxFailuresPerInterval + 1));
  const isFull = failedAt.length > strategy.maxFailuresPerInterval;
  const remembered = { ...history, failedAt };
  if (isFull && now - (failedAt[0] as number) <= strategy.failureIntervalMillis) {
    return { action: "fail", history: remembered };
  }
  const decision = restartAfter(strategy.delayMillis, history.attempt, now);
  return { ...decision, history: { ...decision.history, failedAt } };
}

function restartAfter(delayMillis: number, attempt: number, now: number) {
  const restartAt = now + delayMillis;
  return { action: "restart", restartAt, history: { attempt: attempt + 1, lastRestartAt: restartAt } } as const;
}
