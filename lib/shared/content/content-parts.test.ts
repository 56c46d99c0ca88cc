import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNumber, parseNumberList } from "./number-text";
import { scenarioSchema } from "./scenario-schema";
import { formatDuration, formatTime, parseClock, parseDuration, parseTime } from "./scenario-time";
import { candidateWindows } from "./scenario-windows";
import { shuffleBySeed, stepsInPlace } from "./sequence";

describe("times of a scenario", () => {
  it("reads clock times and durations, and refuses what is neither", () => {
    expect(parseClock("10:00")).toBe(36_000_000);
    expect(parseClock("10:00:05.250")).toBe(36_005_250);
    expect([parseClock("24:00"), parseClock("10:60"), parseClock("10")]).toEqual([null, null, null]);
    expect([parseDuration("200ms"), parseDuration("5s"), parseDuration("10min"), parseDuration("2h")]).toEqual([
      200, 5_000, 600_000, 7_200_000,
    ]);
    expect([parseDuration("5"), parseDuration("5 s"), parseDuration("1.5s")]).toEqual([null, null, null]);
    expect([parseTime("4999"), parseTime("4 999 ms"), parseTime("00:00:04.999"), parseTime("soon")]).toEqual([
      4_999,
      4_999,
      4_999,
      null,
    ]);
  });

  it("shows milliseconds only where there are some", () => {
    expect(formatTime(36_005_000, "clock")).toBe("10:00:05");
    expect(formatTime(36_004_999, "clock")).toBe("10:00:04.999");
    expect(formatTime(4_999, "millis")).toBe("4999");
    expect([formatDuration(0), formatDuration(200), formatDuration(90_000), formatDuration(300_000)]).toEqual([
      "0 ms",
      "200 ms",
      "90 s",
      "5 min",
    ]);
  });

  it("reads back every time of the day that it shows", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_399_999 }),
        (millis) => parseTime(formatTime(millis, "clock")) === millis,
      ),
    );
  });
});

describe("numbers as people type them", () => {
  it("takes separators of thousands and both decimal marks", () => {
    expect(["44999", "44,999", "44 999", "44_999", "-3", "0.5", "0,5"].map(parseNumber)).toEqual([
      44_999, 44_999, 44_999, 44_999, -3, 0.5, 0.5,
    ]);
    expect(["", "ms", "1e9", "1.2.3"].map(parseNumber)).toEqual([null, null, null, null]);
    expect([parseNumberList(""), parseNumberList("2, 3"), parseNumberList("2 3"), parseNumberList("two")]).toEqual([
      [],
      [2, 3],
      [2, 3],
      null,
    ]);
  });
});

describe("orders", () => {
  it("keeps the longest part that is in order", () => {
    const right = ["a", "b", "c", "d"];
    expect([...stepsInPlace(["a", "c", "b", "d"], right)].sort()).toEqual(["a", "c", "d"]);
    expect(stepsInPlace(["d", "c", "b", "a"], right).size).toBe(1);
    expect(stepsInPlace(right, right).size).toBe(4);
  });

  it("shuffles the same way for one seed, loses nothing, and never leaves the order as it was", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 2, maxLength: 9 }), fc.string(), (values, seed) => {
        const shuffled = shuffleBySeed(values, seed);
        expect(shuffled).toEqual(shuffleBySeed(values, seed));
        expect(shuffled).not.toEqual(values);
        expect([...shuffled].sort()).toEqual([...values].sort());
      }),
    );
  });
});

describe("candidate windows", () => {
  const base = { times: "millis", watermarks: { strategy: "no-watermarks" }, ask: { kind: "window-output" } };

  it("lists for each key the windows that hold an element", () => {
    const scenario = scenarioSchema.parse({
      ...base,
      window: { kind: "tumbling", size: "10ms" },
      elements: [
        { arrives: 1, happened: 9 },
        { arrives: 2, happened: 10, key: "b" },
        { arrives: 3, happened: 25 },
      ],
    });
    expect(candidateWindows(scenario)).toEqual([
      { key: "a", start: 0, end: 10 },
      { key: "a", start: 20, end: 30 },
      { key: "b", start: 10, end: 20 },
    ]);
  });

  it("lists overlapping sliding windows, those that begin before 0 included", () => {
    const scenario = scenarioSchema.parse({
      ...base,
      window: { kind: "sliding", size: "10ms", slide: "5ms" },
      elements: [
        { arrives: 1, happened: 3 },
        { arrives: 2, happened: 5 },
      ],
    });
    expect(candidateWindows(scenario).map(({ start, end }) => [start, end])).toEqual([
      [-5, 5],
      [0, 10],
      [5, 15],
    ]);
  });
});
