import { describe, expect, it } from "vitest";
import { momentOfEvent } from "./event-moment";

const received = new Date("2026-11-22T12:00:00.000Z");
const DAY = 86_400_000;

describe("momentOfEvent", () => {
  it("takes the age off the server's moment", () => {
    // Three hours and a half before sending: 12:00 less 3:30 is 08:30.
    expect(momentOfEvent({ happenedAtMillis: 1_000, sentAtMillis: 1_000 + 12_600_000 }, received).toISOString()).toBe(
      "2026-11-22T08:30:00.000Z",
    );
  });
  it("does not mind a clock that is years off", () => {
    const wrong = Date.parse("2031-01-01T00:00:00Z");
    expect(momentOfEvent({ happenedAtMillis: wrong, sentAtMillis: wrong + 60_000 }, received).toISOString()).toBe(
      "2026-11-22T11:59:00.000Z",
    );
  });
  it("does not believe what lies in the future", () => {
    expect(momentOfEvent({ happenedAtMillis: 2, sentAtMillis: 1 }, received)).toEqual(received);
  });
  it("believes sixty days, and not a millisecond more", () => {
    expect(momentOfEvent({ happenedAtMillis: 0, sentAtMillis: 60 * DAY }, received).toISOString()).toBe(
      "2026-09-23T12:00:00.000Z",
    );
    expect(momentOfEvent({ happenedAtMillis: 0, sentAtMillis: 60 * DAY + 1 }, received)).toEqual(received);
  });
});
