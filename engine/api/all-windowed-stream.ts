/**
 * Windows over a whole stream, before a function was chosen. Answers to Flink 2.3's `AllWindowedStream`: one
 * subtask, one key (the byte 0) and one key group, whatever the parallelism of the job.
 */
import { Duration } from "../core/index";
import { declaredOutputType, partitionTransformation, type Transformation } from "../graph/index";
import {
  extremeAggregationInPlace,
  extremeByAggregation,
  type OutputTag,
  type ReduceLike,
  sumAggregation,
} from "../operators/index";
import type { AggregateFunction } from "../state/index";
import { INFERRED_KEY_TYPE, type NumericType, type TypeInformation } from "../types/index";
import {
  type AllWindowFunctionLike,
  type AnyAllWindowFunction,
  type Evictor,
  type ProcessAllWindowFunction,
  type Trigger,
  type Window,
  type WindowAssigner,
  WindowOperatorBuilder,
  type WindowOperatorFactory,
  windowOperatorName,
} from "../windows/index";
import type { FieldName } from "./data-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { erasedKey, type StreamBuilder } from "./stream-builder";
import { checkFunction, instantiate } from "./user-function";

/** The one key of all records. */
const NULL_BYTE_KEY = 0;

/** Operators are called by their assigner; the names that Flink gives some of them hold addresses of objects. */
export class AllWindowedStream<T, W extends Window> {
  readonly #builder: StreamBuilder;
  readonly #input: Transformation;
  readonly #name: string;
  readonly #windows: WindowOperatorBuilder<T, number, W>;

  constructor(builder: StreamBuilder, input: Transformation, assigner: WindowAssigner<T, W>) {
    this.#builder = builder;
    this.#input = input;
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

  /** How long a window is kept after its end, in event time. Default 0; negative lateness is refused. */
  allowedLateness(lateness: Duration | number): this {
    this.#windows.allowedLateness(typeof lateness === "number" ? Duration.ofMillis(lateness) : lateness);
    return this;
  }

  /** Sends records that are too late for all their windows to a side output, where they are dropped otherwise. */
  sideOutputLateData(tag: OutputTag<T>): this {
    this.#windows.sideOutputLateData(tag);
    return this;
  }

  /** Combines the window's elements two by two; emits one result per firing. Flink's `AllWindowedStream.reduce`. */
  reduce(reducer: ReduceLike<T>): SingleOutputStreamOperator<T>;
  reduce<R>(reducer: ReduceLike<T>, windowFunction: AnyAllWindowFunction<T, R, W>): SingleOutputStreamOperator<R>;
  reduce<R>(
    reducer: ReduceLike<T>,
    windowFunction?: AnyAllWindowFunction<T, R, W>,
  ): SingleOutputStreamOperator<T> | SingleOutputStreamOperator<R> {
    checkFunction(reducer, "reduce", "reduce");
    return this.#operator(() => this.#windows.reduceAll<R>(instantiate(reducer), instantiate(windowFunction ?? null)));
  }

  /** Keeps an accumulator for each window; emits its result at each firing. Flink's `AllWindowedStream.aggregate`. */
  aggregate<ACC, R>(aggregate: AggregateFunction<T, ACC, R>): SingleOutputStreamOperator<R>;
  aggregate<ACC, V, R>(
    aggregate: AggregateFunction<T, ACC, V>,
    windowFunction: AnyAllWindowFunction<V, R, W>,
  ): SingleOutputStreamOperator<R>;
  aggregate<ACC, V, R>(
    aggregate: AggregateFunction<T, ACC, V>,
    windowFunction?: AnyAllWindowFunction<V, R, W>,
  ): SingleOutputStreamOperator<V> | SingleOutputStreamOperator<R> {
    checkFunction(aggregate, "aggregate", "createAccumulator");
    return this.#operator(() =>
      this.#windows.aggregateAll<ACC, V, R>(instantiate(aggregate), instantiate(windowFunction ?? null)),
    );
  }

  /** Gives the function all elements of the window. Flink's `AllWindowedStream.process`. */
  process<R>(windowFunction: ProcessAllWindowFunction<T, R, W>): SingleOutputStreamOperator<R> {
    checkFunction(windowFunction, "process", "process");
    return this.#operator(() => this.#windows.process(instantiate(windowFunction)));
  }

  /** Calls `windowFunction(window, elements, out)` at each firing. Flink's `AllWindowedStream.apply`. */
  apply<R>(windowFunction: AllWindowFunctionLike<T, R, W>): SingleOutputStreamOperator<R> {
    checkFunction(windowFunction, "apply", "apply");
    return this.#operator(() => this.#windows.applyAll(instantiate(windowFunction)));
  }

  /** The declared type of the records, which decides what fields they have. */
  get #recordType(): TypeInformation<T> | null {
    return declaredOutputType(this.#input) as TypeInformation<T> | null;
  }

  /** The sum of a field over the window, in the window's first record. */
  sum(field: FieldName<T>, numericType?: NumericType): SingleOutputStreamOperator<T> {
    return this.reduce(sumAggregation<T>(field, numericType, this.#recordType));
  }

  /** The window's first record with the smallest value of the field in it. */
  min(field: FieldName<T>): SingleOutputStreamOperator<T> {
    return this.#operator(() =>
      this.#windows.reduceInPlace(extremeAggregationInPlace<T>(field, "min", this.#recordType)),
    );
  }

  /** The window's first record with the greatest value of the field in it. */
  max(field: FieldName<T>): SingleOutputStreamOperator<T> {
    return this.#operator(() =>
      this.#windows.reduceInPlace(extremeAggregationInPlace<T>(field, "max", this.#recordType)),
    );
  }

  /** The record with the smallest value of the field; of equal ones the first, or the last. */
  minBy(field: FieldName<T>, first = true): SingleOutputStreamOperator<T> {
    return this.reduce(extremeByAggregation<T>(field, "min", { first }, this.#recordType));
  }

  /** The record with the greatest value of the field; of equal ones the first, or the last. */
  maxBy(field: FieldName<T>, first = true): SingleOutputStreamOperator<T> {
    return this.reduce(extremeByAggregation<T>(field, "max", { first }, this.#recordType));
  }

  /** `build` is called at once, so that what Flink refuses is refused here, and again for each subtask. */
  #operator<R>(build: () => WindowOperatorFactory<T, R, W>): SingleOutputStreamOperator<R> {
    build();
    const create = () => build()();
    const key = erasedKey<T, number>({ selector: () => NULL_BYTE_KEY, type: INFERRED_KEY_TYPE });
    const partitioning = { kind: "hash", keySelector: key.selector, keyType: key.type } as const;
    const input = partitionTransformation(this.#builder.nextId(), this.#input, partitioning);
    return this.#builder.nonParallelOperator<R>(this.#name, { kind: "window", create, key }, input);
  }
}
