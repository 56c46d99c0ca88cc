/**
 * The entries of one state of one subtask. Answers to Flink's `CopyOnWriteStateTable`: a map for each key group, each
 * entry at bitMix(hash of the key ^ hash of the namespace).
 *
 * The current key and its hashes come from the backend, the current namespace is the table's: handles of one state
 * share both, as in Flink. An access mixes two hashes and walks one chain; it makes no object.
 */
import { bitMix, illegalArgument, type KeyGroupRange, type KeyIdentity, preview } from "../core/index";
import { type Namespace, VOID_NAMESPACE } from "../time/index";
import type { Tracer } from "../trace/index";
import type { CurrentKey } from "../types/index";
import { HeapStateSnapshot, type SnapshotPart } from "./heap-snapshot";
import type { StateAccess } from "./internal-states";
import type { StateKind } from "./keyed-state-snapshot";
import { StateMap } from "./state-map";
import type { HeldSlots, StateMapEntry } from "./state-map-entry";
import type { FormerTypes } from "./state-types";

/** Where a table's trace events happen. */
export type StateTraceSite = { readonly tracer: Tracer; readonly operator: number; readonly subtask: number };

/** What all tables of one backend share. */
export type StateTableFacts = {
  readonly current: CurrentKey;
  /** Throws Flink's exception when no key is set. */
  readonly requireKey: () => void;
  readonly site: StateTraceSite;
  readonly keyGroupRange: KeyGroupRange;
};

export class StateTable<S> implements StateAccess<S> {
  readonly mergesTargetFirst = true;
  readonly #current: CurrentKey;
  readonly #site: StateTraceSite;
  readonly #requireKey: () => void;
  readonly #keyGroupRange: KeyGroupRange;
  readonly #startKeyGroup: number;
  readonly #maps: StateMap<S>[];
  /** Whether values carry the stamps of a time to live. */
  hasTimeToLive = false;
  /** What is known of the types of the values: what a function declared, or what a snapshot says until one asks. */
  known: FormerTypes = {};
  /** Makes, at a snapshot, what tells the part of a value that it holds; null when it holds all values as they are. */
  snapshotPartNow: (() => SnapshotPart) | null = null;
  #namespace: Namespace = VOID_NAMESPACE;
  #namespaceHash = VOID_NAMESPACE.hashCode();

  constructor(
    readonly name: string,
    readonly kind: StateKind,
    facts: StateTableFacts,
  ) {
    this.#current = facts.current;
    this.#requireKey = facts.requireKey;
    this.#site = facts.site;
    this.#keyGroupRange = facts.keyGroupRange;
    this.#startKeyGroup = facts.keyGroupRange.startKeyGroup;
    this.#maps = Array.from({ length: facts.keyGroupRange.numberOfKeyGroups }, () => new StateMap<S>());
  }

  /** Number of (key, namespace) pairs that hold something. */
  get size(): number {
    return this.#maps.reduce((sum, map) => sum + map.size, 0);
  }

  /** The maps, by key group in ascending order. */
  get maps(): readonly StateMap<S>[] {
    return this.#maps;
  }

  get currentNamespace(): Namespace {
    return this.#namespace;
  }

