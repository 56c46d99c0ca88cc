/**
 * Windows per key, before a function was chosen. Answers to Flink 2.3's `WindowedStream`.
 */
import { Duration } from "../core/index";
import { declaredOutputType, type Transformation } from "../graph/index";
import {
  extremeAggregationInPlace,
  extremeByAggregation,
  type OutputTag,
  type ReduceLike,
  sumAggregation,
} from "../operators/index";
import type { AggregateFunction } from "../state/index";
import type { NumericType, TypeInformation } from "../types/index";
import {
  type Evictor,
  type ProcessWindowFunction,
  type Trigger,
  type Window,
  type WindowAssigner,
  type WindowFunctionLike,
  WindowOperatorBuilder,
  type WindowOperatorFactory,
  PASS_THROUGH,
  windowOperatorName,
} from "../windows/index";
import type { FieldName } from "./data-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import type { KeyDefinition, StreamBuilder } from "./stream-builder";
import { checkFunction, instantiate } from "./user-function";
import { addWindowOperator } from "./window-transformation";

/** Flink's class of all of min, max, minBy and maxBy. */
const COMPARABLE_AGGREGATOR = "ComparableAggregator";

export class WindowedStream<T, K, W extends Window> {
  readonly #builder: StreamBuilder;
  readonly #input: Transformation;
  readonly #key: KeyDefinition<T, K>;
  readonly #name: string;
  readonly #windows: WindowOperatorBuilder<T, K, W>;

  constructor(builder: StreamBuilder, input: Transformation, key: KeyDefinition<T, K>, assigner: WindowAssigner<T, W>) {
    this.#builder = builder;
    this.#input = input;
    this.#key = key;
    this.#name = windowOperatorName(assigner);
    this.#windows = new WindowOperatorBuilder(assigner);
  }

  /** Replaces the assigner's own trigger: nothing fires any more but what this trigger fires. */
  trigger(trigger: Trigger<T, W>): this {
    this.#windows.trigger(trigger);
    return this;
  }

  /** Removes elements before or after the function runs; the window then keeps every element. */
  evictor(evictor: Evictor<T, W>): this {
    this.#windows.evictor(evictor);
    return this;
  }

  /**
   * How long a window is kept after its end, in event time: a late record within it fires the window again.
   * Default 0; negative lateness is refused. Without effect on processing-time windows.
   */
  allowedLateness(lateness: Duration | number): this {
    this.#windows.allowedLateness(typeof lateness === "number" ? Duration.ofMillis(lateness) : lateness);
    return this;
  }

  /** Sends records that are too late for all their windows to a side output, where they are dropped otherwise. */
  sideOutputLateData(tag: OutputTag<T>): this {
    this.#windows.sideOutputLateData(tag);
    return this;
  }

