/**
 * Windows over a whole stream, before a function was chosen. Answers to Flink 2.3's `AllWindowedStream`: one
 * subtask, one key (the byte 0) and one key group, whatever the parallelism of the job.
 */
import type { Duration } from "../core/index";
import type { Transformation } from "../graph/index";
import {
  extremeAggregation,
  extremeByAggregation,
  type NumericType,
  type OutputTag,
  type ReduceLike,
  sumAggregation,
} from "../operators/index";
import type { AggregateFunction } from "../state/index";
import { INFERRED_KEY_TYPE } from "../types/index";
import type {
  AllWindowFunctionLike,
  Evictor,
  ProcessAllWindowFunction,
  Trigger,
  Window,
  WindowAssigner,
} from "../windows/index";
import type { FieldName } from "./data-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { erasedKey, type StreamBuilder } from "./stream-builder";
import { instantiate } from "./user-function";
import { WindowSettings } from "./window-settings";

/** The one key of all records. */
const NULL_BYTE_KEY = 0;

export class AllWindowedStream<T, W extends Window> {
  readonly #builder: StreamBuilder;
  readonly #input: Transformation;
  readonly #settings: WindowSettings<T, W>;

  constructor(builder: StreamBuilder, input: Transformation, assigner: WindowAssigner<T, W>) {
    this.#builder = builder;
    this.#input = input;
    this.#settings = new WindowSettings(assigner);
  }

  /** Replaces the assigner's own trigger: nothing fires any more but what this trigger fires. */
  trigger(trigger: Trigger<T, W>): this {
    this.#settings.setTrigger(trigger);
    return this;
  }

  /** Removes elements before or after the function runs; the window then keeps every element. */
  evictor(evictor: Evictor<T, W>): this {
    this.#settings.setEvictor(evictor);
    return this;
  }

  /** How long a window is kept after its end, in event time. Default 0; negative lateness is refused. */
  allowedLateness(lateness: Duration | number): this {
    this.#settings.setAllowedLateness(lateness);
    return this;
  }

  /** Sends records that are too late for all their windows to a side output, where they are dropped otherwise. */
  sideOutputLateData(tag: OutputTag<T>): this {
    this.#settings.setLateTag(tag);
    return this;
  }

  /** Combines the window's elements two by two; emits one result per firing. Flink's `AllWindowedStream.reduce`. */
  reduce(reducer: ReduceLike<T>): SingleOutputStreamOperator<T>;
  reduce<R>(
    reducer: ReduceLike<T>,
    windowFunction: ProcessAllWindowFunction<T, R, W> | AllWindowFunctionLike<T, R, W>,
  ): SingleOutputStreamOperator<R>;
  reduce(
    reducer: ReduceLike<T>,
    windowFunction?: ProcessAllWindowFunction<T, never, W> | AllWindowFunctionLike<T, never, W>,
  ): SingleOutputStreamOperator<never> {
    return this.#operator(() =>
      this.#settings.reduceAllOperator(instantiate(reducer), windowFunction && instantiate(windowFunction)),
    );
  }

  /** Keeps an accumulator for each window; emits its result at each firing. Flink's `AllWindowedStream.aggregate`. */
  aggregate<ACC, R>(aggregate: AggregateFunction<T, ACC, R>): SingleOutputStreamOperator<R>;
  aggregate<ACC, V, R>(
    aggregate: AggregateFunction<T, ACC, V>,
    windowFunction: ProcessAllWindowFunction<V, R, W> | AllWindowFunctionLike<V, R, W>,
  ): SingleOutputStreamOperator<R>;
  aggregate<ACC, V>(
    aggregate: AggregateFunction<T, ACC, V>,
    windowFunction?: ProcessAllWindowFunction<V, never, W> | AllWindowFunctionLike<V, never, W>,
  ): SingleOutputStreamOperator<never> {
    return this.#operator(() =>
      this.#settings.aggregateAllOperator(instantiate(aggregate), windowFunction && instantiate(windowFunction)),
    );
  }

  /** Gives the function all elements of the window. Flink's `AllWindowedStream.process`. */
  process<R>(windowFunction: ProcessAllWindowFunction<T, R, W>): SingleOutputStreamOperator<R> {
    return this.#operator(() => this.#settings.processAllOperator(instantiate(windowFunction)));
  }

  /** Calls `windowFunction(window, elements, out)` at each firing. Flink's `AllWindowedStream.apply`. */
  apply<R>(windowFunction: AllWindowFunctionLike<T, R, W>): SingleOutputStreamOperator<R> {
    return this.#operator(() => this.#settings.processAllOperator(instantiate(windowFunction)));
  }

  /** The sum of a field over the window, in the window's first record. */
  sum(field: FieldName<T>, numericType?: NumericType): SingleOutputStreamOperator<T> {
    return this.reduce(sumAggregation<T>(field, numericType));
  }

  /** The window's first record with the smallest value of the field in it. */
  min(field: FieldName<T>): SingleOutputStreamOperator<T> {
    return this.reduce(extremeAggregation<T>(field, "min"));
  }

  /** The window's first record with the greatest value of the field in it. */
  max(field: FieldName<T>): SingleOutputStreamOperator<T> {
    return this.reduce(extremeAggregation<T>(field, "max"));
  }

  /** The record with the smallest value of the field; of equal ones the first, or the last. */
  minBy(field: FieldName<T>, first = true): SingleOutputStreamOperator<T> {
    return this.reduce(extremeByAggregation<T>(field, "min", { first }));
  }

  /** The record with the greatest value of the field; of equal ones the first, or the last. */
  maxBy(field: FieldName<T>, first = true): SingleOutputStreamOperator<T> {
    return this.reduce(extremeByAggregation<T>(field, "max", { first }));
  }

  #operator<R>(create: Parameters<WindowSettings<T, W>["check"]>[0]): SingleOutputStreamOperator<R> {
    this.#settings.check(create);
    const key = erasedKey<T, number>({ selector: () => NULL_BYTE_KEY, type: INFERRED_KEY_TYPE });
    const partitioning = { kind: "hash", keySelector: key.selector, keyType: key.type } as const;
    const input: Transformation = {
      type: "partition",
      id: this.#builder.nextId(),
      input: this.#input,
      partitioning,
    };
    const factory = { kind: "window", create, key };
    return this.#builder.nonParallelOperator<R>(this.#settings.operatorName, factory, input);
  }
}
