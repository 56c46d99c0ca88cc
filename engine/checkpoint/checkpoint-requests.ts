/**
 * Which request for a checkpoint is carried out next. Answers to Flink 2.3's `CheckpointRequestDecider`.
 *
 * Requests wait in a queue: savepoints first, then forced ones, then those that somebody asked for, then by time. While
 * as many checkpoints are pending as may be, only a forced one is taken. A periodic one that comes too early after the
 * last completion is given up, and the periodic trigger is set anew for the rest of the pause.
 */
import type { Prng } from "../core/index";
import type { CheckpointFailureReason } from "./checkpoint-failure";
import type { CheckpointSettings } from "./checkpoint-settings";
import { CHECKPOINT, type SavepointRequest, type SnapshotType } from "./snapshot-type";

/** Somebody wants a checkpoint. */
export type TriggerRequest = {
  readonly type: SnapshotType;
  readonly isPeriodic: boolean;
  /** Taken however many are pending, and however short the pause. */
  readonly isForced: boolean;
  readonly requestedAt: number;
  /** Who asked for a savepoint; null for a checkpoint. */
  readonly savepoint: SavepointRequest | null;
};

/** What the decision depends on besides the queue. */
export type RequestFacts = {
  readonly now: number;
  readonly pendingCount: number;
  /** When the last checkpoint completed; null before the first. */
  readonly lastCompletedAt: number | null;
};

export type RequestDecision = {
  /** To be triggered now. */
  readonly execute: TriggerRequest | null;
  readonly refused: readonly { readonly request: TriggerRequest; readonly reason: CheckpointFailureReason }[];
  /** When the periodic trigger is due instead of its planned time; null: it stays. */
  readonly nextTriggerAt: number | null;
};

/** Flink's bound of the queue. */
const QUEUED_REQUESTS_MAX = 1_000;

const NOTHING: RequestDecision = { execute: null, refused: [], nextTriggerAt: null };

export class CheckpointRequests {
  readonly #settings: Pick<CheckpointSettings, "maxConcurrent" | "minPauseMillis">;
  readonly #queuedMax: number;
  readonly #queue: TriggerRequest[] = [];

  constructor(
    settings: Pick<CheckpointSettings, "maxConcurrent" | "minPauseMillis">,
    queuedMax: number = QUEUED_REQUESTS_MAX,
  ) {
    this.#settings = settings;
    this.#queuedMax = queuedMax;
  }

  get size(): number {
    return this.#queue.length;
  }

  /** A new request; decides about it or another one that waits. */
  submit(request: TriggerRequest, facts: RequestFacts): RequestDecision {
    if (this.#queue.length >= this.#queuedMax && this.#queue.at(-1)?.isPeriodic === false) {
      return { ...NOTHING, refused: [{ request, reason: "TOO_MANY_CHECKPOINT_REQUESTS" }] };
    }
    this.#insert(request);
    const dropped = this.#queue.length > this.#queuedMax ? this.#queue.pop() : undefined;
    const decision = this.next(facts);
    if (dropped === undefined) return decision;
    const refused = [{ request: dropped, reason: "TOO_MANY_CHECKPOINT_REQUESTS" } as const, ...decision.refused];
    return { ...decision, refused };
  }

  /** Decides about what waits. */
  next(facts: RequestFacts): RequestDecision {
    const first = this.#queue[0];
    if (first === undefined) return NOTHING;
    if (facts.pendingCount >= this.#settings.maxConcurrent) return first.isForced ? this.#take(first) : NOTHING;
    if (!first.isForced && first.isPeriodic && facts.lastCompletedAt !== null) {
      const nextTriggerAt = facts.lastCompletedAt + this.#settings.minPauseMillis;
      if (nextTriggerAt > facts.now) {
        this.#queue.shift();
        const refused = [{ request: first, reason: "MINIMUM_TIME_BETWEEN_CHECKPOINTS" } as const];
        return { execute: null, refused, nextTriggerAt };
      }
    }
    return this.#take(first);
  }

  /** Gives all waiting requests up. */
  clear(): readonly TriggerRequest[] {
    return this.#queue.splice(0);
  }

  #take(first: TriggerRequest): RequestDecision {
    this.#queue.shift();
    return { ...NOTHING, execute: first };
  }

  #insert(request: TriggerRequest): void {
    const later = this.#queue.findIndex((other) => compareRequests(request, other) < 0);
    if (later === -1) this.#queue.push(request);
    else this.#queue.splice(later, 0, request);
  }
}

function compareRequests(first: TriggerRequest, second: TriggerRequest): number {
  const isSavepoint = (request: TriggerRequest) => request.type.kind !== "checkpoint";
  if (isSavepoint(first) !== isSavepoint(second)) return isSavepoint(first) ? -1 : 1;
  if (first.isForced !== second.isForced) return first.isForced ? -1 : 1;
  if (first.isPeriodic !== second.isPeriodic) return first.isPeriodic ? 1 : -1;
  return first.requestedAt - second.requestedAt;
}

/** The request that the periodic trigger makes. */
export function periodicRequest(now: number): TriggerRequest {
  return { type: CHECKPOINT, isPeriodic: true, isForced: false, requestedAt: now, savepoint: null };
}

/** The request for one more checkpoint, which need not keep the minimum pause. */
export function requestedCheckpoint(now: number): TriggerRequest {
  return { ...periodicRequest(now), isPeriodic: false };
}

/**
 * How long after the start of a job its first checkpoint is due: by chance between the minimum pause and the interval,
 * without chance the whole interval.
 */
export function firstTriggerDelayMillis(
  { intervalMillis, minPauseMillis }: Pick<CheckpointSettings, "intervalMillis" | "minPauseMillis">,
  chance: Prng | null,
): number {
  return chance === null ? intervalMillis : minPauseMillis + chance.nextInt(intervalMillis - minPauseMillis + 1);
}
