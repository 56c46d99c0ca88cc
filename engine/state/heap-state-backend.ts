/**
 * Keyed state in memory. Answers to Flink 2.3's `HeapKeyedStateBackend`.
 *
 * Values are live: what a handle returns is what is stored. Snapshots are deep copies, so they are isolated from later
 * writes, and a restore copies again, so that one checkpoint serves any number of restores.
 */
import {
  assert,
  computeKeyGroupForKeyHash,
  EngineError,
  illegalState,
  JavaHashMap,
  type JavaKeyType,
  type KeyGroupRange,
  nullPointer,
} from "../core/index";
import type { Namespace } from "../time/index";
import { SILENT_TRACER, type Tracer } from "../trace/index";
import { copyValue, CurrentKey, INFERRED_KEY_TYPE } from "../types/index";
import { HeapMapState } from "./heap-map-state";
import { HeapAggregatingState, HeapListState, HeapReducingState, HeapValueState } from "./heap-states";
import type { AnyStateDescriptor, KeyedStateBackend, Namespaced } from "./keyed-state-backend";
import type { KeyedStateSnapshot, StateEntrySnapshot, StateKind, StateSnapshot } from "./keyed-state-snapshot";
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  StateOf,
  ValueStateDescriptor,
} from "./state-descriptor";
import { StateTable, type StateTableFacts } from "./state-table";

export type HeapKeyedStateBackendOptions = {
  readonly keyGroupRange: KeyGroupRange;
  readonly maxParallelism: number;
  /** The declared type of keys; by default it follows from each key. */
  readonly keyType?: JavaKeyType<unknown>;
  /** Without a tracer nothing is reported, at no cost. */
  readonly tracer?: Tracer;
  readonly operator?: number;
  readonly subtask?: number;
};

type Pairs = readonly (readonly [unknown, unknown])[];

/** A restored map state that no function has asked for yet: its key type, hence its order, is unknown. */
class UnclaimedMap {
  constructor(readonly pairs: Pairs) {}
}

export class HeapKeyedStateBackend implements KeyedStateBackend {
  readonly keyGroupRange: KeyGroupRange;
  readonly maxParallelism: number;
  readonly #keyType: JavaKeyType<unknown>;
  readonly #tableFacts: StateTableFacts;
  readonly currentKey = new CurrentKey();
  readonly #tables = new Map<string, StateTable<unknown>>();
  readonly #handles = new Map<string, unknown>();

