/**
 * The marker that separates what a checkpoint holds from what comes after. Answers to Flink's `CheckpointBarrier`.
 */

export type CheckpointBarrier = {
  readonly checkpointId: number;
  /** The virtual clock when the checkpoint was triggered, in milliseconds. */
  readonly triggeredAt: number;
};

export type CheckpointingMode = "EXACTLY_ONCE" | "AT_LEAST_ONCE";
