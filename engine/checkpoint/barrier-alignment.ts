/**
 * What a task does with the barriers of its input channels: facts in, decisions out, nothing else.
 * Answers to Flink 2.3's `CheckpointBarrierHandler`.
 */
import { assert } from "../core/index";
import { BarrierTracking } from "./barrier-tracking";
import type { CheckpointBarrier, CheckpointingMode } from "./checkpoint-barrier";
import { SingleCheckpointAlignment } from "./single-checkpoint-alignment";

/** Why a task gives a checkpoint up. */
export type AlignmentFailure = "CHECKPOINT_DECLINED_SUBSUMED" | "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER";

/** What to do, in the order given. */
export type AlignmentDecision =
  | { readonly kind: "block" | "unblock"; readonly channel: number; readonly checkpointId: number }
  /** Barriers that lie in these channels go to the front. */
  | { readonly kind: "prioritize"; readonly channels: readonly number[]; readonly checkpointId: number }
  /** What lies in the inputs, and what comes until their barriers do, becomes a part of the checkpoint. */
  | { readonly kind: "start-capture"; readonly barrier: CheckpointBarrier }
  /** All barriers are in: nothing more is captured. */
  | { readonly kind: "stop-capture"; readonly checkpointId: number }
  | { readonly kind: "snapshot"; readonly barrier: CheckpointBarrier; readonly startDelayMillis: number }
  /** From the first barrier to the last one. */
  | { readonly kind: "aligned"; readonly checkpointId: number; readonly alignmentMillis: number }
  /** From now on the barrier overtakes. */
  | { readonly kind: "timed-out"; readonly checkpointId: number }
  /** Call `timedOut` then, unless another decision takes it back. */
  | { readonly kind: "set-timer"; readonly at: number; readonly barrier: CheckpointBarrier }
  | { readonly kind: "cancel-timer" }
  | { readonly kind: "abort"; readonly checkpointId: number; readonly reason: AlignmentFailure };

export type AlignmentDecisions = readonly AlignmentDecision[];

/** Channels are numbered over all inputs of the task; `now` is the virtual clock in milliseconds. */
export interface BarrierAlignment {
  barrierReceived(channel: number, barrier: CheckpointBarrier, now: number): AlignmentDecisions;
  /** An aligned barrier that may become an unaligned one lies in the channel, behind records. */
  barrierAnnounced(channel: number, barrier: CheckpointBarrier, now: number): AlignmentDecisions;
  /** The timer of a `set-timer` decision. */
  timedOut(barrier: CheckpointBarrier): AlignmentDecisions;
  /** The coordinator triggered this task itself: these channels are open, but send no barrier any more. */
  triggered(openChannels: readonly number[], barrier: CheckpointBarrier, now: number): AlignmentDecisions;
  /** The channel ended: it will send no barrier any more. */
  endOfChannel(channel: number, now: number): AlignmentDecisions;
  /** The task that feeds the channel gave the checkpoint up. */
  cancellationReceived(channel: number, checkpointId: number): AlignmentDecisions;
  /** Channels that are blocked now. */
  readonly blockedChannels: ReadonlySet<number>;
}

/** How the barriers of a job are handled. */
export type AlignmentSettings = {
  readonly mode: CheckpointingMode;
  /** Whether barriers may overtake what is in flight. */
  readonly unaligned: boolean;
};

/** Makes the alignment of one task. */
export type CreateBarrierAlignment = (settings: AlignmentSettings, channelCount: number) => BarrierAlignment;

/** The state machine of a task with this many input channels. */
export const createBarrierAlignment: CreateBarrierAlignment = (settings, channelCount) => {
  assert(channelCount > 0, "a task that aligns has an input channel");
  if (settings.mode === "AT_LEAST_ONCE") return new BarrierTracking(channelCount);
  return new SingleCheckpointAlignment(channelCount, settings.unaligned);
};
