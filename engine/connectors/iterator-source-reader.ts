/**
 * Reads ranges of numbers, one after the other, and emits what a function makes of each number. Answers to Flink's
 * `IteratorSourceReader`, and with a limiter to `RateLimitedSourceReader` around one.
 *
 * As in Flink everything goes to the main output, without timestamp: splits have no watermarks of their own here, and
 * cannot be paused. A limited reader needs a permit for each question, also for the two that find the end: when the last
 * split is read it asks for another, and hears that there is none.
 */
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import type { RateLimiter } from "./rate-limiter";
import type { ReaderOutput, ReaderStatus, SourceReader, SourceSplit } from "./source";

/** The numbers from `next` to `end`, exclusive. */
export type SequenceSplit = SourceSplit & { readonly next: number; readonly end: number };

type Range = { readonly splitId: string; next: number; readonly end: number };

export class IteratorSourceReader<T> implements SourceReader<T, SequenceSplit> {
  readonly #elementOf: (index: number) => T;
  readonly #limiter: RateLimiter | null;
  readonly #ranges: Range[] = [];
  #current = 0;
  /** When the next permit is there; null before it was asked for. */
  #permitAtMillis: number | null = null;
  #knowsEnd = false;

  constructor(elementOf: (index: number) => T, limiter: RateLimiter | null = null) {
    this.#elementOf = elementOf;
    this.#limiter = limiter;
  }

  addSplits(splits: readonly SequenceSplit[]): void {
    for (const { splitId, next, end } of splits) this.#ranges.push({ splitId, next, end });
    this.#knowsEnd = this.#ranges.length === 0;
  }

  pollNext(output: ReaderOutput<T>, nowMillis: number): ReaderStatus {
    if (this.#limiter === null) return this.#pollUnlimited(output);
    this.#permitAtMillis ??= this.#limiter.acquire(nowMillis);
    if (this.#permitAtMillis > nowMillis) return "nothing-available";
    const status = this.#emitNext(output) ? "more" : this.#statusAtEnd();
    this.#permitAtMillis = this.#limiter.acquire(nowMillis);
    return status;
  }

  nextAvailableAt(): number {
    if (this.#limiter === null) return MIN_TIMESTAMP;
    return this.#permitAtMillis ?? MIN_TIMESTAMP;
  }

  notifyCheckpointComplete(nowMillis: number): void {
    if (this.#limiter?.notifyCheckpointComplete === undefined) return;
    const wasWaiting = this.#permitAtMillis === MAX_TIMESTAMP;
    this.#limiter.notifyCheckpointComplete();
    if (wasWaiting) this.#permitAtMillis = this.#limiter.acquire(nowMillis);
  }

  snapshotState(): SequenceSplit[] {
    return this.#ranges.slice(this.#current).filter((range) => range.next < range.end);
  }

  #pollUnlimited(output: ReaderOutput<T>): ReaderStatus {
    return this.#emitNext(output) ? "more" : "end-of-input";
  }

  #emitNext(output: ReaderOutput<T>): boolean {
    for (; this.#current < this.#ranges.length; this.#current++) {
      const range = this.#ranges[this.#current] as Range;
      if (range.next === range.end) continue;
      output.collect(null, this.#elementOf(range.next++), MIN_TIMESTAMP);
      return true;
    }
    return false;
  }

  /** The first question behind the last element asks for another split, the second hears that there is none. */
  #statusAtEnd(): ReaderStatus {
    if (this.#knowsEnd) return "end-of-input";
    this.#knowsEnd = true;
    return "more";
  }
}
