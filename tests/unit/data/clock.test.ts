import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { momentOf } from "@/lib/server/clock";
import { readEnvironment } from "@/lib/server/env";

const REAL = new Date("2026-11-21T12:00:00.000Z");

describe("the moment of a request", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: REAL });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is the server's own, whatever a request says, unless the server was started for tests", () => {
    expect(readEnvironment({}).testClock).toBe(false);
    expect(readEnvironment({ TIDEMARK_TEST_CLOCK: "" }).testClock).toBe(false);
    expect(readEnvironment({ NODE_ENV: "production", TIDEMARK_TEST_CLOCK: "0" }).testClock).toBe(false);
    expect(momentOf("2031-01-01T00:00:00.000Z", { testClock: false })).toEqual(REAL);
    expect(momentOf("nonsense", { testClock: false })).toEqual(REAL);
  });

  it("is the request's on a server for tests, and the server's where the request says none", () => {
    expect(readEnvironment({ TIDEMARK_TEST_CLOCK: "1" }).testClock).toBe(true);
    expect(momentOf("2031-01-01T00:00:00.000Z", { testClock: true })).toEqual(new Date("2031-01-01T00:00:00.000Z"));
    expect(momentOf(null, { testClock: true })).toEqual(REAL);
    expect(() => momentOf("nonsense", { testClock: true })).toThrow(/is no moment/);
  });

  it("cannot be switched by a word that only looks like yes", () => {
    expect(() => readEnvironment({ TIDEMARK_TEST_CLOCK: "true" })).toThrow(/TIDEMARK_TEST_CLOCK/);
  });
});
