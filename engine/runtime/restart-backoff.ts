/**
 * The restart strategy of a job with its memory. Answers to Flink's `ExecutionFailureHandler` around a
 * `RestartBackoffTimeStrategy`.
 */
import {
  type CheckpointSettings,
  decideRestart,
  defaultRestartStrategy,
  NO_FAILURES,
  type RestartDecision,
  type RestartStrategy,
} from "../checkpoint/index";
import type { Prng } from "../core/index";
import type { VirtualClock } from "../time/index";
import type { RunFacts } from "./run-facts";

/** The strategy of a job: its own or Flink's default, without jitter in a run without chance. */
export function restartStrategyOf(facts: {
  readonly restartStrategy: RestartStrategy | null;
  readonly checkpointing: CheckpointSettings | null;
  readonly run: RunFacts;
}): RestartStrategy {
  const { restartStrategy, checkpointing, run } = facts;
  const strategy = restartStrategy ?? defaultRestartStrategy({ isCheckpointingEnabled: checkpointing !== null });
  const jitters = strategy.kind === "exponential-delay" && run.prng === null;
  return jitters ? { ...strategy, jitterFactor: 0 } : strategy;
}

export class RestartBackoff {
  readonly #strategy: RestartStrategy;
  readonly #clock: VirtualClock;
  readonly #chance: Prng;
  #history = NO_FAILURES;

  constructor(strategy: RestartStrategy, clock: VirtualClock, chance: Prng) {
    this.#strategy = strategy;
    this.#clock = clock;
    this.#chance = chance;
  }

  /** What to do about a failure that happens now. `hasRestartPending`: whether a restart is due and has not happened. */
  onFailure(hasRestartPending: boolean): RestartDecision {
    const decision = decideRestart(this.#strategy, this.#history, this.#failedAt(hasRestartPending), this.#chance);
    this.#history = decision.history;
    return decision;
  }

  /**
   * When the failure happened, as the strategy sees it. Exponential delay merges failures up to the instant of the
   * restart. A restart takes no virtual time here, so one that has happened counts as a millisecond ago: a failure right
   * after it is a new one.
   */
  #failedAt(hasRestartPending: boolean): number {
    const now = this.#clock.now();
    const merges = this.#strategy.kind === "exponential-delay" && !hasRestartPending;
    return merges && this.#history.lastRestartAt === now ? now + 1 : now;
  }
}
