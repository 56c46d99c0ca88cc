/**
 * Operator state, which belongs to a subtask and not to a key: lists that are split or united on a restore, and
 * broadcast maps. Answers to Flink 2.3's `DefaultOperatorStateBackend` and `PartitionableListState`.
 */
import { illegalState } from "../core/index";
import { copyValue, INFERRED_KEY_TYPE } from "../types/index";
import { type BroadcastState, type BroadcastStateSnapshot, HeapBroadcastState } from "./broadcast-state";
import { appendElements, checkElement, checkList } from "./list-elements";
import type { ListStateDescriptor, MapStateDescriptor } from "./state-descriptor";
import type { ListState } from "./state-handles";

/** How a list is handed out when an operator is restored at another parallelism. */
export type ListStateMode = "SPLIT_DISTRIBUTE" | "UNION";

export type OperatorListStateSnapshot = {
  readonly name: string;
  readonly mode: ListStateMode;
  readonly elements: readonly unknown[];
};

export type OperatorStateStoreSnapshot = {
  readonly lists: readonly OperatorListStateSnapshot[];
  readonly broadcasts: readonly BroadcastStateSnapshot[];
};

export const EMPTY_OPERATOR_STATE: OperatorStateStoreSnapshot = { lists: [], broadcasts: [] };

export class PartitionableListState<T> implements ListState<T> {
  readonly #elements: T[] = [];

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

  snapshot(): OperatorListStateSnapshot {
    return { name: this.name, mode: this.mode, elements: copyValue(this.#elements) };
  }
}

/** The operator state of one subtask. */
export class OperatorStateStore {
  readonly #lists = new Map<string, PartitionableListState<unknown>>();
  readonly #broadcasts = new Map<string, HeapBroadcastState<unknown, unknown>>();
  /** Restored broadcast maps that no function has asked for yet: their key type is unknown. */
  readonly #unclaimedBroadcasts = new Map<string, BroadcastStateSnapshot>();

  /** A list whose elements are dealt out over the subtasks on a restore at another parallelism. */
  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#list(descriptor.name, "SPLIT_DISTRIBUTE") as PartitionableListState<T>;
  }

  /** A list that every subtask gets as a whole, all subtasks' elements, on every restore. */
  getUnionListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#list(descriptor.name, "UNION") as PartitionableListState<T>;
  }

  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V> {
    const { name } = descriptor;
    let state = this.#broadcasts.get(name);
    if (state === undefined) {
      state = new HeapBroadcastState(name, descriptor.keyType ?? INFERRED_KEY_TYPE);
      for (const [key, value] of this.#unclaimedBroadcasts.get(name)?.entries ?? []) state.put(key, value);
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
    for (const { name, mode, elements } of snapshot.lists) this.#list(name, mode).addAll(copyValue(elements));
    for (const broadcast of snapshot.broadcasts) this.#unclaimedBroadcasts.set(broadcast.name, copyValue(broadcast));
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