  /**
   * Combines the window's elements two by two, as they arrive; emits one result per firing, or what the window
   * function makes of it. Flink's `WindowedStream.reduce`.
   */
  reduce(reducer: ReduceLike<T>): SingleOutputStreamOperator<T>;
  reduce<R>(
    reducer: ReduceLike<T>,
    windowFunction: ProcessWindowFunction<T, R, K, W> | WindowFunctionLike<T, R, K, W>,
  ): SingleOutputStreamOperator<R>;
  reduce<R>(
    reducer: ReduceLike<T>,
    windowFunction?: ProcessWindowFunction<T, R, K, W> | WindowFunctionLike<T, R, K, W>,
  ): SingleOutputStreamOperator<T> | SingleOutputStreamOperator<R> {
    checkFunction(reducer, "reduce", "reduce");
    return this.#operator([reducer, windowFunction ?? PASS_THROUGH], () =>
      this.#windows.reduce<R>(instantiate(reducer), instantiate(windowFunction ?? null)),
    );
  }

  /**
   * Keeps an accumulator for each window; emits its result at each firing, or what the window function makes of
   * it. Merging windows (sessions) need `merge`. Flink's `WindowedStream.aggregate`.
   */
  aggregate<ACC, R>(aggregate: AggregateFunction<T, ACC, R>): SingleOutputStreamOperator<R>;
  aggregate<ACC, V, R>(
    aggregate: AggregateFunction<T, ACC, V>,
    windowFunction: ProcessWindowFunction<V, R, K, W> | WindowFunctionLike<V, R, K, W>,
  ): SingleOutputStreamOperator<R>;
  aggregate<ACC, V, R>(
    aggregate: AggregateFunction<T, ACC, V>,
    windowFunction?: ProcessWindowFunction<V, R, K, W> | WindowFunctionLike<V, R, K, W>,
  ): SingleOutputStreamOperator<V> | SingleOutputStreamOperator<R> {
    checkFunction(aggregate, "aggregate", "createAccumulator");
    return this.#operator([aggregate, windowFunction ?? PASS_THROUGH], () =>
      this.#windows.aggregate<ACC, V, R>(instantiate(aggregate), instantiate(windowFunction ?? null)),
    );
  }

  /** Gives the function all elements of the window, with its key and context. Flink's `WindowedStream.process`. */
  process<R>(windowFunction: ProcessWindowFunction<T, R, K, W>): SingleOutputStreamOperator<R> {
    checkFunction(windowFunction, "process", "process");
    return this.#operator([windowFunction], () => this.#windows.process(instantiate(windowFunction)));
  }

  /** Calls `windowFunction(key, window, elements, out)` at each firing. Flink's `WindowedStream.apply`. */
  apply<R>(windowFunction: WindowFunctionLike<T, R, K, W>): SingleOutputStreamOperator<R> {
    checkFunction(windowFunction, "apply", "apply");
    return this.#operator([windowFunction], () => this.#windows.apply(instantiate(windowFunction)));
  }

  /** The declared type of the records, which decides what fields they have. */
  get #recordType(): TypeInformation<T> | null {
    return declaredOutputType(this.#input) as TypeInformation<T> | null;
  }

  /** The sum of a field over the window, in the window's first record. */
  sum(field: FieldName<T>, numericType?: NumericType): SingleOutputStreamOperator<T> {
    return this.#rolling("SumAggregator", sumAggregation<T>(field, numericType, this.#recordType));
  }

  /** The window's first record with the smallest value of the field in it. */
  min(field: FieldName<T>): SingleOutputStreamOperator<T> {
    return this.#extreme(field, "min");
  }

  /** The window's first record with the greatest value of the field in it. */
  max(field: FieldName<T>): SingleOutputStreamOperator<T> {
    return this.#extreme(field, "max");
  }

  /** The record with the smallest value of the field; of equal ones the first, or the last. */
  minBy(field: FieldName<T>, first = true): SingleOutputStreamOperator<T> {
    return this.#rolling(COMPARABLE_AGGREGATOR, extremeByAggregation<T>(field, "min", { first }, this.#recordType));
  }

  /** The record with the greatest value of the field; of equal ones the first, or the last. */
  maxBy(field: FieldName<T>, first = true): SingleOutputStreamOperator<T> {
    return this.#rolling(COMPARABLE_AGGREGATOR, extremeByAggregation<T>(field, "max", { first }, this.#recordType));
  }

  #extreme(field: FieldName<T>, which: "min" | "max"): SingleOutputStreamOperator<T> {
    const functions = [COMPARABLE_AGGREGATOR, PASS_THROUGH];
    return this.#operator(functions, () =>
      this.#windows.reduceInPlace(extremeAggregationInPlace<T>(field, which, this.#recordType)),
    );
  }

  /** A reduction that Flink makes itself, and what it calls its class. */
  #rolling(name: string, reducer: ReduceLike<T>): SingleOutputStreamOperator<T> {
    return this.#operator([name, PASS_THROUGH], () => this.#windows.reduce(reducer));
  }

  #operator<R>(
    functions: readonly (object | string)[],
    build: () => WindowOperatorFactory<T, R, W>,
  ): SingleOutputStreamOperator<R> {
    const operation = { name: this.#name, description: this.#windows.describe(functions), build };
    return addWindowOperator({ builder: this.#builder, input: this.#input, key: this.#key }, operation);
  }
}
