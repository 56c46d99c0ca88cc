/**
 * Options by Flink's names that say which backend keeps the state of a job, and how.
 */
import type { LogStructuredOptions, StateBackendSettings, StateBackendType } from "../state/index";
import { type DurationLike, toMillis } from "./configuration";
import { unparsable } from "./setting-checks";

/** The options; sizes are in bytes. */
export type StateOptions = {
  /** `hashmap` (default): objects on the heap. `rocksdb`: bytes in sorted files. */
  readonly "state.backend.type"?: StateBackendType;
  /** Whether checkpoints of `rocksdb` upload only files that the last complete one does not have, default false. */
  readonly "execution.checkpointing.incremental"?: boolean;
  /** Whether every change is written to a log, of which checkpoints upload what is new, default false. */
  readonly "state.changelog.enabled"?: boolean;
  /** How often the state is written out whole while it is logged, default 10 min. */
  readonly "state.changelog.periodic-materialize.interval"?: DurationLike;
  /** How much `rocksdb` keeps in memory before it writes a file, default 64 kB (Flink: 64 MB). */
  readonly "state.backend.rocksdb.writebuffer.size"?: number;
  /** How large files get when they are compacted, default 64 kB (Flink: 64 MB). */
  readonly "state.backend.rocksdb.compaction.level.target-file-size-base"?: number;
  /** What the first level holds before it is compacted into the next, default 256 kB (Flink: 256 MB). */
  readonly "state.backend.rocksdb.compaction.level.max-size-level-base"?: number;
};

type Name = keyof StateOptions;

const SIZES: Readonly<Partial<Record<Name, keyof LogStructuredOptions>>> = {
  "state.backend.rocksdb.writebuffer.size": "writeBufferBytes",
  "state.backend.rocksdb.compaction.level.target-file-size-base": "targetFileBytes",
  "state.backend.rocksdb.compaction.level.max-size-level-base": "levelBaseBytes",
};

const TYPES: Readonly<Record<Name, "type" | "boolean" | "duration" | "size">> = {
  "state.backend.type": "type",
  "execution.checkpointing.incremental": "boolean",
  "state.changelog.enabled": "boolean",
  "state.changelog.periodic-materialize.interval": "duration",
  "state.backend.rocksdb.writebuffer.size": "size",
  "state.backend.rocksdb.compaction.level.target-file-size-base": "size",
  "state.backend.rocksdb.compaction.level.max-size-level-base": "size",
};

/** The names of these options. */
export const STATE_OPTIONS: readonly string[] = Object.keys(TYPES);

/** What a program has set of them so far. */
export class StateConfiguration {
  #settings: Partial<StateBackendSettings> = {};

  /**
   * Takes the options that it knows, and gives back the others.
   * Errors: `IllegalArgumentException` for a value that Flink does not take.
   */
  take(options: object): Record<string, unknown> {
    const others: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(options)) {
      if (!Object.hasOwn(TYPES, name)) others[name] = value;
      else this.#settings = { ...this.#settings, ...this.#setting(name as Name, value) };
    }
    return others;
  }

  /** What was set; the rest is the cluster's. */
  settings(): Partial<StateBackendSettings> {
    return this.#settings;
  }

  #setting(name: Name, value: unknown): Partial<StateBackendSettings> {
    switch (TYPES[name]) {
      case "type":
        if (value !== "hashmap" && value !== "rocksdb") throw unparsable(name, value, "Use hashmap or rocksdb.");
        return { type: value };
      case "boolean":
        if (typeof value !== "boolean") throw unparsable(name, value, "Give true or false.");
        return name === "state.changelog.enabled" ? { changelog: value } : { incremental: value };
      case "duration":
        return { materializeIntervalMillis: this.#interval(name, value) };
      case "size":
        if (!Number.isInteger(value) || (value as number) < 1) {
          throw unparsable(name, value, "Give a number of bytes, 1 or more.");
        }
        return { sizes: { ...this.#settings.sizes, [SIZES[name] as string]: value } };
    }
  }

  /** As in Flink, what is not positive switches materialization off. */
  #interval(name: Name, value: unknown): number {
    const isLength = typeof value === "number" || (typeof value === "object" && value !== null && "toMillis" in value);
    if (!isLength) throw unparsable(name, value, "Give a Duration, or a number of milliseconds.");
    const millis = typeof value === "number" && value <= 0 ? 0 : toMillis(value as DurationLike);
    return millis <= 0 ? Number.POSITIVE_INFINITY : millis;
  }
}
