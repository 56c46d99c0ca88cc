/**
 * Reducing and aggregating state with a time to live. Answers to Flink's `TtlReducingState`, `TtlReduceFunction`,
 * `TtlAggregatingState` and `TtlAggregateFunction`: one stamp for the whole, renewed with each value.
 */
import { unsupportedOperation } from "../core/index";
import type { Namespace } from "../time/index";
import type { HeapAggregatingState, HeapReducingState } from "./heap-states";
import type { Mergeable, Namespaced } from "./keyed-state-backend";
import type { AggregateFunction, ReduceFn } from "./state-descriptor";
import type { AggregatingState, ReducingState } from "./state-handles";
import type { StateAccess } from "./internal-states";
import type { TtlRules, TtlValue } from "./ttl-value";

/** Reduces stamped values. Null where neither side holds a value, which then stays as an entry, as in Flink. */
export function ttlReduce<T>(reduce: ReduceFn<T>, rules: TtlRules): ReduceFn<TtlValue<T>> {
  const reduceStamped = (a: TtlValue<T>, b: TtlValue<T>): TtlValue<T> | null => {
    const [userA, userB] = [rules.unexpired(a), rules.unexpired(b)];
    if (userA !== null && userB !== null) return rules.wrap(reduce(userA, userB));
    const left = userA ?? userB;
    return left === null ? null : rules.wrap(left);
  };
  return reduceStamped as ReduceFn<TtlValue<T>>;
}

export class TtlReducingState<T> implements ReducingState<T>, Namespaced, Mergeable {
  readonly #state: HeapReducingState<TtlValue<T>>;
  readonly #rules: TtlRules;
  readonly #accessed: () => void;
  readonly #update: (stamped: TtlValue<T>) => void;
  readonly #remove: () => void;

  /** `state` reduces with `ttlReduce` and lies in `table`. */
  constructor(
    state: HeapReducingState<TtlValue<T>>,
    table: StateAccess<TtlValue<T>>,
    rules: TtlRules,
    accessed: () => void,
  ) {
    this.#state = state;
    this.#rules = rules;
    this.#accessed = accessed;
    this.#update = (stamped) => table.put(stamped);
    this.#remove = () => table.remove();
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#state.setCurrentNamespace(namespace);
  }

  get(): T | null {
    this.#accessed();
    return this.#rules.read(this.#state.getOrNull(), this.#update, this.#remove)?.value ?? null;
  }

  /** Null is wrapped, so that it does not clear: it renews the stamp of what is there. */
  add(value: T): void {
    this.#accessed();
    this.#state.add(this.#rules.wrap(value ?? (null as T)));
  }

  clear(): void {
    this.#state.clear();
  }

  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    this.#state.mergeNamespaces(target, sources);
  }
}

/** Aggregates into stamped accumulators of `table`; `getResult` is a read, which may clear or stamp anew. */
export function ttlAggregate<IN, ACC, OUT>(
  aggregate: AggregateFunction<IN, ACC, OUT>,
  rules: TtlRules,
  table: StateAccess<TtlValue<ACC>>,
): AggregateFunction<IN, TtlValue<ACC>, OUT | null> {
  const update = (stamped: TtlValue<ACC>) => table.put(stamped);
  const remove = () => {
    table.remove();
  };
  return {
    createAccumulator: () => rules.wrap(aggregate.createAccumulator()),
    add: (value, stamped) =>
      rules.wrap(aggregate.add(value, rules.unexpired(stamped) ?? aggregate.createAccumulator())),
    getResult: (stamped) => {
      const read = rules.read(stamped, update, remove);
      return read === null || read.value === null ? null : aggregate.getResult(read.value);
    },
    merge: (a, b) => mergeStamped(aggregate, rules, a, b) as TtlValue<ACC>,
  };
}

function mergeStamped<ACC>(
  aggregate: AggregateFunction<never, ACC, unknown>,
  rules: TtlRules,
  a: TtlValue<ACC>,
  b: TtlValue<ACC>,
): TtlValue<ACC> | null {
  const [userA, userB] = [rules.unexpired(a), rules.unexpired(b)];
  if (userA !== null && userB !== null) {
    if (aggregate.merge === undefined) {
      throw unsupportedOperation("The aggregate function has no merge method, which session windows need.", {
        hint: "Add merge(a, b) to the AggregateFunction: it combines two accumulators into one.",
      });
    }
    return rules.wrap(aggregate.merge(userA, userB));
  }
  const left = userA ?? userB;
  return left === null ? null : rules.wrap(left);
}

export class TtlAggregatingState<IN, ACC, OUT> implements AggregatingState<IN, OUT>, Namespaced, Mergeable {
  readonly #state: HeapAggregatingState<IN, TtlValue<ACC>, OUT | null>;
  readonly #accessed: () => void;

  /** `state` aggregates with `ttlAggregate`. */
  constructor(state: HeapAggregatingState<IN, TtlValue<ACC>, OUT | null>, accessed: () => void) {
    this.#state = state;
    this.#accessed = accessed;
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#state.setCurrentNamespace(namespace);
  }

  get(): OUT | null {
    this.#accessed();
    return this.#state.get();
  }

  add(value: IN): void {
    this.#accessed();
    this.#state.add(value);
  }

  clear(): void {
    this.#state.clear();
  }

  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    this.#state.mergeNamespaces(target, sources);
  }
}
