/**
 * Keyed state in memory. Answers to Flink 2.3's `HeapKeyedStateBackend`.
 *
 * Values are live: what a handle returns is what is stored. Snapshots share the tables and are isolated from later
 * writes by copying on write (state-map.ts); a restore copies, so that one checkpoint serves any number of restores.
 */
import {
  assert,
  computeKeyGroupForKeyHash,
  EngineError,
  illegalState,
  type JavaKeyType,
  type KeyGroupRange,
  type KeyIdentity,
  nullPointer,
} from "../core/index";
import type { Namespace } from "../time/index";
import { SILENT_TRACER, type Tracer } from "../trace/index";
import { copyValue, CurrentKey, INFERRED_KEY_TYPE, type TypeSnapshot, UNDECLARED } from "../types/index";
import type { HeapMapState } from "./heap-map-state";
import type { HeapAggregatingState, HeapListState, HeapReducingState } from "./heap-states";
import type { AnyStateDescriptor, KeyedStateBackend, Mergeable, Namespaced } from "./keyed-state-backend";
import {
  type KeyedStateSnapshot,
  type SnapshotPurpose,
  type StateKind,
  type StateSnapshot,
  UNNUMBERED,
} from "./keyed-state-snapshot";
import { HeapKeyedStateSnapshot } from "./heap-snapshot";
import { adoptValues, claimMaps, loadedForm, shownForm } from "./restored-maps";
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  StateOf,
  ValueStateDescriptor,
} from "./state-descriptor";
import { type AnyDescriptor, createHeapState, createTtlState, mapKeyTypeOf } from "./state-handle-factory";
import type { AggregatingState, ListState, MapState, ReducingState, ValueState } from "./state-handles";
import { StateTable, type StateTableFacts } from "./state-table";
import { adoptStateTypes, checkKeyTypes, keyMigrationError, keyTypeSnapshot, stateTypesOf } from "./state-types";
import { migrateTimeToLive, ttlSnapshotPart } from "./ttl-snapshot";
import type { TtlTimeProvider } from "./ttl-value";

export type HeapKeyedStateBackendOptions = {
  readonly keyGroupRange: KeyGroupRange;
  readonly maxParallelism: number;
  /** The declared type of keys; by default it follows from each key. */
  readonly keyType?: JavaKeyType<unknown>;
  /** The clock that time to live reads, in milliseconds; states with a time to live need it. */
  readonly ttlTimeProvider?: TtlTimeProvider;
  /** In batch mode nothing expires, as in Flink's `BatchExecutionKeyedStateBackend`. */
  readonly ignoresTimeToLive?: boolean;
  /** Without a tracer nothing is reported, at no cost. */
  readonly tracer?: Tracer;
  readonly operator?: number;
  readonly subtask?: number;
};

export class HeapKeyedStateBackend implements KeyedStateBackend {
  readonly keyGroupRange: KeyGroupRange;
  readonly maxParallelism: number;
  readonly currentKey = new CurrentKey();
  readonly #keyType: JavaKeyType<unknown>;
  readonly #tableFacts: StateTableFacts;
  readonly #now: TtlTimeProvider;
  readonly #ignoresTimeToLive: boolean;
  readonly #tables = new Map<string, StateTable<unknown>>();
  readonly #handles = new Map<string, Namespaced>();
  readonly #keySelectionListeners: (() => void)[] = [];

