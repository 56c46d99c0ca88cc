/**
 * Why checkpoints fail, and when their failures fail the job. Answers to Flink 2.3's `CheckpointFailureReason` and
 * `CheckpointFailureManager`.
 *
 * Failures are counted by checkpoint, consecutively: a success starts the count anew. What is nobody's fault (a newer
 * checkpoint was faster, a task is not running yet, the job restarts) is not counted.
 */

type Reason = {
  readonly message: string;
  /** Before any task heard of the checkpoint. */
  readonly preFlight: boolean;
  /** Whether it goes against the tolerable failures. */
  readonly counted: boolean;
};

const preFlight = (message: string, counted = false): Reason => ({ message, preFlight: true, counted });
const inFlight = (message: string, counted = false): Reason => ({ message, preFlight: false, counted });

/** The reasons by Flink's names, with Flink's texts. */
export const CHECKPOINT_FAILURES = {
  TOO_MANY_CHECKPOINT_REQUESTS: preFlight("The maximum number of queued checkpoint requests exceeded"),
  MINIMUM_TIME_BETWEEN_CHECKPOINTS: preFlight(
    "The minimum time between checkpoints is still pending. Checkpoint will be triggered after the minimum time.",
  ),
  NOT_ALL_REQUIRED_TASKS_RUNNING: preFlight("Not all required tasks are currently running."),
  CHECKPOINT_ASYNC_EXCEPTION: inFlight("Asynchronous task checkpoint failed.", true),
  CHECKPOINT_EXPIRED: inFlight("Checkpoint expired before completing.", true),
  CHECKPOINT_SUBSUMED: inFlight("Checkpoint has been subsumed."),
  CHECKPOINT_DECLINED: inFlight("Checkpoint was declined.", true),
  CHECKPOINT_DECLINED_TASK_CLOSING: inFlight("Checkpoint was declined (task is closing)"),
  CHECKPOINT_DECLINED_SUBSUMED: inFlight(
    "Checkpoint was canceled because a barrier from newer checkpoint was received.",
  ),
  CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER: inFlight("Task received cancellation from one of its inputs"),
  CHECKPOINT_COORDINATOR_SHUTDOWN: inFlight("CheckpointCoordinator shutdown."),
  CHECKPOINT_COORDINATOR_SUSPEND: inFlight("Checkpoint Coordinator is suspending."),
  FINALIZE_CHECKPOINT_FAILURE: inFlight("Failure to finalize checkpoint.", true),
} as const satisfies Record<string, Reason>;

export type CheckpointFailureReason = keyof typeof CHECKPOINT_FAILURES;

/** Flink's text for a reason. */
export function failureText(reason: CheckpointFailureReason): string {
  return CHECKPOINT_FAILURES[reason].message;
}

/** A checkpoint that failed, or an attempt that never became one. */
export type CheckpointFailure = {
  readonly reason: CheckpointFailureReason;
  /** null: the failure came before the checkpoint had an id. */
  readonly checkpointId: number | null;
  readonly isSavepoint: boolean;
  /** A savepoint that ends the job. */
  readonly isSynchronous: boolean;
  /** Whether a task reported it; else it is the coordinator's own. */
  readonly isTaskLevel: boolean;
};

/** No number of failures fails the job. */
export const UNLIMITED_TOLERABLE_FAILURES = 2_147_483_647;

export class CheckpointFailureManager {
  readonly #tolerable: number;
  readonly #countedIds = new Set<number>();
  #consecutive = 0;
  #lastSucceededId = Number.NEGATIVE_INFINITY;

  /** `tolerable`: how many consecutive failures the job survives. */
  constructor(tolerable: number) {
    this.#tolerable = tolerable;
  }

  /** Takes a failure; gives the message with which the job fails, or null where it goes on. */
  onFailure(failure: CheckpointFailure): string | null {
    const { reason, isSavepoint, isSynchronous } = failure;
    const isJobLevel = CHECKPOINT_FAILURES[reason].preFlight || !failure.isTaskLevel;
    if (isJobLevel && isSavepoint) return null;
    if (isSavepoint && isSynchronous) return failureText(reason);
    const { checkpointId } = failure;
    if (checkpointId !== null && checkpointId <= this.#lastSucceededId) return null;
    this.#count(reason, checkpointId);
    if (this.#consecutive <= this.#tolerable) return null;
    this.#clear();
    return (
      `Exceeded checkpoint tolerable failure threshold. The latest checkpoint failed due to ${failureText(reason)}, ` +
      "view the Checkpoint History tab or the Job Manager log to find out why continuous checkpoints failed."
    );
  }

  onSuccess(checkpointId: number): void {
    if (checkpointId <= this.#lastSucceededId) return;
    this.#lastSucceededId = checkpointId;
    this.#clear();
  }

  #count(reason: CheckpointFailureReason, checkpointId: number | null): void {
    if (this.#tolerable === UNLIMITED_TOLERABLE_FAILURES || !CHECKPOINT_FAILURES[reason].counted) return;
    if (checkpointId !== null && this.#countedIds.has(checkpointId)) return;
    if (checkpointId !== null) this.#countedIds.add(checkpointId);
    this.#consecutive += 1;
  }

  #clear(): void {
    this.#consecutive = 0;
    this.#countedIds.clear();
  }
}
