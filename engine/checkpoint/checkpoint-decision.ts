/**
 * When to trigger a checkpoint: a function of facts. Answers to Flink's `CheckpointRequestDecider` and to the periodic
 * trigger of `CheckpointCoordinator`, for periodic checkpoints. All times are milliseconds of the virtual clock.
 */
import { MAX_TIMESTAMP, type Prng } from "../core/index";

export type CheckpointSettings = {
  readonly intervalMillis: number;
  /** Counted from the completion of the last checkpoint. */
  readonly minPauseMillis: number;
  readonly timeoutMillis: number;
  readonly maxConcurrent: number;
};

/** Flink's defaults but for the interval, which switches checkpoints on. */
export const CHECKPOINT_DEFAULTS = { minPauseMillis: 0, timeoutMillis: 600_000, maxConcurrent: 1 } as const;

export type CheckpointFacts = {
  readonly now: number;
  /** When the periodic trigger is due. */
  readonly nextTriggerAt: number;
  /** A request that waits for a pending checkpoint to end. */
  readonly isRequestQueued: boolean;
  readonly pendingCount: number;
  /** When the last checkpoint completed; null before the first. */
  readonly lastCompletedAt: number | null;
  readonly areAllTasksRunning: boolean;
};

/** `nextTriggerAt` replaces the fact of that name; `isRequestQueued` too. */
export type CheckpointDecision = {
  readonly action:
    | "wait"
    | "trigger"
    /** Kept until a pending checkpoint ends. */
    | "queue"
    /** Too early after the last completion: tried again when the pause is over. */
    | "postpone"
    /** Some task is not running: this attempt is given up. */
    | "decline";
  readonly nextTriggerAt: number;
  readonly isRequestQueued: boolean;
};

/** What to do now. */
export function decideCheckpoint(settings: CheckpointSettings, facts: CheckpointFacts): CheckpointDecision {
  const { now, isRequestQueued } = facts;
  const isDue = now >= facts.nextTriggerAt;
  const nextTriggerAt = isDue ? facts.nextTriggerAt + settings.intervalMillis : facts.nextTriggerAt;
  if (!isDue && !isRequestQueued) return { action: "wait", nextTriggerAt, isRequestQueued };
  if (facts.pendingCount >= settings.maxConcurrent) {
    return { action: isDue ? "queue" : "wait", nextTriggerAt, isRequestQueued: true };
  }
  const pauseEnd = facts.lastCompletedAt === null ? now : facts.lastCompletedAt + settings.minPauseMillis;
  if (pauseEnd > now) return { action: "postpone", nextTriggerAt: pauseEnd, isRequestQueued: false };
  if (!facts.areAllTasksRunning) return { action: "decline", nextTriggerAt, isRequestQueued: false };
  return { action: "trigger", nextTriggerAt, isRequestQueued: false };
}

/** When the first checkpoint is due: after a random delay between the minimum pause and the interval. */
export function firstTriggerAt(settings: CheckpointSettings, now: number, chance: Prng): number {
  const intervalMillis = Math.max(settings.intervalMillis, settings.minPauseMillis);
  return now + settings.minPauseMillis + chance.nextInt(intervalMillis - settings.minPauseMillis + 1);
}

/** When a pending checkpoint expires; `MAX_TIMESTAMP` without one. */
export function expiresAt(settings: CheckpointSettings, triggeredAt: number | null): number {
  return triggeredAt === null ? MAX_TIMESTAMP : triggeredAt + settings.timeoutMillis;
}