  constructor(options: HeapKeyedStateBackendOptions) {
    this.keyGroupRange = options.keyGroupRange;
    this.maxParallelism = options.maxParallelism;
    this.#keyType = options.keyType ?? INFERRED_KEY_TYPE;
    this.#tableFacts = {
      current: this.currentKey,
      requireKey: () => this.#requireKey(),
      keyGroupRange: options.keyGroupRange,
      site: {
        tracer: options.tracer ?? SILENT_TRACER,
        operator: options.operator ?? 0,
        subtask: options.subtask ?? 0,
      },
    };
  }

  setCurrentKey(key: unknown): void {
    const current = this.currentKey;
    if (key === current.key && current.isSet && typeof key !== "object") return;
    if (key === null || key === undefined) {
      throw nullPointer("Assigned key must not be null!", {
        hint: "Let the key selector return a value for every record, or filter out records without one.",
      });
    }
    current.identity = this.#keyType.identity(key);
    current.hashCode = this.#keyType.hashCode(key);
    current.keyGroup = computeKeyGroupForKeyHash(current.hashCode, this.maxParallelism);
    current.key = key;
    current.isSet = true;
  }

  getCurrentKey(): unknown {
    this.#requireKey();
    return this.currentKey.key;
  }

  getValueState<T>(descriptor: ValueStateDescriptor<T>): HeapValueState<T> {
    return this.#handle(descriptor, (table: StateTable<T>) => new HeapValueState(table, descriptor.defaultValue));
  }

  getListState<T>(descriptor: ListStateDescriptor<T>): HeapListState<T> {
    return this.#handle(descriptor, (table: StateTable<T[]>) => new HeapListState(table));
  }

  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): HeapMapState<K, V> {
    const keyType = (descriptor.keyType ?? INFERRED_KEY_TYPE) as JavaKeyType<K>;
    return this.#handle(descriptor, (table: StateTable<JavaHashMap<K, V>>) => {
      claimMaps(table, keyType);
      return new HeapMapState(table, keyType);
    });
  }

  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): HeapReducingState<T> {
    return this.#handle(descriptor, (table: StateTable<T>) => new HeapReducingState(table, descriptor.reduce));
  }

  getAggregatingState<IN, ACC, OUT>(
    descriptor: AggregatingStateDescriptor<IN, ACC, OUT>,
  ): HeapAggregatingState<IN, ACC, OUT> {
    return this.#handle(
      descriptor,
      (table: StateTable<ACC>) => new HeapAggregatingState<IN, ACC, OUT>(table, descriptor.aggregate),
    );
  }

  getListContents<T>(descriptor: ListStateDescriptor<T>): HeapListState<T> {
    return this.getListState(descriptor);
  }

  getReducingContents<T>(descriptor: ReducingStateDescriptor<T>): HeapReducingState<T> {
    return this.getReducingState(descriptor);
  }

  getAggregatingContents<IN, ACC, OUT>(
    descriptor: AggregatingStateDescriptor<IN, ACC, OUT>,
  ): HeapAggregatingState<IN, ACC, OUT> {
    return this.getAggregatingState(descriptor);
  }

  getKeys(stateName: string, namespace: Namespace): unknown[] {
    const keys: unknown[] = [];
    this.#tables.get(stateName)?.forEach((entry) => {
      if (entry.namespace.equals(namespace)) keys.push(entry.key);
    });
    return keys;
  }

  applyToAllKeys<K, D extends AnyStateDescriptor>(
    namespace: Namespace,
    descriptor: D,
    process: (key: K, state: StateOf<D>) => void,
  ): void {
    const keys = this.getKeys(descriptor.name, namespace);
    const state = this.#partitionedState(descriptor);
    state.setCurrentNamespace(namespace);
    for (const key of keys) {
      this.setCurrentKey(key);
      process(key as K, state as unknown as StateOf<D>);
    }
  }

  entryCount(): number {
    let count = 0;
    for (const table of this.#tables.values()) count += table.size;
    return count;
  }

  snapshot(): KeyedStateSnapshot {
    return { maxParallelism: this.maxParallelism, states: [...this.#tables.values()].map((t) => this.#snapshotOf(t)) };
  }

  restore(snapshots: readonly KeyedStateSnapshot[]): void {
    assert(this.#tables.size === 0, "state is restored before its first access");
    for (const snapshot of snapshots) {
      assert(snapshot.maxParallelism === this.maxParallelism, "key groups are those of the snapshot");
      for (const state of snapshot.states) this.#restoreState(state);
    }
  }

  /** Visits every entry, for listings. */
  forEachEntry(visit: (state: string, key: unknown, namespaceText: string, value: unknown) => boolean): void {
    for (const table of this.#tables.values()) {
      let goesOn = true;
      table.forEach((entry) => {
        goesOn &&= visit(table.name, entry.key, entry.namespace.namespaceText, shownValue(entry.value));
      });
      if (!goesOn) return;
    }
  }

  /** The handle of a descriptor of any kind. */
  #partitionedState(descriptor: AnyStateDescriptor): Namespaced {
    switch (descriptor.kind) {
      case "value":
        return this.getValueState(descriptor as ValueStateDescriptor<unknown>);
      case "list":
        return this.getListState(descriptor as ListStateDescriptor<unknown>);
      case "map":
        return this.getMapState(descriptor as MapStateDescriptor<unknown, unknown>);
      case "reducing":
        return this.getReducingState(descriptor as ReducingStateDescriptor<unknown>);
      case "aggregating":
        return this.getAggregatingState(descriptor as AggregatingStateDescriptor<unknown, unknown, unknown>);
    }
  }

  #handle<H, S>(descriptor: { readonly name: string; readonly kind: StateKind }, make: (table: StateTable<S>) => H): H {
    const table = this.#table(descriptor.name, descriptor.kind);
    const known = this.#handles.get(descriptor.name);
    if (known !== undefined) return known as H;
    const made = make(table as StateTable<S>);
    this.#handles.set(descriptor.name, made);
    return made;
  }

  #table(name: string, kind: StateKind): StateTable<unknown> {
    const known = this.#tables.get(name);
    if (known === undefined) {
      const table = new StateTable<unknown>(name, kind, this.#tableFacts);
      this.#tables.set(name, table);
      return table;
    }
    if (known.kind !== kind) throw this.#kindMismatch(known, kind);
    return known;
  }

  #kindMismatch(table: StateTable<unknown>, kind: StateKind): EngineError {
    const hint = "Give each state of a function a name of its own.";
    if (!this.#handles.has(table.name)) {
      return illegalState(`Incompatible key/value state types. Was [${table.kind}], registered with [${kind}].`, {
        hint: `The snapshot holds a ${table.kind} state named ${table.name}. Use another name for the new state.`,
      });
    }
    return new EngineError({
      code: "STATE_KIND_MISMATCH",
      message: `The state ${table.name} is a ${table.kind} state and was asked for as a ${kind} state.`,
      hint,
      flinkClass: "ClassCastException",
    });
  }

  #requireKey(): void {
    if (this.currentKey.isSet) return;
    throw nullPointer("No key set. This method should not be called outside of a keyed context.", {
      hint: "Read and write keyed state while a record or a timer is processed, not in open().",
    });
  }

  #snapshotOf(table: StateTable<unknown>): StateSnapshot {
    const keyGroups = new Map<number, StateEntrySnapshot[]>();
    table.forEach(({ key, namespace, value }, keyGroup) => {
      const entry = { key: copyValue(key), namespace, value: storedForm(value) };
      const entries = keyGroups.get(keyGroup);
      if (entries === undefined) keyGroups.set(keyGroup, [entry]);
      else entries.push(entry);
    });
    return { name: table.name, kind: table.kind, keyGroups };
  }

  #restoreState(state: StateSnapshot): void {
    const table = this.#table(state.name, state.kind);
    for (const [keyGroup, entries] of state.keyGroups) {
      if (!this.keyGroupRange.contains(keyGroup)) continue;
      for (const { key, namespace, value } of entries) {
        const copy = copyValue(value);
        const loaded = state.kind === "map" ? new UnclaimedMap(copy as Pairs) : copy;
        const [identity, hashCode] = [this.#keyType.identity(key), this.#keyType.hashCode(key)];
        table.load(keyGroup, copyValue(key), identity, hashCode, namespace, loaded);
      }
    }
  }
}

/** Makes the restored maps of a state, sized as Flink's serializer sizes them, now that the type of keys is known. */
function claimMaps(table: StateTable<unknown>, keyType: JavaKeyType<unknown>): void {
  table.forEach((entry) => {
    if (!(entry.value instanceof UnclaimedMap)) return;
    const { pairs } = entry.value;
    const map = JavaHashMap.withExpectedSize<unknown, unknown>(keyType, pairs.length);
    for (const [key, value] of pairs) map.set(key, value);
    entry.value = map;
  });
}

/** What a snapshot holds: an isolated copy, maps as their pairs in map order. */
function storedForm(value: unknown): unknown {
  if (value instanceof JavaHashMap) return copyValue(value.toPairs());
  return copyValue(value instanceof UnclaimedMap ? value.pairs : value);
}

function shownValue(value: unknown): unknown {
  return value instanceof UnclaimedMap ? new Map(value.pairs) : value;
}
