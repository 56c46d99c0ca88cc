/**
 * What a program says of its checkpoints. Answers to Flink 2.3's `CheckpointConfig`; lengths of time are taken as
 * `Duration` or as milliseconds of processing time.
 */
import {
  CHECKPOINT_DEFAULTS,
  type CheckpointingMode,
  type CheckpointSettings,
  type ExternalizedCheckpointRetention as Retention,
} from "../checkpoint/index";
import { Duration, illegalArgument } from "../core/index";
import type { GraphSettings } from "../graph/index";
import { type DurationLike, toMillis } from "./configuration";

/** What becomes of the retained checkpoints when the job ends otherwise than by its own end, by Flink's names. */
export const ExternalizedCheckpointRetention: Readonly<Record<Retention, Retention>> = {
  /** Kept when the job fails, deleted when it is cancelled. */
  DELETE_ON_CANCELLATION: "DELETE_ON_CANCELLATION",
  /** Kept when the job fails or is cancelled. */
  RETAIN_ON_CANCELLATION: "RETAIN_ON_CANCELLATION",
  /** Deleted in any case: the default. */
  NO_EXTERNALIZED_CHECKPOINTS: "NO_EXTERNALIZED_CHECKPOINTS",
};

/** Flink's `ExternalizedCheckpointRetention`. */
export type ExternalizedCheckpointRetention = Retention;

/** Intervals and timeouts below it are refused. */
const MINIMAL_CHECKPOINT_TIME_MILLIS = 10;
const NO_INTERVAL = -1;

export class CheckpointConfig {
  #settings: CheckpointSettings = { ...CHECKPOINT_DEFAULTS, intervalMillis: NO_INTERVAL };
  #forced = false;

  /** Whether checkpoints are taken: an interval is set. */
  isCheckpointingEnabled(): boolean {
    return this.#settings.intervalMillis !== NO_INTERVAL;
  }

  /** Switches periodic checkpoints off. */
  disableCheckpointing(): void {
    this.#set({ intervalMillis: NO_INTERVAL });
  }

  /** The interval in milliseconds, -1 where checkpointing is off. */
  getCheckpointInterval(): number {
    return this.#settings.intervalMillis;
  }

  /**
   * Takes a checkpoint every `interval` (`execution.checkpointing.interval`). Counted from the planned times, so it does not
   * drift. Below 10 ms it is refused.
   */
  setCheckpointInterval(interval: DurationLike): void {
    const intervalMillis = toMillis(interval);
    if (intervalMillis < MINIMAL_CHECKPOINT_TIME_MILLIS) {
      throw illegalArgument("Checkpoint interval must be larger than or equal to 10 ms");
    }
    this.#set({ intervalMillis });
  }

  getCheckpointingConsistencyMode(): CheckpointingMode {
    return this.#settings.mode;
  }

  /** Exactly-once (the default) or at-least-once, for the state of the job (`execution.checkpointing.mode`). */
  setCheckpointingConsistencyMode(mode: CheckpointingMode): void {
    if (mode !== "EXACTLY_ONCE" && mode !== "AT_LEAST_ONCE") {
      throw illegalArgument(`Could not parse value '${String(mode)}' for key 'execution.checkpointing.mode'.`, {
        hint: "Use CheckpointingMode.EXACTLY_ONCE or CheckpointingMode.AT_LEAST_ONCE.",
      });
    }
    this.#set({ mode });
  }

  /** The timeout in milliseconds. */
  getCheckpointTimeout(): number {
    return this.#settings.timeoutMillis;
  }

  /** After that long a checkpoint that is not complete fails (`execution.checkpointing.timeout`, default 10 minutes). */
  setCheckpointTimeout(timeout: DurationLike): void {
    const timeoutMillis = toMillis(timeout);
    if (timeoutMillis < MINIMAL_CHECKPOINT_TIME_MILLIS) {
      throw illegalArgument("Checkpoint timeout must be larger than or equal to 10 ms");
    }
    this.#set({ timeoutMillis });
  }

  /** The pause in milliseconds. */
  getMinPauseBetweenCheckpoints(): number {
    return this.#settings.minPauseMillis;
  }

  /**
   * The least time between the completion of a checkpoint and the next periodic trigger (`execution.checkpointing.min-pause`,
   * default 0). Savepoints do not wait for it.
   */
  setMinPauseBetweenCheckpoints(pause: DurationLike): void {
    const minPauseMillis = toMillis(pause);
    if (minPauseMillis < 0) throw illegalArgument("Pause value must be zero or positive");
    this.#set({ minPauseMillis });
  }

  getMaxConcurrentCheckpoints(): number {
    return this.#settings.maxConcurrent;
  }

