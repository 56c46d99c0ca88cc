/**
 * What a task does with the barriers of its input channels: facts in, decisions out, nothing else.
 * Answers to Flink 2.3's `SingleCheckpointBarrierHandler` (aligned) and `CheckpointBarrierTracker` (at least once).
 *
 * Exactly once: a channel whose barrier came is blocked until the barrier came on every channel that was open when the
 * first one arrived; a newer barrier aborts the older checkpoint. At least once: barriers are only counted.
 * A channel that ends counts as aligned. Invariant: a checkpoint is decided at most once, ids of decisions rise.
 */
import { assert, TRACKED_CHECKPOINTS_MAX } from "../core/index";
import type { CheckpointBarrier, CheckpointingMode } from "./checkpoint-barrier";

/** What to do, in the order given. */
export type AlignmentDecision =
  | { readonly kind: "block" | "unblock"; readonly channel: number; readonly checkpointId: number }
  | { readonly kind: "snapshot"; readonly barrier: CheckpointBarrier }
  | { readonly kind: "abort"; readonly checkpointId: number; readonly reason: "subsumed" | "cancelled" };

export interface BarrierAlignment {
  barrierReceived(channel: number, barrier: CheckpointBarrier): readonly AlignmentDecision[];
  /** The channel ended: it will send no barrier any more. */
  endOfChannel(channel: number): readonly AlignmentDecision[];
  /** The coordinator gave the checkpoint up. */
  cancellationReceived(checkpointId: number): readonly AlignmentDecision[];
  /** Channels that are blocked now. */
  readonly blockedChannels: ReadonlySet<number>;
}

/** The state machine of a task with this many input channels. */
export function createBarrierAlignment(mode: CheckpointingMode, channelCount: number): BarrierAlignment {
  assert(channelCount > 0, "a task that aligns has an input channel");
  return mode === "EXACTLY_ONCE" ? new ExactlyOnceAlignment(channelCount) : new AtLeastOnceTracking(channelCount);
}

const NOTHING: readonly AlignmentDecision[] = [];

class ExactlyOnceAlignment implements BarrierAlignment {
  readonly #blocked = new Set<number>();
  readonly #aligned = new Set<number>();
  #openChannelCount: number;
  #targetCount = 0;
  #currentId = 0;
  #pending: CheckpointBarrier | null = null;

  constructor(channelCount: number) {
    this.#openChannelCount = channelCount;
  }

  get blockedChannels(): ReadonlySet<number> {
    return this.#blocked;
  }

