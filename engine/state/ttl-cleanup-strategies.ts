/**
 * Who removes expired state that nobody reads. Answers to the clean-up strategies inside Flink's `StateTtlConfig`.
 */
import { Duration, illegalArgument } from "../core/index";

/** A few entries are looked at with each access, and with each record if so configured. */
export class IncrementalCleanupStrategy {
  readonly #cleanupSize: number;
  readonly #runCleanupForEveryRecord: boolean;

  constructor(cleanupSize: number, runCleanupForEveryRecord: boolean) {
    if (!(cleanupSize > 0)) {
      throw illegalArgument("Number of incrementally cleaned up state entries should be positive.", {
        hint: "Call cleanupIncrementally(10, false): ten entries are looked at with each access.",
        context: { cleanupSize },
      });
    }
    this.#cleanupSize = cleanupSize;
    this.#runCleanupForEveryRecord = runCleanupForEveryRecord;
  }

  getCleanupSize(): number {
    return this.#cleanupSize;
  }
  runCleanupForEveryRecord(): boolean {
    return this.#runCleanupForEveryRecord;
  }
}

/** RocksDB drops expired entries when it compacts files. */
export class RocksdbCompactFilterCleanupStrategy {
  readonly #queryTimeAfterNumEntries: number;
  readonly #periodicCompactionTime: Duration;

  constructor(queryTimeAfterNumEntries: number, periodicCompactionTime: Duration = Duration.ofDays(30)) {
    this.#queryTimeAfterNumEntries = queryTimeAfterNumEntries;
    this.#periodicCompactionTime = periodicCompactionTime;
  }

  getQueryTimeAfterNumEntries(): number {
    return this.#queryTimeAfterNumEntries;
  }
  getPeriodicCompactionTime(): Duration {
    return this.#periodicCompactionTime;
  }
}

/** What a builder has collected. */
export type CleanupParts = {
  readonly fullSnapshot: boolean;
  readonly incremental: IncrementalCleanupStrategy | null;
  readonly rocksdbCompactFilter: RocksdbCompactFilterCleanupStrategy | null;
  readonly inBackground: boolean;
};

const DEFAULT_INCREMENTAL_CLEANUP = new IncrementalCleanupStrategy(5, false);

/** Who removes expired state that nobody reads. */
export class CleanupStrategies {
  readonly #parts: CleanupParts;

  constructor(parts: CleanupParts) {
    this.#parts = parts;
  }

  inFullSnapshot(): boolean {
    return this.#parts.fullSnapshot;
  }
  isCleanupInBackground(): boolean {
    return this.#parts.inBackground;
  }
  /** The strategy named, else the default one unless the background clean-up is switched off, else null. */
  getIncrementalCleanupStrategy(): IncrementalCleanupStrategy | null {
    const { incremental, inBackground } = this.#parts;
    return incremental ?? (inBackground ? DEFAULT_INCREMENTAL_CLEANUP : null);
  }
  inRocksdbCompactFilter(): boolean {
    return this.#parts.inBackground || this.#parts.rocksdbCompactFilter !== null;
  }
  getRocksdbCompactFilterCleanupStrategy(): RocksdbCompactFilterCleanupStrategy | null {
    return this.#parts.rocksdbCompactFilter;
  }
}
