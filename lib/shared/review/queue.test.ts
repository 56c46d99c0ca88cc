import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cardKey, type ReviewCard } from "./card";
import { dayText, parseDay } from "./local-day";
import { buildQueue } from "./queue";
import { createScheduler } from "./scheduler";
import { DEFAULT_REVIEW_SETTINGS } from "./settings";

const scheduler = createScheduler({ desiredRetention: 0.9 });
const settings = { ...DEFAULT_REVIEW_SETTINGS, rollOverHour: 4 };
const now = new Date("2026-11-21T12:00:00Z");
const today = parseDay("2026-11-21") ?? 0;
const noon = (day: number) => `${dayText(day)}T12:00:00.000Z`;

function card(contentId: string, changes: Partial<ReviewCard> = {}): ReviewCard {
  return {
    ...{ kind: "item", contentId, stability: 5, difficulty: 5, repetitions: 2, lapses: 0, intervalDays: 5 },
    ...{ firstRatedAt: noon(today - 30), lastRatedAt: noon(today - 5), suspended: false, buriedOn: null },
    lastLogId: "0190d3a0-0000-7000-8000-000000000000",
    ...changes,
  };
}

const queueOf = (cards: readonly ReviewCard[], changes: Partial<typeof settings> = {}, candidates: string[] = []) =>
  buildQueue({
    ...{ cards, now, scheduler, settings: { ...settings, ...changes } },
    candidates: candidates.map((contentId) => ({ kind: "item", contentId })),
  });
const names = (cards: readonly { contentId: string }[]) => cards.map((each) => each.contentId);

describe("the queue", () => {
  it("holds what is due today or was due before, the least likely to be recalled first", () => {
    const queue = queueOf([
      card("due-today"),
      card("due-tomorrow", { intervalDays: 6 }),
      card("overdue", { lastRatedAt: noon(today - 20) }),
      card("fragile", { stability: 1 }),
    ]);
    // R(t, S) falls with t/S: 5/1 = 5, 20/5 = 4, 5/5 = 1.
    expect(names(queue.due)).toEqual(["fragile", "overdue", "due-today"]);
    expect(queue.heldBackCount).toBe(0);
  });

  it("leaves out what is set aside, and what was put off until it is tomorrow", () => {
    const cards = [
      card("aside", { suspended: true }),
      card("put-off", { buriedOn: dayText(today) }),
      card("put-off-yesterday", { buriedOn: dayText(today - 1) }),
    ];
    expect(names(queueOf(cards).due)).toEqual(["put-off-yesterday"]);
  });

  it("changes at the roll-over hour, not at midnight", () => {
    const cards = [card("tomorrow", { intervalDays: 6 })];
    const at = (moment: string) =>
      names(buildQueue({ cards, candidates: [], now: new Date(moment), settings, scheduler }).due);
    expect(at("2026-11-22T03:59:59.999Z")).toEqual([]);
    expect(at("2026-11-22T04:00:00.000Z")).toEqual(["tomorrow"]);
  });

  it("keeps to the day's caps, with what was done elsewhere counted", () => {
    const cards = [
      card("a"),
      card("b"),
      card("c"),
      card("seen-again-today", { lastRatedAt: now.toISOString(), intervalDays: 9 }),
      card("made-today", { firstRatedAt: now.toISOString(), lastRatedAt: now.toISOString() }),
    ];
    const queue = queueOf(cards, { reviewsPerDay: 3, newPerDay: 3 }, ["a", "new-one", "new-two", "new-three"]);
    expect(names(queue.due)).toEqual(["a", "b"]);
    expect(names(queue.fresh)).toEqual(["new-one", "new-two"]);
    expect([queue.heldBackCount, queue.reviewedCount, queue.introducedCount]).toEqual([1, 1, 1]);
  });

  it("does not count a trace drill as a new question, nor as one seen again on the day it became a card", () => {
    const made = { firstRatedAt: now.toISOString(), lastRatedAt: now.toISOString() };
    const cards = [
      card("4-1", { kind: "drill", ...made }),
      card("4-2", { kind: "drill", lastRatedAt: now.toISOString() }),
      card("top-n", { kind: "exercise", ...made }),
    ];
    const queue = queueOf(cards, { newPerDay: 2 }, ["new-one", "new-two"]);
    expect(names(queue.fresh)).toEqual(["new-one"]);
    expect([queue.reviewedCount, queue.introducedCount]).toEqual([1, 1]);
  });

  it("never shows what is set aside, never exceeds a cap, and loses no card that is due", () => {
    const anyCard = fc.record({
      contentId: fc.stringMatching(/^[a-z]{1,6}$/),
      stability: fc.double({ min: 0.1, max: 200, noNaN: true }),
      intervalDays: fc.integer({ min: 1, max: 60 }),
      age: fc.integer({ min: 0, max: 90 }),
      isNew: fc.boolean(),
      suspended: fc.boolean(),
      buriedAgo: fc.option(fc.integer({ min: 0, max: 3 })),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(anyCard, { selector: (each) => each.contentId, maxLength: 40 }),
        fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 20 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 10 }),
        (drawn, candidates, reviewsPerDay, newPerDay) => {
          const cards = drawn.map(({ age, isNew, buriedAgo, ...parts }) =>
            card(parts.contentId, {
              ...parts,
              firstRatedAt: noon(today - (isNew ? age : age + 1)),
              lastRatedAt: noon(today - age),
              buriedOn: buriedAgo === null ? null : dayText(today - buriedAgo),
            }),
          );
          const queue = queueOf(cards, { reviewsPerDay, newPerDay }, candidates);
          for (const each of queue.due) {
            expect([each.suspended, each.buriedOn === dayText(today)]).toEqual([false, false]);
          }
          const doneToday = drawn.filter((each) => each.age === 0);
          expect(queue.due.length + queue.reviewedCount).toBeLessThanOrEqual(
            Math.max(reviewsPerDay, doneToday.filter((each) => !each.isNew).length),
          );
          expect(queue.fresh.length + queue.introducedCount).toBeLessThanOrEqual(
            Math.max(newPerDay, doneToday.filter((each) => each.isNew).length),
          );
          const dueByHand = drawn.filter(
            (each) => !each.suspended && each.buriedAgo !== 0 && each.age >= each.intervalDays,
          );
          expect(queue.due.length + queue.heldBackCount).toBe(dueByHand.length);
          const known = new Set(cards.map(cardKey));
          expect(queue.fresh.filter((each) => known.has(cardKey(each)))).toEqual([]);
        },
      ),
    );
  });
});
