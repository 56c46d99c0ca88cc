/**
 * States that write every change to a log before a backend sees the next one. Answers to Flink's `ChangelogValueState`,
 * `ChangelogListState`, `ChangelogMapState` and `AbstractChangelogState`.
 *
 * What was changed in place and not written is not in the log: it is lost at a restore, as in Flink.
 */
import { type Namespace, VOID_NAMESPACE } from "../time/index";
import type { InternalListState, InternalMapState, StateAccess, StateStorage } from "./internal-states";
import type { MapStateEntry, MapStateIterator } from "./state-handles";

/** What can be done to the state of the current key in one namespace. */
export type StateChange =
  | { readonly kind: "put"; readonly value: unknown }
  | { readonly kind: "clear" }
  | { readonly kind: "add"; readonly values: readonly unknown[] }
  | { readonly kind: "put-entry"; readonly key: unknown; readonly value: unknown }
  | { readonly kind: "remove-entry"; readonly key: unknown };

/** Writes one change of a state down. */
export type ChangeWriter = (namespace: Namespace, change: StateChange) => void;

/** The storage, with a log in front. */
export function loggedStorage(storage: StateStorage, log: ChangeWriter): StateStorage {
  return {
    access: () => new LoggedAccess(storage.access(), log),
    list: () => new LoggedList(storage.list(), log),
    map: (keyType) => new LoggedMap(storage.map(keyType), log),
  };
}

class LoggedAccess implements StateAccess<unknown> {
  readonly #inner: StateAccess<unknown>;
  readonly #log: ChangeWriter;
  readonly mergesTargetFirst: boolean;

  constructor(inner: StateAccess<unknown>, log: ChangeWriter) {
    this.#inner = inner;
    this.#log = log;
    this.mergesTargetFirst = inner.mergesTargetFirst;
  }

  get currentNamespace(): Namespace {
    return this.#inner.currentNamespace;
  }
  setCurrentNamespace(namespace: Namespace): void {
    this.#inner.setCurrentNamespace(namespace);
  }
  get(): unknown {
    return this.#inner.get();
  }

  put(value: unknown): void {
    this.#inner.put(value);
    this.#log(this.currentNamespace, { kind: "put", value });
  }

  transform<A>(argument: A, transformation: (previous: unknown, argument: A) => unknown): void {
    this.#inner.transform(argument, transformation);
    this.#log(this.currentNamespace, { kind: "put", value: this.#inner.get() });
  }

  remove(): unknown {
    const removed = this.#inner.remove();
    this.#log(this.currentNamespace, { kind: "clear" });
    return removed;
  }

  removeFrom(namespace: Namespace): unknown {
    const removed = this.#inner.removeFrom(namespace);
    if (removed !== undefined) this.#log(namespace, { kind: "clear" });
    return removed;
  }
}

class LoggedList implements InternalListState<unknown> {
  readonly #inner: InternalListState<unknown>;
  readonly #log: ChangeWriter;
  #namespace: Namespace = VOID_NAMESPACE;

  constructor(inner: InternalListState<unknown>, log: ChangeWriter) {
    this.#inner = inner;
    this.#log = log;
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#namespace = namespace;
    this.#inner.setCurrentNamespace(namespace);
  }
  get(): Iterable<unknown> {
    return this.#inner.get();
  }
  getOrNull(): unknown[] | null {
    return this.#inner.getOrNull();
  }

  add(value: unknown): void {
    this.#inner.add(value);
    this.#log(this.#namespace, { kind: "add", values: [value] });
  }

  addAll(values: readonly unknown[]): void {
    this.#inner.addAll(values);
    if (values.length > 0) this.#log(this.#namespace, { kind: "add", values });
  }

  update(values: readonly unknown[]): void {
    this.#inner.update(values);
    this.#log(this.#namespace, values.length === 0 ? { kind: "clear" } : { kind: "put", value: values });
  }

  clear(): void {
    this.#inner.clear();
    this.#log(this.#namespace, { kind: "clear" });
  }

  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    this.#inner.mergeNamespaces(target, sources);
    const before = this.#namespace;
    for (const source of sources) this.#log(source, { kind: "clear" });
    this.setCurrentNamespace(target);
    const merged = this.#inner.getOrNull();
    if (merged !== null) this.#log(target, { kind: "put", value: merged });
    this.setCurrentNamespace(before);
  }
}

class LoggedMap implements InternalMapState<unknown, unknown> {
  readonly isLive = false;
  readonly #inner: InternalMapState<unknown, unknown>;
  readonly #log: ChangeWriter;
  #namespace: Namespace = VOID_NAMESPACE;

  constructor(inner: InternalMapState<unknown, unknown>, log: ChangeWriter) {
    this.#inner = inner;
    this.#log = log;
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#namespace = namespace;
    this.#inner.setCurrentNamespace(namespace);
  }
  get(key: unknown): unknown {
    return this.#inner.get(key);
  }
  contains(key: unknown): boolean {
    return this.#inner.contains(key);
  }
  isEmpty(): boolean {
    return this.#inner.isEmpty();
  }
  stored(): null {
    return null;
  }
  forEach(visit: (key: unknown, value: unknown) => void): void {
    this.#inner.forEach(visit);
  }
  keys(): Iterable<unknown> {
    return this.#inner.keys();
  }
  values(): Iterable<unknown> {
    return this.#inner.values();
  }

  put(key: unknown, value: unknown): void {
    this.#inner.put(key, value);
    this.#log(this.#namespace, { kind: "put-entry", key, value });
  }

  putAll(entries: Iterable<readonly [unknown, unknown]>): void {
    const pairs = entries === null || entries === undefined ? entries : [...entries];
    this.#inner.putAll(pairs);
    for (const [key, value] of pairs ?? []) this.#log(this.#namespace, { kind: "put-entry", key, value });
  }

  remove(key: unknown): void {
    this.#inner.remove(key);
    this.#log(this.#namespace, { kind: "remove-entry", key });
  }

  entries(): Iterable<MapStateEntry<unknown, unknown>> {
    const cursors = this.cursors();
    return {
      *[Symbol.iterator]() {
        const entries = cursors();
        while (entries.hasNext()) yield entries.next();
      },
    };
  }

  iterator(): MapStateIterator<unknown, unknown> {
    return this.cursors()();
  }

  cursors(): () => MapStateIterator<unknown, unknown> {
    const cursors = this.#inner.cursors();
    const namespace = this.#namespace;
    return () => this.#logged(cursors(), namespace);
  }

  clear(): void {
    this.#inner.clear();
    this.#log(this.#namespace, { kind: "clear" });
  }

  #logged(entries: MapStateIterator<unknown, unknown>, namespace: Namespace): MapStateIterator<unknown, unknown> {
    let last: MapStateEntry<unknown, unknown> | null = null;
    return {
      hasNext: () => entries.hasNext(),
      next: () => {
        const entry = entries.next();
        last = entry;
        return {
          key: entry.key,
          get value() {
            return entry.value;
          },
          setValue: (value) => {
            entry.setValue(value);
            this.#log(namespace, { kind: "put-entry", key: entry.key, value });
          },
        };
      },
      remove: () => {
        entries.remove();
        if (last !== null) this.#log(namespace, { kind: "remove-entry", key: last.key });
      },
    };
  }
}
