/**
 * Reduction of a keyed stream in batch mode: one result for each key, its last one, with the timestamp MAX. Answers to
 * Flink 2.3's `BatchGroupedReduceOperator`.
 *
 * The result leaves when the key's timers fire, by a timer at MAX that the key's first record sets.
 */
import { MAX_TIMESTAMP, preview } from "../core/index";
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

/** Where a record is until its key ends, in traces. */
const PLACE = "result of its key";

export class BatchGroupedReduceOperator<T> extends AbstractStreamOperator<T, T> implements Triggerable<Namespace> {
  readonly #reducer: ReduceLike<T>;
  #reduce!: (a: T, b: T) => T;
  #values!: ValueState<T>;
  #timers!: InternalTimerService<Namespace>;
  /** The records of the current key, for the trace; kept only while a run is traced. */
  #traced: number[] = [];

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

  processElement(value: T, timestamp: number): void {
    if (this.context.tracer.enabled) this.#traceHeld(timestamp);
    const current = this.#values.value();
    if (current === null) this.#timers.registerEventTimeTimer(VOID_NAMESPACE, MAX_TIMESTAMP);
    this.#values.update(current === null ? value : this.#reduce(current, value));
  }

  onEventTime(): void {
    const result = this.#values.value();
    if (result === null) return;
    if (this.context.tracer.enabled) this.#traceResult();
    this.output.collect(result, MAX_TIMESTAMP);
  }

  onProcessingTime(): void {}

  #traceHeld(timestamp: number): void {
    const { tracer, operatorIndex: operator, subtaskIndex: subtask, keyedState } = this.context;
    const record = tracer.currentRecord;
    const key = preview(keyedState.getCurrentKey());
    this.#traced.push(record);
    tracer.emit({
      kind: "record-held",
      operator,
      subtask,
      record,
      key,
      timestamp,
      where: PLACE,
      until: MAX_TIMESTAMP,
    });
  }

  #traceResult(): void {
    const { tracer, operatorIndex: operator, subtaskIndex: subtask } = this.context;
    const reason = "the key has had its last record";
    for (const record of this.#traced) {
      tracer.emit({ kind: "record-released", operator, subtask, record, where: PLACE, reason });
    }
    for (const record of this.#traced)
      tracer.emit({ kind: "record-contributed", operator, subtask, record, as: "a record of the key" });
    this.#traced = [];
  }

  override close(): void {
    closeFunction(this.context, this.#reducer);
  }
}
