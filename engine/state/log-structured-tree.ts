/**
 * The entries of one state in a log-structured backend: a memtable, and files in levels. Answers to a column family of
 * RocksDB with its leveled compaction.
 *
 *   memtable   sorted, in memory; spilled to a file of level 0 when it is full, and at a checkpoint
 *   level 0    files as they were spilled, which overlap: the newest is read first
 *   level 1..  files that do not overlap; each level may hold ten times as much as the one above
 *
 * A read asks the memtable, then level by level, until it meets a value or a deletion. Everything happens at once and in
 * a fixed order: the same writes make the same files.
 */
import { compactFiles, type CompactionFilter } from "./compaction";
import { Memtable } from "./memtable";
import { type MergedRow, mergedRows } from "./merged-rows";
import type { ByteText } from "./ordered-bytes";
import { APPEND, DELETE, joined, lowerBound, PUT, type SortedFile, type SortedSource } from "./sorted-file";

/** Sizes in bytes. Flink's options have the same names. */
export type LogStructuredOptions = {
  /** A memtable of this size is spilled. `state.backend.rocksdb.writebuffer.size` */
  readonly writeBufferBytes: number;
  /** `state.backend.rocksdb.compaction.level.target-file-size-base` */
  readonly targetFileBytes: number;
  /** What level 1 may hold. `state.backend.rocksdb.compaction.level.max-size-level-base` */
  readonly levelBaseBytes: number;
};

/** Flink's defaults with kilobytes for megabytes: what a run keeps here is a thousandth of what a job keeps there. */
export const LOG_STRUCTURED_DEFAULTS: LogStructuredOptions = {
  writeBufferBytes: 64 * 1024,
  targetFileBytes: 64 * 1024,
  levelBaseBytes: 256 * 1024,
};

/** RocksDB's `level0_file_num_compaction_trigger` and `max_bytes_for_level_multiplier`. */
const LEVEL_0_FILES_MAX = 4;
const LEVEL_MULTIPLIER = 10;

/** Makes files, and hears of the work. */
export interface TreeSurroundings {
  readonly options: LogStructuredOptions;
  createFile(
    keys: readonly ByteText[],
    kinds: ConstructorParameters<typeof SortedFile>[3],
    values: readonly Uint8Array[],
  ): SortedFile;
  onWork(event: "flushed" | "compacted", files: readonly SortedFile[]): void;
}

export class LogStructuredTree {
  readonly #surroundings: TreeSurroundings;
  #memtable = new Memtable();
  /** By level; level 0 in the order in which the files were made, the others by key. */
  #levels: (readonly SortedFile[])[];
  /** What compactions leave of values; null for all of them as they are. */
  filter: CompactionFilter | null = null;

  constructor(surroundings: TreeSurroundings, levels: readonly (readonly SortedFile[])[] = []) {
    this.#surroundings = surroundings;
    this.#levels = [...levels];
  }

  /** The files by level; they never change. */
  get levels(): readonly (readonly SortedFile[])[] {
    return this.#levels;
  }

  /** How many entries are stored, those among them that hide each other counted too. */
  get storedCount(): number {
    return this.#memtable.size + this.#levels.flat().reduce((sum, file) => sum + file.keys.length, 0);
  }

  /** The value of a key; undefined for nothing. */
  get(key: ByteText): Uint8Array | undefined {
    const newest = this.#memtable.kindOf(key);
    const parts = this.#memtable.partsOf(key);
    if (newest === PUT) return joined(parts);
    if (newest === DELETE) return undefined;
    const older = this.#fromFiles(key);
    if (newest === null) return older;
    return joined(older === undefined ? parts : [older, ...parts]);
  }

  put(key: ByteText, value: Uint8Array): void {
    this.#memtable.put(key, value);
    this.#spillIfFull();
  }

  delete(key: ByteText): void {
    this.#memtable.delete(key);
    this.#spillIfFull();
  }

  /** Appends to the value, without reading it. */
  append(key: ByteText, value: Uint8Array): void {
    this.#memtable.append(key, value);
    this.#spillIfFull();
  }

