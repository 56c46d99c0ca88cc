/**
 * One record in, one record out, by either input, with the timestamp it came with. Answers to Flink's `CoStreamMap`.
 */
import { AbstractUdfTwoInputOperator } from "./abstract-udf-two-input-operator";
import type { CoMapFunction } from "./co-functions";
import type { OperatorContext } from "./operator-context";
import { guardUnary } from "./user-call";

export class CoMapOperator<IN1, IN2, OUT> extends AbstractUdfTwoInputOperator<
  CoMapFunction<IN1, IN2, OUT>,
  IN1,
  IN2,
  OUT
> {
  #map1!: (value: IN1) => OUT;
  #map2!: (value: IN2) => OUT;

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    this.#map1 = guardUnary(context, (value: IN1) => this.userFunction.map1(value));
    this.#map2 = guardUnary(context, (value: IN2) => this.userFunction.map2(value));
  }

  processElement1(value: IN1, timestamp: number): void {
    this.output.collect(this.#map1(value), timestamp);
  }

  processElement2(value: IN2, timestamp: number): void {
    this.output.collect(this.#map2(value), timestamp);
  }
}
