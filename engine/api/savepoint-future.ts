/**
 * A savepoint that was asked for. Answers to the `CompletableFuture<String>` of Flink's `JobClient`, and, since there are no
 * files, to the savepoint behind the path. Nothing waits: the job makes it while somebody steps the job.
 */
import { EngineError } from "../core/index";
import type { Savepoint, SavepointFormatType as Format } from "../checkpoint/index";

/** The two forms of a savepoint, by Flink's names. */
export const SavepointFormatType: Readonly<Record<Format, Format>> & { readonly DEFAULT: Format } = {
  /** Restorable into every state backend. */
  CANONICAL: "CANONICAL",
  /** The state backend's own form: restorable into the same one only. */
  NATIVE: "NATIVE",
  DEFAULT: "CANONICAL",
};

/** Flink's `SavepointFormatType`. */
export type SavepointFormatType = Format;

/** What becomes of the snapshot that a job is started from. Flink's `RecoveryClaimMode`, without the deprecated LEGACY. */
export type RecoveryClaimMode = "NO_CLAIM" | "CLAIM";

/** The two modes by Flink's names. */
export const RecoveryClaimMode: Readonly<Record<RecoveryClaimMode, RecoveryClaimMode>> = {
  /** The snapshot stays its owner's: the first checkpoint is a full one, so that nothing depends on it. The default. */
  NO_CLAIM: "NO_CLAIM",
  /** The job takes it over, as if it were its own checkpoint: it goes when newer ones subsume it. */
  CLAIM: "CLAIM",
};

export interface SavepointFuture {
  readonly kind: "savepoint" | "stop-with-savepoint";
  /** Whether it has come, or failed. */
  isDone(): boolean;
  isCompletedExceptionally(): boolean;
  /** The savepoint as plain data; null while it is not there. */
  readonly savepoint: Savepoint | null;
  /** Why there is none; null while that is open. */
  readonly failure: string | null;
  /**
   * The savepoint; steps the job until it is there, and until the job has ended where it ends with the savepoint.
   * Errors: `CheckpointException` for a savepoint that failed.
   */
  get(): Savepoint;
}

/** A savepoint that failed: Flink's `CheckpointException`. */
export function savepointFailed(reason: string): EngineError {
  return new EngineError({
    code: "SAVEPOINT_FAILED",
    message: reason,
    hint: "A savepoint is taken while all tasks of the job run: ask again when the job is up, or look at what failed it.",
    flinkClass: "CheckpointException",
  });
}
