/**
 * Which files of a log-structured backend need not be uploaded again: those of the last checkpoint that is known to be
 * complete. Answers to the book-keeping of Flink's `RocksIncrementalSnapshotStrategy`.
 *
 * Files of a checkpoint that is still pending do not count, since it may fail and take them with it.
 */
import type { SnapshotSizes, StateFile } from "./keyed-state-snapshot";
import type { SortedFile } from "./sorted-file";

/** Size of what says which files belong to which level, in bytes: some for itself, some for each file. */
const MANIFEST_BYTES = 64;
const MANIFEST_FILE_BYTES = 32;

export class UploadedFiles {
  readonly #byCheckpoint = new Map<number, ReadonlySet<string>>();
  #lastConfirmed = 0;

  /** What a checkpoint of these files weighs; from now on it is pending. `isIncremental` false: all are uploaded. */
  upload(checkpointId: number, files: readonly SortedFile[], isIncremental: boolean, manifest: string): SnapshotSizes {
    const base = isIncremental ? this.#byCheckpoint.get(this.#lastConfirmed) : undefined;
    if (isIncremental) this.#byCheckpoint.set(checkpointId, new Set(files.map((file) => file.name)));
    const listed: StateFile[] = files.map(({ name, bytes, keys }) => {
      return { name, bytes, entries: keys.length, shared: base?.has(name) ?? false };
    });
    const bytes = MANIFEST_BYTES + MANIFEST_FILE_BYTES * files.length;
    if (files.length > 0) listed.push({ name: manifest, bytes, entries: 0, shared: false });
    return {
      stateBytes: sum(listed),
      uploadedBytes: sum(listed.filter((file) => !file.shared)),
      files: listed,
    };
  }

  /** The files lie in a checkpoint that was restored. */
  restored(checkpointId: number, files: readonly SortedFile[]): void {
    this.#byCheckpoint.set(checkpointId, new Set(files.map((file) => file.name)));
    this.confirm(checkpointId);
  }

  confirm(checkpointId: number): void {
    if (checkpointId <= this.#lastConfirmed || !this.#byCheckpoint.has(checkpointId)) return;
    this.#lastConfirmed = checkpointId;
    for (const id of [...this.#byCheckpoint.keys()]) if (id < checkpointId) this.#byCheckpoint.delete(id);
  }

  abort(checkpointId: number): void {
    if (checkpointId !== this.#lastConfirmed) this.#byCheckpoint.delete(checkpointId);
  }
}

function sum(files: readonly StateFile[]): number {
  return files.reduce((bytes, file) => bytes + file.bytes, 0);
}
