/**
 * What a job says of its checkpoints. Answers to Flink 2.3's `CheckpointCoordinatorConfiguration` and to the options
 * `execution.checkpointing.*` behind it. All times are milliseconds of the virtual clock.
 */
import { illegalArgument, MAX_TIMESTAMP } from "../core/index";
import type { CheckpointingMode } from "./checkpoint-barrier";

/** What becomes of the retained checkpoints when the job ends otherwise than by its own end. */
export type ExternalizedCheckpointRetention =
  /** Kept when the job fails, deleted when it is cancelled. */
  | "DELETE_ON_CANCELLATION"
  /** Kept when the job fails or is cancelled. */
  | "RETAIN_ON_CANCELLATION"
  /** Deleted in any case. */
  | "NO_EXTERNALIZED_CHECKPOINTS";

export type CheckpointSettings = {
  /** Between two periodic triggers; `MAX_TIMESTAMP`: no checkpoints but those that are asked for. */
  readonly intervalMillis: number;
  readonly mode: CheckpointingMode;
  /** Counted from the completion of the last checkpoint. */
  readonly minPauseMillis: number;
  readonly timeoutMillis: number;
  /** Pending at a time. */
  readonly maxConcurrent: number;
  /** Consecutive failures that the job survives. */
  readonly tolerableFailures: number;
  /** Completed checkpoints that are kept. */
  readonly retainedMax: number;
  readonly retention: ExternalizedCheckpointRetention;
  /** Whether barriers overtake what is in flight. */
  readonly unaligned: boolean;
  /** How long barriers are aligned before they overtake; 0: they overtake from the start. */
  readonly alignedTimeoutMillis: number;
  /** Whether checkpoints go on when some tasks have finished. */
  readonly afterTasksFinish: boolean;
  /** The checkpoint whose in-flight data a restore leaves out; null: none. */
  readonly ignoredInFlightCheckpoint: number | null;
};

/** Flink's defaults but for the interval, which switches checkpoints on. */
export const CHECKPOINT_DEFAULTS: Omit<CheckpointSettings, "intervalMillis"> = {
  mode: "EXACTLY_ONCE",
  minPauseMillis: 0,
  timeoutMillis: 600_000,
  maxConcurrent: 1,
  tolerableFailures: 0,
  retainedMax: 1,
  retention: "NO_EXTERNALIZED_CHECKPOINTS",
  unaligned: false,
  alignedTimeoutMillis: 0,
  afterTasksFinish: true,
  ignoredInFlightCheckpoint: null,
};

/**
 * The settings of a job without periodic checkpoints. Savepoints can be asked for all the same; as in Flink barriers
 * are only counted then, the cheaper way, so that such a savepoint is at-least-once.
 */
export const NO_PERIODIC_CHECKPOINTS: CheckpointSettings = {
  ...CHECKPOINT_DEFAULTS,
  mode: "AT_LEAST_ONCE",
  intervalMillis: MAX_TIMESTAMP,
};

const LONGEST_PAUSE_MILLIS = 365 * 24 * 60 * 60 * 1_000;

/**
 * The settings as the coordinator takes them: a pause of at most a year, an interval that is no shorter than the pause,
 * barriers that overtake only where the mode is exactly-once (Flink 2.3 ignores the wish otherwise).
 * Errors: `IllegalArgumentException` for several unaligned checkpoints at a time.
 */
export function effectiveSettings(settings: CheckpointSettings): CheckpointSettings {
  const unaligned = settings.unaligned && settings.mode === "EXACTLY_ONCE";
  if (unaligned && settings.maxConcurrent > 1) {
    throw illegalArgument("maxConcurrentCheckpoints can't be > 1 if UnalignedCheckpoints enabled", {
      hint: "In-flight data belongs to one checkpoint at a time: leave setMaxConcurrentCheckpoints at 1, or take aligned checkpoints.",
      context: { maxConcurrentCheckpoints: settings.maxConcurrent },
    });
  }
  const minPauseMillis = Math.min(settings.minPauseMillis, LONGEST_PAUSE_MILLIS);
  return { ...settings, unaligned, minPauseMillis, intervalMillis: Math.max(settings.intervalMillis, minPauseMillis) };
}
