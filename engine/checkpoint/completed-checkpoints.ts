/**
 * The checkpoints that a job can go back to. Answers to Flink's `CompletedCheckpointStore`.
 */
import { assert } from "../core/index";
import type { CompletedCheckpoint } from "./snapshot";

/** Flink's default of `execution.checkpointing.num-retained`. */
export const RETAINED_CHECKPOINTS_DEFAULT = 1;

/** Keeps the newest `retainedCountMax` checkpoints. */
export class CompletedCheckpoints {
  readonly #retainedCountMax: number;
  readonly #checkpoints: CompletedCheckpoint[] = [];

  constructor(retainedCountMax = RETAINED_CHECKPOINTS_DEFAULT) {
    assert(retainedCountMax > 0, "at least one checkpoint is retained");
    this.#retainedCountMax = retainedCountMax;
  }

  /** Adds a checkpoint, which must be newer than all others, and drops the oldest beyond the bound. */
  add(checkpoint: CompletedCheckpoint): void {
    const latest = this.latest();
    assert(latest === null || checkpoint.checkpointId > latest.checkpointId, "checkpoints complete in order");
    this.#checkpoints.push(checkpoint);
    if (this.#checkpoints.length > this.#retainedCountMax) this.#checkpoints.shift();
  }

  /** What a restart restores; null when nothing has completed yet. */
  latest(): CompletedCheckpoint | null {
    return this.#checkpoints.at(-1) ?? null;
  }

  /** The retained checkpoints, oldest first. */
  list(): readonly CompletedCheckpoint[] {
    return this.#checkpoints;
  }
}
