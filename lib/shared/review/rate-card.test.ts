import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueDayOf, isLeech, RATINGS, type ReviewCard, type ReviewLog, reviewCardSchema, reviewLogSchema } from "./card";
import { dayText, localDayOf } from "./local-day";
import { buryCard, canUndo, rateByAnswer, rateCard, suspendCard, undoChange } from "./rate-card";
import { createScheduler } from "./scheduler";

const rule = { timeZone: "Europe/Berlin", rollOverHour: 4 };
const scheduler = createScheduler({ desiredRetention: 0.9 });
const id = { kind: "item", contentId: "barrier-at-two-inputs" } as const;
const happening = (at: string) => ({ at: new Date(at), logId: randomUUID() });

function rate(card: ReviewCard | null, rating: (typeof RATINGS)[number], at: string): ReviewLog {
  return rateCard(card, null, { id, rating, happening: happening(at), rule, scheduler });
}

function cardOf(log: ReviewLog | null): ReviewCard {
  if (log?.after == null) throw new Error("the change leaves no card");
  return log.after;
}

describe("a card", () => {
  it("is made by its first rating, with the first values of FSRS", () => {
    const log = rate(null, "good", "2026-11-21T20:00:00.000Z");
    expect(log.before).toBeNull();
    expect(log.after).toEqual({
      ...id,
      stability: 2.3065,
      // D0(3) = w4 - e^(2 w5) + 1 = 6.4133 - e^1.6668 + 1 = 6.4133 - 5.295196 + 1
      difficulty: expect.closeTo(2.1181, 4) as number,
      repetitions: 1,
      lapses: 0,
      intervalDays: 3,
      firstRatedAt: "2026-11-21T20:00:00.000Z",
      lastRatedAt: "2026-11-21T20:00:00.000Z",
      suspended: false,
      buriedOn: null,
      lastLogId: log.id,
    });
    expect(reviewLogSchema.parse(log)).toEqual(log);
  });

  it("is due so many days of the calendar later, however late in the day it was rated", () => {
    // 02:30 in Berlin on 22 November is still 21 November, so three days later is 24 November.
    const card = cardOf(rate(null, "good", "2026-11-22T01:30:00.000Z"));
    expect(dayText(dueDayOf(card, rule))).toBe("2026-11-24");
  });

  it("counts a lapse only when something known was forgotten, and is a leech from the given number on", () => {
    const first = cardOf(rate(null, "again", "2026-11-21T20:00:00.000Z"));
    const second = cardOf(rate(first, "again", "2026-11-22T20:00:00.000Z"));
    const third = cardOf(rate(second, "good", "2026-11-23T20:00:00.000Z"));
    expect([first.lapses, second.lapses, third.lapses, third.repetitions]).toEqual([0, 1, 1, 3]);
    expect([isLeech(third, 1), isLeech(third, 2)]).toEqual([true, false]);
  });

  it("is rated by the first answer of a day; a second one that day changes nothing", () => {
    const common = { id, rule, scheduler, revises: false } as const;
    const born = rateByAnswer(null, null, { ...common, rating: "again", happening: happening("2026-11-21T10:00:00Z") });
    const card = cardOf(born);
    const again = { ...common, rating: "good" as const, happening: happening("2026-11-21T21:00:00Z") };
    expect(rateByAnswer(card, born, again)).toBeNull();
    const nextDay = rateByAnswer(card, born, { ...again, happening: happening("2026-11-22T10:00:00Z") });
    expect([nextDay?.rating, nextDay?.after?.repetitions]).toEqual(["good", 2]);
  });

  it("of an exercise is rated by the whole day: a pass after a failed case takes the failure's place", () => {
    const common = { id: { kind: "exercise", contentId: "click-sessions" } as const, rule, scheduler, revises: true };
    const failed = rateByAnswer(null, null, {
      ...common,
      rating: "again",
      happening: happening("2026-11-21T10:00:00Z"),
    });
    const passed = rateByAnswer(cardOf(failed), failed, {
      ...common,
      rating: "hard",
      happening: happening("2026-11-21T11:00:00Z"),
    });
    const alone = rateByAnswer(null, null, { ...common, rating: "hard", happening: happening("2026-11-21T11:00:00Z") });
    expect(cardOf(passed)).toEqual({
      ...cardOf(alone),
      firstRatedAt: "2026-11-21T10:00:00.000Z",
      lastLogId: passed?.id,
    });
    expect(passed?.before).toBeNull();
    const broken = rateByAnswer(cardOf(passed), passed, {
      ...common,
      rating: "again",
      happening: happening("2026-11-21T11:30:00Z"),
    });
    expect(cardOf(broken)).toEqual({
      ...cardOf(failed),
      lastRatedAt: "2026-11-21T11:30:00.000Z",
      lastLogId: broken?.id,
    });
    const same = { ...common, rating: "hard" as const, happening: happening("2026-11-21T12:00:00Z") };
    expect(rateByAnswer(cardOf(passed), passed, same)).toBeNull();
  });

  it("that an answer of today has made takes the learner's own rating instead, as if it were the first", () => {
    const common = { id, rule, scheduler } as const;
    const born = rateByAnswer(null, null, {
      ...{ ...common, revises: false, rating: "good" },
      happening: happening("2026-11-21T10:00:00Z"),
    });
    const own = rateCard(cardOf(born), born, {
      ...{ ...common, rating: "easy" },
      happening: happening("2026-11-21T10:01:00Z"),
    });
    expect(own.after).toMatchObject({ stability: 8.2956, intervalDays: 8, repetitions: 1, lapses: 0 });
    expect(undoChange(own, own.after, happening("2026-11-21T10:02:00Z"))?.after).toEqual(born?.after);
  });

  it("that was rated in the queue today keeps that rating, whatever is submitted afterwards", () => {
    const reviewed = rate(cardOf(rate(null, "good", "2026-11-18T10:00:00Z")), "good", "2026-11-21T10:00:00Z");
    const answer = { id, rating: "again", happening: happening("2026-11-21T11:00:00Z"), rule, scheduler } as const;
    expect(rateByAnswer(cardOf(reviewed), reviewed, { ...answer, revises: true })).toBeNull();
  });

  it("is not hurt by a journey: a zone that turns the clock back counts as no day, not as a negative one", () => {
    const card = cardOf(rate(null, "good", "2026-11-21T04:00:00.000Z"));
    const west = { timeZone: "America/Los_Angeles", rollOverHour: 4 };
    const log = rateCard(card, null, {
      ...{ id, rating: "good", rule: west, scheduler },
      happening: happening("2026-11-21T05:00:00.000Z"),
    });
    expect(log.after?.stability).toBe(card.stability);
  });
});

