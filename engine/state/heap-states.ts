/**
 * The handles of values, reductions and aggregations, over the storage of any backend, and the lists of the heap backend.
 * Answers to Flink's `HeapValueState`, `HeapListState`, `HeapReducingState`, `HeapAggregatingState` and
 * `AbstractHeapMergingState`, and to what the same states of `EmbeddedRocksDBStateBackend` do differently.
 *
 * On the heap reads hand out what is stored, not a copy: changing it shows in later reads, as on Flink's heap backend.
 */
import { unsupportedOperation } from "../core/index";
import type { Namespace } from "../time/index";
import { copyValue } from "../types/index";
import { appendElements, checkElement, checkElements, checkList } from "./list-elements";
import type { Mergeable, Namespaced, WindowContents } from "./keyed-state-backend";
import type { AggregateFunction, ReduceFn } from "./state-descriptor";
import type { AggregatingState, ReducingState, ValueState } from "./state-handles";
import type { StateTable } from "./state-table";
import type { InternalListState, StateAccess } from "./internal-states";

export class HeapValueState<T> implements ValueState<T>, Namespaced {
  readonly #table: StateAccess<T>;
  readonly #defaultValue: T | null;

  constructor(table: StateAccess<T>, defaultValue: T | null) {
    this.#table = table;
    this.#defaultValue = defaultValue;
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#table.setCurrentNamespace(namespace);
  }

  value(): T | null {
    const value = this.#table.get();
    return value === undefined ? copyValue(this.#defaultValue) : value;
  }

  update(value: T | null): void {
    if (value === null || value === undefined) this.#table.remove();
    else this.#table.put(value);
  }

  clear(): void {
    this.#table.remove();
  }
}

/** What list, reducing and aggregating state have in common: merging, and the window operators' view. */
abstract class HeapMergingState<IN, S, OUT, A extends StateAccess<S> = StateAccess<S>>
  implements Namespaced, Mergeable, WindowContents<IN, OUT>
{
  protected readonly table: A;
  readonly #mergeInto: (target: S | undefined, merged: S) => S;

  constructor(table: A) {
    this.table = table;
    const { mergesTargetFirst } = table;
    this.#mergeInto = (target, merged) => {
      if (target === undefined || target === null) return merged;
      return mergesTargetFirst ? this.mergeValues(target, merged) : this.mergeValues(merged, target);
    };
  }

  abstract add(value: IN): void;
  abstract getOrNull(): OUT | null;
  protected abstract mergeValues(a: S, b: S): S;

  setCurrentNamespace(namespace: Namespace): void {
    this.table.setCurrentNamespace(namespace);
  }

  clear(): void {
    this.table.remove();
  }

  /** The sources are merged among themselves in the order given, then once into the target. */
  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    let merged: S | null | undefined;
    for (const source of sources) {
      const removed = this.table.removeFrom(source);
      if (merged === undefined || merged === null) merged = removed;
      else if (removed !== undefined && removed !== null) merged = this.mergeValues(merged, removed);
    }
    if (merged === undefined || merged === null) return;
    const before = this.table.currentNamespace;
    this.table.setCurrentNamespace(target);
    this.table.transform(merged, this.#mergeInto);
    this.table.setCurrentNamespace(before);
  }
}

export class HeapListState<T> extends HeapMergingState<T, T[], T[], StateTable<T[]>> implements InternalListState<T> {
  /** The list itself, for reading; empty where nothing is stored. */
  get(): Iterable<T> {
    return this.table.get() ?? [];
  }

  getOrNull(): T[] | null {
    return this.table.get() ?? null;
  }

  add(value: T): void {
    checkElement(value);
    const list = this.table.get();
    if (list === undefined) {
      this.table.put([value]);
    } else {
      list.push(value);
      this.table.traceWrite(list);
    }
  }

  update(values: readonly T[]): void {
    checkElements(values);
    if (values.length === 0) this.table.remove();
    else this.table.put(values.slice());
  }

  addAll(values: readonly T[]): void {
    checkList(values);
    if (values.length > 0) this.table.transform(values, appendElements);
  }

  protected mergeValues(a: T[], b: T[]): T[] {
    for (const value of b) a.push(value);
    return a;
  }
}

export class HeapReducingState<T> extends HeapMergingState<T, T, T> implements ReducingState<T> {
  readonly #reduce: ReduceFn<T>;
  readonly #combine: (present: T | undefined, value: T) => T;

  constructor(table: StateAccess<T>, reduce: ReduceFn<T>) {
    super(table);
    this.#reduce = reduce;
    this.#combine = (present, value) => (present === undefined || present === null ? value : reduce(present, value));
  }

  get(): T | null {
    return this.table.get() ?? null;
  }

  getOrNull(): T | null {
    return this.table.get() ?? null;
  }

  /** The first value is stored as it is; null clears. */
  add(value: T): void {
    if (value === null || value === undefined) {
      this.table.remove();
      return;
    }
    this.table.transform(value, this.#combine);
  }

  protected mergeValues(a: T, b: T): T {
    return this.#reduce(a, b);
  }
}

export class HeapAggregatingState<IN, ACC, OUT>
  extends HeapMergingState<IN, ACC, OUT>
  implements AggregatingState<IN, OUT>
{
  readonly #aggregate: AggregateFunction<IN, ACC, OUT>;
  readonly #accumulate: (accumulator: ACC | undefined, value: IN) => ACC;

  constructor(table: StateAccess<ACC>, aggregate: AggregateFunction<IN, ACC, OUT>) {
    super(table);
    this.#aggregate = aggregate;
    this.#accumulate = (accumulator, value) => aggregate.add(value, accumulator ?? aggregate.createAccumulator());
  }

  get(): OUT | null {
    return this.getOrNull();
  }

  getOrNull(): OUT | null {
    const accumulator = this.table.get();
    return accumulator === undefined || accumulator === null ? null : this.#aggregate.getResult(accumulator);
  }

  /** The accumulator is made at the first value; null clears. */
  add(value: IN): void {
    if (value === null || value === undefined) {
      this.table.remove();
      return;
    }
    this.table.transform(value, this.#accumulate);
  }

  protected mergeValues(a: ACC, b: ACC): ACC {
    const aggregate = this.#aggregate;
    if (aggregate.merge === undefined) {
      throw unsupportedOperation("The aggregate function has no merge method, which session windows need.", {
        hint: "Add merge(a, b) to the AggregateFunction: it combines two accumulators into one.",
      });
    }
    return aggregate.merge(a, b);
  }
}
