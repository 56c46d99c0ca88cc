/**
 * The marker that separates what a checkpoint holds from what comes after. Answers to Flink's `CheckpointBarrier`.
 */
import type { SnapshotType } from "./snapshot-type";

export type CheckpointBarrier = {
  readonly checkpointId: number;
  /** The virtual clock when the checkpoint was triggered, in milliseconds. */
  readonly triggeredAt: number;
  /** What it is taken for; absent: a checkpoint. */
  readonly type?: SnapshotType;
};

export type CheckpointingMode = "EXACTLY_ONCE" | "AT_LEAST_ONCE";
