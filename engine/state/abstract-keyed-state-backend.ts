/**
 * What all keyed state backends have in common: the current key, one handle for each name, time to live around it.
 * Answers to Flink's `AbstractKeyedStateBackend`.
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
import { CurrentKey, INFERRED_KEY_TYPE, type TypeSnapshot } from "../types/index";
import type { InternalListState, StateStorage } from "./internal-states";
import type {
  AnyStateDescriptor,
  KeyedStateBackend,
  MapContents,
  Mergeable,
  Namespaced,
  WindowContents,
} from "./keyed-state-backend";
import type { KeyedStateSnapshot, SnapshotPurpose, StateKind } from "./keyed-state-snapshot";
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  StateOf,
  ValueStateDescriptor,
} from "./state-descriptor";
import { type AnyDescriptor, createPlainState, createTtlState } from "./state-handle-factory";
import type { AggregatingState, ListState, MapState, ReducingState, ValueState } from "./state-handles";
import type { StateTraceSite } from "./state-table";
import { keyTypeSnapshot } from "./state-types";
import { TtlRules, type TtlTimeProvider } from "./ttl-value";

export type KeyedStateBackendOptions = {
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

/** Puts something between a backend's storage and the handles: the changelog does. */
export type StorageWrapper = (descriptor: AnyDescriptor, storage: StateStorage, hasTimeToLive: boolean) => StateStorage;

export abstract class AbstractKeyedStateBackend implements KeyedStateBackend {
  readonly keyGroupRange: KeyGroupRange;
  readonly maxParallelism: number;
  readonly currentKey = new CurrentKey();
  /** Set before the first state is asked for. */
  storageWrapper: StorageWrapper | null = null;
  protected readonly keyType: JavaKeyType<unknown>;
  protected readonly site: StateTraceSite;
  protected readonly now: TtlTimeProvider;
  readonly #ignoresTimeToLive: boolean;
  readonly #handles = new Map<string, Namespaced>();
  readonly #keySelectionListeners: (() => void)[] = [];

  constructor(options: KeyedStateBackendOptions) {
    this.keyGroupRange = options.keyGroupRange;
    this.maxParallelism = options.maxParallelism;
    this.keyType = options.keyType ?? INFERRED_KEY_TYPE;
    this.now = options.ttlTimeProvider ?? withoutClock;
    this.#ignoresTimeToLive = options.ignoresTimeToLive ?? false;
    this.site = {
      tracer: options.tracer ?? SILENT_TRACER,
      operator: options.operator ?? 0,
      subtask: options.subtask ?? 0,
    };
  }

  /** The declared type of keys, and as snapshots remember it. */
  get declaredKeyType(): JavaKeyType<unknown> {
    return this.keyType;
  }
  get declaredKeySnapshot(): TypeSnapshot {
    return keyTypeSnapshot(this.keyType);
  }

  get isTraced(): boolean {
    return this.site.tracer.enabled;
  }

