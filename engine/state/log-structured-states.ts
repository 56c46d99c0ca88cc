/**
 * The states of a log-structured backend: everything that is read is a fresh copy, everything that is written is bytes.
 * Answers to Flink's `RocksDBValueState`, `RocksDBListState`, `RocksDBMapState` and `AbstractRocksDBAppendingState`.
 */
import { illegalState, noSuchElement, nullPointer, preview } from "../core/index";
import { type Namespace, VOID_NAMESPACE } from "../time/index";
import { type BinaryCodec, ByteReader, ByteWriter, type TypeInformation } from "../types/index";
import type { CompositeKeys } from "./composite-keys";
import { distinctEntries } from "./heap-map-state";
import type { InternalListState, InternalMapState, StateAccess } from "./internal-states";
import type { StateKind } from "./keyed-state-snapshot";
import { checkElement, checkElements } from "./list-elements";
import type { LogStructuredTree } from "./log-structured-tree";
import { type ByteText, ByteTextReader, orderedBytes } from "./ordered-bytes";
import type { MapStateEntry, MapStateIterator } from "./state-handles";
import type { StateTraceSite } from "./state-table";
import type { FormerTypes } from "./state-types";
import { TtlValue } from "./ttl-value";

/** What the states of one backend share. */
export type LogStructuredFacts = {
  readonly keys: CompositeKeys;
  readonly codec: BinaryCodec;
  readonly site: StateTraceSite;
  /** Throws Flink's exception when no key is set, or the key belongs to another subtask. */
  readonly requireKey: () => void;
  readonly currentKey: { readonly key: unknown };
};

/** An iterator reads so many entries at a time; what is written meanwhile shows from the next lot on. */
const ITERATOR_ENTRIES_MAX = 128;

const WRITER = new ByteWriter();

/** One state: where its entries are, and how its values are written. */
export class LogStructuredState {
  hasTimeToLive = false;
  known: FormerTypes = {};
  /** Whether null may be written where a time to live wraps it, as some of Flink's serializers can. */
  takesNull = true;
  /** Of map state, once a function has asked for it. */
  userKeyType: TypeInformation<unknown> | null = null;
  namespace: Namespace = VOID_NAMESPACE;

  constructor(
    readonly name: string,
    readonly kind: StateKind,
    readonly tree: LogStructuredTree,
    readonly facts: LogStructuredFacts,
  ) {}

  /** What goes on reading the state as it is written now, whatever becomes of it. */
  reader(): LogStructuredState {
    const reader = new LogStructuredState(this.name, this.kind, this.tree, this.facts);
    reader.hasTimeToLive = this.hasTimeToLive;
    reader.userKeyType = this.userKeyType;
    return reader;
  }

  /** Where the current key's entries begin. */
  prefix(namespace: Namespace = this.namespace): ByteText {
    this.facts.requireKey();
    return this.facts.keys.prefixOf(namespace);
  }

  /** One value, or one element of a list, with the stamp of its time to live in front. */
  encode(value: unknown): Uint8Array {
    this.#write(value);
    return WRITER.take();
  }

  encodeList(elements: readonly unknown[]): Uint8Array {
    for (const element of elements) this.#write(element);
    return WRITER.take();
  }

  decode(bytes: Uint8Array): unknown {
    return this.#read(new ByteReader(bytes));
  }

  decodeList(bytes: Uint8Array): unknown[] {
    const reader = new ByteReader(bytes);
    const elements: unknown[] = [];
    while (!reader.isAtEnd) elements.push(this.#read(reader));
    return elements;
  }

  userKeyBytes(key: unknown): ByteText {
    return orderedBytes(this.userKeyType as TypeInformation<unknown>, key);
  }

  userKeyAt(key: ByteText, position: number): unknown {
    return new ByteTextReader(key, position).key(this.userKeyType as TypeInformation<unknown>);
  }

  get isTraced(): boolean {
    return this.facts.site.tracer.enabled;
  }

  trace(kind: "state-written" | "state-cleared", value: unknown): void {
    const { tracer, operator, subtask } = this.facts.site;
    const key = preview(this.facts.currentKey.key);
    const namespace = this.namespace.namespaceText;
    const shown = kind === "state-cleared" ? "" : preview(value);
    tracer.emit({ kind, operator, subtask, state: this.name, key, namespace, value: shown });
  }

  #write(value: unknown): void {
    if (!this.hasTimeToLive) return this.facts.codec.write(value, WRITER);
    const stamped = value as TtlValue<unknown>;
    if (stamped === null || (stamped.value === null && !this.takesNull)) throw unwritable();
    WRITER.writeDouble(stamped.lastAccessTimestamp);
    this.facts.codec.write(stamped.value, WRITER);
  }

