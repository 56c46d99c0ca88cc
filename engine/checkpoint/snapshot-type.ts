/**
 * What a snapshot is taken for. Answers to Flink's `SnapshotType` with `CheckpointType` and `SavepointType`, and to
 * `SavepointFormatType`.
 *
 * A savepoint belongs to the user: it is not put among the checkpoints that a failed job goes back to, and a plain one
 * is announced to no task, so it commits nothing. `stop-with-savepoint` is the synchronous kind: tasks end with it.
 */
import type { SnapshotPurpose } from "../state/index";
import type { CheckpointBarrier } from "./checkpoint-barrier";
import type { CompletedCheckpoint } from "./snapshot";

/** Canonical: restorable into every state backend. Native: the backend's own form, restorable into the same one. */
export type SavepointFormatType = "CANONICAL" | "NATIVE";

export type SnapshotType =
  | { readonly kind: "checkpoint" }
  | { readonly kind: "savepoint"; readonly format: SavepointFormatType }
  | {
      readonly kind: "stop-with-savepoint";
      readonly format: SavepointFormatType;
      /** Whether event time is advanced to its end first: sources emit MAX, timers and windows fire, operators finish. */
      readonly drain: boolean;
    };

/** The periodic kind. */
export const CHECKPOINT: SnapshotType = { kind: "checkpoint" };

/** What somebody asks the coordinator for; exactly one of the two is called, once. */
export type SavepointRequest = {
  readonly type: Exclude<SnapshotType, { readonly kind: "checkpoint" }>;
  readonly onCompleted: (savepoint: CompletedCheckpoint) => void;
  /** `reason` as in `checkpoint-aborted`, or why it was not even triggered. */
  readonly onFailed: (reason: string) => void;
};

/** Whether tasks stop with the snapshot and wait for its completion. Flink's `SavepointType.isSynchronous`. */
export function isSynchronous(type: SnapshotType): boolean {
  return type.kind === "stop-with-savepoint";
}

/** What the backends are asked to take at a barrier. */
export function snapshotPurposeOf(barrier: CheckpointBarrier): SnapshotPurpose {
  const { checkpointId, type } = barrier;
  if (type === undefined || type.kind === "checkpoint") return { checkpointId, kind: "checkpoint" };
  return { checkpointId, kind: type.format === "NATIVE" ? "native-savepoint" : "canonical-savepoint" };
}
