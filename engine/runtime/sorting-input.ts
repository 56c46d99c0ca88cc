/**
 * A logical input of a keyed operator in batch mode: takes everything in, sorts it by (bytes of the key, timestamp), and
 * hands it on record by record. Answers to Flink 2.3's `SortingDataInput` and `MultiInputSortingDataInput`.
 *
 * Key bytes compare as signed ones; a record without timestamp counts as MIN. Equal records may change places
 * (`hadoopQuickSort`). Watermarks and statuses are kept back: behind the last record comes the largest watermark.
 */
import { hadoopQuickSort, type IndexedSortable, type KeyIdentity, MIN_TIMESTAMP, timestampOrMin } from "../core/index";
import type { OperatorKey } from "../graph/index";
import { compareKeyBytes } from "../types/index";
import type { HeadInput } from "./operator-input";

/** A record that waits, with what is needed to hand it over. */
type Held = {
  readonly keyBytes: readonly number[];
  readonly value: unknown;
  readonly timestamp: number;
  /** Its identity in the trace. */
  readonly record: number;
  readonly channel: number;
};

export class SortingInput implements HeadInput {
  readonly #next: HeadInput;
  readonly #key: OperatorKey;
  readonly #held: Held[] = [];
  readonly #bytesOfKeys = new Map<KeyIdentity, number[]>();
  #position = 0;
  #seenWatermark = MIN_TIMESTAMP;
  #isSorted = false;

  /** `next`: into the operator; `key`: how the operator reads the key of this input. */
  constructor(next: HeadInput, key: OperatorKey) {
    this.#next = next;
    this.#key = key;
  }

  record(value: unknown, timestamp: number, record: number): void {
    this.recordFrom(value, timestamp, record, 0);
  }

  recordFrom(value: unknown, timestamp: number, record: number, channel: number): void {
    const keyBytes = this.#bytesOf(this.#key.selector(value as never));
    this.#held.push({ keyBytes, value, timestamp, record, channel });
  }

  /** Equal keys share their bytes. */
  #bytesOf(key: unknown): readonly number[] {
    const { type } = this.#key;
    const identity = type.identity(key);
    let bytes = this.#bytesOfKeys.get(identity);
    if (bytes === undefined) {
      bytes = [];
      type.writeBytes(key, bytes);
      this.#bytesOfKeys.set(identity, bytes);
    }
    return bytes;
  }

  watermark(timestamp: number): void {
    this.#seenWatermark = Math.max(this.#seenWatermark, timestamp);
  }

  status(_idle: boolean): void {}

  /** The channels have given everything. */
  endInput(): void {
    this.#bytesOfKeys.clear();
    hadoopQuickSort(new SortableRecords(this.#held), this.#held.length);
    this.#isSorted = true;
  }

  get isSorted(): boolean {
    return this.#isSorted;
  }

  /** Whether every record has been handed on. */
  get isEmpty(): boolean {
    return this.#position === this.#held.length;
  }

  /** The bytes of the next record's key; null when no record is left. */
  get headKeyBytes(): readonly number[] | null {
    return this.#held[this.#position]?.keyBytes ?? null;
  }

  /** Whether this input's next record comes before the other's: strictly; both have one. */
  comesBefore(other: SortingInput): boolean {
    return compareHeld(this.#held[this.#position] as Held, other.#held[other.#position] as Held) < 0;
  }

  /** Hands the next record to the operator. */
  emitNext(): void {
    const { value, timestamp, record, channel } = this.#held[this.#position] as Held;
    this.#held[this.#position] = EMITTED;
    this.#position += 1;
    this.#next.recordFrom(value, timestamp, record, channel);
  }

  /** Behind the last record: the largest watermark, then the end. */
  emitEnd(): void {
    if (this.#seenWatermark > MIN_TIMESTAMP) this.#next.watermark(this.#seenWatermark);
    this.#next.endInput();
  }
}

/** Stands where a record was, so that it can be freed. */
const EMITTED: Held = { keyBytes: [], value: undefined, timestamp: MIN_TIMESTAMP, record: 0, channel: 0 };

function compareHeld(a: Held, b: Held): number {
  const order = compareKeyBytes(a.keyBytes, b.keyBytes);
  return order === 0 ? timestampOrMin(a.timestamp) - timestampOrMin(b.timestamp) : order;
}

class SortableRecords implements IndexedSortable {
  readonly #records: Held[];

  constructor(records: Held[]) {
    this.#records = records;
  }

  compare(i: number, j: number): number {
    return compareHeld(this.#records[i] as Held, this.#records[j] as Held);
  }

  swap(i: number, j: number): void {
    const record = this.#records[i] as Held;
    this.#records[i] = this.#records[j] as Held;
    this.#records[j] = record;
  }
}
