/**
 * A bounded source over elements that are there from the start, without timestamps. Answers to Flink's `fromData`:
 * on several subtasks each reads a contiguous part.
 */
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import type { ReaderOutput, ReaderStatus, Source, SourceReader, SourceSplit, SplitSource } from "./source";
import { SourceOperator } from "./source-operator";

/** Elements `next` to `end`, exclusive. */
type RangeSplit = SourceSplit & { readonly next: number; readonly end: number };

/** A source of exactly these elements, in this order. */
export function createCollectionSource<T>(elements: readonly T[]): Source<T> {
  const splitSource: SplitSource<T, RangeSplit> = {
    createSplits: (parallelism) => cutEvenly(elements.length, parallelism),
    createReader: () => new CollectionReader(elements),
  };
  return { createReaderOperator: (strategy) => new SourceOperator(splitSource, strategy) };
}

/** As many ranges as asked for, the first ones longer by one where they do not come out even; no empty ones. */
function cutEvenly(count: number, parts: number): RangeSplit[] {
  const splits: RangeSplit[] = [];
  let next = 0;
  for (let part = 0; part < parts && next < count; part++) {
    const length = Math.floor(count / parts) + (part < count % parts ? 1 : 0);
    splits.push({ splitId: String(part), next, end: next + length });
    next += length;
  }
  return splits;
}

class CollectionReader<T> implements SourceReader<T, RangeSplit> {
  readonly #elements: readonly T[];
  #splits: { splitId: string; next: number; end: number }[] = [];
  #current = 0;

  constructor(elements: readonly T[]) {
    this.#elements = elements;
  }

  addSplits(splits: readonly RangeSplit[]): void {
    this.#splits.push(...splits.map((split) => ({ ...split })));
  }

  pollNext(output: ReaderOutput<T>): ReaderStatus {
    for (; this.#current < this.#splits.length; this.#current++) {
      const split = this.#splits[this.#current] as { splitId: string; next: number; end: number };
      if (split.next < split.end) {
        output.collect(split.splitId, this.#elements[split.next++] as T, MIN_TIMESTAMP);
        return "more";
      }
      output.releaseOutputForSplit(split.splitId);
    }
    return "end-of-input";
  }

  nextAvailableAt(): number {
    return this.#current < this.#splits.length ? MIN_TIMESTAMP : MAX_TIMESTAMP;
  }

  snapshotState(): RangeSplit[] {
    return this.#splits.map((split) => ({ ...split }));
  }
}
