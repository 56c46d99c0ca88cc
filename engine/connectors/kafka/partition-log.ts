/**
 * The log of one partition. Answers to Kafka's log with its transaction index: records and transaction markers share the
 * offsets; the last stable offset is the first one of the earliest open transaction, else the end.
 */
import { preview } from "../../core/index";
import type { OutsidePort } from "../../operators/index";
import { copyValue } from "../../types/index";
import type { ConsumerRecord, IsolationLevel, TopicPartition } from "./topic-partition";

/** `open`: of a transaction that has not ended; `commit` and `abort` are markers. */
export type EntryState = "appended" | "open" | "committed" | "aborted" | "expired" | "commit" | "abort";

export type LogEntry = {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: unknown;
  readonly value: unknown;
  /** Empty for none. */
  readonly transaction: string;
  /** Its identity in the trace of the run that wrote it, 0 for none. */
  readonly record: number;
  /** Who wrote it; null for a program outside of jobs. */
  readonly port: OutsidePort | null;
  state: EntryState;
};

export type NewEntry = Omit<LogEntry, "offset">;

export type RetentionSettings = {
  /** Kafka's `retention.ms`; -1 for ever. */
  readonly retentionMillis: number;
  /** Kafka's `retention.bytes` of each partition; -1 without bound. */
  readonly retentionBytes: number;
};

export class PartitionLog {
  /** Those that retention has left; the first has the offset `startOffset`. */
  readonly #entries: LogEntry[] = [];
  readonly #retention: RetentionSettings;
  #startOffset = 0;
  /** Where each open transaction has its first record. */
  readonly #openFrom = new Map<string, number>();
  /** What retention counts. */
  #bytes = 0;
  /** Up to here readers of committed records have been told what they see. */
  #announcedOffset = 0;

  constructor(
    readonly topicPartition: TopicPartition,
    retention: RetentionSettings,
  ) {
    this.#retention = retention;
  }

  /** The earliest offset that is still there. */
  get startOffset(): number {
    return this.#startOffset;
  }

  /** The offset of the next entry: Kafka's high watermark, since every write is replicated at once. */
  get endOffset(): number {
    return this.#startOffset + this.#entries.length;
  }

  /** Up to here, exclusive, consumers with `read_committed` read. */
  get lastStableOffset(): number {
    let offset = this.endOffset;
    for (const firstOffset of this.#openFrom.values()) offset = Math.min(offset, firstOffset);
    return offset;
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  append(entry: NewEntry): LogEntry {
    const appended: LogEntry = { ...entry, offset: this.endOffset };
    this.#entries.push(appended);
    this.#bytes += bytesOf(appended);
    const { state, transaction } = appended;
    if (state === "open" && !this.#openFrom.has(transaction)) this.#openFrom.set(transaction, appended.offset);
    if (isMarker(appended)) this.#openFrom.delete(transaction);
    return appended;
  }

  /** Where a consumer that has read up to `offset` may go on to. */
  readableEnd(isolation: IsolationLevel): number {
    return isolation === "read_committed" ? this.lastStableOffset : this.endOffset;
  }

  /** The first record at or behind the offset that the consumer may read; null when there is none yet. */
  next(offset: number, isolation: IsolationLevel): ConsumerRecord | null {
    const end = this.readableEnd(isolation);
    for (let at = Math.max(offset, this.#startOffset); at < end; at += 1) {
      const entry = this.#entries[at - this.#startOffset] as LogEntry;
      if (isReadable(entry, isolation)) return this.#recordOf(entry);
    }
    return null;
  }

  /** All records that a consumer reads from the earliest offset. */
  read(isolation: IsolationLevel): ConsumerRecord[] {
    const end = this.readableEnd(isolation);
    return this.#entries
      .filter((entry) => entry.offset < end && isReadable(entry, isolation))
      .map((entry) => this.#recordOf(entry));
  }

  /** The offset of the first record with that timestamp or a later one, null for none: Kafka's `offsetsForTimes`. */
  offsetForTime(timestamp: number): number | null {
    return this.#entries.find((entry) => !isMarker(entry) && entry.timestamp >= timestamp)?.offset ?? null;
  }

  /** Whether readers of committed records see the entry. */
  isVisible(entry: LogEntry): boolean {
    return isReadable(entry, "read_committed") && entry.offset < this.lastStableOffset;
  }

  /** Records that readers of committed records see since the last call. */
  takeNewlyVisible(): LogEntry[] {
    const from = Math.max(0, this.#announcedOffset - this.#startOffset);
    const lastStableOffset = this.lastStableOffset;
    this.#announcedOffset = Math.max(this.#announcedOffset, lastStableOffset);
    return this.#entries.slice(from, lastStableOffset - this.#startOffset).filter((entry) => this.isVisible(entry));
  }

  /** Deletes from the front what is too old or too much; never what an open transaction still needs. */
  applyRetention(nowMillis: number): LogEntry[] {
    const { retentionMillis, retentionBytes } = this.#retention;
    const deletable = this.lastStableOffset - this.#startOffset;
    let count = 0;
    let excess = retentionBytes < 0 ? 0 : this.#bytes - retentionBytes;
    while (count < deletable) {
      const entry = this.#entries[count] as LogEntry;
      const isTooOld = retentionMillis >= 0 && entry.timestamp + retentionMillis < nowMillis;
      if (!isTooOld && excess <= 0) break;
      excess -= bytesOf(entry);
      count += 1;
    }
    this.#startOffset += count;
    const deleted = count === 0 ? [] : this.#entries.splice(0, count);
    for (const entry of deleted) this.#bytes -= bytesOf(entry);
    return deleted;
  }

  #recordOf({ offset, timestamp, key, value }: LogEntry): ConsumerRecord {
    const { topic, partition } = this.topicPartition;
    return { topic, partition, offset, timestamp, key: copyValue(key), value: copyValue(value) };
  }
}

/** Whether the entry is a marker, which no consumer gets. */
export function isMarker(entry: LogEntry): boolean {
  return entry.state === "commit" || entry.state === "abort";
}

/** The size that retention counts: the characters of key and value. */
function bytesOf(entry: LogEntry): number {
  return isMarker(entry) ? 0 : textLength(entry.key) + textLength(entry.value);
}

function textLength(value: unknown): number {
  return value === null || value === undefined ? 0 : preview(value).length;
}

function isReadable(entry: LogEntry, isolation: IsolationLevel): boolean {
  if (isMarker(entry)) return false;
  return isolation === "read_uncommitted" || entry.state === "appended" || entry.state === "committed";
}
