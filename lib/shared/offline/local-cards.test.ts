import { describe, expect, it } from "vitest";
import { DEFAULT_REVIEW_SETTINGS } from "../review/settings";
import { type DoneHere, playOutbox } from "./local-cards";
import type { OutboxEvent } from "./outbox-event";
import type { OwnData } from "./own-data";

const EVENTS = ["01", "02", "03", "04"].map((end) => `00000000-0000-4000-8000-0000000000${end}`) as [
  string,
  string,
  string,
  string,
];
const item = { kind: "item", contentId: "late-records" } as const;
const nothing: OwnData = {
  ...{ asOf: "2026-11-20T08:00:00.000Z", settings: DEFAULT_REVIEW_SETTINGS, cards: [], lastLogs: [] },
  ...{ candidates: [], scores: {}, interview: null, eventIds: [] },
};
const answer: OutboxEvent = { kind: "study-answer", itemId: "late-records", response: {}, inReview: false };

function done(place: 0 | 1 | 2 | 3, at: string, event: OutboxEvent): DoneHere {
  return { clientEventId: EVENTS[place], happenedAtMillis: Date.parse(at), event };
}

function play(own: OwnData, entries: DoneHere[], score: number | null = 1) {
  return playOutbox(own, entries, () => score);
}

describe("playOutbox", () => {
  it("makes a card of an answer, under the event's own id", () => {
    const { cards, undoable } = play(nothing, [done(0, "2026-11-20T09:00:00Z", answer)]);
    expect(cards).toMatchObject([
      { ...item, repetitions: 1, lapses: 0, lastRatedAt: "2026-11-20T09:00:00.000Z", lastLogId: EVENTS[0] },
    ]);
    expect(cards).toHaveLength(1);
    expect(undoable).toBeNull();
  });

  it("lets the learner's own word of the same day take the answer's place, and takes it back exactly", () => {
    const answered = done(0, "2026-11-20T09:00:00Z", answer);
    const rated = done(1, "2026-11-20T09:05:00Z", { kind: "rating", id: item, rating: "again", seen: EVENTS[0] });
    const before = play(nothing, [answered]);
    const after = play(nothing, [answered, rated]);
    expect(after.cards).toMatchObject([{ repetitions: 1, lapses: 0, lastLogId: EVENTS[1] }]);
    expect(after.undoable?.id).toBe(EVENTS[1]);
    const undone = play(nothing, [
      answered,
      rated,
      done(2, "2026-11-20T09:06:00Z", { kind: "undo", undoes: EVENTS[1] }),
    ]);
    expect(undone.cards).toEqual(before.cards);
    expect(undone.undoable).toBeNull();
  });

  it("leaves alone what the server's word already holds, and answers whose item is not here", () => {
    const answered = done(0, "2026-11-20T09:00:00Z", answer);
    expect(play({ ...nothing, eventIds: [EVENTS[0]] }, [answered]).cards).toEqual([]);
    expect(play(nothing, [answered], null).cards).toEqual([]);
  });

  it("waits for the learner's rating where an answer of the queue finds a card", () => {
    const made = play(nothing, [done(0, "2026-11-10T09:00:00Z", answer)]).cards;
    const own = { ...nothing, cards: made };
    const inReview = done(1, "2026-11-20T09:00:00Z", { ...answer, inReview: true });
    expect(play(own, [inReview]).cards).toEqual(made);
    const rated = done(2, "2026-11-20T09:05:00Z", { kind: "rating", id: item, rating: "good", seen: EVENTS[0] });
    expect(play(own, [inReview, rated]).cards).toMatchObject([{ repetitions: 2, lapses: 0, lastLogId: EVENTS[2] }]);
  });

  it("puts a card off and sets it aside", () => {
    const made = play(nothing, [done(0, "2026-11-10T09:00:00Z", answer)]).cards;
    const own = { ...nothing, cards: made };
    const buried = done(1, "2026-11-20T09:00:00Z", { kind: "card-change", id: item, action: "bury" });
    expect(play(own, [buried]).cards).toMatchObject([{ buriedOn: "2026-11-20", suspended: false }]);
    const aside = done(2, "2026-11-20T09:00:00Z", { kind: "card-change", id: item, action: "suspend" });
    expect(play(own, [buried, aside]).cards).toMatchObject([{ buriedOn: "2026-11-20", suspended: true }]);
  });

  it("makes a card of a wrong prediction, rates that card by the next one, and makes none of a right one", () => {
    const place = { level: 2, seed: 4711 } as const;
    const response = { watermarks: [], contents: [], moments: [], dropped: [] };
    const predicted = (index: 0 | 1, at: string) => done(index, at, { kind: "drill-prediction", place, response });
    const first = predicted(0, "2026-11-20T09:00:00Z");
    const card = { kind: "drill", contentId: "2-4711" };
    expect(play(nothing, [first], 1).cards).toEqual([]);
    expect(play(nothing, [first], null).cards).toEqual([]);
    expect(play(nothing, [first], 0.4)).toMatchObject({
      cards: [{ ...card, repetitions: 1, lastLogId: EVENTS[0] }],
      undoable: null,
    });
    const scores = [0.4, 1];
    const both = [first, predicted(1, "2026-11-21T09:00:00Z")];
    const { cards } = playOutbox(nothing, both, () => scores.shift() ?? null);
    expect(cards).toMatchObject([{ ...card, repetitions: 2, lapses: 0, lastLogId: EVENTS[1] }]);
    expect(cards).toHaveLength(1);
  });
});
