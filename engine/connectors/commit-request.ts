/**
 * One thing to be committed. Answers to Flink's `CommitRequestImpl` and to the loop of
 * `CheckpointCommittableManagerImpl.commit`.
 */
import { EngineError, illegalState } from "../core/index";
import type { CommitRequest } from "./sink";

/** `sink.committer.retries`. */
const MAX_RETRIES = 10;

class CommitRequestState<COMM> implements CommitRequest<COMM> {
  #committable: COMM;
  #retries = 0;
  #state: "received" | "retry" | "final" = "received";

  constructor(committable: COMM) {
    this.#committable = committable;
  }

  get isFinished(): boolean {
    return this.#state === "final";
  }

  getCommittable(): COMM {
    return this.#committable;
  }

  getNumberOfRetries(): number {
    return this.#retries;
  }

  signalFailedWithKnownReason(_error: unknown): void {
    this.#state = "final";
  }

  signalFailedWithUnknownReason(error: unknown): void {
    this.#state = "final";
    throw illegalState(`Failed to commit ${String(this.#committable)}`, { cause: error });
  }

  retryLater(): void {
    this.#state = "retry";
    this.#retries += 1;
  }

  updateAndRetryLater(committable: COMM): void {
    this.#committable = committable;
    this.retryLater();
  }

  signalAlreadyCommitted(): void {
    this.#state = "final";
  }

  select(): void {
    this.#state = "received";
  }

  finishUnlessRetried(): void {
    if (this.#state === "received") this.#state = "final";
  }
}

/**
 * Commits all, asking again for those that are to be retried, at most ten times.
 * Errors: `IOException` where some are left then.
 */
export function commitAll<COMM>(
  committables: readonly COMM[],
  commit: (requests: readonly CommitRequest<COMM>[]) => void,
): void {
  let requests = committables.map((committable) => new CommitRequestState(committable));
  for (let attempt = 0; requests.length > 0 && attempt <= MAX_RETRIES; attempt += 1) {
    for (const request of requests) request.select();
    commit(requests);
    for (const request of requests) request.finishUnlessRetried();
    requests = requests.filter((request) => !request.isFinished);
  }
  if (requests.length === 0) return;
  throw new EngineError({
    code: "COMMIT_FAILED",
    message: `Failed to commit ${requests.length} committables after ${MAX_RETRIES} retries`,
    hint: "A committer that keeps calling retryLater() never commits: say signalFailedWithKnownReason to give a committable up.",
    flinkClass: "IOException",
  });
}
