/**
 * The entries of one state in one key group. Answers to Flink 2.3's `CopyOnWriteStateMap`, whose order shows: in what
 * visits all keys, in snapshots, and in which entry a clean-up reaches first.
 *
 *   #table   [ 0 ] -> entry -> entry     slot = hash & (length - 1), the newest entry in front
 *   #next    a table of twice the size, while entries move over: some with every access, slot by slot; a moved
 *            chain comes out reversed. Slots below #rehashIndex have moved.
 *
 * A snapshot takes no copy. It holds the tables as they are and raises the version: entries of an older version belong to
 * it and do not change any more. Whoever writes to one, or reads an object out of one (which may be changed in place),
 * gets an entry of the present version first, and leaves a copy of the value behind. So a snapshot costs what is
 * touched afterwards, once for each entry.
 */
import type { KeyIdentity } from "../core/index";
import type { Namespace } from "../time/index";
import { SlotNotes } from "./slot-notes";
import { HeldSlots, StateMapEntry, type StateMapSlots, visitSlots } from "./state-map-entry";

const DEFAULT_CAPACITY = 128;
const MAXIMUM_CAPACITY = 2 ** 30;
const MIN_TRANSFERRED_PER_INCREMENTAL_REHASH = 4;

/** Stands for the table of a map that never held anything: most key groups of a small job. */
const NO_TABLE: readonly null[] = [null];

/** Stands for the second table while none is filled; Flink's has two slots too, and a clean-up walks over them. */
const NO_REHASH: readonly null[] = [null, null];

export class StateMap<S> {
  #table = NO_TABLE as unknown as StateMapSlots<S>;
  #next = NO_REHASH as unknown as StateMapSlots<S>;
  #tableSize = 0;
  #nextSize = 0;
  #rehashIndex = 0;
  #threshold = 0;
  /** Of both tables; null until a clean-up takes notes. */
  #notes: SlotNotes | null = null;
  #nextNotes: SlotNotes | null = null;
  /** How many snapshots were taken. */
  #version = 0;
  /** The snapshot that still shares the tables; null when something has changed since the last one. */
  #held: HeldSlots<S> | null = null;

  get size(): number {
    return this.#tableSize + this.#nextSize;
  }

  get isRehashing(): boolean {
    return this.#next !== (NO_REHASH as unknown);
  }

  /** The table that is filled first when nothing moves; for visitors, which must not change it. */
  get primarySlots(): StateMapSlots<S> {
    return this.#table;
  }

  /** The table that entries move to; two empty slots while none moves. */
  get rehashSlots(): StateMapSlots<S> {
    return this.#next;
  }

  /** The entry of this key and namespace; null when there is none. */
  find(hash: number, identity: KeyIdentity, namespace: Namespace): StateMapEntry<S> | null {
    if (this.isRehashing) this.#rehashSome();
    const slots = this.#slotsFor(hash);
    const head = slots[hash & (slots.length - 1)] as StateMapEntry<S> | null;
    const entry = findInChain(head, hash, identity, namespace);
    return entry === null || entry.version === this.#version || typeof entry.value !== "object"
      ? entry
      : this.#own(entry);
  }

