import { describe, expect, it } from "vitest";
import { Prng } from "../core/index";
import {
  CHECKPOINT,
  CheckpointRequests,
  firstTriggerDelayMillis,
  periodicRequest,
  type RequestFacts,
  type SnapshotType,
  type TriggerRequest,
} from "./index";

const SETTINGS = { maxConcurrent: 1, minPauseMillis: 300 };
const FREE: RequestFacts = { now: 5_000, pendingCount: 0, lastCompletedAt: null };
const BUSY: RequestFacts = { ...FREE, pendingCount: 1 };
const SAVEPOINT: SnapshotType = { kind: "savepoint", format: "CANONICAL" };

function asked(requestedAt: number, type: SnapshotType = CHECKPOINT, isForced = false): TriggerRequest {
  return { type, isPeriodic: false, isForced, requestedAt, savepoint: null };
}

describe("the queue of requests", () => {
  it("rule 5.1.c: keeps requests while as many checkpoints are pending as may be, and takes them up one by one", () => {
    const requests = new CheckpointRequests(SETTINGS);
    const first = periodicRequest(1);
    expect(requests.submit(first, BUSY)).toEqual({ execute: null, refused: [], nextTriggerAt: null });
    expect(requests.next(BUSY).execute).toBeNull();
    expect(requests.next(FREE).execute).toBe(first);
    expect(requests.next(FREE).execute).toBeNull();
  });

  it("rule 5.1.c: takes savepoints first, then forced ones, then those asked for, then by time", () => {
    const requests = new CheckpointRequests({ maxConcurrent: 1, minPauseMillis: 0 });
    const periodic = periodicRequest(1);
    const late = asked(9);
    const early = asked(3);
    const forced = asked(8, CHECKPOINT, true);
    const savepoint = asked(10, SAVEPOINT);
    const forcedSavepoint = asked(11, SAVEPOINT, true);
    for (const request of [periodic, late, early, savepoint]) {
      expect(requests.submit(request, BUSY).execute).toBeNull();
    }
    expect(requests.submit(forced, { ...BUSY, pendingCount: 2 }).execute).toBeNull();
    expect(requests.submit(forcedSavepoint, BUSY).execute).toBe(forcedSavepoint);
    const taken = Array.from({ length: 5 }, () => requests.next(FREE).execute);
    expect(taken).toEqual([savepoint, forced, early, late, periodic]);
  });

  it("rule 5.1.c: takes a forced request however many are pending", () => {
    const requests = new CheckpointRequests(SETTINGS);
    const savepoint = asked(4, SAVEPOINT, true);
    expect(requests.submit(savepoint, { ...BUSY, pendingCount: 5 }).execute).toBe(savepoint);
  });

  it("rule 5.1.d: gives a periodic request up in the pause, and sets the trigger anew for its rest", () => {
    const requests = new CheckpointRequests(SETTINGS);
    const request = periodicRequest(5_000);
    expect(requests.submit(request, { ...FREE, lastCompletedAt: 4_800 })).toEqual({
      execute: null,
      refused: [{ request, reason: "MINIMUM_TIME_BETWEEN_CHECKPOINTS" }],
      nextTriggerAt: 5_100,
    });
    expect(requests.size).toBe(0);
    expect(requests.submit(request, { ...FREE, lastCompletedAt: 4_700 }).execute).toBe(request);
  });

  it("rule 5.1.d: lets what somebody asked for ignore the pause", () => {
    const requests = new CheckpointRequests(SETTINGS);
    const savepoint = asked(5_000, SAVEPOINT);
    expect(requests.submit(savepoint, { ...FREE, lastCompletedAt: 4_999 }).execute).toBe(savepoint);
  });

  it("rule 5.1.c: holds a thousand requests; a periodic one makes room, others are refused", () => {
    const requests = new CheckpointRequests(SETTINGS, 2);
    const periodic = periodicRequest(1);
    requests.submit(periodic, BUSY);
    requests.submit(asked(2), BUSY);
    expect(requests.submit(asked(3), BUSY).refused).toEqual([
      { request: periodic, reason: "TOO_MANY_CHECKPOINT_REQUESTS" },
    ]);
    const refused = asked(4);
    expect(requests.submit(refused, BUSY).refused).toEqual([
      { request: refused, reason: "TOO_MANY_CHECKPOINT_REQUESTS" },
    ]);
    expect(requests.size).toBe(2);
  });
});

it("rule 5.1.a: the first checkpoint comes between the pause and the interval after the start", () => {
  const settings = { intervalMillis: 1_000, minPauseMillis: 300 };
  expect(firstTriggerDelayMillis(settings, null)).toBe(1_000);
  const delays = Array.from({ length: 2_000 }, (_, seed) => firstTriggerDelayMillis(settings, new Prng(seed)));
  expect(Math.min(...delays)).toBeLessThan(310);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(300);
  expect(Math.max(...delays)).toBeGreaterThan(990);
  expect(Math.max(...delays)).toBeLessThanOrEqual(1_000);
});