  barrierReceived(channel: number, barrier: CheckpointBarrier): readonly AlignmentDecision[] {
    const { checkpointId } = barrier;
    if (checkpointId < this.#currentId) return NOTHING;
    if (checkpointId === this.#currentId && this.#pending === null) return NOTHING;
    const decisions: AlignmentDecision[] = [];
    if (checkpointId > this.#currentId) {
      this.#abortPending(decisions, "subsumed");
      this.#currentId = checkpointId;
      this.#pending = barrier;
      this.#targetCount = this.#openChannelCount;
    }
    this.#aligned.add(channel);
    if (this.#aligned.size < this.#targetCount) {
      this.#blocked.add(channel);
      decisions.push({ kind: "block", channel, checkpointId });
    }
    this.#completeIfAligned(decisions);
    return decisions;
  }

  endOfChannel(channel: number): readonly AlignmentDecision[] {
    this.#openChannelCount--;
    if (this.#pending === null) return NOTHING;
    const decisions: AlignmentDecision[] = [];
    this.#aligned.add(channel);
    this.#completeIfAligned(decisions);
    return decisions;
  }

  cancellationReceived(checkpointId: number): readonly AlignmentDecision[] {
    const isDecided = checkpointId === this.#currentId && this.#pending === null;
    if (checkpointId < this.#currentId || isDecided) return NOTHING;
    const decisions: AlignmentDecision[] = [];
    if (checkpointId > this.#currentId) {
      this.#abortPending(decisions, "subsumed");
      this.#currentId = checkpointId;
      decisions.push({ kind: "abort", checkpointId, reason: "cancelled" });
    } else {
      this.#abortPending(decisions, "cancelled");
    }
    return decisions;
  }

  #completeIfAligned(decisions: AlignmentDecision[]): void {
    if (this.#pending === null || this.#aligned.size < this.#targetCount) return;
    decisions.push({ kind: "snapshot", barrier: this.#pending });
    this.#pending = null;
    this.#unblockAll(decisions);
  }

  #abortPending(decisions: AlignmentDecision[], reason: "subsumed" | "cancelled"): void {
    if (this.#pending === null) return;
    decisions.push({ kind: "abort", checkpointId: this.#pending.checkpointId, reason });
    this.#pending = null;
    this.#unblockAll(decisions);
  }

  #unblockAll(decisions: AlignmentDecision[]): void {
    for (const channel of this.#blocked) {
      decisions.push({ kind: "unblock", channel, checkpointId: this.#currentId });
    }
    this.#blocked.clear();
    this.#aligned.clear();
  }
}

/** A checkpoint that is being counted. */
type Tracked = { readonly barrier: CheckpointBarrier; readonly aligned: Set<number>; readonly targetCount: number };

const NO_CHANNELS: ReadonlySet<number> = new Set();

class AtLeastOnceTracking implements BarrierAlignment {
  readonly blockedChannels = NO_CHANNELS;
  #tracked: Tracked[] = [];
  readonly #cancelledIds = new Set<number>();
  #latestId = 0;
  #openChannelCount: number;

  constructor(channelCount: number) {
    this.#openChannelCount = channelCount;
  }

  barrierReceived(channel: number, barrier: CheckpointBarrier): readonly AlignmentDecision[] {
    const known = this.#tracked.find((tracked) => tracked.barrier.checkpointId === barrier.checkpointId);
    if (known === undefined) {
      if (barrier.checkpointId <= this.#latestId) return NOTHING;
      this.#latestId = barrier.checkpointId;
      this.#tracked.push({ barrier, aligned: new Set([channel]), targetCount: this.#openChannelCount });
      if (this.#tracked.length > TRACKED_CHECKPOINTS_MAX) this.#tracked.shift();
    } else {
      known.aligned.add(channel);
    }
    return this.#completeCounted();
  }

  endOfChannel(channel: number): readonly AlignmentDecision[] {
    this.#openChannelCount--;
    for (const { aligned } of this.#tracked) aligned.add(channel);
    return this.#completeCounted();
  }

  cancellationReceived(checkpointId: number): readonly AlignmentDecision[] {
    const isTracked = this.#tracked.some((tracked) => tracked.barrier.checkpointId === checkpointId);
    if (this.#cancelledIds.has(checkpointId) || (!isTracked && checkpointId <= this.#latestId)) return NOTHING;
    this.#latestId = Math.max(this.#latestId, checkpointId);
    if (isTracked) this.#cancelledIds.add(checkpointId);
    return [{ kind: "abort", checkpointId, reason: "cancelled" }];
  }

  /** The newest checkpoint whose count is complete is taken; it and all older ones are forgotten. */
  #completeCounted(): readonly AlignmentDecision[] {
    const index = this.#tracked.findLastIndex((tracked) => tracked.aligned.size >= tracked.targetCount);
    if (index === -1) return NOTHING;
    const forgotten = this.#tracked.slice(0, index + 1);
    this.#tracked = this.#tracked.slice(index + 1);
    const { barrier } = forgotten[index] as Tracked;
    const wasCancelled = this.#cancelledIds.has(barrier.checkpointId);
    for (const { barrier: old } of forgotten) this.#cancelledIds.delete(old.checkpointId);
    return wasCancelled ? NOTHING : [{ kind: "snapshot", barrier }];
  }
}
