import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayText, dayWords, isTimeZone, localDayOf, parseDay } from "./local-day";

const dayAt = (moment: string, timeZone: string, rollOverHour = 4) =>
  dayText(localDayOf(new Date(moment), { timeZone, rollOverHour }));

describe("a day of the learner", () => {
  it("begins at the roll-over hour by the clock on the wall", () => {
    // Berlin is one hour before UTC in winter: 03:59:59 there is 02:59:59Z.
    expect(dayAt("2026-11-21T02:59:59.999Z", "Europe/Berlin")).toBe("2026-11-20");
    expect(dayAt("2026-11-21T03:00:00.000Z", "Europe/Berlin")).toBe("2026-11-21");
    expect(dayAt("2026-11-21T23:30:00.000Z", "Europe/Berlin")).toBe("2026-11-21");
    expect(dayAt("2026-11-21T23:30:00.000Z", "Europe/Berlin", 0)).toBe("2026-11-22");
  });

  it("keeps to the wall on both nights of the change of clocks", () => {
    // 25 October 2026: 03:00 becomes 02:00, so 04:00 is at 03:00Z. 29 March 2026: 02:00 becomes 03:00, 04:00 is 02:00Z.
    expect(dayAt("2026-10-25T02:59:00.000Z", "Europe/Berlin")).toBe("2026-10-24");
    expect(dayAt("2026-10-25T03:00:00.000Z", "Europe/Berlin")).toBe("2026-10-25");
    expect(dayAt("2026-03-29T01:59:00.000Z", "Europe/Berlin")).toBe("2026-03-28");
    expect(dayAt("2026-03-29T02:00:00.000Z", "Europe/Berlin")).toBe("2026-03-29");
  });

  it("is that of the zone: east of the date line it is a day ahead", () => {
    expect(dayAt("2026-11-21T12:00:00.000Z", "Pacific/Kiritimati")).toBe("2026-11-21");
    expect(dayAt("2026-11-21T14:00:00.000Z", "Pacific/Kiritimati")).toBe("2026-11-22");
    expect(dayAt("2026-11-21T14:00:00.000Z", "America/Los_Angeles")).toBe("2026-11-21");
    expect(dayAt("2026-11-21T14:00:00.000Z", "Asia/Kathmandu", 0)).toBe("2026-11-21");
  });

  it("is written as a date and read again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (day) => {
        expect(parseDay(dayText(day))).toBe(day);
      }),
    );
    expect([parseDay("2026-02-30"), parseDay("2026-2-3"), parseDay(""), parseDay("tomorrow")]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("has words, with the year where it is another one", () => {
    const today = parseDay("2026-11-21") ?? 0;
    expect(dayWords(today, today)).toBe("Sat 21 Nov");
    expect(dayWords(parseDay("2027-01-04") ?? 0, today)).toBe("Mon 4 Jan 2027");
  });

  it("knows zones by name only", () => {
    expect([isTimeZone("Europe/Berlin"), isTimeZone("UTC"), isTimeZone("Middle/Earth"), isTimeZone("")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
