/**
 * An immutable file of entries sorted by key. Answers to an SST file of RocksDB.
 *
 * An entry puts a value, deletes, or appends to what older entries of the key give (RocksDB's merge operand, which is how
 * list state adds an element without reading).
 */
import type { ByteText } from "./ordered-bytes";

export const PUT = 0;
export const DELETE = 1;
export const APPEND = 2;
export type EntryKind = typeof PUT | typeof DELETE | typeof APPEND;

/** Where sorted entries are read from: a file or what has not been spilled yet. */
export interface SortedSource {
  readonly keys: readonly ByteText[];
  kindAt(index: number): EntryKind;
  bytesAt(index: number): Uint8Array;
}

/** Each entry has its two lengths, and a number of sequence with its kind. */
const ENTRY_OVERHEAD_BYTES = 11;
/** Footer and properties. */
const FILE_OVERHEAD_BYTES = 120;

const NOTHING = new Uint8Array(0);

/** What an entry takes in a file, in bytes. */
export function entryBytes(key: ByteText, value: Uint8Array): number {
  return key.length + value.length + ENTRY_OVERHEAD_BYTES;
}

export class SortedFile implements SortedSource {
  readonly #kinds: readonly EntryKind[];
  readonly #values: readonly Uint8Array[];
  /** The size in bytes. */
  readonly bytes: number;

  constructor(
    /** Unique among the files of all attempts of the subtask. */
    readonly name: string,
    /** Files that were made later have a higher number. */
    readonly number: number,
    readonly keys: readonly ByteText[],
    kinds: readonly EntryKind[],
    values: readonly Uint8Array[],
  ) {
    this.#kinds = kinds;
    this.#values = values;
    let bytes = FILE_OVERHEAD_BYTES;
    for (const [index, key] of keys.entries()) bytes += entryBytes(key, values[index] as Uint8Array);
    this.bytes = bytes;
  }

  get smallest(): ByteText {
    return this.keys[0] as ByteText;
  }

  get largest(): ByteText {
    return this.keys.at(-1) as ByteText;
  }

  kindAt(index: number): EntryKind {
    return this.#kinds[index] as EntryKind;
  }

  bytesAt(index: number): Uint8Array {
    return this.#values[index] as Uint8Array;
  }

  overlaps(smallest: ByteText, largest: ByteText): boolean {
    return this.smallest <= largest && this.largest >= smallest;
  }
}

/** The first index whose key is not smaller. */
export function lowerBound(keys: readonly ByteText[], key: ByteText): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as ByteText) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All parts as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  if (parts.length === 0) return NOTHING;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