  /** Reports the backend's own work; `files` names what came of it. */
  reportWork(event: string, files: string, bytes: number): void {
    const { tracer, operator, subtask } = this.site;
    if (tracer.enabled) tracer.emit({ kind: "backend-work", operator, subtask, event, files, bytes });
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
    current.identity = this.keyType.identity(key);
    current.hashCode = this.keyType.hashCode(key);
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

  getCurrentKey(): unknown {
    this.requireKey();
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

  getListContents<T>(descriptor: ListStateDescriptor<T>): InternalListState<T> {
    return this.#contents(descriptor) as InternalListState<T>;
  }

  getReducingContents<T>(descriptor: ReducingStateDescriptor<T>): WindowContents<T, T> {
    return this.#contents(descriptor as unknown as AnyDescriptor) as WindowContents<T, T>;
  }

  getAggregatingContents<IN, ACC, OUT>(descriptor: AggregatingStateDescriptor<IN, ACC, OUT>): WindowContents<IN, OUT> {
    return this.#contents(descriptor) as WindowContents<IN, OUT>;
  }

  getMapContents<K, V>(descriptor: MapStateDescriptor<K, V>): MapContents<K, V> {
    return this.#contents(descriptor) as MapContents<K, V>;
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

  abstract readonly readsAreLive: boolean;
  abstract getKeys(stateName: string, namespace: Namespace): unknown[];
  abstract entryCount(): number;
  entryCountMax(): number {
    return this.entryCount();
  }
  abstract forEachEntry(visit: (state: string, key: unknown, namespaceText: string, value: unknown) => boolean): void;
  abstract forgetCurrentKey(): void;
  abstract snapshot(purpose?: SnapshotPurpose): KeyedStateSnapshot;
  abstract restore(snapshots: readonly KeyedStateSnapshot[]): void;
  notifyCheckpointComplete(_checkpointId: number): void {}
  notifyCheckpointAborted(_checkpointId: number): void {}

  /** The kind of the state of this name, asked for or restored; null when there is none. */
  protected abstract kindOf(name: string): StateKind | null;
  /** The storage of a state that is asked for the first time, with or without the stamps of a time to live. */
  protected abstract openStorage(descriptor: AnyDescriptor, isTtlEnabled: boolean): StateStorage;
  /** What each access to a state with time to live runs. */
  protected abstract cleanupOf(descriptor: AnyDescriptor, rules: TtlRules): () => void;

  protected requireKey(): void {
    if (this.currentKey.isSet) return;
    throw nullPointer("No key set. This method should not be called outside of a keyed context.", {
      hint: "Read and write keyed state while a record or a timer is processed, not in open().",
    });
  }

  /** Calls back whenever a key is about to become the current one. */
  protected onKeySelected(listener: () => void): void {
    this.#keySelectionListeners.push(listener);
  }

  /** The handle of window contents, which the engine declares itself, without time to live. */
  #contents(descriptor: AnyDescriptor): Namespaced {
    assert(!descriptor.getTtlConfig().isEnabled(), "window contents have no time to live");
    return this.#handle(descriptor);
  }

  /** The one handle of a name: the first descriptor that asks makes it. */
  #handle(descriptor: AnyDescriptor): Namespaced {
    const kind = this.kindOf(descriptor.name);
    if (kind !== null && kind !== descriptor.kind) throw this.#kindMismatch(descriptor, kind);
    const known = this.#handles.get(descriptor.name);
    if (known !== undefined) return known;
    const isTtlEnabled = descriptor.getTtlConfig().isEnabled() && !this.#ignoresTimeToLive;
    const opened = this.openStorage(descriptor, isTtlEnabled);
    const storage = this.storageWrapper === null ? opened : this.storageWrapper(descriptor, opened, isTtlEnabled);
    const made = isTtlEnabled ? this.#withTimeToLive(descriptor, storage) : createPlainState(descriptor, storage);
    this.#handles.set(descriptor.name, made);
    return made;
  }

  #withTimeToLive(descriptor: AnyDescriptor, storage: StateStorage): Namespaced {
    const rules = new TtlRules(descriptor.getTtlConfig(), this.now);
    return createTtlState(descriptor, storage, rules, this.cleanupOf(descriptor, rules));
  }

  #kindMismatch({ name, kind }: AnyDescriptor, former: StateKind): EngineError {
    if (!this.#handles.has(name)) {
      return illegalState(`Incompatible key/value state types. Was [${former}], registered with [${kind}].`, {
        hint: `The snapshot holds a ${former} state named ${name}. Use another name for the new state.`,
      });
    }
    return new EngineError({
      code: "STATE_KIND_MISMATCH",
      message: `The state ${name} is a ${former} state and was asked for as a ${kind} state.`,
      hint: "Give each state of a function a name of its own.",
      flinkClass: "ClassCastException",
    });
  }
}

function withoutClock(): number {
  assert(false, "a backend whose states have a time to live knows the time");
}