  /** How many checkpoints may be under way at a time (`execution.checkpointing.max-concurrent-checkpoints`, default 1). */
  setMaxConcurrentCheckpoints(maxConcurrent: number): void {
    if (!Number.isInteger(maxConcurrent) || maxConcurrent < 1) {
      throw illegalArgument("The maximum number of concurrent attempts must be at least one.");
    }
    this.#set({ maxConcurrent });
  }

  getTolerableCheckpointFailureNumber(): number {
    return this.#settings.tolerableFailures;
  }

  /**
   * How many checkpoints in a row may fail before the job does (`execution.checkpointing.tolerable-failed-checkpoints`,
   * default 0: the first failure that counts fails the job).
   */
  setTolerableCheckpointFailureNumber(tolerableFailures: number): void {
    if (!Number.isInteger(tolerableFailures) || tolerableFailures < 0) {
      throw illegalArgument("The tolerable failure checkpoint number must be non-negative.");
    }
    this.#set({ tolerableFailures });
  }

  getExternalizedCheckpointRetention(): ExternalizedCheckpointRetention {
    return this.#settings.retention;
  }

  /** What becomes of checkpoints at the end (`execution.checkpointing.externalized-checkpoint-retention`). */
  setExternalizedCheckpointRetention(retention: ExternalizedCheckpointRetention): void {
    if (ExternalizedCheckpointRetention[retention] === undefined) {
      throw illegalArgument(`Unknown retention of checkpoints ${String(retention)}.`, {
        hint: `Use one of ${Object.keys(ExternalizedCheckpointRetention).join(", ")}.`,
      });
    }
    this.#set({ retention });
  }

  isExternalizedCheckpointsEnabled(): boolean {
    return this.#settings.retention !== "NO_EXTERNALIZED_CHECKPOINTS";
  }

  /**
   * Lets barriers overtake what is in flight, which becomes a part of the checkpoint
   * (`execution.checkpointing.unaligned.enabled`). Only with exactly-once, else it changes nothing. A job with
   * `partitionCustom` is refused with it.
   */
  enableUnalignedCheckpoints(enabled = true): void {
    this.#set({ unaligned: enabled });
  }

  isUnalignedCheckpointsEnabled(): boolean {
    const { unaligned, mode } = this.#settings;
    return unaligned && mode === "EXACTLY_ONCE" && this.isCheckpointingEnabled();
  }

  /** Asks for them even where Flink would refuse (`execution.checkpointing.unaligned.forced`). */
  setForceUnalignedCheckpoints(forced: boolean): void {
    this.#forced = forced;
  }

  isForceUnalignedCheckpoints(): boolean {
    return this.#forced;
  }

  getAlignedCheckpointTimeout(): Duration {
    return Duration.ofMillis(this.#settings.alignedTimeoutMillis);
  }

  /**
   * With unaligned checkpoints: how long barriers are aligned before they overtake
   * (`execution.checkpointing.aligned-checkpoint-timeout`, default 0: they overtake from the start).
   */
  setAlignedCheckpointTimeout(timeout: DurationLike): void {
    this.#set({ alignedTimeoutMillis: toMillis(timeout) });
  }

  getCheckpointIdOfIgnoredInFlightData(): number {
    return this.#settings.ignoredInFlightCheckpoint ?? -1;
  }

  /** A restore from that checkpoint leaves its in-flight data out; those records are lost. */
  setCheckpointIdOfIgnoredInFlightData(checkpointId: number): void {
    this.#set({ ignoredInFlightCheckpoint: checkpointId < 0 ? null : checkpointId });
  }

  /** What only options set (`num-retained`, `checkpoints-after-tasks-finish`); not for use in jobs. */
  setByOption(changes: Partial<Pick<CheckpointSettings, "retainedMax" | "afterTasksFinish">>): void {
    const { retainedMax } = changes;
    if (retainedMax !== undefined && (!Number.isInteger(retainedMax) || retainedMax < 1)) {
      throw illegalArgument("The number of retained checkpoints is a whole number, 1 or more.");
    }
    this.#set(changes);
  }

  /** The same for the graph; not for use in jobs. */
  graphSettings(): GraphSettings["checkpointing"] {
    if (!this.isCheckpointingEnabled()) return null;
    return { unaligned: this.isUnalignedCheckpointsEnabled(), forced: this.#forced };
  }

  /** The same for the job master, null where checkpointing is off; not for use in jobs. */
  settings(): CheckpointSettings | null {
    return this.isCheckpointingEnabled() ? this.#settings : null;
  }

  #set(changes: Partial<CheckpointSettings>): void {
    this.#settings = { ...this.#settings, ...changes };
  }
}
