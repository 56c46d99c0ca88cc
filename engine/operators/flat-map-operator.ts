/**
 * One record in, any number out, each with the timestamp of the record. Answers to Flink's `StreamFlatMap`.
 */
import { AbstractStreamOperator } from "./abstract-stream-operator";
import type { FlatMapLike } from "./functions";
import type { OperatorContext } from "./operator-context";
import type { Collector } from "./output";
import { closeFunction, openFunction } from "./runtime-context";
import { TimestampedCollector } from "./timestamped-collector";
import { guardBinary } from "./user-call";

export class FlatMapOperator<IN, OUT> extends AbstractStreamOperator<IN, OUT> {
  readonly #mapper: FlatMapLike<IN, OUT>;
  #flatMap!: (value: IN, out: Collector<OUT>) => void;
  #collector!: TimestampedCollector<OUT>;

  constructor(mapper: FlatMapLike<IN, OUT>) {
    super();
    this.#mapper = mapper;
  }

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    const mapper = this.#mapper;
    this.#collector = new TimestampedCollector(this.output);
    this.#flatMap = guardBinary(
      context,
      typeof mapper === "function" ? mapper : (value: IN, out: Collector<OUT>) => mapper.flatMap(value, out),
      "first",
    );
  }

  override open(): void {
    openFunction(this.context, this.#mapper);
  }

  processElement(value: IN, timestamp: number): void {
    this.#collector.timestamp = timestamp;
    this.#flatMap(value, this.#collector);
  }

  override close(): void {
    closeFunction(this.context, this.#mapper);
  }
}
