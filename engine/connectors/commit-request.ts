/**
 * One thing to be committed, and what has become of it. Answers to Flink's `CommitRequestImpl`.
 */
import { illegalState, preview } from "../core/index";
import type { CommitterMetrics } from "./committer-metrics";
import type { CommitRequest } from "./sink";

export type CommitState = "received" | "retry" | "committed" | "failed";

/** A request as a checkpoint holds it. */
export type CommitRequestSnapshot<COMM> = {
  readonly committable: COMM;
  readonly retries: number;
  readonly state: CommitState;
};

export class CommitRequestImpl<COMM> implements CommitRequest<COMM> {
  readonly #metrics: CommitterMetrics;
  #committable: COMM;
  #retries: number;
  #state: CommitState;

  constructor({ committable, retries, state }: CommitRequestSnapshot<COMM>, metrics: CommitterMetrics) {
    this.#metrics = metrics;
    this.#committable = committable;
    this.#retries = retries;
    this.#state = state;
  }

  get isFinished(): boolean {
    return this.#state === "committed" || this.#state === "failed";
  }

  get isCommitted(): boolean {
    return this.#state === "committed";
  }

  snapshot(): CommitRequestSnapshot<COMM> {
    return { committable: this.#committable, retries: this.#retries, state: this.#state };
  }

  getCommittable(): COMM {
    return this.#committable;
  }

  getNumberOfRetries(): number {
    return this.#retries;
  }

  signalFailedWithKnownReason(_error: unknown): void {
    this.#state = "failed";
    this.#metrics.failure.inc();
  }

  signalFailedWithUnknownReason(error: unknown): void {
    this.#state = "failed";
    this.#metrics.failure.inc();
    throw illegalState(`Failed to commit ${preview(this.#committable)}`, { cause: error });
  }

  retryLater(): void {
    this.#state = "retry";
    this.#retries += 1;
    this.#metrics.retry.inc();
  }

  updateAndRetryLater(committable: COMM): void {
    this.#committable = committable;
    this.retryLater();
  }

  signalAlreadyCommitted(): void {
    this.#state = "committed";
    this.#metrics.alreadyCommitted.inc();
  }

  select(): void {
    this.#state = "received";
  }

  /** About which nothing was said is committed. */
  commitUnlessSignalled(): void {
    if (this.#state !== "received") return;
    this.#state = "committed";
    this.#metrics.success.inc();
  }
}
