/**
 * When silence is noticed, by hand: requests go out at 0, 10 s, 20 s, ... after the start.
 */
import { describe, expect, test } from "vitest";
import { checkHeartbeats, HEARTBEAT_DEFAULTS, timedOutAt, unreachableAt } from "./heartbeats";

const silentSince = (millis: number) => ({ requestsSince: 0, registeredAt: 0, silentSince: millis });

describe("rule 5.9.h: heartbeats", () => {
  test("the timeout runs from the last answer, which is up to an interval old", () => {
    expect(timedOutAt(HEARTBEAT_DEFAULTS, silentSince(23_456))).toBe(70_000);
    expect(timedOutAt(HEARTBEAT_DEFAULTS, silentSince(29_999))).toBe(70_000);
    expect(timedOutAt(HEARTBEAT_DEFAULTS, silentSince(30_000))).toBe(80_000);
    expect(timedOutAt(HEARTBEAT_DEFAULTS, silentSince(0))).toBe(50_000);
  });

  test("a process that is gone is noticed at the second request that fails", () => {
    expect(unreachableAt(HEARTBEAT_DEFAULTS, silentSince(23_456))).toBe(40_000);
    expect(unreachableAt(HEARTBEAT_DEFAULTS, silentSince(30_000))).toBe(50_000);
    expect(unreachableAt({ ...HEARTBEAT_DEFAULTS, rpcFailureThreshold: 1 }, silentSince(23_456))).toBe(30_000);
  });

  test("without counting failed requests only the timeout is left", () => {
    const settings = checkHeartbeats({ ...HEARTBEAT_DEFAULTS, rpcFailureThreshold: -1 });
    expect(unreachableAt(settings, silentSince(23_456))).toBe(Number.POSITIVE_INFINITY);
    expect(timedOutAt(settings, silentSince(23_456))).toBe(70_000);
  });

  test("a TaskManager that registers between two requests is given its time from then on", () => {
    const silence = { requestsSince: 5_000, registeredAt: 47_000, silentSince: 48_000 };
    // Requests at 5 s, 15 s, ..., 45 s: the registration at 47 s is the last sign of life.
    expect(timedOutAt(HEARTBEAT_DEFAULTS, silence)).toBe(97_000);
    expect(unreachableAt(HEARTBEAT_DEFAULTS, silence)).toBe(65_000);
  });
});

test("settings that cannot work are refused", () => {
  const refusal: unknown = expect.objectContaining({ flinkClass: "IllegalArgumentException" });
  const defaults = HEARTBEAT_DEFAULTS;
  expect(checkHeartbeats({ ...defaults, timeoutMillis: 10_000 })).toEqual({ ...defaults, timeoutMillis: 10_000 });
  expect(() => checkHeartbeats({ ...defaults, timeoutMillis: 9_999 })).toThrow(refusal);
  expect(() => checkHeartbeats({ ...defaults, intervalMillis: 0 })).toThrow(refusal);
  expect(() => checkHeartbeats({ ...defaults, rpcFailureThreshold: 0 })).toThrow(refusal);
});
