/**
 * A stream partitioned by key. Answers to Flink 2.3's `KeyedStream`: what follows has state and timers per key.
 */
import { unsupportedOperation } from "../core/index";
import type { OperatorKey, Partitioning, Transformation } from "../graph/index";
import {
  BatchGroupedReduceOperator,
  extremeAggregation,
  extremeByAggregation,
  type KeyedProcessFunction,
  KeyedProcessOperator,
  type ProcessFunction,
  type ReduceLike,
  ReduceOperator,
  sumAggregation,
} from "../operators/index";
import type { NumericType } from "../types/index";
import { GlobalWindows, type GlobalWindow, type Window, type WindowAssigner } from "../windows/index";
import { countWindowOf } from "./count-windows";
import { DataStream, type FieldName } from "./data-stream";
import { IntervalJoin } from "./interval-join";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { erasedKey, type KeyDefinition, type StreamBuilder } from "./stream-builder";
import { checkFunction, instantiate } from "./user-function";
import type { WindowedStream } from "./windowed-stream";

export class KeyedStream<T, K> extends DataStream<T> {
  readonly #key: KeyDefinition<T, K>;

  constructor(builder: StreamBuilder, transformation: Transformation, key: KeyDefinition<T, K>) {
    super(builder, transformation);
    this.#key = key;
  }

  override get keyDefinition(): KeyDefinition<T, K> {
    return this.#key;
  }

  /**
   * Runs a `KeyedProcessFunction`: state and timers of its own for each key. Flink's `KeyedStream.process`.
   * A `ProcessFunction` works too, without timers, as on a stream without key.
   */
  override process<R>(processFunction: KeyedProcessFunction<K, T, R>): SingleOutputStreamOperator<R>;
  override process<R>(processFunction: ProcessFunction<T, R>): SingleOutputStreamOperator<R>;
  override process<R>(
    processFunction: KeyedProcessFunction<K, T, R> | ProcessFunction<T, R>,
  ): SingleOutputStreamOperator<R> {
    checkFunction(processFunction, "process", "processElement");
    if (!("onTimer" in processFunction)) return super.process(processFunction);
    const create = () => new KeyedProcessOperator<K, T, R>(instantiate(processFunction));
    return this.transform("KeyedProcess", "keyed-process", create);
  }

  /**
   * Combines each record with the last result of its key and emits the new result, one for each record, with the
   * record's timestamp. The first record of a key is its own result. Flink's `KeyedStream.reduce`.
   */
  reduce(reducer: ReduceLike<T>): SingleOutputStreamOperator<T> {
    checkFunction(reducer, "reduce", "reduce");
    return this.#reduceWith("Keyed Reduce", () => instantiate(reducer));
  }

  /**
   * The running sum of a field: each result is the key's first record with the sum in that field. Integers wrap
   * at the width of their type: the declared one (see `returns`), else `numericType`. Flink's `KeyedStream.sum`.
   */
  sum(field: FieldName<T>, numericType?: NumericType): SingleOutputStreamOperator<T> {
    return this.#aggregate(() => sumAggregation<T>(field, numericType, this.getType()));
  }

  /** The key's first record with the smallest value of the field so far in it. Flink's `KeyedStream.min`. */
  min(field: FieldName<T>): SingleOutputStreamOperator<T> {
    return this.#aggregate(() => extremeAggregation<T>(field, "min", this.getType()));
  }

  /** The key's first record with the greatest value of the field so far in it. Flink's `KeyedStream.max`. */
  max(field: FieldName<T>): SingleOutputStreamOperator<T> {
    return this.#aggregate(() => extremeAggregation<T>(field, "max", this.getType()));
  }

  /** The whole record with the smallest value so far; of equal ones the first, or the last. `KeyedStream.minBy`. */
  minBy(field: FieldName<T>, first = true): SingleOutputStreamOperator<T> {
    return this.#aggregate(() => extremeByAggregation<T>(field, "min", { first }, this.getType()));
  }

  /** The whole record with the greatest value so far; of equal ones the first, or the last. `KeyedStream.maxBy`. */
  maxBy(field: FieldName<T>, first = true): SingleOutputStreamOperator<T> {
    return this.#aggregate(() => extremeByAggregation<T>(field, "max", { first }, this.getType()));
  }

  /** Windows per key. Flink's `KeyedStream.window`. */
  window<W extends Window>(assigner: WindowAssigner<T, W>): WindowedStream<T, K, W> {
    return this.builder.windowed(this.transformation, this.#key, assigner);
  }

  /**
   * Windows of exactly `size` records of a key; with `slide`, at every `slide`-th record of a key the last `size`
   * records at most. Results carry the timestamp MAX. Flink's `KeyedStream.countWindow`.
   */
  countWindow(size: number, slide?: number): WindowedStream<T, K, GlobalWindow> {
    return countWindowOf(this.window<GlobalWindow>(GlobalWindows.create()), size, slide);
  }

  /**
   * Joins each record of this stream with the records of the other one of the same key whose timestamps lie within an
   * interval around its own: go on with `between`. Flink's `KeyedStream.intervalJoin`.
   */
  intervalJoin<T2>(other: KeyedStream<T2, K>): IntervalJoin<T, T2, K> {
    return new IntervalJoin<T, T2, K>(this, other);
  }

  /** `reduction` is called at once, so that what Flink refuses is refused here, and again for each subtask. */
  #aggregate(reduction: () => ReduceLike<T>): SingleOutputStreamOperator<T> {
    reduction();
    return this.#reduceWith("Keyed Aggregation", reduction);
  }

  /** A result for each record; in batch mode one for each key. */
  #reduceWith(name: string, createReducer: () => ReduceLike<T>): SingleOutputStreamOperator<T> {
    const factory = {
      kind: "reduce",
      create: () => new ReduceOperator<T>(createReducer()),
      createForBatch: () => new BatchGroupedReduceOperator<T>(createReducer()),
      key: erasedKey(this.#key),
    };
    return this.typed(this.builder.operator<T>(name, factory, this.transformation));
  }

  protected override operatorKey(): OperatorKey {
    return erasedKey(this.#key);
  }

  protected override partitioned(_partitioning: Partitioning): DataStream<T> {
    throw unsupportedOperation("Cannot override partitioning for KeyedStream.", {
      hint: "Partition the stream before keyBy, or leave the partitioning to keyBy.",
    });
  }
}