  /** The entry of this key and namespace; a new one, which holds nothing, when there is none. */
  findOrAdd(hash: number, identity: KeyIdentity, namespace: Namespace, key: unknown): StateMapEntry<S> {
    if (this.isRehashing) this.#rehashSome();
    let slots = this.#slotsFor(hash);
    const known = findInChain(slots[hash & (slots.length - 1)] as StateMapEntry<S> | null, hash, identity, namespace);
    if (known !== null) return known.version === this.#version ? known : this.#own(known);
    if (this.#held !== null) this.#letGo();
    if (slots === (NO_TABLE as unknown)) slots = this.#makeFirstTable();
    else if (this.size > this.#threshold) this.#startDoubling();
    const slot = hash & (slots.length - 1);
    const entry = new StateMapEntry<S>(
      key,
      identity,
      namespace,
      hash,
      undefined,
      slots[slot] as StateMapEntry<S> | null,
      this.#version,
    );
    slots[slot] = entry;
    if (slots === this.#table) this.#tableSize++;
    else this.#nextSize++;
    this.notesOf(slots)?.addToCount(slot, 1);
    return entry;
  }

  /** Removes and gives the entry of this key and namespace; null when there is none. */
  remove(hash: number, identity: KeyIdentity, namespace: Namespace): StateMapEntry<S> | null {
    if (this.isRehashing) this.#rehashSome();
    const slots = this.#slotsFor(hash);
    const slot = hash & (slots.length - 1);
    const found = findInChain(slots[slot] as StateMapEntry<S> | null, hash, identity, namespace);
    if (found === null) return null;
    const entry = this.owned(found);
    const head = slots[slot] as StateMapEntry<S> | null;
    if (this.#held !== null) this.#letGo();
    if (entry === head) {
      slots[slot] = entry.next;
    } else {
      let before = head as StateMapEntry<S>;
      while (before.next !== entry) before = before.next as StateMapEntry<S>;
      before.next = entry.next;
    }
    if (slots === this.#table) this.#tableSize--;
    else this.#nextSize--;
    this.notesOf(slots)?.addToCount(slot, -1);
    return entry;
  }

  /**
   * Visits every entry in the order in which Flink's iterator does and its snapshots hold them: what has not moved,
   * then what has. Nothing may be added or removed meanwhile.
   */
  forEach(visit: (entry: StateMapEntry<S>) => void): void {
    visitSlots(this.#table, visit);
    visitSlots(this.#next, visit);
  }

  /** What the map holds now, to be read at any time: nothing is copied before something changes. */
  snapshot(): HeldSlots<S> {
    if (this.#held === null) {
      this.#version++;
      this.#held = new HeldSlots(this.#table, this.#next);
    }
    return this.#held;
  }

  /** The entry that may be changed in place of one that was found by a visit. */
  owned(entry: StateMapEntry<S>): StateMapEntry<S> {
    return entry.version === this.#version ? entry : this.#own(entry);
  }

  /** The notes on a table; null where none are taken, or where the table is not in use any more. */
  notesOf(slots: StateMapSlots<S>): SlotNotes | null {
    if (this.#notes === null) return null;
    if (slots === this.#table) return this.#notes;
    return slots === this.#next ? this.#nextNotes : null;
  }

  /** Begins to take notes, once there is a table. */
  takeNotes(): void {
    if (this.#notes !== null || this.#table === (NO_TABLE as unknown)) return;
    this.#notes = notesOn(this.#table);
    this.#nextNotes = this.isRehashing ? notesOn(this.#next) : null;
  }

  /** Bounds hold no more: the clock went back, or something old came in. */
  forgetBounds(): void {
    this.#notes?.forgetBounds();
    this.#nextNotes?.forgetBounds();
  }

  /** The tables are about to change: the snapshot that shares them gets copies of them. */
  #letGo(): void {
    this.#held?.keepOwnSlots();
    this.#held = null;
  }

  /** Replaces an older entry, and the older ones in front of it in its chain, by entries of the present version. */
  #own(entry: StateMapEntry<S>): StateMapEntry<S> {
    this.#letGo();
    const slots = this.#slotsFor(entry.hash);
    const slot = entry.hash & (slots.length - 1);
    let current = slots[slot] as StateMapEntry<S>;
    let before: StateMapEntry<S> | null = null;
    for (;;) {
      let owned = current;
      if (current.version !== this.#version) {
        owned = current.successor(this.#version);
        if (before === null) slots[slot] = owned;
        else before.next = owned;
      }
      if (current === entry) return owned;
      before = owned;
      current = current.next as StateMapEntry<S>;
    }
  }

  #slotsFor(hash: number): StateMapSlots<S> {
    const slots = this.#table;
    return (hash & (slots.length - 1)) >= this.#rehashIndex ? slots : this.#next;
  }

  #makeFirstTable(): StateMapSlots<S> {
    this.#table = this.#makeTable(DEFAULT_CAPACITY);
    return this.#table;
  }

  #makeTable(capacity: number): StateMapSlots<S> {
    this.#threshold = (capacity >> 1) + (capacity >> 2);
    return new Array<StateMapEntry<S> | null>(capacity).fill(null);
  }

  #startDoubling(): void {
    if (this.#table.length === MAXIMUM_CAPACITY) return;
    this.#next = this.#makeTable(this.#table.length * 2);
    if (this.#notes !== null) this.#nextNotes = new SlotNotes(this.#next.length);
  }

  /** Moves whole slots until at least four entries have moved. */
  #rehashSome(): void {
    if (this.#held !== null) this.#letGo();
    const from = this.#table;
    const to = this.#next;
    const mask = to.length - 1;
    let transferred = 0;
    while (transferred < MIN_TRANSFERRED_PER_INCREMENTAL_REHASH) {
      let entry = from[this.#rehashIndex] as StateMapEntry<S> | null;
      while (entry !== null) {
        const following: StateMapEntry<S> | null = entry.next;
        const slot = entry.hash & mask;
        const moved = entry.version === this.#version ? entry : entry.successor(this.#version);
        moved.next = to[slot] as StateMapEntry<S> | null;
        to[slot] = moved;
        this.#nextNotes?.addToCount(slot, 1);
        entry = following;
        transferred++;
      }
      from[this.#rehashIndex] = null;
      if (this.#nextNotes !== null) this.#notes?.moveTo(this.#nextNotes, this.#rehashIndex);
      if (++this.#rehashIndex === from.length) {
        this.#finishRehash();
        return;
      }
    }
    this.#tableSize -= transferred;
    this.#nextSize += transferred;
  }

  #finishRehash(): void {
    this.#table = this.#next;
    this.#notes = this.#nextNotes;
    this.#nextNotes = null;
    this.#next = NO_REHASH as unknown as StateMapSlots<S>;
    this.#tableSize += this.#nextSize;
    this.#nextSize = 0;
    this.#rehashIndex = 0;
  }
}

function findInChain<S>(
  head: StateMapEntry<S> | null,
  hash: number,
  identity: KeyIdentity,
  namespace: Namespace,
): StateMapEntry<S> | null {
  for (let entry = head; entry !== null; entry = entry.next) {
    if (entry.hash !== hash || entry.identity !== identity) continue;
    if (entry.namespace === namespace || entry.namespace.equals(namespace)) return entry;
  }
  return null;
}

function notesOn<S>(slots: StateMapSlots<S>): SlotNotes {
  const notes = new SlotNotes(slots.length);
  for (const [slot, head] of slots.entries()) {
    for (let entry = head; entry !== null; entry = entry.next) notes.addToCount(slot, 1);
  }
  return notes;
}
