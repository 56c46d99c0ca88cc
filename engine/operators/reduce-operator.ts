/**
 * Rolling reduction of a keyed stream: one result per record, with the record's timestamp. Answers to Flink's
 * `StreamGroupedReduceOperator`: the first record of a key is its first result, as it is.
 */
import { ValueStateDescriptor, type ValueState } from "../state/index";
import { AbstractStreamOperator } from "./abstract-stream-operator";
import type { ReduceLike } from "./functions";
import type { OperatorContext } from "./operator-context";
import { closeFunction, openFunction } from "./runtime-context";
import { asUserCodeError } from "./user-call";

/** The name of the state, as in Flink. */
const STATE_NAME = "_op_state";

export class ReduceOperator<T> extends AbstractStreamOperator<T, T> {
  readonly #reducer: ReduceLike<T>;
  #reduce!: (a: T, b: T) => T;
  #values!: ValueState<T>;

  constructor(reducer: ReduceLike<T>) {
    super();
    this.#reducer = reducer;
  }

  override setup(context: OperatorContext<T>): void {
    super.setup(context);
    const reducer = this.#reducer;
    this.#reduce = typeof reducer === "function" ? reducer : (a: T, b: T) => reducer.reduce(a, b);
  }

  override open(): void {
    openFunction(this.context, this.#reducer);
    this.#values = this.context.keyedState.getValueState(new ValueStateDescriptor<T>(STATE_NAME));
  }

  processElement(value: T, timestamp: number): void {
    const current = this.#values.value();
    let result = value;
    try {
      if (current !== null) result = this.#reduce(current, value);
    } catch (thrown) {
      throw asUserCodeError(this.context, value, thrown);
    }
    this.#values.update(result);
    this.output.collect(result, timestamp);
  }

  override close(): void {
    closeFunction(this.context, this.#reducer);
  }
}