  constructor(options: HeapKeyedStateBackendOptions) {
    this.keyGroupRange = options.keyGroupRange;
    this.maxParallelism = options.maxParallelism;
    this.#keyType = options.keyType ?? INFERRED_KEY_TYPE;
    this.#now = options.ttlTimeProvider ?? withoutClock;
    this.#ignoresTimeToLive = options.ignoresTimeToLive ?? false;
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
    for (let i = 0; i < this.#keySelectionListeners.length; i++) this.#keySelectionListeners[i]?.();
    const current = this.currentKey;
    if (current.isSet && typeof key !== "object" && Object.is(key, current.key)) return;
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

  /** Makes a key the current one again, with the identity and hash code that it had: a timer's. */
  resumeKey(key: unknown, identity: KeyIdentity, hashCode: number): void {
    for (let i = 0; i < this.#keySelectionListeners.length; i++) this.#keySelectionListeners[i]?.();
    const current = this.currentKey;
    if (current.hashCode !== hashCode || !current.isSet) {
      current.keyGroup = computeKeyGroupForKeyHash(hashCode, this.maxParallelism);
    }
    current.hashCode = hashCode;
    current.identity = identity;
    current.key = key;
    current.isSet = true;
  }

  /** Drops everything that the current key holds, and whatever else lies in its key group: it never comes again. */
  forgetCurrentKey(): void {
    if (!this.currentKey.isSet) return;
    for (const table of this.#tables.values()) table.forgetCurrentKeyGroup();
  }

  getCurrentKey(): unknown {
    this.#requireKey();
    return this.currentKey.key;
  }

  getValueState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T> & Namespaced {
    return this.#handle(descriptor) as ValueState<T> & Namespaced;
  }

  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> & Namespaced & Mergeable {
    return this.#handle(descriptor) as ListState<T> & Namespaced & Mergeable;
  }

  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V> & Namespaced {
    return this.#handle(descriptor) as unknown as MapState<K, V> & Namespaced;
  }

  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T> & Namespaced & Mergeable {
    return this.#handle(descriptor as unknown as AnyDescriptor) as ReducingState<T> & Namespaced & Mergeable;
  }

  getAggregatingState<IN, ACC, OUT>(
    descriptor: AggregatingStateDescriptor<IN, ACC, OUT>,
  ): AggregatingState<IN, OUT> & Namespaced & Mergeable {
    const handle = this.#handle(descriptor);
    return handle as AggregatingState<IN, OUT> & Namespaced & Mergeable;
  }

  getListContents<T>(descriptor: ListStateDescriptor<T>): HeapListState<T> {
    return this.#contents(descriptor) as HeapListState<T>;
  }

  getReducingContents<T>(descriptor: ReducingStateDescriptor<T>): HeapReducingState<T> {
    return this.#contents(descriptor as unknown as AnyDescriptor) as HeapReducingState<T>;
  }

  getAggregatingContents<IN, ACC, OUT>(
    descriptor: AggregatingStateDescriptor<IN, ACC, OUT>,
  ): HeapAggregatingState<IN, ACC, OUT> {
    return this.#contents(descriptor) as HeapAggregatingState<IN, ACC, OUT>;
  }

  getMapContents<K, V>(descriptor: MapStateDescriptor<K, V>): HeapMapState<K, V> {
    return this.#contents(descriptor) as HeapMapState<K, V>;
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
    const state = this.#handle(descriptor as unknown as AnyDescriptor);
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

  /** Near to nothing: what is held is read when it is needed, and copied where it changes before. */
  snapshot(purpose: SnapshotPurpose = UNNUMBERED): KeyedStateSnapshot {
    const { operator, subtask } = this.#tableFacts.site;
    const states = [...this.#tables.values()].map((table) => table.snapshot());
    for (const state of states) if (state.hasTimeToLive && mayHoldNull(state.kind)) void state.keyGroups;
    return new HeapKeyedStateSnapshot(
      this.maxParallelism,
      states,
      `op-${operator}-${subtask}-chk-${purpose.checkpointId}`,
      keyTypeSnapshot(this.#keyType),
    );
  }

  restore(snapshots: readonly KeyedStateSnapshot[]): void {
    assert(this.#tables.size === 0, "state is restored before its first access");
    for (const snapshot of snapshots) {
      assert(snapshot.maxParallelism === this.maxParallelism, "key groups are those of the snapshot");
      if (snapshot.keyType !== undefined) checkKeyTypes(snapshot.keyType, keyTypeSnapshot(this.#keyType));
      for (const state of snapshot.states) this.#restoreState(state, snapshot.keyType);
    }
  }

  /** Visits every entry, for listings. */
  forEachEntry(visit: (state: string, key: unknown, namespaceText: string, value: unknown) => boolean): void {
    for (const table of this.#tables.values()) {
      let goesOn = true;
      table.forEach((entry) => {
        goesOn &&= visit(table.name, entry.key, entry.namespace.namespaceText, shownForm(entry.value));
      });
      if (!goesOn) return;
    }
  }

  /** The handle of window contents, which the engine declares itself, without time to live. */
  #contents(descriptor: AnyDescriptor): Namespaced {
    assert(!descriptor.getTtlConfig().isEnabled(), "window contents have no time to live");
    return this.#handle(descriptor);
  }

  /** The one handle of a name: the first descriptor that asks makes it. */
  #handle(descriptor: AnyDescriptor): Namespaced {
    const table = this.#table(descriptor.name, descriptor.kind);
    const known = this.#handles.get(descriptor.name);
    if (known !== undefined) return known;
    this.#declare(table, descriptor);
    if (descriptor.kind === "map") claimMaps(table, mapKeyTypeOf(descriptor));
    const isTtlEnabled = descriptor.getTtlConfig().isEnabled() && !this.#ignoresTimeToLive;
    if (table.hasTimeToLive !== isTtlEnabled) this.#migrate(table, isTtlEnabled);
    if (isTtlEnabled) table.snapshotPartNow = () => ttlSnapshotPart(descriptor, this.#now());
    const made = isTtlEnabled
      ? createTtlState(descriptor, table, {
          now: this.#now,
          onKeySelected: (listener) => this.#keySelectionListeners.push(listener),
        })
      : createHeapState(descriptor, table);
    this.#handles.set(descriptor.name, made);
    return made;
  }

  /** What the values are from now on; restored ones are read as that, or refused. */
  #declare(table: StateTable<unknown>, descriptor: AnyDescriptor): void {
    const adoption = adoptStateTypes(descriptor.name, descriptor, table.known);
    if (adoption !== null) adoptValues(table, adoption);
    table.known = { types: stateTypesOf(descriptor) };
  }

  /** Restored state whose descriptor switches time to live on or off. */
  #migrate(table: StateTable<unknown>, isEnabled: boolean): void {
    table.hasTimeToLive = isEnabled;
    table.transformAll((value) => migrateTimeToLive(table.kind, value, isEnabled, this.#now));
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

  #restoreState(state: StateSnapshot, formerKeyType: TypeSnapshot | undefined): void {
    const table = this.#table(state.name, state.kind);
    const { hasTimeToLive, types, isDecoded } = state;
    table.hasTimeToLive = hasTimeToLive;
    table.known = { types, isDecoded };
    for (const [keyGroup, entries] of state.keyGroups) {
      if (!this.keyGroupRange.contains(keyGroup)) continue;
      for (const { key, namespace, value } of entries) {
        const [identity, hashCode] = [this.#keyType.identity(key), this.#keyType.hashCode(key)];
        if (isDecoded === true && computeKeyGroupForKeyHash(hashCode, this.maxParallelism) !== keyGroup) {
          throw keyMigrationError(formerKeyType ?? UNDECLARED, keyTypeSnapshot(this.#keyType));
        }
        table.load(keyGroup, copyValue(key), identity, hashCode, namespace, loadedForm(state.kind, value));
      }
    }
  }
}

/** With a time to live, what these kinds hold may be null, which a serializer refuses when the snapshot is taken. */
function mayHoldNull(kind: StateKind): boolean {
  return kind === "map" || kind === "reducing" || kind === "aggregating";
}

function withoutClock(): number {
  assert(false, "a backend whose states have a time to live knows the time");
}
