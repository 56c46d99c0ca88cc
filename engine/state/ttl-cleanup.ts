/**
 * Incremental clean-up: each access looks at a few entries, and goes on from there at the next. Answers to Flink's
 * `TtlIncrementalCleanup` and to the visitors of `StateTable` and `CopyOnWriteStateMap`.
 *
 * When an entry is reached shows in how many entries there are, in what a read that may give expired values gives, and
 * in the order of maps. So the walk is Flink's step for step, with its oddities: it stops for this access at a stretch
 * of empty slots, and a walk that ran dry goes on with its old key group when that fills again, while what it writes
 * then goes to the last key group.
 */
import type { SlotNotes } from "./slot-notes";
import type { StateMap } from "./state-map";
import type { StateMapEntry, StateMapSlots } from "./state-map-entry";
import type { StateTable } from "./state-table";
import type { TtlTimeProvider } from "./ttl-value";

/** Walks over the slots of one key group: a whole chain at a time, or at most so many empty slots. */
class StateMapVisitor<S> {
  readonly #map: StateMap<S>;
  readonly #emptySlotsMax: number;
  #slots: StateMapSlots<S>;
  #position = 0;

  constructor(map: StateMap<S>, emptySlotsMax: number) {
    this.#map = map;
    this.#emptySlotsMax = emptySlotsMax;
    this.#slots = map.primarySlots;
    map.takeNotes();
  }

  hasNext(): boolean {
    return this.#map.size > 0 && (this.#position < this.#slots.length || this.#slots === this.#map.primarySlots);
  }

  /** The slot of the chain that `next` gave, and the notes on its table. */
  get slot(): number {
    return this.#position - 1;
  }
  get notes(): SlotNotes | null {
    return this.#map.notesOf(this.#slots);
  }

  /** The first entry of the next chain; null where the walk stops for now. */
  next(): StateMapEntry<S> | null {
    for (;;) {
      const head = this.#advance();
      if (head !== null || this.#position < this.#slots.length) return head;
      if (this.#slots === this.#map.rehashSlots || this.#slots !== this.#map.primarySlots) return head;
      this.#slots = this.#map.rehashSlots;
      this.#position = 0;
    }
  }

  #advance(): StateMapEntry<S> | null {
    let emptySlots = 0;
    while (this.#position < this.#slots.length && emptySlots < this.#emptySlotsMax) {
      const head = this.#slots[this.#position++] as StateMapEntry<S> | null;
      if (head !== null) return head;
      emptySlots++;
    }
    return null;
  }
}

/** Walks over the key groups of a table. */
class StateTableVisitor<S> {
  readonly #maps: readonly StateMap<S>[];
  readonly #emptySlotsMax: number;
  #nextMap = 0;
  #visitor: StateMapVisitor<S> | null = null;

  constructor(table: StateTable<S>, emptySlotsMax: number) {
    this.#maps = table.maps;
    this.#emptySlotsMax = emptySlotsMax;
    this.hasNext();
  }

  hasNext(): boolean {
    while (this.#visitor === null || !this.#visitor.hasNext()) {
      if (this.#nextMap === this.#maps.length) return false;
      const map = this.#maps[this.#nextMap++] as StateMap<S>;
      if (map.size > 0) this.#visitor = new StateMapVisitor(map, this.#emptySlotsMax);
    }
    return true;
  }

  next(): StateMapEntry<S> | null {
    return this.#visitor?.next() ?? null;
  }

  get slot(): number {
    return this.#visitor?.slot ?? 0;
  }
  get notes(): SlotNotes | null {
    return this.#visitor?.notes ?? null;
  }

  remove(entry: StateMapEntry<S>): void {
    this.#writtenMap().remove(entry.hash, entry.identity, entry.namespace);
  }

  update(entry: StateMapEntry<S>, value: S): void {
    const map = this.#writtenMap();
    map.findOrAdd(entry.hash, entry.identity, entry.namespace, entry.key).value = value;
    map.forgetBounds();
  }

  /** The map that was taken last, which need not be the one that the walk is in. */
  #writtenMap(): StateMap<S> {
    return this.#maps[this.#nextMap - 1] as StateMap<S>;
  }
}

/** How the values of one kind of state expire. */
export type ValueExpiry<S> = {
  /** What is left of a value at a time: itself, a new one without what has expired, or null when nothing is. */
  readonly unexpiredPart: (value: S, nowMillis: number) => S | null;
  /** When the first part of a value expires, in milliseconds; null where each value must be looked at each time. */
  readonly firstExpiry: ((value: S) => number) | null;
  /** What is written now expires so much later; stamps may lie ahead of a clock that went back. */
  readonly timeToLiveMillis: number;
};

export class TtlIncrementalCleanup<S> {
  readonly #table: StateTable<S>;
  readonly #cleanupSize: number;
  readonly #expiry: ValueExpiry<S>;
  readonly #now: TtlTimeProvider;
  #lastNowMillis = Number.NEGATIVE_INFINITY;
  #walk: StateTableVisitor<S> | null = null;

