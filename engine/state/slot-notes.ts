/**
 * What a clean-up knows of the slots of one table: how many entries each chain has, and until when nothing in it can
 * expire. So a walk over a large state reads flat arrays instead of every entry.
 *
 * A bound stays true while the clock goes forward: what is written later expires later. Who knows better forgets it.
 */
export class SlotNotes {
  readonly #counts: Int32Array;
  readonly #safeUntilMillis: Float64Array;

  constructor(slots: number) {
    this.#counts = new Int32Array(slots);
    this.#safeUntilMillis = new Float64Array(slots).fill(Number.NEGATIVE_INFINITY);
  }

  count(slot: number): number {
    return this.#counts[slot] as number;
  }

  /** Entries came (positive) or went. */
  addToCount(slot: number, difference: number): void {
    this.#counts[slot] = (this.#counts[slot] as number) + difference;
  }

  /** Whether nothing in the chain has expired by now. */
  isSafe(slot: number, nowMillis: number): boolean {
    return nowMillis < (this.#safeUntilMillis[slot] as number);
  }

  /** Nothing that is in the chain expires before this time. */
  setSafeUntil(slot: number, timeMillis: number): void {
    this.#safeUntilMillis[slot] = timeMillis;
  }

  /** The chain of a slot moved to two slots of a table of twice the size: nothing is left here, its bound holds there. */
  moveTo(doubled: SlotNotes, slot: number): void {
    const safeUntil = this.#safeUntilMillis[slot] as number;
    doubled.setSafeUntil(slot, safeUntil);
    doubled.setSafeUntil(slot + this.#counts.length, safeUntil);
    this.#counts[slot] = 0;
  }

  forgetBounds(): void {
    this.#safeUntilMillis.fill(Number.NEGATIVE_INFINITY);
  }
}
