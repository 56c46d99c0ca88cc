/**
 * The entries of a state map, and what a snapshot holds of them. Answers to Flink's `StateMapEntry` and
 * `CopyOnWriteStateMapSnapshot`.
 */
import type { KeyIdentity } from "../core/index";
import type { Namespace } from "../time/index";
import { isolatedCopy } from "./isolated-copy";

/** One (key, namespace). `value` is undefined only where a transformation failed before it made one. */
export class StateMapEntry<S> {
  constructor(
    readonly key: unknown,
    readonly identity: KeyIdentity,
    readonly namespace: Namespace,
    /** The mixed hash of key and namespace. */
    readonly hash: number,
    public value: S | undefined,
    public next: StateMapEntry<S> | null,
    /** How many snapshots of the map there were when the entry was made. */
    readonly version: number,
  ) {}

  /** The entry that goes on in place of one that a snapshot holds: it keeps the value, the snapshot's gets a copy. */
  successor(version: number): StateMapEntry<S> {
    const { key, identity, namespace, hash, value, next } = this;
    if (typeof value === "object" && value !== null) this.value = isolatedCopy(value);
    return new StateMapEntry(key, identity, namespace, hash, value, next, version);
  }
}

export type StateMapSlots<S> = (StateMapEntry<S> | null)[];

/**
 * The tables of a state map as they were when a snapshot was taken. They are the map's own until these change; then the
 * snapshot is told to keep copies. The entries in them are of an older version than the map's, so that nobody changes
 * them any more.
 */
export class HeldSlots<S> {
  #slots: StateMapSlots<S>;
  #nextSlots: StateMapSlots<S>;

  /** The first table and the one that entries were moving to. */
  constructor(slots: StateMapSlots<S>, nextSlots: StateMapSlots<S>) {
    this.#slots = slots;
    this.#nextSlots = nextSlots;
  }

  /** The map is about to change its tables. */
  keepOwnSlots(): void {
    this.#slots = this.#slots.slice();
    this.#nextSlots = this.#nextSlots.slice();
  }

  /** Visits the entries in the order that the map had: what had not moved, then what had. */
  forEach(visit: (entry: StateMapEntry<S>) => void): void {
    visitSlots(this.#slots, visit);
    visitSlots(this.#nextSlots, visit);
  }
}

/** Visits the chains of a table, slots ascending. */
export function visitSlots<S>(slots: StateMapSlots<S>, visit: (entry: StateMapEntry<S>) => void): void {
  for (const head of slots) for (let entry = head; entry !== null; entry = entry.next) visit(entry);
}
