/**
 * The files that incremental checkpoints share: one lives until no retained checkpoint needs it. Answers to Flink's
 * `SharedStateRegistryImpl`.
 */

export class SharedStateRegistry {
  /** By name, the newest checkpoint that needs the file. */
  readonly #lastUsedBy = new Map<string, number>();

  /** A completed checkpoint needs these files. Checkpoints come in the order of their ids. */
  register(checkpointId: number, files: Iterable<string>): void {
    for (const file of files) this.#lastUsedBy.set(file, checkpointId);
  }

  /** Gives up, and names, what only checkpoints before the oldest retained one needed. */
  unregisterUnused(oldestRetainedId: number): readonly string[] {
    const unused = [...this.#lastUsedBy].flatMap(([file, lastUsedBy]) => (lastUsedBy < oldestRetainedId ? [file] : []));
    for (const file of unused) this.#lastUsedBy.delete(file);
    return unused;
  }

  /** What lies in storage. */
  files(): readonly string[] {
    return [...this.#lastUsedBy.keys()];
  }
}
