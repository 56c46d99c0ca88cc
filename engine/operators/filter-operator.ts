/**
 * Passes the records for which the function says true. Answers to Flink's `StreamFilter`.
 */
import { AbstractStreamOperator } from "./abstract-stream-operator";
import type { FilterLike } from "./functions";
import type { OperatorContext } from "./operator-context";
import { closeFunction, openFunction } from "./runtime-context";
import { asUserCodeError } from "./user-call";

export class FilterOperator<T> extends AbstractStreamOperator<T, T> {
  readonly #predicate: FilterLike<T>;
  #filter!: (value: T) => boolean;

  constructor(predicate: FilterLike<T>) {
    super();
    this.#predicate = predicate;
  }

  override setup(context: OperatorContext<T>): void {
    super.setup(context);
    const predicate = this.#predicate;
    this.#filter = typeof predicate === "function" ? predicate : (value: T) => predicate.filter(value);
  }

  override open(): void {
    openFunction(this.context, this.#predicate);
  }

  processElement(value: T, timestamp: number): void {
    let passes: boolean;
    try {
      passes = this.#filter(value);
    } catch (thrown) {
      throw asUserCodeError(this.context, value, thrown);
    }
    if (passes) this.output.collect(value, timestamp);
  }

  override close(): void {
    closeFunction(this.context, this.#predicate);
  }
}
