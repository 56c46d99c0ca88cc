/**
 * A logical input of a keyed operator in batch mode: takes everything in, sorts it by (bytes of the key, timestamp), and
 * hands it on record by record. Answers to Flink 2.3's `SortingDataInput` and `MultiInputSortingDataInput`.
 *
 * Key bytes compare as signed ones; a record without timestamp counts as MIN. Equal records may change places
 * (`hadoopQuickSort`). Watermarks and statuses are kept back: behind the last record comes the largest watermark.
 *
 *   #values, #timestamps, ...   what came, in the order of arrival
 *   #order                      once sorted: the places of the records, first to last
 */
import { hadoopQuickSort, type IndexedSortable, type KeyIdentity, MIN_TIMESTAMP, timestampOrMin } from "../core/index";
import type { OperatorKey } from "../graph/index";
import { compareKeyBytes } from "../types/index";
import type { LatencyMarker } from "./latency-markers";
import type { HeadInput } from "./operator-input";

type KeyBytes = readonly number[];

export class SortingInput implements HeadInput {
  readonly #next: HeadInput;
  readonly #key: OperatorKey;
  readonly #bytesOfKeys = new Map<KeyIdentity, number[]>();
  readonly #values: unknown[] = [];
  readonly #keys: KeyBytes[] = [];
  readonly #timestamps: number[] = [];
  readonly #records: number[] = [];
  readonly #channels: number[] = [];
  #order: Int32Array | null = null;
  #position = 0;
  #seenWatermark = MIN_TIMESTAMP;

  /** `next`: into the operator; `key`: how the operator reads the key of this input. */
  constructor(next: HeadInput, key: OperatorKey) {
    this.#next = next;
    this.#key = key;
  }

  record(value: unknown, timestamp: number, record: number): void {
    this.recordFrom(value, timestamp, record, 0);
  }

  recordFrom(value: unknown, timestamp: number, record: number, channel: number): void {
    this.#keys.push(this.#bytesOf(this.#key.selector(value as never)));
    this.#values.push(value);
    this.#timestamps.push(timestamp);
    this.#records.push(record);
    this.#channels.push(channel);
  }

  watermark(timestamp: number): void {
    this.#seenWatermark = Math.max(this.#seenWatermark, timestamp);
  }

  latencyMarker(marker: LatencyMarker): void {
    this.#next.latencyMarker(marker);
  }
  status(_idle: boolean): void {}

  /** The channels have given everything. */
  endInput(): void {
    const sortable = new SortableRecords(this.#ranks(), this.#timestamps.map(timestampOrMin));
    hadoopQuickSort(sortable, this.#values.length);
    this.#order = sortable.order;
    this.#bytesOfKeys.clear();
  }

  get isSorted(): boolean {
    return this.#order !== null;
  }

  /** Whether every record has been handed on. */
  get isEmpty(): boolean {
    return this.#position === this.#values.length;
  }

  /** The bytes of the next record's key; null when no record is left. */
  get headKeyBytes(): KeyBytes | null {
    return this.#keys[this.#head] ?? null;
  }

  /** Whether this input's next record comes before the other's: strictly; both have one. */
  comesBefore(other: SortingInput): boolean {
    const order = compareKeyBytes(this.headKeyBytes as KeyBytes, other.headKeyBytes as KeyBytes);
    return order < 0 || (order === 0 && this.#headTimestamp < other.#headTimestamp);
  }

  /** Hands the next record to the operator. */
  emitNext(): void {
    const head = this.#head;
    const value = this.#values[head];
    this.#values[head] = undefined;
    this.#position += 1;
    this.#next.recordFrom(
      value,
      this.#timestamps[head] as number,
      this.#records[head] as number,
      this.#channels[head] as number,
    );
  }

  /** Behind the last record: the largest watermark, then the end. */
  emitEnd(): void {
    if (this.#seenWatermark > MIN_TIMESTAMP) this.#next.watermark(this.#seenWatermark);
    this.#next.endInput();
  }

  /** The place of the next record; -1 when no record is left. */
  get #head(): number {
    return this.#order?.[this.#position] ?? -1;
  }

  get #headTimestamp(): number {
    return timestampOrMin(this.#timestamps[this.#head] as number);
  }

  /** Equal keys share their bytes. */
  #bytesOf(key: unknown): KeyBytes {
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

  /** For each record the rank of its key among all keys, so that bytes are compared once for each key and not for each record. */
  #ranks(): Int32Array {
    const distinct: KeyBytes[] = [...this.#bytesOfKeys.values()].sort(compareKeyBytes);
    const rankOf = new Map<KeyBytes, number>();
    let rank = 0;
    distinct.forEach((bytes, index) => {
      const isNew = index > 0 && compareKeyBytes(distinct[index - 1] as KeyBytes, bytes) !== 0;
      if (isNew) rank += 1;
      rankOf.set(bytes, rank);
    });
    return Int32Array.from(this.#keys, (bytes) => rankOf.get(bytes) as number);
  }
}

/** Places of records, sorted by (rank of the key, timestamp). */
class SortableRecords implements IndexedSortable {
  readonly order: Int32Array;
  readonly #ranks: Int32Array;
  readonly #timestamps: readonly number[];

  constructor(ranks: Int32Array, timestamps: readonly number[]) {
    this.order = Int32Array.from(ranks, (_rank, place) => place);
    this.#ranks = ranks;
    this.#timestamps = timestamps;
  }

  compare(i: number, j: number): number {
    const [a, b] = [this.order[i] as number, this.order[j] as number];
    const byKey = (this.#ranks[a] as number) - (this.#ranks[b] as number);
    return byKey === 0 ? (this.#timestamps[a] as number) - (this.#timestamps[b] as number) : byKey;
  }

  swap(i: number, j: number): void {
    const place = this.order[i] as number;
    this.order[i] = this.order[j] as number;
    this.order[j] = place;
  }
}
