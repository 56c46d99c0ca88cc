/**
 * When a change of the slots is acted upon. Answers to Flink 2.3's `DefaultStateTransitionManager`, phase for phase:
 *
 *   Cooldown -> Idling -> Stabilizing -> Stabilized -> Transitioning
 *
 * After a start nothing is rescaled for a while (Cooldown). A change is then watched: with all slots that the job wants it
 * acts at the next trigger (a completed checkpoint, or the longest delay), with fewer only after they have been there for
 * the stabilization timeout.
 */
import type { ScheduledCallback, VirtualClock } from "../time/index";

/** What it asks, and what it does in the end. */
export interface TransitionContext {
  /** Whether there are enough slots for what it would change to. */
  hasSufficientResources(): boolean;
  /** Whether all slots are there that the job can use. */
  hasDesiredResources(): boolean;
  transitionToSubsequentState(): void;
}

/** Lengths of time in milliseconds. */
export type TransitionTimes = {
  readonly cooldownMillis: number;
  readonly stabilizationMillis: number;
  readonly maxTriggerDelayMillis: number;
};

export type TransitionPhase = "Cooldown" | "Idling" | "Stabilizing" | "Stabilized" | "Transitioning";

export class StateTransitionManager {
  readonly #context: TransitionContext;
  readonly #clock: VirtualClock;
  readonly #times: TransitionTimes;
  readonly #scheduled: ScheduledCallback[] = [];
  #phase: TransitionPhase = "Cooldown";
  /** When the change came that is watched; of Stabilizing the latest one. */
  #changedAt: number | null = null;
  #isEvaluationScheduled = false;

  constructor(context: TransitionContext, clock: VirtualClock, times: TransitionTimes) {
    this.#context = context;
    this.#clock = clock;
    this.#times = times;
    this.#schedule(clock.now() + times.cooldownMillis, () => this.#finishCooldown());
  }

  get phase(): TransitionPhase {
    return this.#phase;
  }

  /** Slots have come or gone. */
  onChange(): void {
    const now = this.#clock.now();
    if (this.#phase === "Cooldown") {
      if (this.#changedAt === null && this.#context.hasSufficientResources()) this.#changedAt = now;
    } else if (this.#phase === "Idling") {
      if (this.#context.hasSufficientResources()) this.#stabilize(now);
    } else if (this.#phase === "Stabilizing") {
      this.#changedAt = now;
      this.#scheduleEvaluation();
    }
  }

  /** A good moment to act, such as a completed checkpoint. */
  onTrigger(): void {
    if (this.#phase === "Stabilizing") {
      if (this.#context.hasDesiredResources()) this.#transition();
    } else if (this.#phase === "Stabilized") {
      if (this.#context.hasSufficientResources()) this.#transition();
      else this.#phase = "Idling";
    }
  }

  /** Nothing that is scheduled happens any more. */
  close(): void {
    for (const scheduled of this.#scheduled) scheduled.cancel();
    this.#scheduled.length = 0;
  }

  #finishCooldown(): void {
    if (this.#changedAt === null) this.#phase = "Idling";
    else this.#stabilize(this.#changedAt);
  }

  #stabilize(firstChangedAt: number): void {
    this.#phase = "Stabilizing";
    this.#changedAt = firstChangedAt;
    this.#isEvaluationScheduled = false;
    this.#schedule(firstChangedAt + this.#times.stabilizationMillis, () => this.#stabilized(firstChangedAt));
    this.#scheduleEvaluation();
  }

  #scheduleEvaluation(): void {
    if (this.#isEvaluationScheduled) return;
    this.#isEvaluationScheduled = true;
    this.#schedule((this.#changedAt ?? 0) + this.#times.maxTriggerDelayMillis, () => {
      this.#isEvaluationScheduled = false;
      this.onTrigger();
    });
  }

  #stabilized(firstChangedAt: number): void {
    this.#phase = "Stabilized";
    this.#schedule(firstChangedAt + this.#times.maxTriggerDelayMillis, () => this.onTrigger());
  }

  #transition(): void {
    this.#phase = "Transitioning";
    this.#context.transitionToSubsequentState();
  }

  /** At this instant, or at once where it is over, unless the phase is another one by then. */
  #schedule(atMillis: number, callback: () => void): void {
    const phase = this.#phase;
    const at = Math.max(atMillis, this.#clock.now());
    this.#scheduled.push(
      this.#clock.schedule(at, () => {
        if (this.#phase === phase) callback();
      }),
    );
  }
}