describe("undo", () => {
  it("brings back exactly what was, also of an overdue card, and makes an entry of its own", () => {
    const before = cardOf(rate(null, "good", "2026-10-01T10:00:00Z"));
    const log = rate(before, "again", "2026-11-21T10:00:00Z");
    const undone = undoChange(log, log.after, happening("2026-11-21T10:00:05Z"));
    expect(undone?.after).toEqual(before);
    expect([undone?.event, undone?.undoes, undone?.rating]).toEqual(["undo", log.id, null]);
    expect(reviewLogSchema.parse(undone)).toEqual(undone);
  });

  it("is refused when something else has happened to the card since, and for what came from an answer", () => {
    const first = rate(null, "good", "2026-11-18T10:00:00Z");
    const second = rate(cardOf(first), "hard", "2026-11-21T10:00:00Z");
    expect(undoChange(first, second.after, happening("2026-11-21T10:00:05Z"))).toBeNull();
    const answer = rateByAnswer(null, null, {
      ...{ id, rating: "good", rule, scheduler, revises: false },
      happening: happening("2026-11-21T10:00:00Z"),
    }) as ReviewLog;
    expect(canUndo(answer)).toBe(false);
    expect(undoChange(answer, answer.after, happening("2026-11-21T10:00:05Z"))).toBeNull();
  });

  it("of everything, one after another, brings back the beginning exactly, whatever was done", () => {
    const action = fc.record({
      what: fc.constantFrom("rate", "suspend", "resume", "bury"),
      rating: fc.constantFrom(...RATINGS),
      waitMinutes: fc.integer({ min: 0, max: 60 * 24 * 40 }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), fc.boolean(), (actions, begun) => {
        let millis = Date.parse("2026-11-01T12:00:00Z");
        const start = begun ? cardOf(rate(null, "hard", "2026-10-01T12:00:00Z")) : null;
        let card = start;
        const states: (ReviewCard | null)[] = [];
        const logs: ReviewLog[] = [];
        for (const { what, rating, waitMinutes } of actions) {
          millis += waitMinutes * 60_000;
          const now = { at: new Date(millis), logId: randomUUID() };
          let log: ReviewLog;
          if (card === null || what === "rate") {
            log = rateCard(card, logs.at(-1) ?? null, { id, rating, happening: now, rule, scheduler });
          } else log = what === "bury" ? buryCard(card, now, rule) : suspendCard(card, what === "suspend", now);
          states.push(card);
          logs.push(log);
          card = log.after;
          expect(reviewCardSchema.parse(card)).toEqual(card);
        }
        while (logs.length > 0) {
          const undone = undoChange(logs.pop() as ReviewLog, card, { at: new Date(millis), logId: randomUUID() });
          expect(undone).not.toBeNull();
          card = undone?.after ?? null;
          expect(card).toEqual(states.pop());
        }
        expect(card).toEqual(start);
      }),
    );
  });

  it("of a bury shows the card today again", () => {
    const card = cardOf(rate(null, "good", "2026-11-18T10:00:00Z"));
    const buried = buryCard(card, happening("2026-11-21T10:00:00Z"), rule);
    expect(buried.after?.buriedOn).toBe(dayText(localDayOf(new Date("2026-11-21T10:00:00Z"), rule)));
    expect(undoChange(buried, buried.after, happening("2026-11-21T10:01:00Z"))?.after).toEqual(card);
  });
});
