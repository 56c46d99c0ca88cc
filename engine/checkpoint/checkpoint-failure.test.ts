import { describe, expect, it } from "vitest";
import {
  CHECKPOINT_FAILURES,
  type CheckpointFailure,
  CheckpointFailureManager,
  type CheckpointFailureReason,
  UNLIMITED_TOLERABLE_FAILURES,
} from "./index";

function failure(reason: CheckpointFailureReason, checkpointId: number | null): CheckpointFailure {
  return { reason, checkpointId, isSavepoint: false, isSynchronous: false, isTaskLevel: checkpointId !== null };
}

const EXCEEDED =
  "Exceeded checkpoint tolerable failure threshold. The latest checkpoint failed due to Checkpoint expired before " +
  "completing., view the Checkpoint History tab or the Job Manager log to find out why continuous checkpoints failed.";

describe("failures of checkpoints", () => {
  it("rule 5.4.f: the first one that counts fails the job where none is tolerated", () => {
    expect(new CheckpointFailureManager(0).onFailure(failure("CHECKPOINT_EXPIRED", 1))).toBe(EXCEEDED);
  });

  it("rule 5.4.f: counts consecutive checkpoints, each once, and a success starts anew", () => {
    const failures = new CheckpointFailureManager(1);
    expect(failures.onFailure(failure("CHECKPOINT_ASYNC_EXCEPTION", 1))).toBeNull();
    expect(failures.onFailure(failure("CHECKPOINT_ASYNC_EXCEPTION", 1))).toBeNull();
    failures.onSuccess(2);
    expect(failures.onFailure(failure("CHECKPOINT_EXPIRED", 3))).toBeNull();
    expect(failures.onFailure(failure("CHECKPOINT_EXPIRED", 4))).toBe(EXCEEDED);
    expect(failures.onFailure(failure("CHECKPOINT_EXPIRED", 5))).toBeNull();
  });

  it("rule 5.4.f: forgives a failure that is older than the last success", () => {
    const failures = new CheckpointFailureManager(0);
    failures.onSuccess(7);
    expect(failures.onFailure(failure("CHECKPOINT_EXPIRED", 6))).toBeNull();
    expect(failures.onFailure(failure("CHECKPOINT_EXPIRED", 8))).toBe(EXCEEDED);
  });

  it("rule 5.4.f: counts what Flink counts", () => {
    const counted = Object.keys(CHECKPOINT_FAILURES).filter(
      (reason) => new CheckpointFailureManager(0).onFailure(failure(reason as CheckpointFailureReason, 1)) !== null,
    );
    expect(counted).toEqual([
      "CHECKPOINT_ASYNC_EXCEPTION",
      "CHECKPOINT_EXPIRED",
      "CHECKPOINT_DECLINED",
      "FINALIZE_CHECKPOINT_FAILURE",
    ]);
  });

  it("rule 5.4.g: savepoints do not count where the job manager finds the failure, one that ends the job fails it", () => {
    const savepoint = { ...failure("CHECKPOINT_EXPIRED", 1), isSavepoint: true, isTaskLevel: false };
    expect(new CheckpointFailureManager(0).onFailure(savepoint)).toBeNull();
    const declined = { ...savepoint, reason: "CHECKPOINT_DECLINED_SUBSUMED" as const, isTaskLevel: true };
    expect(new CheckpointFailureManager(0).onFailure(declined)).toBeNull();
    expect(new CheckpointFailureManager(9).onFailure({ ...declined, isSynchronous: true })).toBe(
      "Checkpoint was canceled because a barrier from newer checkpoint was received.",
    );
  });

  it("counts nothing where any number is tolerated", () => {
    const failures = new CheckpointFailureManager(UNLIMITED_TOLERABLE_FAILURES);
    for (let id = 1; id < 100; id++) expect(failures.onFailure(failure("CHECKPOINT_EXPIRED", id))).toBeNull();
  });
});
