import { describe, expect, it } from "vitest";
import { scenarioSchema } from "@/lib/shared/content/scenario-schema";
import { compareWithRun } from "./grade-trace";
import { runScenario } from "./run-scenario";

const bounded = { strategy: "bounded-out-of-orderness", bound: "60s" };
const clicks = [
  { arrives: "05:01:30", happened: "04:58:00" },
  { arrives: "05:01:40", happened: "05:01:00" },
  { arrives: "05:01:50", happened: "04:59:00" },
  { arrives: "05:02:00", happened: "05:02:00" },
];
const tumbling = { kind: "tumbling", size: "5min" };

function answer(front: object) {
  return runScenario(scenarioSchema.parse({ times: "clock", ...front })).answer;
}

describe("runScenario", () => {
  // 05:01:00 - 60 s - 1 ms = 04:59:59.999 fires [04:55, 05:00) with one click; the click of 04:59 comes too late.
  it("gives what each window emits, in order of its firings", () => {
    const windows = answer({ watermarks: bounded, window: tumbling, elements: clicks, ask: { kind: "window-output" } });
    expect(windows).toEqual({
      kind: "window-output",
      windows: [
        { key: "a", start: 17_700_000, end: 18_000_000, outputs: [1] },
        { key: "a", start: 18_000_000, end: 18_300_000, outputs: [2] },
      ],
    });
    expect(compareWithRun(windows, { kind: "window-output", outputs: ["1", "2"] })).toBe(1);
    expect(compareWithRun(windows, { kind: "window-output", outputs: ["2", "2"] })).toBe(0.5);
  });

  it("fires again within the allowed lateness", () => {
    expect(
      answer({
        watermarks: bounded,
        window: tumbling,
        allowedLateness: "1min",
        elements: clicks,
        ask: { kind: "window-output" },
      }),
    ).toMatchObject({ windows: [{ outputs: [1, 2] }, { outputs: [2] }] });
  });

  it("names the elements that are dropped", () => {
    const dropped = answer({ watermarks: bounded, window: tumbling, elements: clicks, ask: { kind: "dropped" } });
    expect(dropped).toEqual({ kind: "dropped", elements: [3] });
    expect(compareWithRun(dropped, { kind: "dropped", elements: [3] })).toBe(1);
    expect(compareWithRun(dropped, { kind: "dropped", elements: [3, 1] })).toBe(0);
  });

  // After each click: the largest timestamp so far, less 60 s and 1 ms.
  it("gives the watermark that stands after an element", () => {
    const after = (afterElement: number) =>
      answer({ watermarks: bounded, elements: clicks, ask: { kind: "watermark", afterElement } });
    const minute = 60_000;
    expect([1, 2, 3].map(after)).toEqual(
      [297 * minute - 1, 300 * minute - 1, 300 * minute - 1].map((watermark) => ({ kind: "watermark", watermark })),
    );
  });

  // Two partitions: the minimum of 100 s - 5 s - 1 ms and 50 s - 5 s - 1 ms; once the second is idle, the first alone.
  it("takes the minimum over the partitions, without those that are idle", () => {
    const partitions = {
      watermarks: { strategy: "bounded-out-of-orderness", bound: "5s" },
      ask: { kind: "watermark", afterElement: 3 },
    };
    const elements = [
      { arrives: 0, happened: 50_000, partition: 1 },
      { arrives: 1_000, happened: 90_000 },
      { arrives: 9_000, happened: 100_000 },
      { arrives: 12_000, happened: 101_000 },
    ];
    expect(answer({ ...partitions, elements })).toEqual({ kind: "watermark", watermark: 44_999 });
    const idleness = { ...partitions, watermarks: { ...partitions.watermarks, idleness: "4s" } };
    expect(answer({ ...idleness, elements })).toEqual({ kind: "watermark", watermark: 94_999 });
  });

  it("sums per key in sliding windows", () => {
    expect(
      answer({
        times: "millis",
        watermarks: { strategy: "monotonous-timestamps" },
        window: { kind: "sliding", size: "10ms", slide: "5ms" },
        function: "sum",
        elements: [
          { arrives: 0, happened: 3, value: 4 },
          { arrives: 1_000, happened: 7, value: 5 },
          { arrives: 2_000, happened: 8, key: "b", value: 6 },
        ],
        ask: { kind: "window-output" },
      }),
    ).toMatchObject({
      windows: [
        { key: "a", start: -5, outputs: [4] },
        { key: "a", start: 0, outputs: [9] },
        { key: "a", start: 5, outputs: [5] },
        { key: "b", start: 0, outputs: [6] },
        { key: "b", start: 5, outputs: [6] },
      ],
    });
  });
});
