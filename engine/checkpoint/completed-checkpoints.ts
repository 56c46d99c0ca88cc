/**
 * The checkpoints that a job can go back to, and what remains of them when it ends. Answers to Flink 2.3's
 * `CompletedCheckpointStore` with `CheckpointSubsumeHelper` and the discard rules of `CheckpointProperties`.
 */
import { assert } from "../core/index";
import type { ExternalizedCheckpointRetention } from "./checkpoint-settings";
import type { CompletedCheckpoint } from "./snapshot";
import { isSynchronous } from "./snapshot-type";

/** Flink's default of `execution.checkpointing.num-retained`. */
const RETAINED_CHECKPOINTS_DEFAULT = 1;

/** How a job ends. */
export type TerminalStatus = "FINISHED" | "CANCELED" | "FAILED" | "SUSPENDED";

/** Keeps the newest `retainedCountMax` checkpoints; a savepoint that the job was started from goes first. */
export class CompletedCheckpoints {
  readonly #retainedCountMax: number;
  readonly #checkpoints: CompletedCheckpoint[] = [];

  constructor(retainedCountMax = RETAINED_CHECKPOINTS_DEFAULT) {
    assert(retainedCountMax > 0, "at least one checkpoint is retained");
    this.#retainedCountMax = retainedCountMax;
  }

  /**
   * Adds a checkpoint, which must be newer than all others, and subsumes old ones beyond the bound: the oldest first, but
   * never the newest one that is no savepoint, which incremental checkpoints build on.
   */
  add(checkpoint: CompletedCheckpoint): void {
    const latest = this.latest();
    assert(latest === null || checkpoint.checkpointId > latest.checkpointId, "checkpoints complete in order");
    this.#checkpoints.push(checkpoint);
    const latestNonSavepoint = this.#checkpoints.findLast((candidate) => !isSavepoint(candidate));
    for (let index = 0; index < this.#checkpoints.length && this.#checkpoints.length > this.#retainedCountMax; ) {
      const candidate = this.#checkpoints[index] as CompletedCheckpoint;
      if (canSubsume(candidate, checkpoint, latestNonSavepoint)) this.#checkpoints.splice(index, 1);
      else index += 1;
    }
  }

  /** What a restart restores; null when nothing has completed yet. */
  latest(): CompletedCheckpoint | null {
    return this.#checkpoints.at(-1) ?? null;
  }

  /** The retained checkpoints, oldest first. */
  list(): readonly CompletedCheckpoint[] {
    return this.#checkpoints;
  }

  /** The job is over: drops what the retention does not keep. Savepoints belong to the user and are never dropped. */
  shutdown(status: TerminalStatus, retention: ExternalizedCheckpointRetention): void {
    if (isRetained(status, retention)) return;
    const kept = this.#checkpoints.filter(isSavepoint);
    this.#checkpoints.splice(0, this.#checkpoints.length, ...kept);
  }
}

/** Whether checkpoints outlive a job that ends so. */
function isRetained(status: TerminalStatus, retention: ExternalizedCheckpointRetention): boolean {
  switch (retention) {
    case "NO_EXTERNALIZED_CHECKPOINTS":
      return false;
    case "DELETE_ON_CANCELLATION":
      return status === "FAILED";
    case "RETAIN_ON_CANCELLATION":
      return status !== "FINISHED";
  }
}

function isSavepoint({ type }: CompletedCheckpoint): boolean {
  return type !== undefined && type.kind !== "checkpoint";
}

function canSubsume(
  candidate: CompletedCheckpoint,
  latest: CompletedCheckpoint,
  latestNonSavepoint: CompletedCheckpoint | undefined,
): boolean {
  if (candidate === latest) return false;
  if (isSavepoint(candidate)) return true;
  if (latest.type !== undefined && isSynchronous(latest.type)) return true;
  return latestNonSavepoint !== undefined && latestNonSavepoint !== candidate;
}
