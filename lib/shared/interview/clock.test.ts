import { describe, expect, it } from "vitest";
import { announcementAt, clockState, formatMinutes, usedSecondsAt } from "./clock";

describe("clockState", () => {
  it("counts up without limit", () => {
    expect(clockState(61_999, 0, null)).toEqual({ usedSeconds: 61, leftSeconds: null, tone: "calm" });
  });

  it("counts down, marks the last minute, and goes on after the end", () => {
    expect(clockState(100_000, 0, 300_000)).toEqual({ usedSeconds: 100, leftSeconds: 200, tone: "calm" });
    expect(clockState(240_000, 0, 300_000)).toEqual({ usedSeconds: 240, leftSeconds: 60, tone: "last-minute" });
    expect(clockState(300_000, 0, 300_000)).toEqual({ usedSeconds: 300, leftSeconds: 0, tone: "over" });
    expect(clockState(365_000, 0, 300_000)).toEqual({ usedSeconds: 365, leftSeconds: -65, tone: "over" });
  });
});

describe("usedSecondsAt", () => {
  it("is never negative, and at most the week that is kept", () => {
    const askedAt = "2026-11-22T09:00:00.000Z";
    const at = Date.parse(askedAt);
    expect([at + 90_400, at - 5_000, at + 8 * 86_400_000].map((now) => usedSecondsAt(now, askedAt))).toEqual([
      90, 0, 604_800,
    ]);
  });
});

describe("formatMinutes", () => {
  it("writes minutes and two digits of seconds, without sign", () => {
    expect([0, 5, 65, 600, -65].map(formatMinutes)).toEqual(["0:00", "0:05", "1:05", "10:00", "1:05"]);
  });
});

describe("announcementAt", () => {
  it("speaks at half, five minutes, one minute and the end only", () => {
    const spoken = Array.from({ length: 901 }, (_, index) => 900 - index).filter(
      (left) => announcementAt(left, 900) !== null,
    );
    expect(spoken).toEqual([450, 300, 60, 0]);
  });
});
