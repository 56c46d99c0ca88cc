/**
 * Which backend keeps the keyed state of a job, and how. Answers to Flink's `StateBackendLoader` with the options
 * `state.backend.type`, `execution.checkpointing.incremental` and `state.changelog.*`.
 */
import type { KeyedStateBackendOptions } from "./abstract-keyed-state-backend";
import { ChangelogKeyedStateBackend } from "./changelog-backend";
import { HeapKeyedStateBackend } from "./heap-state-backend";
import type { KeyedStateBackend } from "./keyed-state-backend";
import { LogStructuredKeyedStateBackend } from "./log-structured-backend";
import type { LogStructuredOptions } from "./log-structured-tree";

/** Flink's names: `hashmap` keeps objects on the heap, `rocksdb` bytes in sorted files (log-structured). */
export type StateBackendType = "hashmap" | "rocksdb";

export type StateBackendSettings = {
  readonly type: StateBackendType;
  /** Whether checkpoints of the log-structured backend upload only new files. */
  readonly incremental: boolean;
  /** Whether every change is written to a log, of which checkpoints upload what is new. */
  readonly changelog: boolean;
  /** Once so often the state is written out whole, and the log before that is dropped, in milliseconds. */
  readonly materializeIntervalMillis: number;
  /** Sizes of the log-structured backend; what is left out keeps its default. */
  readonly sizes: Partial<LogStructuredOptions>;
};

/** Flink's defaults. */
export const STATE_BACKEND_DEFAULTS: StateBackendSettings = {
  type: "hashmap",
  incremental: false,
  changelog: false,
  materializeIntervalMillis: 600_000,
  sizes: {},
};

/** The backend of one subtask. `attempt`: which attempt of it this is. */
export function createKeyedStateBackend(
  settings: StateBackendSettings,
  options: KeyedStateBackendOptions & { readonly attempt: number; readonly processingTime: () => number },
): KeyedStateBackend {
  const { type, incremental, sizes, changelog, materializeIntervalMillis } = settings;
  const backend =
    type === "rocksdb"
      ? new LogStructuredKeyedStateBackend({ ...options, incremental, sizes })
      : new HeapKeyedStateBackend(options);
  if (!changelog) return backend;
  const { operator = 0, subtask = 0, attempt } = options;
  return new ChangelogKeyedStateBackend(backend, {
    now: options.processingTime,
    materializeIntervalMillis,
    name: `op-${operator}-${subtask}${attempt === 0 ? "" : `-attempt-${attempt}`}`,
  });
}
