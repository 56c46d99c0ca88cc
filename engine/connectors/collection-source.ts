/**
 * A bounded source over elements that are there from the start, without timestamps. Answers to Flink's `fromData`:
 * on several subtasks each reads a contiguous part.
 */
import { IteratorSourceReader, type SequenceSplit } from "./iterator-source-reader";
import { splitNumberRange } from "./number-sequence-source";
import type { Source } from "./source";
import { SourceOperator } from "./source-operator";

/** A source of exactly these elements, in this order. */
export function createCollectionSource<T>(elements: readonly T[]): Source<T> {
  return {
    createReaderOperator: (strategy) =>
      new SourceOperator<T, SequenceSplit>(
        {
          createSplits: (parallelism) => splitNumberRange(0, elements.length - 1, parallelism),
          createReader: () => new IteratorSourceReader((index) => elements[index] as T),
        },
        strategy,
      ),
  };
}