  setCurrentNamespace(namespace: Namespace): void {
    if (namespace === this.#namespace) return;
    this.#namespace = namespace;
    this.#namespaceHash = namespace.hashCode();
  }

  /** What the current key holds in the current namespace; undefined for nothing. */
  get(): S | undefined {
    const map = this.#currentMap();
    const { hashCode, identity } = this.#current;
    return map.find(bitMix(hashCode ^ this.#namespaceHash), identity, this.#namespace)?.value;
  }

  /** Puts a value for the current key and namespace. */
  put(value: S): void {
    this.#currentEntry().value = value;
    if (this.#site.tracer.enabled) this.traceWrite(value);
  }

  /**
   * Puts what `transformation` makes of what is there (undefined for nothing) and the argument. The entry is made
   * first, as Flink's `StateTable.transform` does: a transformation that throws leaves an entry that holds nothing.
   */
  transform<A>(argument: A, transformation: (previous: S | undefined, argument: A) => S): void {
    const entry = this.#currentEntry();
    const value = transformation(entry.value, argument);
    entry.value = value;
    if (value === null) this.#currentMap().forgetBounds();
    if (this.#site.tracer.enabled) this.traceWrite(value);
  }

  /** Puts without reporting: for a container that is reported once it is filled. */
  putSilently(value: S): void {
    this.#currentEntry().value = value;
  }

  /** Removes what the current key holds in the current namespace; undefined when there was nothing. */
  remove(): S | undefined {
    const map = this.#currentMap();
    const { hashCode, identity } = this.#current;
    const entry = map.remove(bitMix(hashCode ^ this.#namespaceHash), identity, this.#namespace);
    if (entry === null) return undefined;
    if (this.#site.tracer.enabled) this.#trace("state-cleared", "");
    return entry.value;
  }

  /** Drops the map of the current key group, without reporting. */
  forgetCurrentKeyGroup(): void {
    if (this.#currentMap().size > 0) this.#maps[this.#current.keyGroup - this.#startKeyGroup] = new StateMap<S>();
  }

  /** Removes and gives what the current key holds in another namespace. */
  removeFrom(namespace: Namespace): S | undefined {
    const before = this.#namespace;
    this.setCurrentNamespace(namespace);
    const removed = this.remove();
    this.setCurrentNamespace(before);
    return removed;
  }

  /** Reports a value that was changed in place. */
  traceWrite(value: unknown): void {
    if (this.#site.tracer.enabled) this.#trace("state-written", preview(value));
  }

  /** Reports an entry that a clean-up removes, of whatever key. */
  traceCleanup(entry: StateMapEntry<S>): void {
    if (!this.#site.tracer.enabled) return;
    const { tracer, operator, subtask } = this.#site;
    const [key, namespace] = [preview(entry.key), entry.namespace.namespaceText];
    tracer.emit({ kind: "state-cleared", operator, subtask, state: this.name, key, namespace, value: "" });
  }

  /** Puts an entry of any key and namespace without tracing it: for restores. `hashCode` is the key's. */
  load(keyGroup: number, key: unknown, identity: KeyIdentity, hashCode: number, namespace: Namespace, value: S): void {
    const hash = bitMix(hashCode ^ namespace.hashCode());
    this.#mapOf(keyGroup).findOrAdd(hash, identity, namespace, key).value = value;
  }

  /** Replaces every value, entry by entry, each found anew as Flink finds it. */
  transformAll(transformation: (value: S) => S): void {
    for (const map of this.#maps) {
      const entries: StateMapEntry<S>[] = [];
      map.forEach((entry) => entries.push(entry));
      for (const { hash, identity, namespace, key } of entries) {
        const entry = map.findOrAdd(hash, identity, namespace, key);
        entry.value = transformation(entry.value as S);
      }
    }
  }

  /** Replaces values in place, where an order must not be touched; undefined leaves a value as it is. */
  replaceEach(replacement: (value: S | undefined) => S | undefined): void {
    for (const map of this.#maps) {
      const entries: StateMapEntry<S>[] = [];
      map.forEach((entry) => entries.push(entry));
      for (const entry of entries) {
        const value = replacement(entry.value);
        if (value !== undefined) map.owned(entry).value = value;
      }
    }
  }

  /** What the table holds now, isolated from what follows; nothing is copied before it changes. */
  snapshot(): HeapStateSnapshot {
    const held = this.#maps.map((map) => (map.size > 0 ? map.snapshot() : null));
    const { name, kind, hasTimeToLive, known } = this;
    return new HeapStateSnapshot(
      { name, kind, hasTimeToLive, ...known },
      held as readonly (HeldSlots<never> | null)[],
      this.#startKeyGroup,
      this.snapshotPartNow?.() ?? null,
    );
  }

  /** Visits every entry as Flink does: key groups ascending, inside one slots ascending, the newest first. Snapshots hold this order. */
  forEach(visit: (entry: StateMapEntry<S>, keyGroup: number) => void): void {
    for (const [offset, map] of this.#maps.entries()) {
      if (map.size > 0) map.forEach((entry) => visit(entry, this.#startKeyGroup + offset));
    }
  }

  #currentEntry(): StateMapEntry<S> {
    const map = this.#currentMap();
    const { hashCode, identity, key } = this.#current;
    return map.findOrAdd(bitMix(hashCode ^ this.#namespaceHash), identity, this.#namespace, key);
  }

  #currentMap(): StateMap<S> {
    const current = this.#current;
    if (!current.isSet) this.#requireKey();
    return this.#mapOf(current.keyGroup);
  }

  #mapOf(keyGroup: number): StateMap<S> {
    const map = this.#maps[keyGroup - this.#startKeyGroup];
    if (map === undefined) throw foreignKeyGroup(keyGroup, this.#keyGroupRange);
    return map;
  }

  #trace(kind: "state-written" | "state-cleared", value: string): void {
    const { tracer, operator, subtask } = this.#site;
    const key = preview(this.#current.key);
    tracer.emit({ kind, operator, subtask, state: this.name, key, namespace: this.#namespace.namespaceText, value });
  }
}

/** An access to a key that belongs to another subtask: IllegalArgumentException. */
export function foreignKeyGroup(keyGroup: number, { startKeyGroup, endKeyGroup }: KeyGroupRange): Error {
  return illegalArgument(
    `Key group ${keyGroup} is not in KeyGroupRange{startKeyGroup=${startKeyGroup}, endKeyGroup=${endKeyGroup}}.`,
    {
      hint: "The record came to another subtask than its key belongs to: the key selector must always give the same key.",
    },
  );
}
