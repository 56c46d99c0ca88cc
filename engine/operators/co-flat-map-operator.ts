/**
 * One record in, any number out, by either input, each with the timestamp of the record. Answers to Flink's
 * `CoStreamFlatMap`.
 */
import { AbstractUdfTwoInputOperator } from "./abstract-udf-two-input-operator";
import type { CoFlatMapFunction } from "./co-functions";
import type { OperatorContext } from "./operator-context";
import type { Collector } from "./output";
import { TimestampedCollector } from "./timestamped-collector";
import { guardBinary } from "./user-call";

export class CoFlatMapOperator<IN1, IN2, OUT> extends AbstractUdfTwoInputOperator<
  CoFlatMapFunction<IN1, IN2, OUT>,
  IN1,
  IN2,
  OUT
> {
  #flatMap1!: (value: IN1, out: Collector<OUT>) => void;
  #flatMap2!: (value: IN2, out: Collector<OUT>) => void;
  #collector!: TimestampedCollector<OUT>;

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    this.#collector = new TimestampedCollector(this.output);
    this.#flatMap1 = guardBinary(
      context,
      (value: IN1, out: Collector<OUT>) => this.userFunction.flatMap1(value, out),
      "first",
    );
    this.#flatMap2 = guardBinary(
      context,
      (value: IN2, out: Collector<OUT>) => this.userFunction.flatMap2(value, out),
      "first",
    );
  }

  processElement1(value: IN1, timestamp: number): void {
    this.#collector.timestamp = timestamp;
    this.#flatMap1(value, this.#collector);
  }

  processElement2(value: IN2, timestamp: number): void {
    this.#collector.timestamp = timestamp;
    this.#flatMap2(value, this.#collector);
  }
}
