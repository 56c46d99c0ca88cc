/**
 * The marker that separates what a checkpoint holds from what comes after. Answers to Flink 2.3's `CheckpointBarrier`
 * with its `CheckpointOptions`.
 */
import type { SnapshotType } from "./snapshot-type";
import type { CheckpointSettings } from "./checkpoint-settings";

export type CheckpointingMode = "EXACTLY_ONCE" | "AT_LEAST_ONCE";

/** How a barrier travels: Flink's `CheckpointOptions.AlignmentType`. */
export type AlignmentType =
  /** Only counted. */
  | "AT_LEAST_ONCE"
  /** In the order of the records. */
  | "ALIGNED"
  /** In front of what is in flight. */
  | "UNALIGNED"
  /** Aligned on an edge that does not support unaligned ones; behind it the barrier overtakes again. */
  | "FORCED_ALIGNED";

export type CheckpointBarrier = {
  readonly checkpointId: number;
  /** The virtual clock when the checkpoint was triggered, in milliseconds. */
  readonly triggeredAt: number;
  /** What it is taken for; absent: a checkpoint. */
  readonly type?: SnapshotType;
  /** Absent: aligned. */
  readonly alignment?: AlignmentType;
  /** After that long from the trigger an aligned barrier becomes an unaligned one; absent: never. */
  readonly alignedTimeoutMillis?: number;
};

/** The barrier of a checkpoint under these settings. Savepoints are always aligned. */
export function createBarrier(
  checkpointId: number,
  triggeredAt: number,
  type: SnapshotType,
  settings: Pick<CheckpointSettings, "mode" | "unaligned" | "alignedTimeoutMillis">,
): CheckpointBarrier {
  const barrier = { checkpointId, triggeredAt, type };
  if (settings.mode === "AT_LEAST_ONCE") return { ...barrier, alignment: "AT_LEAST_ONCE" };
  if (type.kind !== "checkpoint" || !settings.unaligned) return barrier;
  const { alignedTimeoutMillis } = settings;
  return alignedTimeoutMillis === 0 ? { ...barrier, alignment: "UNALIGNED" } : { ...barrier, alignedTimeoutMillis };
}

export function isUnaligned(barrier: CheckpointBarrier): boolean {
  return barrier.alignment === "UNALIGNED";
}

/** Whether the barrier is aligned for a while only. */
export function isTimeoutable(barrier: CheckpointBarrier): boolean {
  return barrier.alignedTimeoutMillis !== undefined && (barrier.alignment ?? "ALIGNED") === "ALIGNED";
}

/** Whether what is in flight may become a part of the checkpoint. */
export function needsChannelState(barrier: CheckpointBarrier): boolean {
  return isUnaligned(barrier) || isTimeoutable(barrier);
}

/** The barrier from now on overtaking. */
export function asUnaligned(barrier: CheckpointBarrier): CheckpointBarrier {
  if (isUnaligned(barrier)) return barrier;
  const { alignedTimeoutMillis: _forgotten, ...rest } = barrier;
  return { ...rest, alignment: "UNALIGNED" };
}

/** The barrier as it goes over an edge that no barrier overtakes on. */
export function withUnalignedUnsupported(barrier: CheckpointBarrier): CheckpointBarrier {
  return needsChannelState(barrier) ? { ...barrier, alignment: "FORCED_ALIGNED" } : barrier;
}

/** Behind such an edge: the barrier as it was before. */
export function withUnalignedSupported(barrier: CheckpointBarrier): CheckpointBarrier {
  if (barrier.alignment !== "FORCED_ALIGNED") return barrier;
  return { ...barrier, alignment: barrier.alignedTimeoutMillis === undefined ? "UNALIGNED" : "ALIGNED" };
}
