/**
 * One record in, one record out, with the timestamp it came with. Answers to Flink's `StreamMap`.
 */
import { AbstractStreamOperator } from "./abstract-stream-operator";
import type { MapLike } from "./functions";
import type { OperatorContext } from "./operator-context";
import { closeFunction, openFunction } from "./runtime-context";
import { asUserCodeError } from "./user-call";

export class MapOperator<IN, OUT> extends AbstractStreamOperator<IN, OUT> {
  readonly #mapper: MapLike<IN, OUT>;
  #map!: (value: IN) => OUT;

  constructor(mapper: MapLike<IN, OUT>) {
    super();
    this.#mapper = mapper;
  }

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    const mapper = this.#mapper;
    this.#map = typeof mapper === "function" ? mapper : (value: IN) => mapper.map(value);
  }

  override open(): void {
    openFunction(this.context, this.#mapper);
  }

  processElement(value: IN, timestamp: number): void {
    let result: OUT;
    try {
      result = this.#map(value);
    } catch (thrown) {
      throw asUserCodeError(this.context, value, thrown);
    }
    this.output.collect(result, timestamp);
  }

  override close(): void {
    closeFunction(this.context, this.#mapper);
  }
}
