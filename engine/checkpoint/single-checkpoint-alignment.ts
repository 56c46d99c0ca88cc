/**
 * One checkpoint at a time, exactly once: channels are blocked until all barriers are in, or barriers overtake.
 * Answers to Flink 2.3's `SingleCheckpointBarrierHandler` with its `BarrierHandlerState`s.
 *
 *   aligned     the first barrier blocks its channel; with the last one the task snapshots and unblocks
 *   unaligned   the first barrier makes the task snapshot; until the last one came what arrives is captured
 *   between     an aligned barrier that took too long is treated as an unaligned one from then on
 *
 * A newer barrier aborts the older checkpoint; a channel that ends counts as aligned. Invariant: a checkpoint is decided
 * at most once, ids of decisions rise.
 */
import { assert } from "../core/index";
import type { AlignmentDecision, AlignmentDecisions, AlignmentFailure, BarrierAlignment } from "./barrier-alignment";
import { asUnaligned, type CheckpointBarrier, isTimeoutable, isUnaligned } from "./checkpoint-barrier";

const NOTHING: AlignmentDecisions = [];

/** Arrives at the task: how, decides whether its channel is blocked. */
type Arrival = { readonly channel: number; readonly barrier: CheckpointBarrier; readonly isTriggered: boolean };

export class SingleCheckpointAlignment implements BarrierAlignment {
  readonly #alternating: boolean;
  readonly #blocked = new Set<number>();
  /** Barriers that lie in a channel, behind records. */
  readonly #announced = new Set<number>();
  readonly #aligned = new Set<number>();
  #openChannelCount: number;
  #targetCount = 0;
  #currentId = 0;
  #decidedId = 0;
  #pending: CheckpointBarrier | null = null;
  /** Whether the current checkpoint overtakes, and whether its snapshot is taken. */
  #overtakes = false;
  #hasSnapshot = false;
  /** Whether some aligned barrier of it is in. */
  #collects = false;
  #startedAt = 0;
  #startDelayMillis = 0;
  #hasTimer = false;
  #decisions: AlignmentDecision[] = [];

  /** `alternating`: barriers may overtake, from the start or after a time. */
  constructor(channelCount: number, alternating: boolean) {
    this.#openChannelCount = channelCount;
    this.#alternating = alternating;
  }

  get blockedChannels(): ReadonlySet<number> {
    return this.#blocked;
  }

  barrierReceived(channel: number, barrier: CheckpointBarrier, now: number): AlignmentDecisions {
    return this.#decide(() => this.#receive({ channel, barrier, isTriggered: false }, now));
  }

