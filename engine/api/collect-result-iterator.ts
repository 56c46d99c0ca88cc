/**
 * The records of a stream, for whoever wrote the program. Answers to Flink's `CollectResultIterator`: asking for the next
 * one moves the job on until there is one, or the job is over.
 */
import type { CollectingSink } from "../connectors/index";
import { illegalState, noSuchElement } from "../core/index";
import type { JobClient } from "./job-client";

/** Flink's `CloseableIterator`; also a JavaScript iterable. */
export interface CloseableIterator<T> extends Iterable<T> {
  hasNext(): boolean;
  /** Errors: `NoSuchElementException` behind the last one. */
  next(): T;
  /** No more records are wanted. */
  close(): void;
}

export class CollectResultIterator<T> implements CloseableIterator<T> {
  readonly #sink: CollectingSink<T>;
  readonly #findJob: () => JobClient | null;
  #position = 0;
  #isClosed = false;

  /** `findJob`: the job, once the program has been executed. */
  constructor(sink: CollectingSink<T>, findJob: () => JobClient | null) {
    this.#sink = sink;
    this.#findJob = findJob;
  }

  /** Errors: `IllegalStateException` before the program is executed; what failed the job. */
  hasNext(): boolean {
    const job = this.#findJob();
    if (job === null) {
      throw illegalState("The job execution was not yet started.", {
        hint: "Call env.execute() before reading results.",
      });
    }
    while (!this.#isClosed && this.#position >= this.#sink.results.length) {
      const { reason } = job.step(1);
      if (reason === "failed" && job.error !== null) throw job.error;
      if (reason !== "budget") break;
    }
    return !this.#isClosed && this.#position < this.#sink.results.length;
  }

  next(): T {
    if (!this.hasNext()) throw noSuchElement();
    const result = this.#sink.results[this.#position];
    this.#position += 1;
    return (result as NonNullable<typeof result>).value;
  }

  close(): void {
    this.#isClosed = true;
  }

  *[Symbol.iterator](): Iterator<T> {
    while (this.hasNext()) yield this.next();
  }
}