  /** The rows with this prefix in the order of their bytes; nothing may be written before the last one was taken. */
  *rows(prefix: ByteText = "", from: ByteText = prefix): Generator<MergedRow> {
    for (const row of mergedRows(this.#sources(), prefix, from)) if (row.kind !== DELETE) yield row;
  }

  /** The same sources for whoever reads later, isolated from what is written. */
  frozenSources(): SortedSource[] {
    return [this.#memtable.frozen(), ...this.#sources().slice(1)];
  }

  /** Spills the memtable to a file of level 0, and compacts where a level has become too full. */
  flush(): void {
    const memtable = this.#memtable;
    if (memtable.size === 0) return;
    const { keys } = memtable;
    const kinds = keys.map((_, index) => memtable.kindAt(index));
    const values = keys.map((_, index) => memtable.bytesAt(index));
    const file = this.#surroundings.createFile(keys, kinds, values);
    this.#memtable = new Memtable();
    this.#levels[0] = [...(this.#levels[0] ?? []), file];
    this.#surroundings.onWork("flushed", [file]);
    this.#compactWhereFull();
  }

  #spillIfFull(): void {
    if (this.#memtable.bytes >= this.#surroundings.options.writeBufferBytes) this.flush();
  }

  #sources(): SortedSource[] {
    const [level0 = [], ...deeper] = this.#levels;
    return [this.#memtable, ...level0.slice().reverse(), ...deeper.flat()];
  }

  #fromFiles(key: ByteText): Uint8Array | undefined {
    const parts: Uint8Array[] = [];
    for (const source of this.#sources().slice(1)) {
      const index = lowerBound(source.keys, key);
      if (source.keys[index] !== key) continue;
      const kind = source.kindAt(index);
      if (kind === DELETE) break;
      parts.unshift(source.bytesAt(index));
      if (kind !== APPEND) break;
    }
    return parts.length === 0 ? undefined : joined(parts);
  }

  #compactWhereFull(): void {
    if ((this.#levels[0]?.length ?? 0) >= LEVEL_0_FILES_MAX) this.#compact(0, this.#levels[0] as SortedFile[]);
    for (let level = 1; level < this.#levels.length; level++) {
      while (bytesOf(this.#levels[level] as SortedFile[]) > this.#levelBytesMax(level)) {
        this.#compact(level, [oldestOf(this.#levels[level] as SortedFile[])]);
      }
    }
  }

  #levelBytesMax(level: number): number {
    return this.#surroundings.options.levelBaseBytes * LEVEL_MULTIPLIER ** (level - 1);
  }

  /** Merges files of a level with those of the next one that they overlap, into the next one. */
  #compact(level: number, moved: readonly SortedFile[]): void {
    const [smallest, largest] = rangeOf(moved);
    const below = this.#levels[level + 1] ?? [];
    const met = below.filter((file) => file.overlaps(smallest, largest));
    const deeper = this.#levels.slice(level + 2).flat();
    const newestFirst = [...moved].reverse();
    const made = compactFiles([...newestFirst, ...met], {
      filter: this.filter,
      isDeepest: (key) => deeper.every((file) => !file.overlaps(key, key)),
      targetFileBytes: this.#surroundings.options.targetFileBytes,
      createFile: (...columns) => this.#surroundings.createFile(...columns),
    });
    this.#levels[level] = (this.#levels[level] as SortedFile[]).filter((file) => !moved.includes(file));
    const kept = below.filter((file) => !met.includes(file));
    this.#levels[level + 1] = [...kept, ...made].sort((a, b) => (a.smallest < b.smallest ? -1 : 1));
    this.#surroundings.onWork("compacted", made);
  }
}

function bytesOf(files: readonly SortedFile[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}

function oldestOf(files: readonly SortedFile[]): SortedFile {
  return files.reduce((oldest, file) => (file.number < oldest.number ? file : oldest));
}

function rangeOf(files: readonly SortedFile[]): [smallest: ByteText, largest: ByteText] {
  const [first] = files as readonly [SortedFile, ...SortedFile[]];
  let { smallest, largest } = first;
  for (const file of files) {
    if (file.smallest < smallest) ({ smallest } = file);
    if (file.largest > largest) ({ largest } = file);
  }
  return [smallest, largest];
}
