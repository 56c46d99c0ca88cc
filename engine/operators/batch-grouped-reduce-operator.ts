/**
 * Reduction of a keyed stream in batch mode: one result for each key, its last one, with the timestamp MAX. Answers to
 * Flink 2.3's `BatchGroupedReduceOperator`.
 *
 * The result leaves when the key's timers fire, by a timer at MAX that the key's first record sets.
 */
import { MAX_TIMESTAMP } from "../core/index";
import { ValueStateDescriptor, type ValueState } from "../state/index";
import { type InternalTimerService, type Namespace, type Triggerable, VOID_NAMESPACE } from "../time/index";
import { AbstractStreamOperator } from "./abstract-stream-operator";
import type { ReduceLike } from "./functions";
import type { OperatorContext } from "./operator-context";
import { closeFunction, openFunction } from "./runtime-context";
import { guardBinary } from "./user-call";

/** The names of the state and of the timer service, as in Flink. */
const STATE_NAME = "_op_state";
const TIMER_SERVICE_NAME = "end-key-timers";

export class BatchGroupedReduceOperator<T> extends AbstractStreamOperator<T, T> implements Triggerable<Namespace> {
  readonly #reducer: ReduceLike<T>;
  #reduce!: (a: T, b: T) => T;
  #values!: ValueState<T>;
  #timers!: InternalTimerService<Namespace>;

  constructor(reducer: ReduceLike<T>) {
    super();
    this.#reducer = reducer;
  }

  override setup(context: OperatorContext<T>): void {
    super.setup(context);
    const reducer = this.#reducer;
    const reduce = typeof reducer === "function" ? reducer : (a: T, b: T) => reducer.reduce(a, b);
    this.#reduce = guardBinary(context, reduce, "second");
  }

  override open(): void {
    openFunction(this.context, this.#reducer);
    this.#values = this.context.keyedState.getValueState(new ValueStateDescriptor<T>(STATE_NAME));
    this.#timers = this.context.timerService<Namespace>(TIMER_SERVICE_NAME, this);
  }

  processElement(value: T): void {
    const current = this.#values.value();
    if (current === null) this.#timers.registerEventTimeTimer(VOID_NAMESPACE, MAX_TIMESTAMP);
    this.#values.update(current === null ? value : this.#reduce(current, value));
  }

  onEventTime(): void {
    const result = this.#values.value();
    if (result !== null) this.output.collect(result, MAX_TIMESTAMP);
  }

  onProcessingTime(): void {}

  override close(): void {
    closeFunction(this.context, this.#reducer);
  }
}
