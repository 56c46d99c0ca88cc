/** Times, labels, ticks and the placing of labels. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NOON } from "./hand-made-trace";
import { namespaceText } from "./namespace-text";
import { type Box, besideMark, placeLabels } from "./place-labels";
import { recordLabel, wordList } from "./record-label";
import { countTicks, timeTicks } from "./ticks";
import { createTimeFormat, formatDuration, MAX_TIME, MIN_TIME } from "./time-format";

describe("times", () => {
  test("the range of the data decides how much of a time is written", () => {
    const minute = createTimeFormat(NOON, NOON + 40_000);
    expect([minute.time(NOON + 9_000), minute.time(NOON + 9_999), minute.window(NOON, NOON + 10_000)]).toEqual([
      "12:00:09",
      "12:00:09.999",
      "[00, 10)",
    ]);
    expect(createTimeFormat(NOON, NOON + 90_000).window(NOON + 50_000, NOON + 70_000)).toBe("[00:50, 01:10)");
    // A window that reaches beyond the data still names its hours.
    expect(createTimeFormat(NOON, NOON + 3_000_000).window(NOON + 3_000_000, NOON + 4_800_000)).toBe("[12:50, 13:20)");
    expect(createTimeFormat(NOON, NOON + 240_000).window(NOON, NOON + 300_000)).toBe("[12:00, 12:05)");
    expect(createTimeFormat(NOON, NOON + 7_200_000).window(NOON, NOON + 3_600_000)).toBe("[12:00, 13:00)");
    expect(createTimeFormat(NOON, NOON + 86_400_000).time(NOON)).toBe("1 Jan 12:00:00");
    expect([createTimeFormat(0, 20).time(7), createTimeFormat(0, 20).window(0, 10)]).toEqual(["7 ms", "[0, 10)"]);
  });

  test("the ends of the range have signs of their own", () => {
    const format = createTimeFormat(NOON, NOON);
    expect([format.time(MIN_TIME), format.time(MAX_TIME), format.time(Number.NEGATIVE_INFINITY)]).toEqual([
      "−∞",
      "+∞",
      "no time",
    ]);
    expect(format.window(MIN_TIME, MAX_TIME)).toBe("the global window");
  });

  test("durations", () => {
    expect([0, 200, 1_500, 60_000, 5_400_000, 86_400_000].map(formatDuration)).toEqual([
      "0 s",
      "200 ms",
      "1.5 s",
      "1 min",
      "1 h 30 min",
      "1 d",
    ]);
  });

  test("a window's state is named by its interval, other namespaces by themselves", () => {
    const format = createTimeFormat(NOON, NOON + 40_000);
    expect(namespaceText(format, `[${NOON}, ${NOON + 10_000})`)).toBe("[00, 10)");
    expect(namespaceText(format, "")).toBe("");
  });
});

test("a label is the key and what tells the record apart", () => {
  expect(recordLabel("a", '{sensor: "a", value: 3, time: 43200000}', 43_200_000)).toBe("a·3");
  // The start of a window is a time, so the count tells the record.
  expect(recordLabel("ak", '{network: "ak", start: 1517486400000, quakes: 5}', 1_517_507_999_999)).toBe("ak·5");
  expect(recordLabel("u1", '{user: "u1", page: "/home, top"}', 5)).toBe("u1·/home, top");
  expect(recordLabel("a", '["a", 1]', 5)).toBe("a·1");
  expect(recordLabel("a", "a", 5)).toBe("a");
  expect(recordLabel("", "42", 5)).toBe("42");
  expect(recordLabel("a", "a text of more than a few characters", 5)).toBe("a·a text of mor…");
  expect(wordList(["a", "b", "c"])).toBe("a, b and c");
});

test("ticks are round and no more than asked for", () => {
  expect(timeTicks(0, 16_848, 9)).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000, 12_000, 14_000, 16_000]);
  expect(timeTicks(NOON, NOON + 40_000, 6)).toEqual([0, 10, 20, 30, 40].map((s) => NOON + s * 1_000));
  expect(countTicks(0, 97, 6)).toEqual([0, 20, 40, 60, 80]);
});

describe("labels", () => {
  const bounds: Box = { x: 0, y: 0, width: 200, height: 100 };
  const size = { width: 30, height: 10 };

  test("a label stands right of its mark, left where there is no room, and is left out where there is none at all", () => {
    const alone = placeLabels([{ ...size, candidates: besideMark({ x: 50, y: 50 }, size, 10) }], {
      bounds,
      obstacles: [],
      lines: [],
    });
    expect(alone).toEqual([{ x: 60, y: 45, ...size }]);
    const atTheEdge = placeLabels([{ ...size, candidates: besideMark({ x: 190, y: 50 }, size, 10) }], {
      bounds,
      obstacles: [],
      lines: [],
    });
    expect(atTheEdge).toEqual([{ x: 150, y: 45, ...size }]);
    const hidden = placeLabels([{ ...size, candidates: besideMark({ x: 50, y: 50 }, size, 10) }], {
      bounds,
      obstacles: [bounds],
      lines: [],
    });
    expect(hidden).toEqual([null]);
  });

  test("a line is avoided where another place is nearly as good", () => {
    const line: Box = { x: 70, y: 0, width: 1, height: 100 };
    const placed = placeLabels([{ ...size, candidates: besideMark({ x: 50, y: 50 }, size, 10) }], {
      bounds,
      obstacles: [],
      lines: [line],
    });
    expect(placed).toEqual([{ x: 10, y: 45, ...size }]);
  });

  test("no label ever covers a mark or another label", () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 200 }), y: fc.integer({ min: 0, max: 100 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 25 }), (marks) => {
        const obstacles = marks.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 }));
        const requests = marks.map((mark) => ({ ...size, candidates: besideMark(mark, size, 8) }));
        const boxes = placeLabels(requests, { bounds, obstacles, lines: [] }).filter((box) => box !== null);
        const all = [...boxes, ...obstacles];
        for (const [i, a] of boxes.entries()) {
          for (const [j, b] of all.entries()) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(i === j || apart).toBe(true);
          }
        }
      }),
    );
  });
});
