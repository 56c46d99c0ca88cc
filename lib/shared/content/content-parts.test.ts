import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakablePieces } from "./code-breaks";
import { formatNumber, otherReading, parseAnswer, parseNumber, parseNumberList } from "./number-text";
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

describe("an answer in numbers", () => {
  it("takes its own unit behind the number, in the singular, the plural and any case", () => {
    expect(["3500 records", "3,500 Record", "3500records", "3500"].map((text) => parseAnswer(text, "records"))).toEqual(
      [3_500, 3_500, 3_500, 3_500],
    );
    expect(parseAnswer("3 match", "matches")).toBe(3);
    expect(parseAnswer("2 subtasks", "subtask")).toBe(2);
    expect(parseAnswer("512 key group", "key groups")).toBe(512);
    expect(parseAnswer("20 000 records/s", "records/s")).toBe(20_000);
    expect(parseAnswer("6,8 gb", "GB")).toBe(6.8);
  });

  it("refuses the unit of another question", () => {
    expect(parseAnswer("5 m", "ms")).toBeNull();
    expect(parseAnswer("5 s", "ms")).toBeNull();
    expect(parseAnswer("5 m", "min")).toBeNull();
    expect(parseAnswer("512M", "GB")).toBeNull();
    expect(parseAnswer("3500 records records", "records")).toBeNull();
    expect(parseAnswer("records", "records")).toBeNull();
    expect(parseAnswer("many", "ms")).toBeNull();
  });

  it("takes thousands and millions in short and in words", () => {
    const texts = ["3.5k", "3,5 K", "3.5 thousand", "3.5 thousands", "3.5k records", "1.005k", "3.5 M", "2 million"];
    expect(texts.map((text) => parseAnswer(text, "records"))).toEqual([
      3_500, 3_500, 3_500, 3_500, 3_500, 1_005, 3_500_000, 2_000_000,
    ]);
    expect(["3.5 m", "3.5kk", "3.5 kg"].map((text) => parseAnswer(text, "records"))).toEqual([null, null, null]);
  });

  it("knows where a dot could have set thousands apart", () => {
    expect(otherReading("3.500", "records")).toEqual({ value: 3.5, grouped: 3_500 });
    expect(otherReading(" 44.999 ms", "ms")).toEqual({ value: 44.999, grouped: 44_999 });
    const plain = ["3500", "3.5", "0.500", "1459.200", "3,500", "1.234.567", "3.500,5", "3.500k", ""];
    expect(plain.map((text) => otherReading(text, "records"))).toEqual(plain.map(() => null));
  });

  it("is written as questions write numbers", () => {
    expect([3_500, 304_999, 1459.2, 711.68, 0.01, 72].map(formatNumber)).toEqual([
      "3,500",
      "304,999",
      "1,459.2",
      "711.68",
      "0.01",
      "72",
    ]);
  });
});

describe("code on a narrow page", () => {
  it("breaks after dots, commas and opening brackets, and never inside a word or a number", () => {
    expect(breakablePieces(".keyBy(Login::user)")).toEqual([".keyBy(", "Login::user)"]);
    expect(breakablePieces("Time.seconds(5), List<Tuple2<K,V>>")).toEqual([
      "Time.",
      "seconds(",
      "5), List<",
      "Tuple2<",
      "K,",
      "V>>",
    ]);
    expect(breakablePieces("a <= f() * 1.5 + g(x...)")).toEqual(["a <= f() * 1.5 + g(", "x...)"]);
  });

  it("finds the places of the whole line in a part of it", () => {
    const line = "env.fromSource(source)";
    expect(breakablePieces(line, 0, 4)).toEqual(["env."]);
    expect(breakablePieces(line, 4, 15)).toEqual(["", "fromSource("]);
    expect(breakablePieces(line, 15)).toEqual(["", "source)"]);
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