  triggered(openChannels: readonly number[], barrier: CheckpointBarrier, now: number): AlignmentDecisions {
    return this.#decide(() => {
      for (const channel of openChannels) this.#receive({ channel, barrier, isTriggered: true }, now);
    });
  }

  barrierAnnounced(channel: number, barrier: CheckpointBarrier, now: number): AlignmentDecisions {
    return this.#decide(() => {
      this.#checkNew(barrier, now);
      if (this.#isObsolete(barrier.checkpointId) || this.#aligned.has(channel)) return;
      if (this.#overtakes) this.#prioritize([channel]);
      else this.#announced.add(channel);
    });
  }

  timedOut(barrier: CheckpointBarrier): AlignmentDecisions {
    return this.#decide(() => {
      this.#hasTimer = false;
      if (barrier.checkpointId === this.#currentId && this.#isPending) this.#timeOut(barrier);
    });
  }

  endOfChannel(channel: number, now: number): AlignmentDecisions {
    this.#openChannelCount--;
    const barrier = this.#pending;
    if (!this.#isPending || barrier === null) return NOTHING;
    return this.#decide(() => {
      this.#markAligned(channel, now);
      this.#blocked.delete(channel);
      this.#announced.delete(channel);
      if (this.#isComplete) this.#finish(barrier);
      else if (this.#collects && this.#isTimedOut(barrier, now)) this.#timeOut(barrier);
    });
  }

  cancellationReceived(_channel: number, checkpointId: number): AlignmentDecisions {
    const isOfPending = checkpointId === this.#currentId && this.#aligned.size > 0;
    if (checkpointId <= this.#currentId && !isOfPending) return NOTHING;
    return this.#decide(() => this.#abort(checkpointId, "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER"));
  }

  get #isPending(): boolean {
    return this.#currentId !== this.#decidedId;
  }

  get #isComplete(): boolean {
    return this.#aligned.size === this.#targetCount;
  }

  #isObsolete(checkpointId: number): boolean {
    return checkpointId < this.#currentId || (checkpointId === this.#currentId && !this.#isPending);
  }

  #decide(decide: () => void): AlignmentDecisions {
    this.#decisions = [];
    decide();
    return this.#decisions;
  }

  #receive(arrival: Arrival, now: number): void {
    const { channel, barrier } = arrival;
    if (this.#isObsolete(barrier.checkpointId)) return;
    this.#checkNew(barrier, now);
    this.#markAligned(channel, now);
    if (this.#alternating && !this.#overtakes && isUnaligned(barrier)) this.#timeOut(barrier);
    this.#announced.delete(channel);
    if (this.#overtakes) {
      this.#receiveOvertaking(arrival);
      return;
    }
    if (this.#isComplete) {
      this.#finish(barrier);
      return;
    }
    this.#block(arrival);
    if (this.#isTimedOut(barrier, now)) {
      this.#timeOut(barrier);
      if (!this.#hasSnapshot) this.#takeUnaligned(barrier);
    }
    this.#collects = true;
  }

  /** A channel whose barrier is an aligned one all the same stays blocked until the others are in. */
  #receiveOvertaking(arrival: Arrival): void {
    const { barrier } = arrival;
    if (!isUnaligned(barrier) && !this.#isComplete) this.#block(arrival);
    if (!this.#hasSnapshot) this.#takeUnaligned(barrier);
    if (this.#isComplete) this.#finish(barrier);
  }

  #checkNew(barrier: CheckpointBarrier, now: number): void {
    const { checkpointId } = barrier;
    if (this.#currentId >= checkpointId) return;
    if (this.#isPending) this.#abort(this.#currentId, "CHECKPOINT_DECLINED_SUBSUMED");
    this.#currentId = checkpointId;
    this.#pending = barrier;
    this.#targetCount = this.#openChannelCount;
    if (!this.#alternating || !isTimeoutable(barrier)) return;
    const { triggeredAt, alignedTimeoutMillis } = barrier;
    assert(alignedTimeoutMillis !== undefined, "a barrier that can time out says when");
    this.#hasTimer = true;
    this.#decisions.push({ kind: "set-timer", at: Math.max(triggeredAt + alignedTimeoutMillis, now), barrier });
  }

  #markAligned(channel: number, now: number): void {
    this.#aligned.add(channel);
    if (this.#aligned.size === 1) {
      this.#startedAt = now;
      this.#startDelayMillis = Math.max(0, now - (this.#pending as CheckpointBarrier).triggeredAt);
    }
    if (!this.#isComplete) return;
    const alignmentMillis = now - this.#startedAt;
    this.#decisions.push({ kind: "aligned", checkpointId: this.#currentId, alignmentMillis });
  }

  #block({ channel, isTriggered }: Arrival): void {
    if (isTriggered || this.#blocked.has(channel)) return;
    this.#blocked.add(channel);
    this.#decisions.push({ kind: "block", channel, checkpointId: this.#currentId });
  }

  #isTimedOut(barrier: CheckpointBarrier, now: number): boolean {
    if (!this.#alternating || !isTimeoutable(barrier)) return false;
    return now - barrier.triggeredAt > (barrier.alignedTimeoutMillis as number);
  }

  /** From now on the checkpoint overtakes. Where barriers were aligned already, the snapshot is due at once. */
  #timeOut(barrier: CheckpointBarrier): void {
    if (this.#overtakes) return;
    this.#overtakes = true;
    if (!isUnaligned(barrier)) this.#decisions.push({ kind: "timed-out", checkpointId: this.#currentId });
    this.#prioritize([...this.#announced]);
    this.#announced.clear();
    if (this.#collects && !this.#hasSnapshot) this.#takeUnaligned(barrier);
  }

  #prioritize(channels: readonly number[]): void {
    if (channels.length === 0) return;
    this.#decisions.push({ kind: "prioritize", channels, checkpointId: this.#currentId });
  }

  #takeUnaligned(barrier: CheckpointBarrier): void {
    const unaligned = asUnaligned(barrier);
    this.#hasSnapshot = true;
    this.#decisions.push(
      { kind: "start-capture", barrier: unaligned },
      { kind: "snapshot", barrier: unaligned, startDelayMillis: this.#startDelayMillis },
    );
  }

  /** All barriers are in. */
  #finish(barrier: CheckpointBarrier): void {
    if (!this.#hasSnapshot) {
      this.#decisions.push({ kind: "snapshot", barrier, startDelayMillis: this.#startDelayMillis });
    }
    this.#decidedId = this.#currentId;
    this.#reset();
  }

  #abort(checkpointId: number, reason: AlignmentFailure): void {
    this.#currentId = Math.max(checkpointId, this.#currentId);
    this.#decidedId = Math.max(checkpointId, this.#decidedId);
    this.#decisions.push({ kind: "abort", checkpointId, reason });
    this.#reset();
  }

  #reset(): void {
    if (this.#hasTimer) this.#decisions.push({ kind: "cancel-timer" });
    if (this.#overtakes) this.#decisions.push({ kind: "stop-capture", checkpointId: this.#currentId });
    for (const channel of this.#blocked) {
      this.#decisions.push({ kind: "unblock", channel, checkpointId: this.#currentId });
    }
    this.#blocked.clear();
    this.#aligned.clear();
    this.#announced.clear();
    this.#hasTimer = false;
    this.#overtakes = false;
    this.#hasSnapshot = false;
    this.#collects = false;
    this.#pending = null;
  }
}