  #read(reader: ByteReader): unknown {
    if (!this.hasTimeToLive) return this.facts.codec.read(reader);
    const lastAccessTimestamp = reader.readDouble();
    return new TtlValue(this.facts.codec.read(reader), lastAccessTimestamp);
  }
}

/** The single value of a key. */
export class LogStructuredAccess implements StateAccess<unknown> {
  readonly #state: LogStructuredState;
  /** Flink's `RocksDBReducingState` gives the merged sources first. */
  readonly mergesTargetFirst = false;

  constructor(state: LogStructuredState) {
    this.#state = state;
  }

  get currentNamespace(): Namespace {
    return this.#state.namespace;
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#state.namespace = namespace;
  }

  get(): unknown {
    const bytes = this.#state.tree.get(this.#state.prefix());
    return bytes === undefined ? undefined : this.#state.decode(bytes);
  }

  put(value: unknown): void {
    this.#state.tree.put(this.#state.prefix(), this.#state.encode(value));
    if (this.#state.isTraced) this.#state.trace("state-written", value);
  }

  /** Reads, computes, writes: what throws leaves everything as it was. */
  transform<A>(argument: A, transformation: (previous: unknown, argument: A) => unknown): void {
    this.put(transformation(this.get(), argument));
  }

  /** Deletes without looking. */
  remove(): undefined {
    if (this.#state.isTraced && this.get() !== undefined) this.#state.trace("state-cleared", "");
    this.#state.tree.delete(this.#state.prefix());
  }

  removeFrom(namespace: Namespace): unknown {
    const before = this.#state.namespace;
    this.#state.namespace = namespace;
    const removed = this.get();
    if (removed !== undefined) this.remove();
    this.#state.namespace = before;
    return removed;
  }
}

export class LogStructuredList<T> implements InternalListState<T> {
  readonly #state: LogStructuredState;

  constructor(state: LogStructuredState) {
    this.#state = state;
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#state.namespace = namespace;
  }

  get(): Iterable<T> {
    return this.getOrNull() ?? [];
  }

  getOrNull(): T[] | null {
    const bytes = this.#state.tree.get(this.#state.prefix());
    return bytes === undefined ? null : (this.#state.decodeList(bytes) as T[]);
  }

  /** Appends without reading. */
  add(value: T): void {
    checkElement(value);
    this.#state.tree.append(this.#state.prefix(), this.#state.encode(value));
    this.#traceWrite();
  }

  /** All or nothing: a missing value is refused before any is added. */
  addAll(values: readonly T[]): void {
    checkElements(values);
    if (values.length === 0) return;
    this.#state.tree.append(this.#state.prefix(), this.#state.encodeList(values));
    this.#traceWrite();
  }

  update(values: readonly T[]): void {
    checkElements(values);
    if (values.length === 0) return this.clear();
    this.#state.tree.put(this.#state.prefix(), this.#state.encodeList(values));
    this.#traceWrite();
  }

  clear(): void {
    if (this.#state.isTraced && this.getOrNull() !== null) this.#state.trace("state-cleared", "");
    this.#state.tree.delete(this.#state.prefix());
  }

  /** Source by source, each behind what is there. */
  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    const { tree } = this.#state;
    const before = this.#state.namespace;
    for (const source of sources) {
      this.#state.namespace = source;
      const bytes = tree.get(this.#state.prefix());
      if (bytes === undefined) continue;
      this.clear();
      this.#state.namespace = target;
      tree.append(this.#state.prefix(), bytes);
      this.#traceWrite();
    }
    this.#state.namespace = before;
  }

  #traceWrite(): void {
    if (this.#state.isTraced) this.#state.trace("state-written", this.getOrNull());
  }
}

/** Each entry of a map is one of the backend's, so that it is read and written without the others. */
export class LogStructuredMap<K, V> implements InternalMapState<K, V> {
  readonly isLive = false;
  readonly #state: LogStructuredState;

  constructor(state: LogStructuredState) {
    this.#state = state;
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#state.namespace = namespace;
  }

  get(key: K): V | null {
    const bytes = this.#bytesOf(key);
    return bytes === undefined ? null : ((this.#state.decode(bytes) as V | undefined) ?? null);
  }

  put(key: K, value: V): void {
    this.#put(key, value);
    this.#traceWrite();
  }

  putAll(entries: Iterable<readonly [K, V]>): void {
    if (entries === null || entries === undefined) return;
    const type = this.#state.userKeyType as TypeInformation<unknown> as TypeInformation<K>;
    for (const [key, value] of distinctEntries(entries, type)) this.#put(key, value);
    this.#traceWrite();
  }

  remove(key: K): void {
    const wasThere = this.#state.isTraced && this.contains(key);
    this.#state.tree.delete(this.#state.prefix() + this.#state.userKeyBytes(key));
    if (wasThere) this.#traceWrite();
  }

  contains(key: K): boolean {
    return this.#bytesOf(key) !== undefined;
  }

  isEmpty(): boolean {
    return this.#state.tree.rows(this.#state.prefix()).next().done === true;
  }

  entries(): Iterable<MapStateEntry<K, V>> {
    return iterableOf(
      () => this.iterator(),
      (entry) => entry,
    );
  }

  keys(): Iterable<K> {
    return iterableOf(this.cursors(), ({ key }) => key);
  }

  values(): Iterable<V> {
    return iterableOf(this.cursors(), ({ value }) => value);
  }

  iterator(): MapStateIterator<K, V> {
    return this.cursors()();
  }

  cursors(): () => MapStateIterator<K, V> {
    const prefix = this.#state.prefix();
    return () => new RowIterator<K, V>(this.#state, prefix);
  }

  stored(): null {
    return null;
  }

  forEach(visit: (key: K, value: V) => void): void {
    for (const { key, value } of this.entries()) visit(key, value);
  }

  clear(): void {
    const prefix = this.#state.prefix();
    const keys = Array.from(this.#state.tree.rows(prefix), (row) => row.key);
    for (const key of keys) this.#state.tree.delete(key);
    if (this.#state.isTraced && keys.length > 0) this.#state.trace("state-cleared", "");
  }

  #bytesOf(key: K): Uint8Array | undefined {
    return this.#state.tree.get(this.#state.prefix() + this.#state.userKeyBytes(key));
  }

  #put(key: K, value: V): void {
    this.#state.tree.put(this.#state.prefix() + this.#state.userKeyBytes(key), this.#state.encode(value ?? null));
  }

  #traceWrite(): void {
    if (!this.#state.isTraced) return;
    const map = new Map<K, V>();
    for (const { key, value } of this.entries()) map.set(key, value);
    this.#state.trace(map.size === 0 ? "state-cleared" : "state-written", map);
  }
}

type LotEntry = { readonly key: ByteText; readonly bytes: Uint8Array };

/** Reads the rows of a map lot by lot. Flink's `RocksDBMapIterator`. */
class RowIterator<K, V> implements MapStateIterator<K, V> {
  readonly #state: LogStructuredState;
  readonly #prefix: ByteText;
  #lot: LotEntry[] = [];
  #index = 0;
  #isExhausted = false;
  #last: ByteText | null = null;
  #isLastDeleted = false;

  constructor(state: LogStructuredState, prefix: ByteText) {
    this.#state = state;
    this.#prefix = prefix;
  }

  hasNext(): boolean {
    this.#load();
    return this.#index < this.#lot.length;
  }

  next(): MapStateEntry<K, V> {
    if (!this.hasNext()) throw noSuchElement();
    const { key, bytes } = this.#lot[this.#index++] as LotEntry;
    this.#last = key;
    this.#isLastDeleted = false;
    const state = this.#state;
    let value = (state.decode(bytes) as V | undefined) ?? (null as V);
    return {
      key: state.userKeyAt(key, this.#prefix.length) as K,
      get value() {
        return value;
      },
      setValue: (replacement: V) => {
        value = replacement;
        state.tree.put(key, state.encode(replacement));
      },
    };
  }

  remove(): void {
    if (this.#last === null || this.#isLastDeleted) {
      throw illegalState("The remove operation must be called after a valid next operation.");
    }
    this.#state.tree.delete(this.#last);
    this.#isLastDeleted = true;
  }

  #load(): void {
    if (this.#index < this.#lot.length || this.#isExhausted) return;
    const behind = this.#last === null ? this.#prefix : `${this.#last}\u0000`;
    this.#lot = [];
    this.#index = 0;
    for (const row of this.#state.tree.rows(this.#prefix, behind)) {
      this.#lot.push(row);
      if (this.#lot.length === ITERATOR_ENTRIES_MAX) return;
    }
    this.#isExhausted = true;
  }
}

function iterableOf<K, V, R>(
  iteratorOf: () => MapStateIterator<K, V>,
  result: (entry: MapStateEntry<K, V>) => R,
): Iterable<R> {
  return {
    *[Symbol.iterator]() {
      const entries = iteratorOf();
      while (entries.hasNext()) yield result(entries.next());
    },
  };
}

function unwritable(): Error {
  return nullPointer("A state with time to live holds null, which its serializer cannot write.", {
    hint: "Do not add or put null to reducing and map state with a time to live; clear the state or remove the entry.",
  });
}
