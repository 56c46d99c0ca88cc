/**
 * What user functions hold. Answers to Flink's `ValueState`, `ListState`, `MapState`, `ReducingState` and
 * `AggregatingState`: every access is scoped to the current key (and, inside windows, the namespace).
 */

export interface State {
  clear(): void;
}

export interface ValueState<T> extends State {
  /** The value, the descriptor's default, or null. */
  value(): T | null;
  /** null clears. */
  update(value: T | null): void;
}

export interface AppendingState<IN, OUT> extends State {
  get(): OUT;
  add(value: IN): void;
}

export interface ListState<T> extends AppendingState<T, Iterable<T>> {
  update(values: readonly T[]): void;
  addAll(values: readonly T[]): void;
}

export type ReducingState<T> = AppendingState<T, T | null>;
export type AggregatingState<IN, OUT> = AppendingState<IN, OUT | null>;

/** Iterates in the order of `java.util.HashMap`, as Flink's heap backend does. */
export interface MapState<K, V> extends State {
  get(key: K): V | null;
  put(key: K, value: V): void;
  putAll(entries: Iterable<readonly [K, V]>): void;
  remove(key: K): void;
  contains(key: K): boolean;
  entries(): Iterable<MapStateEntry<K, V>>;
  keys(): Iterable<K>;
  values(): Iterable<V>;
  /** An iterator that can remove the entry it returned last. */
  iterator(): MapStateIterator<K, V>;
  isEmpty(): boolean;
}

export interface MapStateEntry<K, V> {
  readonly key: K;
  readonly value: V;
  setValue(value: V): void;
}

export interface MapStateIterator<K, V> {
  hasNext(): boolean;
  next(): MapStateEntry<K, V>;
  remove(): void;
}
