import { describe, expect, it } from "vitest";
import { recallByHand } from "./hand-made-fsrs";
import { practiceDays } from "./practice-days";
import { recallByTopic } from "./recall-by-topic";
import { createScheduler } from "./scheduler";

const scheduler = createScheduler({ desiredRetention: 0.9 });
const known = (stability: number, lastDay: number) => ({ memory: { stability, difficulty: 5 }, lastDay });

describe("recall by topic", () => {
  const parts = [
    { id: "a", topic: "windows" },
    { id: "b", topic: "windows" },
    { id: "c", topic: "windows" },
    { id: "d", topic: "state" },
    { id: "e", topic: "architecture" },
  ] as const;

  it("is the mean over what is covered; mastery takes what is not covered as not known", () => {
    const remembered = new Map([
      ["a", known(10, 90)],
      ["b", known(20, 100)],
      ["d", known(5, 110)],
      ["gone", known(5, 110)],
    ]);
    // On day 110: a after 20 days at S = 10, b after 10 days at S = 20, d on its own day.
    const a = recallByHand(10, 20);
    const b = recallByHand(20, 10);
    const [architecture, windows, state] = recallByTopic(parts, remembered, 110, scheduler);
    expect(architecture).toEqual({ topic: "architecture", partCount: 1, coveredCount: 0, recall: null, mastery: 0 });
    expect(windows).toMatchObject({ topic: "windows", partCount: 3, coveredCount: 2 });
    expect(windows?.recall).toBeCloseTo((a + b) / 2, 6);
    expect(windows?.mastery).toBeCloseTo(((a + b) / 2) * (2 / 3), 6);
    expect(state).toEqual({ topic: "state", partCount: 1, coveredCount: 1, recall: 1, mastery: 1 });
  });
});

describe("the days practised", () => {
  it("go by the learner's day, and hold days without practice as they are", () => {
    const rule = { timeZone: "Europe/Berlin", rollOverHour: 4 };
    // 1 December 2026 is day 20788. At 02:00Z it is 03:00 in Berlin, which still belongs to 30 November.
    const moments = ["2026-11-29T12:00:00Z", "2026-12-01T02:00:00Z", "2026-12-01T03:00:00Z", "2026-12-01T20:00:00Z"];
    expect(
      practiceDays(
        moments.map((text) => new Date(text)),
        20_788,
        4,
        rule,
      ),
    ).toEqual([
      { day: 20_785, count: 0 },
      { day: 20_786, count: 1 },
      { day: 20_787, count: 1 },
      { day: 20_788, count: 2 },
    ]);
  });
});
