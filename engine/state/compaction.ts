/**
 * Merges sorted files into new ones: of each key only what still counts is written. Answers to a compaction of RocksDB,
 * and to the compaction filter by which Flink drops what has outlived its time (`RocksDbTtlCompactFiltersManager`).
 */
import { mergedRows, type MergedRow } from "./merged-rows";
import type { ByteText } from "./ordered-bytes";
import { APPEND, DELETE, type EntryKind, entryBytes, PUT, type SortedFile } from "./sorted-file";

/** What is left of a value: itself, a shorter one, or null when nothing is. */
export type CompactionFilter = (bytes: Uint8Array) => Uint8Array | null;

export type CompactionFacts = {
  readonly filter: CompactionFilter | null;
  /** Whether no older entry of the key can lie below what is written: a deletion has nothing to hide any more. */
  readonly isDeepest: (key: ByteText) => boolean;
  /** A file of this size is closed, in bytes. */
  readonly targetFileBytes: number;
  readonly createFile: (
    keys: readonly ByteText[],
    kinds: readonly EntryKind[],
    values: readonly Uint8Array[],
  ) => SortedFile;
};

/** The files that take the place of these, which are given newest first. */
export function compactFiles(files: readonly SortedFile[], facts: CompactionFacts): SortedFile[] {
  const made: SortedFile[] = [];
  let open = new Columns();
  for (const row of mergedRows(files)) {
    const left = leftOf(row, facts);
    if (left === null) continue;
    open.add(left);
    if (open.bytes >= facts.targetFileBytes) {
      made.push(open.close(facts));
      open = new Columns();
    }
  }
  if (open.bytes > 0) made.push(open.close(facts));
  return made;
}

class Columns {
  readonly #keys: ByteText[] = [];
  readonly #kinds: EntryKind[] = [];
  readonly #values: Uint8Array[] = [];
  bytes = 0;

  add({ key, kind, bytes }: MergedRow): void {
    this.#keys.push(key);
    this.#kinds.push(kind);
    this.#values.push(bytes);
    this.bytes += entryBytes(key, bytes);
  }

  close({ createFile }: CompactionFacts): SortedFile {
    return createFile(this.#keys, this.#kinds, this.#values);
  }
}

/** What is written of a row; null for nothing. What is filtered out leaves a deletion while something may lie below. */
function leftOf(row: MergedRow, { filter, isDeepest }: CompactionFacts): MergedRow | null {
  const { key, kind, bytes } = row;
  const deepest = isDeepest(key);
  if (kind === DELETE) return deepest ? null : row;
  if (kind === APPEND && !deepest) return row;
  const left = filter === null ? bytes : filter(bytes);
  if (left !== null) return { key, kind: PUT, bytes: left };
  return deepest ? null : { key, kind: DELETE, bytes };
}
