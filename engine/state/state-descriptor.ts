/**
 * What a function declares: the kind, name and functions of a state. Answers to Flink's `StateDescriptor` family.
 */
import type { TypeInformation } from "../types/index";
import type { AggregatingState, ListState, MapState, ReducingState, ValueState } from "./state-handles";

export type ReduceFn<T> = (a: T, b: T) => T;

/** The four methods of Flink's `AggregateFunction`. `merge` is needed for merging windows only. */
export interface AggregateFunction<IN, ACC, OUT> {
  createAccumulator(): ACC;
  add(value: IN, accumulator: ACC): ACC;
  getResult(accumulator: ACC): OUT;
  merge?(a: ACC, b: ACC): ACC;
}

export class ValueStateDescriptor<T> {
  readonly kind = "value";
  constructor(
    readonly name: string,
    readonly type?: TypeInformation<T>,
    readonly defaultValue: T | null = null,
  ) {}
}

export class ListStateDescriptor<T> {
  readonly kind = "list";
  constructor(
    readonly name: string,
    readonly type?: TypeInformation<T>,
  ) {}
}

export class MapStateDescriptor<K, V> {
  readonly kind = "map";
  constructor(
    readonly name: string,
    readonly keyType?: TypeInformation<K>,
    readonly valueType?: TypeInformation<V>,
  ) {}
}

export class ReducingStateDescriptor<T> {
  readonly kind = "reducing";
  constructor(
    readonly name: string,
    readonly reduce: ReduceFn<T>,
    readonly type?: TypeInformation<T>,
  ) {}
}

export class AggregatingStateDescriptor<IN, ACC, OUT> {
  readonly kind = "aggregating";
  constructor(
    readonly name: string,
    readonly aggregate: AggregateFunction<IN, ACC, OUT>,
    readonly accumulatorType?: TypeInformation<ACC>,
  ) {}
}

/** The handle that a descriptor stands for. */
export type StateOf<D> =
  D extends ValueStateDescriptor<infer T>
    ? ValueState<T>
    : D extends ListStateDescriptor<infer T>
      ? ListState<T>
      : D extends MapStateDescriptor<infer K, infer V>
        ? MapState<K, V>
        : D extends ReducingStateDescriptor<infer T>
          ? ReducingState<T>
          : D extends AggregatingStateDescriptor<infer IN, infer _ACC, infer OUT>
            ? AggregatingState<IN, OUT>
            : never;