  constructor(table: StateTable<S>, cleanupSize: number, expiry: ValueExpiry<S>, now: TtlTimeProvider) {
    this.#table = table;
    this.#cleanupSize = cleanupSize;
    this.#expiry = expiry;
    this.#now = now;
  }

  /** Looks at the next entries; called with each access. */
  stateAccessed(): void {
    if (this.#walk === null || !this.#walk.hasNext()) {
      this.#walk = new StateTableVisitor(this.#table, this.#cleanupSize);
    }
    const walk = this.#walk;
    const nowMillis = this.#now();
    if (nowMillis < this.#lastNowMillis) for (const map of this.#table.maps) map.forgetBounds();
    this.#lastNowMillis = nowMillis;
    let count = 0;
    while (count < this.#cleanupSize && walk.hasNext()) {
      const head = walk.next();
      if (head === null) return;
      const { notes, slot } = walk;
      if (notes?.isSafe(slot, nowMillis) === true) count += notes.count(slot);
      else count += this.#checkChain(walk, head, nowMillis);
    }
  }

  /** Looks at a whole chain; gives its length. Where nothing has expired, notes until when that is so. */
  #checkChain(walk: StateTableVisitor<S>, head: StateMapEntry<S>, nowMillis: number): number {
    const { unexpiredPart, firstExpiry, timeToLiveMillis } = this.#expiry;
    let count = 0;
    let safeUntil = nowMillis + timeToLiveMillis;
    for (let entry: StateMapEntry<S> | null = head; entry !== null; entry = entry.next) {
      const value = entry.value as S;
      const part = unexpiredPart(value, nowMillis);
      if (part !== value || part === null) return count + this.#cleanChain(walk, entry, nowMillis);
      if (firstExpiry !== null) safeUntil = Math.min(safeUntil, firstExpiry(value));
      count++;
    }
    if (firstExpiry !== null) walk.notes?.setSafeUntil(walk.slot, safeUntil);
    return count;
  }

  /** The chain from an entry on as it is now: removals and updates may move the rest of it. */
  #cleanChain(walk: StateTableVisitor<S>, from: StateMapEntry<S>, nowMillis: number): number {
    const chain: StateMapEntry<S>[] = [];
    for (let entry: StateMapEntry<S> | null = from; entry !== null; entry = entry.next) chain.push(entry);
    for (const entry of chain) {
      const value = entry.value as S;
      const part = this.#expiry.unexpiredPart(value, nowMillis);
      if (part === null) {
        this.#table.traceCleanup(entry);
        walk.remove(entry);
      } else if (part !== value) walk.update(entry, part);
    }
    return chain.length;
  }
}

/** A clean-up of the table as the function that each access calls. */
export function incrementalCleanup<S>(
  table: StateTable<S>,
  cleanupSize: number,
  expiry: ValueExpiry<S>,
  now: TtlTimeProvider,
): () => void {
  const cleanup = new TtlIncrementalCleanup(table, cleanupSize, expiry, now);
  return () => cleanup.stateAccessed();
}
