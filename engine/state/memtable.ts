/**
 * What a log-structured state has not spilled to a file yet, sorted by key. Answers to RocksDB's memtable.
 */
import type { ByteText } from "./ordered-bytes";
import { APPEND, DELETE, type EntryKind, entryBytes, joined, lowerBound, PUT, type SortedSource } from "./sorted-file";

type Row = { readonly kind: EntryKind; readonly parts: Uint8Array[] };

export class Memtable implements SortedSource {
  readonly keys: ByteText[] = [];
  readonly #rows = new Map<ByteText, Row>();
  #bytes = 0;

  /** About what the entries take in a file, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.keys.length;
  }

  has(key: ByteText): boolean {
    return this.#rows.has(key);
  }

  put(key: ByteText, value: Uint8Array): void {
    this.#write(key, { kind: PUT, parts: [value] });
  }

  delete(key: ByteText): void {
    this.#write(key, { kind: DELETE, parts: [] });
  }

  append(key: ByteText, value: Uint8Array): void {
    const known = this.#rows.get(key);
    if (known === undefined) this.#write(key, { kind: APPEND, parts: [value] });
    else if (known.kind === DELETE) this.#write(key, { kind: PUT, parts: [value] });
    else {
      known.parts.push(value);
      this.#bytes += value.length;
    }
  }

  /** The kind of a key's entry; null when it has none here. */
  kindOf(key: ByteText): EntryKind | null {
    return this.#rows.get(key)?.kind ?? null;
  }

  partsOf(key: ByteText): readonly Uint8Array[] {
    return this.#rows.get(key)?.parts ?? [];
  }

  kindAt(index: number): EntryKind {
    return (this.#rows.get(this.keys[index] as ByteText) as Row).kind;
  }

  bytesAt(index: number): Uint8Array {
    return joined((this.#rows.get(this.keys[index] as ByteText) as Row).parts);
  }

  /** The entries as they are now, for whoever reads later. */
  frozen(): SortedSource {
    const keys = this.keys.slice();
    const kinds = keys.map((_, index) => this.kindAt(index));
    const values = keys.map((_, index) => this.bytesAt(index));
    return {
      keys,
      kindAt: (index) => kinds[index] as EntryKind,
      bytesAt: (index) => values[index] as Uint8Array,
    };
  }

  #write(key: ByteText, row: Row): void {
    if (!this.#rows.has(key)) this.keys.splice(lowerBound(this.keys, key), 0, key);
    this.#rows.set(key, row);
    this.#bytes += row.parts.reduce((sum, part) => sum + entryBytes(key, part), 0);
  }
}
