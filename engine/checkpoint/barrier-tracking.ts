/**
 * Barriers that are only counted: at least once. Answers to Flink 2.3's `CheckpointBarrierTracker`.
 *
 * No channel is blocked, so a snapshot holds records that come behind barriers of other channels; after a restore they
 * are processed a second time. A checkpoint whose count is complete makes all older ones be forgotten.
 */
import { TRACKED_CHECKPOINTS_MAX } from "../core/index";
import type { AlignmentDecision, AlignmentDecisions, BarrierAlignment } from "./barrier-alignment";
import type { CheckpointBarrier } from "./checkpoint-barrier";

/** A checkpoint that is being counted; without barrier where its cancellation came first. */
type Tracked = {
  readonly checkpointId: number;
  readonly barrier: CheckpointBarrier | null;
  readonly aligned: Set<number>;
  readonly targetCount: number;
  /** When its first barrier came. */
  readonly startedAt: number;
  isAborted: boolean;
};

const NO_CHANNELS: ReadonlySet<number> = new Set();
const NOTHING: AlignmentDecisions = [];

export class BarrierTracking implements BarrierAlignment {
  readonly blockedChannels = NO_CHANNELS;
  #tracked: Tracked[] = [];
  #latestId = 0;
  #openChannelCount: number;

  constructor(channelCount: number) {
    this.#openChannelCount = channelCount;
  }

  barrierReceived(channel: number, barrier: CheckpointBarrier, now: number): AlignmentDecisions {
    const { checkpointId } = barrier;
    if (checkpointId > this.#latestId && this.#openChannelCount === 1) return taken(barrier, now, now);
    const index = this.#tracked.findIndex((tracked) => tracked.checkpointId === checkpointId);
    const known = this.#tracked[index];
    if (known !== undefined) {
      known.aligned.add(channel);
      return known.aligned.size === known.targetCount ? this.#complete(index, now) : NOTHING;
    }
    if (checkpointId <= this.#latestId) return NOTHING;
    this.#latestId = checkpointId;
    this.#tracked.push(this.#track(checkpointId, barrier, channel, now));
    if (this.#tracked.length > TRACKED_CHECKPOINTS_MAX) this.#tracked.shift();
    return NOTHING;
  }

  barrierAnnounced(): AlignmentDecisions {
    return NOTHING;
  }

  timedOut(): AlignmentDecisions {
    return NOTHING;
  }

  triggered(openChannels: readonly number[], barrier: CheckpointBarrier, now: number): AlignmentDecisions {
    return openChannels.flatMap((channel) => this.barrierReceived(channel, barrier, now));
  }

  endOfChannel(channel: number, now: number): AlignmentDecisions {
    this.#openChannelCount--;
    for (let index = this.#tracked.length - 1; index >= 0; index--) {
      const { aligned, targetCount } = this.#tracked[index] as Tracked;
      aligned.add(channel);
      if (aligned.size === targetCount) return this.#complete(index, now);
    }
    return NOTHING;
  }

  cancellationReceived(channel: number, checkpointId: number): AlignmentDecisions {
    if (checkpointId > this.#latestId && this.#openChannelCount === 1) return [aborted(checkpointId)];
    const decisions: AlignmentDecision[] = [];
    while ((this.#tracked[0]?.checkpointId ?? checkpointId) < checkpointId) {
      const older = this.#tracked.shift() as Tracked;
      if (!older.isAborted) decisions.push(aborted(older.checkpointId));
    }
    const known = this.#tracked[0];
    if (known?.checkpointId === checkpointId) {
      if (!known.isAborted) decisions.push(aborted(checkpointId));
      known.isAborted = true;
      known.aligned.add(channel);
      if (known.aligned.size === known.targetCount) this.#tracked.shift();
    } else if (checkpointId > this.#latestId) {
      decisions.push(aborted(checkpointId));
      this.#latestId = checkpointId;
      this.#tracked.unshift({ ...this.#track(checkpointId, null, channel, 0), isAborted: true });
    }
    return decisions;
  }

  #track(checkpointId: number, barrier: CheckpointBarrier | null, channel: number, startedAt: number): Tracked {
    const targetCount = this.#openChannelCount;
    return { checkpointId, barrier, aligned: new Set([channel]), targetCount, startedAt, isAborted: false };
  }

  /** The count at this place is complete: it is taken, and all older ones are forgotten. */
  #complete(index: number, now: number): AlignmentDecisions {
    const { barrier, startedAt, isAborted } = this.#tracked[index] as Tracked;
    this.#tracked.splice(0, index + 1);
    return isAborted || barrier === null ? NOTHING : taken(barrier, startedAt, now);
  }
}

function taken(barrier: CheckpointBarrier, startedAt: number, now: number): AlignmentDecisions {
  const { checkpointId, triggeredAt } = barrier;
  const startDelayMillis = Math.max(0, startedAt - triggeredAt);
  return [
    { kind: "aligned", checkpointId, alignmentMillis: now - startedAt },
    { kind: "snapshot", barrier, startDelayMillis },
  ];
}

function aborted(checkpointId: number): AlignmentDecision {
  return { kind: "abort", checkpointId, reason: "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER" };
}
