/**
 * The numbers of a range, cut into as many contiguous parts as there are subtasks. Answers to Flink's
 * `NumberSequenceSource`; `fromData` and the data generator are the same source with another function of the number.
 */
import { illegalArgument } from "../core/index";
import type { SourceStreamOperator } from "../operators/index";
import type { WatermarkStrategy } from "../time/index";
import { IteratorSourceReader, type SequenceSplit } from "./iterator-source-reader";
import type { Source } from "./source";
import { SourceOperator } from "./source-operator";

export class NumberSequenceSource implements Source<number> {
  readonly from: number;
  readonly to: number;

  /** All whole numbers from `from` to `to`, both included. */
  constructor(from: number, to: number) {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
      throw illegalArgument("A sequence goes from one whole number to another.", { context: { from, to } });
    }
    if (from > to) throw illegalArgument("'from' must be <= 'to'", { context: { from, to } });
    this.from = from;
    this.to = to;
  }

  createReaderOperator(strategy: WatermarkStrategy<number>): SourceStreamOperator<number> {
    return new SourceOperator<number, SequenceSplit>(
      {
        createSplits: (parallelism) => splitNumberRange(this.from, this.to, parallelism),
        createReader: () => new IteratorSourceReader((value) => value),
      },
      strategy,
    );
  }
}

/**
 * `from` to `to`, both included, in at most `parts` parts of equal length, the first ones longer by one where they do
 * not come out even; no empty ones. Ids count from 1.
 */
export function splitNumberRange(from: number, to: number, parts: number): SequenceSplit[] {
  const total = to - from + 1;
  const length = Math.floor(total / parts);
  const longerParts = total - length * parts;
  const splits: SequenceSplit[] = [];
  let next = from;
  for (let part = 0; part < parts && next <= to; part++) {
    const end = next + length + (part < longerParts ? 1 : 0);
    splits.push({ splitId: String(part + 1), next, end });
    next = end;
  }
  return splits;
}
