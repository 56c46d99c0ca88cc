/**
 * Operator state, which belongs to a subtask and not to a key: lists that are split or united on a restore, and
 * broadcast maps. Answers to Flink 2.3's `DefaultOperatorStateBackend` and `PartitionableListState`.
 */
import { illegalState } from "../core/index";
import { copyValue, type DescribedType, INFERRED_KEY_TYPE, snapshotOfType, UNDECLARED } from "../types/index";
import { type BroadcastState, type BroadcastStateSnapshot, HeapBroadcastState } from "./broadcast-state";
import { appendElements, checkElement, checkList } from "./list-elements";
import type { ListStateDescriptor, MapStateDescriptor } from "./state-descriptor";
import type { ListState } from "./state-handles";
import { adoptBroadcastState, adoptOperatorState, type StateTypes, stateTypesOf } from "./state-types";

/** How a list is handed out when an operator is restored at another parallelism. */
export type ListStateMode = "SPLIT_DISTRIBUTE" | "UNION";

export type OperatorListStateSnapshot = {
  readonly name: string;
  readonly mode: ListStateMode;
  readonly elements: readonly unknown[];
  /** What was declared of the elements, as `value`; absent: nothing is known. */
  readonly types?: StateTypes;
  /** It comes out of a savepoint. */
  readonly isDecoded?: true;
};

export type OperatorStateStoreSnapshot = {
  readonly lists: readonly OperatorListStateSnapshot[];
  readonly broadcasts: readonly BroadcastStateSnapshot[];
};

export const EMPTY_OPERATOR_STATE: OperatorStateStoreSnapshot = { lists: [], broadcasts: [] };

export class PartitionableListState<T> implements ListState<T> {
  readonly #elements: T[] = [];
  /** What is known of the elements' type: the snapshot's until a function asks for the state. */
  types: StateTypes | undefined = undefined;
  /** Whether the elements are to be read as what the first function that asks declares. */
  isDecoded = false;

  constructor(
    readonly name: string,
    readonly mode: ListStateMode,
  ) {}

  get(): Iterable<T> {
    return this.#elements;
  }

  add(value: T): void {
    checkElement(value);
    this.#elements.push(value);
  }

  addAll(values: readonly T[]): void {
    checkList(values);
    appendElements(this.#elements, values);
  }

  /** Empties the list before it adds: a missing value leaves those before it. */
  update(values: readonly T[]): void {
    this.clear();
    this.addAll(values);
  }

  clear(): void {
    this.#elements.length = 0;
  }

  /** Reads restored elements as the type that a function declares; see `adoptOperatorState`. */
  adopt(type: DescribedType | undefined): void {
    const read = adoptOperatorState(this.name, type, {
      ...(this.types === undefined ? {} : { types: this.types }),
      ...(this.isDecoded ? { isDecoded: true } : {}),
    });
    if (read !== null) for (const [i, element] of this.#elements.entries()) this.#elements[i] = read(element) as T;
    this.types = { value: snapshotOfType(type), userKey: UNDECLARED };
    this.isDecoded = false;
  }

  snapshot(): OperatorListStateSnapshot {
    const { name, mode, types } = this;
    return { name, mode, elements: copyValue(this.#elements), ...(types === undefined ? {} : { types }) };
  }
}

/** The operator state of one subtask. */
export class OperatorStateStore {
  readonly #lists = new Map<string, PartitionableListState<unknown>>();
  /** Names of lists that a function has asked for. */
  readonly #claimedLists = new Set<string>();
  readonly #broadcasts = new Map<string, HeapBroadcastState<unknown, unknown>>();
  /** Restored broadcast maps that no function has asked for yet: their key type is unknown. */
  readonly #unclaimedBroadcasts = new Map<string, BroadcastStateSnapshot>();

  /** A list whose elements are dealt out over the subtasks on a restore at another parallelism. */
  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#claimed(descriptor, "SPLIT_DISTRIBUTE");
  }

  /** A list that every subtask gets as a whole, all subtasks' elements, on every restore. */
  getUnionListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#claimed(descriptor, "UNION");
  }

  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V> {
    const { name } = descriptor;
    let state = this.#broadcasts.get(name);
    if (state === undefined) {
      const types = stateTypesOf(descriptor);
      state = new HeapBroadcastState(name, descriptor.keyType ?? INFERRED_KEY_TYPE, types);
      const former = this.#unclaimedBroadcasts.get(name);
      const adoption = former === undefined ? null : adoptBroadcastState(name, descriptor, former);
      for (const [key, value] of former?.entries ?? []) {
        state.put(adoption?.userKey(key) ?? key, adoption === null ? value : adoption.value(value));
      }
      this.#unclaimedBroadcasts.delete(name);
      this.#broadcasts.set(name, state);
    }
    return state as unknown as BroadcastState<K, V>;
  }

  snapshot(): OperatorStateStoreSnapshot {
    const broadcasts = [...this.#broadcasts.values()].map((state) => state.snapshot());
    for (const unclaimed of this.#unclaimedBroadcasts.values()) broadcasts.push(copyValue(unclaimed));
    return { lists: [...this.#lists.values()].map((state) => state.snapshot()), broadcasts };
  }

  /** Takes what was assigned to this subtask. Called once, before the first access. */
  restore(snapshot: OperatorStateStoreSnapshot): void {
    for (const { name, mode, elements, types, isDecoded } of snapshot.lists) {
      const list = this.#list(name, mode);
      list.addAll(copyValue(elements));
      list.types = types;
      list.isDecoded = isDecoded === true;
    }
    for (const broadcast of snapshot.broadcasts) this.#unclaimedBroadcasts.set(broadcast.name, copyValue(broadcast));
  }

  /** The list for a function, which says what its elements are. */
  #claimed<T>(descriptor: ListStateDescriptor<T>, mode: ListStateMode): PartitionableListState<T> {
    const list = this.#list(descriptor.name, mode) as PartitionableListState<T>;
    if (!this.#claimedLists.has(descriptor.name)) list.adopt(descriptor.type);
    this.#claimedLists.add(descriptor.name);
    return list;
  }

  #list(name: string, mode: ListStateMode): PartitionableListState<unknown> {
    let state = this.#lists.get(name);
    if (state === undefined) {
      state = new PartitionableListState<unknown>(name, mode);
      this.#lists.set(name, state);
    }
    if (state.mode !== mode) {
      throw illegalState(`Incompatible state assignment modes. Was [${state.mode}], registered with [${mode}].`, {
        hint: "Give the union list a name of its own.",
      });
    }
    return state;
  }
}
