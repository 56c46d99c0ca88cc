/**
 * Elements that a function makes of the numbers 0, 1, 2, ..., as fast as a limiter lets it. Answers to Flink's
 * `DataGeneratorSource` and `GeneratorFunction`. Each subtask makes a contiguous part of the numbers.
 */
import { guardCall, guardUnary, instantiate, type SourceStreamOperator, type UserCallSite } from "../operators/index";
import type { WatermarkStrategy } from "../time/index";
import { IteratorSourceReader, type SequenceSplit } from "./iterator-source-reader";
import { splitNumberRange } from "./number-sequence-source";
import { RateLimiterStrategy } from "./rate-limiter";
import type { Source, SourceReaderContext } from "./source";
import { SourceOperator } from "./source-operator";

/** Flink's `GeneratorFunction`, which in JavaScript is another thing: `map` makes the element of a number. */
export interface DataGeneratorFunction<T> {
  open?(context: SourceReaderContext): void;
  map(index: number): T;
}

/** A generator function, or its `map` alone. */
export type GeneratorLike<T> = DataGeneratorFunction<T> | ((index: number) => T);

export class DataGeneratorSource<T> implements Source<T> {
  readonly #generator: GeneratorLike<T>;
  readonly #count: number;
  readonly #rateLimiterStrategy: RateLimiterStrategy;

  /** `count` elements; with 0 or less one all the same, as in Flink. */
  constructor(
    generator: GeneratorLike<T>,
    count: number,
    rateLimiterStrategy: RateLimiterStrategy = RateLimiterStrategy.noOp(),
  ) {
    this.#generator = generator;
    this.#count = count;
    this.#rateLimiterStrategy = rateLimiterStrategy;
  }

  createReaderOperator(strategy: WatermarkStrategy<T>): SourceStreamOperator<T> {
    const last = Math.min(Number.MAX_SAFE_INTEGER, this.#count > 0 ? this.#count - 1 : 0);
    return new SourceOperator<T, SequenceSplit>(
      {
        createSplits: (parallelism) => splitNumberRange(0, last, parallelism),
        createReader: (context) =>
          new IteratorSourceReader(
            openGenerator(instantiate(this.#generator), context),
            this.#rateLimiterStrategy.createRateLimiter(context.parallelism),
          ),
      },
      strategy,
    );
  }
}

function openGenerator<T>(generator: GeneratorLike<T>, context: SourceReaderContext & UserCallSite) {
  if (typeof generator === "function") return guardUnary(context, generator);
  guardCall(context, () => generator.open?.(context))();
  return guardUnary(context, (index: number) => generator.map(index));
}
