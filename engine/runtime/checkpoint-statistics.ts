/**
 * What is remembered of a job's checkpoints: counts, the last ten, the latest of each kind. Answers to Flink's
 * `CheckpointStatsTracker` with its `CheckpointStatsHistory`.
 */
import type { CheckpointMetrics } from "../checkpoint/index";

/** How many checkpoints the history holds: Flink's `web.checkpoints.history`. */
const CHECKPOINT_HISTORY_SIZE = 10;

/** What one subtask reported of a checkpoint. */
export type SubtaskCheckpoint = CheckpointMetrics & {
  readonly vertex: number;
  readonly subtask: number;
  readonly acknowledgedAt: number;
};

export type CheckpointStatistics = {
  readonly checkpointId: number;
  readonly status: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  /** "checkpoint", "savepoint" or "stop-with-savepoint". */
  readonly kind: string;
  readonly unaligned: boolean;
  /** Of a savepoint: "CANONICAL" or "NATIVE"; else null. */
  readonly savepointFormat: string | null;
  readonly triggeredAt: number;
  /** When it completed or failed; null while it is in progress. */
  readonly endedAt: number | null;
  readonly failureMessage: string | null;
  /** How many subtasks there are to wait for, by vertex. */
  readonly subtasksOf: ReadonlyMap<number, number>;
  readonly acknowledged: readonly SubtaskCheckpoint[];
};

/** A checkpoint as it is triggered. */
export type TriggeredCheckpoint = Pick<
  CheckpointStatistics,
  "checkpointId" | "kind" | "unaligned" | "savepointFormat" | "triggeredAt" | "subtasksOf"
>;

export type RestoredCheckpoint = {
  readonly checkpointId: number;
  readonly restoredAt: number;
  readonly isSavepoint: boolean;
};

/** What a completed checkpoint came to. */
export type CheckpointSummary = {
  readonly checkpointedBytes: number;
  readonly stateBytes: number;
  readonly endToEndMillis: number;
  readonly persistedBytes: number;
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Entry = Mutable<CheckpointStatistics> & { acknowledged: SubtaskCheckpoint[] };

/** Is told how each checkpoint ended. Flink's `CheckpointStatsListener`. */
export interface CheckpointStatsListener {
  onCheckpointCompleted(): void;
  onCheckpointFailed(): void;
}

export class CheckpointStatisticsTracker {
  listener: CheckpointStatsListener | null = null;
  readonly #entries: Entry[] = [];
  /** Of all that completed, also those that the history has forgotten. */
  readonly #summaries: CheckpointSummary[] = [];
  #latestCompleted: Entry | null = null;
  #latestSavepoint: Entry | null = null;
  #latestFailed: Entry | null = null;
  #latestRestored: RestoredCheckpoint | null = null;
  #restored = 0;
  #total = 0;
  #completed = 0;
  #failed = 0;

  onTriggered(checkpoint: TriggeredCheckpoint): void {
    this.#total += 1;
    this.#entries.push({
      ...checkpoint,
      status: "IN_PROGRESS",
      endedAt: null,
      failureMessage: null,
      acknowledged: [],
    });
    if (this.#entries.length > CHECKPOINT_HISTORY_SIZE) this.#dropOldestEnded();
  }

  onAcknowledged(checkpointId: number, subtask: SubtaskCheckpoint): void {
    this.#find(checkpointId)?.acknowledged.push(subtask);
  }

  onCompleted(checkpointId: number, now: number): void {
    const entry = this.#end(checkpointId, "COMPLETED", now);
    if (entry === null) return;
    this.#completed += 1;
    this.#summaries.push({
      checkpointedBytes: checkpointedBytes(entry),
      stateBytes: stateBytes(entry),
      endToEndMillis: endToEndMillis(entry),
      persistedBytes: entry.acknowledged.reduce((sum, { inFlightBytes }) => sum + inFlightBytes, 0),
    });
    if (entry.kind === "checkpoint") this.#latestCompleted = entry;
    else this.#latestSavepoint = entry;
    this.listener?.onCheckpointCompleted();
  }

  onFailed(checkpointId: number, message: string, now: number): void {
    const entry = this.#end(checkpointId, "FAILED", now);
    if (entry === null) return;
    entry.failureMessage = message;
    this.#failed += 1;
    this.#latestFailed = entry;
    this.listener?.onCheckpointFailed();
  }

  onRestored(restored: RestoredCheckpoint): void {
    this.#restored += 1;
    this.#latestRestored = restored;
  }

  get counts() {
    const ended = this.#completed + this.#failed;
    return {
      restored: this.#restored,
      total: this.#total,
      in_progress: this.#total - ended,
      completed: this.#completed,
      failed: this.#failed,
    };
  }

  /** What each completed checkpoint came to, the oldest first. */
  get summaries(): readonly CheckpointSummary[] {
    return this.#summaries;
  }

  /** The newest first. */
  get history(): readonly CheckpointStatistics[] {
    return [...this.#entries].reverse();
  }

  get latestCompleted(): CheckpointStatistics | null {
    return this.#latestCompleted;
  }
  get latestSavepoint(): CheckpointStatistics | null {
    return this.#latestSavepoint;
  }
  get latestFailed(): CheckpointStatistics | null {
    return this.#latestFailed;
  }
  get latestRestored(): RestoredCheckpoint | null {
    return this.#latestRestored;
  }

  #find(checkpointId: number): Entry | null {
    return this.#entries.findLast((entry) => entry.checkpointId === checkpointId) ?? null;
  }

  #end(checkpointId: number, status: "COMPLETED" | "FAILED", now: number): Entry | null {
    const entry = this.#find(checkpointId);
    if (entry === null || entry.status !== "IN_PROGRESS") return null;
    entry.status = status;
    entry.endedAt = now;
    return entry;
  }

  /** What is in progress stays, however old it is. */
  #dropOldestEnded(): void {
    const index = this.#entries.findIndex((entry) => entry.status !== "IN_PROGRESS");
    if (index !== -1) this.#entries.splice(index, 1);
  }
}

/** The full size of the state, in bytes, over all subtasks that have acknowledged. */
export function stateBytes(checkpoint: CheckpointStatistics): number {
  return checkpoint.acknowledged.reduce((sum, subtask) => sum + subtask.stateBytes, 0);
}

/** What the checkpoint itself wrote, in bytes: less than the full size where it is incremental. */
export function checkpointedBytes(checkpoint: CheckpointStatistics): number {
  return checkpoint.acknowledged.reduce((sum, subtask) => sum + subtask.uploadedBytes, 0);
}

/** When the latest acknowledgement came, -1 before the first. */
export function latestAcknowledgedAt(acknowledged: readonly SubtaskCheckpoint[]): number {
  return acknowledged.reduce((latest, { acknowledgedAt }) => Math.max(latest, acknowledgedAt), -1);
}

/** Until the latest acknowledgement, of a failed one until it failed, in milliseconds; -1 while there is none. */
export function endToEndMillis(checkpoint: CheckpointStatistics): number {
  const { status, endedAt, triggeredAt, acknowledged } = checkpoint;
  if (status === "FAILED" && endedAt !== null) return Math.max(0, endedAt - triggeredAt);
  const latest = latestAcknowledgedAt(acknowledged);
  return latest === -1 ? -1 : Math.max(0, latest - triggeredAt);
}
