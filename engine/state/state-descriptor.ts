/**
 * What a function declares: the kind, name and functions of a state. Answers to Flink's `StateDescriptor` family.
 */
import { nullPointer } from "../core/index";
import type { TypeInformation } from "../types/index";
import type { AggregatingState, ListState, MapState, ReducingState, ValueState } from "./state-handles";
import { StateTtlConfig } from "./state-ttl-config";

export type ReduceFn<T> = (a: T, b: T) => T;

/** The four methods of Flink's `AggregateFunction`. `merge` is needed for merging windows only. */
export interface AggregateFunction<IN, ACC, OUT> {
  createAccumulator(): ACC;
  add(value: IN, accumulator: ACC): ACC;
  getResult(accumulator: ACC): OUT;
  merge?(a: ACC, b: ACC): ACC;
}

/** What all descriptors have: a name, and time to live once it is enabled. */
abstract class AbstractStateDescriptor {
  #ttlConfig = StateTtlConfig.DISABLED;

  constructor(readonly name: string) {}

  /** Gives the state a time to live; set it before the state is asked for. */
  enableTimeToLive(ttlConfig: StateTtlConfig): void {
    if (ttlConfig === null || ttlConfig === undefined) {
      throw nullPointer("The time to live of a state cannot be null.", {
        hint: "Give a StateTtlConfig, or StateTtlConfig.DISABLED for none.",
      });
    }
    this.#ttlConfig = ttlConfig;
  }

  getTtlConfig(): StateTtlConfig {
    return this.#ttlConfig;
  }
}

export class ValueStateDescriptor<T> extends AbstractStateDescriptor {
  readonly kind = "value";
  constructor(
    name: string,
    readonly type?: TypeInformation<T>,
    readonly defaultValue: T | null = null,
  ) {
    super(name);
  }
}

export class ListStateDescriptor<T> extends AbstractStateDescriptor {
  readonly kind = "list";
  constructor(
    name: string,
    readonly type?: TypeInformation<T>,
  ) {
    super(name);
  }
}

export class MapStateDescriptor<K, V> extends AbstractStateDescriptor {
  readonly kind = "map";
  constructor(
    name: string,
    readonly keyType?: TypeInformation<K>,
    readonly valueType?: TypeInformation<V>,
  ) {
    super(name);
  }
}

export class ReducingStateDescriptor<T> extends AbstractStateDescriptor {
  readonly kind = "reducing";
  constructor(
    name: string,
    readonly reduce: ReduceFn<T>,
    readonly type?: TypeInformation<T>,
  ) {
    super(name);
  }
}

export class AggregatingStateDescriptor<IN, ACC, OUT> extends AbstractStateDescriptor {
  readonly kind = "aggregating";
  constructor(
    name: string,
    readonly aggregate: AggregateFunction<IN, ACC, OUT>,
    readonly accumulatorType?: TypeInformation<ACC>,
  ) {
    super(name);
  }
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
