import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cardKey, type CardId, RATINGS, type Rating, type ReviewCard, type ReviewLog, reviewLogSchema } from "./card";
import { outcomesByHand } from "./hand-made-fsrs";
import { type MergedLogs, mergeLogs, replay } from "./merge-logs";
import { buryCard, rateByAnswer, rateCard, suspendCard, undoChange } from "./rate-card";
import { createScheduler } from "./scheduler";

const rule = { timeZone: "Europe/Berlin", rollOverHour: 4 };
const scheduler = createScheduler({ desiredRetention: 0.9 });
const item: CardId = { kind: "item", contentId: "barrier-at-two-inputs" };
const other: CardId = { kind: "item", contentId: "allowed-lateness-effect" };

/** A log and its cards, changed as the data functions change them. */
class Device {
  readonly logs: ReviewLog[] = [];
  readonly cards = new Map<string, ReviewCard>();

  card(id: CardId = item): ReviewCard | null {
    return this.cards.get(cardKey(id)) ?? null;
  }

  keep(change: ReviewLog | null): ReviewLog | null {
    if (change === null) return null;
    this.logs.push(change);
    if (change.after === null) this.cards.delete(cardKey(change));
    else this.cards.set(cardKey(change), change.after);
    return change;
  }

  #with(id: CardId, rating: Rating, at: string) {
    const card = this.card(id);
    const lastLog = this.logs.find((log) => log.id === card?.lastLogId) ?? null;
    return { card, lastLog, input: { id, rating, happening: happening(at), rule, scheduler } };
  }

  review(rating: Rating, at: string, id: CardId = item): ReviewLog | null {
    const { card, lastLog, input } = this.#with(id, rating, at);
    return this.keep(rateCard(card, lastLog, input));
  }

  answer(rating: Rating, at: string, id: CardId = item): ReviewLog | null {
    const { card, lastLog, input } = this.#with(id, rating, at);
    return this.keep(rateByAnswer(card, lastLog, { ...input, revises: id.kind === "exercise" }));
  }

  undo(log: ReviewLog | null, at: string): ReviewLog | null {
    return log === null ? null : this.keep(undoChange(log, this.card(log), happening(at)));
  }

  copy(): Device {
    const copy = new Device();
    copy.logs.push(...this.logs);
    for (const [key, card] of this.cards) copy.cards.set(key, card);
    return copy;
  }

  take(from: Device, at = "2026-12-24T12:00:00.000Z"): MergedLogs {
    const merged = mergeLogs({
      ...{ own: this.logs, cards: [...this.cards.values()], other: from.logs },
      ...{ rule, scheduler, at: new Date(at), newId: randomUUID },
    });
    this.logs.push(...merged.entries);
    for (const { before, after } of merged.cards) {
      expect(before).toEqual(before === null ? null : this.card(before));
      if (after !== null) this.cards.set(cardKey(after), after);
      else if (before !== null) this.cards.delete(cardKey(before));
    }
    return merged;
  }
}

const happening = (at: string) => ({ at: new Date(at), logId: randomUUID() });

/** What binds: every card is what its newest entry says, and there is none where that entry leaves none. */
function expectConsistent({ logs, cards }: Device): void {
  const newest = new Map(logs.map((log) => [cardKey(log), log.after]));
  for (const [key, after] of newest) expect(cards.get(key) ?? null).toEqual(after);
  expect([...cards.keys()].every((key) => newest.has(key))).toBe(true);
  for (const log of logs) expect(reviewLogSchema.parse(log)).toEqual(log);
  const taken = logs.flatMap(({ undoes }) => undoes ?? []);
  expect(new Set(taken).size).toBe(taken.length);
}

describe("the log of another device", () => {
  it("becomes the log of an empty one, with its cards as they are", () => {
    const full = new Device();
    full.review("good", "2026-11-01T10:00:00.000Z");
    full.undo(full.review("again", "2026-11-04T10:00:00.000Z"), "2026-11-04T10:00:05.000Z");
    full.answer("hard", "2026-11-05T10:00:00.000Z", other);
    const empty = new Device();
    expect(empty.take(full).mergeIds).toEqual([]);
    expect(empty.logs).toEqual(full.logs);
    expect(empty.cards).toEqual(full.cards);
    expectConsistent(empty);
  });

  it("adds only what is new where it went on from what both have, and nothing the second time", () => {
    const old = new Device();
    old.review("good", "2026-11-01T10:00:00.000Z");
    const newer = old.copy();
    newer.review("good", "2026-11-04T10:00:00.000Z");
    const added = old.take(newer);
    expect([added.entries.length, added.mergeIds.length]).toEqual([1, 0]);
    expect(old.card()).toEqual(newer.card());
    expectConsistent(old);
    expect(old.take(newer)).toEqual({ entries: [], cards: [], mergeIds: [] });
    expect(newer.take(old)).toEqual({ entries: [], cards: [], mergeIds: [] });
  });

  it("changes nothing where this device is the one that went on", () => {
    const old = new Device();
    old.review("good", "2026-11-01T10:00:00.000Z");
    const newer = old.copy();
    newer.review("again", "2026-11-04T10:00:00.000Z");
    expect(newer.take(old)).toEqual({ entries: [], cards: [], mergeIds: [] });
  });

  it("and this one both went on: the card is what all ratings together make, in the order of time", () => {
    const laptop = new Device();
    laptop.review("good", "2026-11-01T10:00:00.000Z");
    const phone = laptop.copy();
    laptop.review("good", "2026-11-04T10:00:00.000Z");
    laptop.review("hard", "2026-11-20T10:00:00.000Z");
    phone.review("again", "2026-11-10T10:00:00.000Z");
    const merged = laptop.take(phone);

    // Good on the 1st, Good 3 days later, Again 6 days later, Hard 10 days later.
    const first = outcomesByHand(null, 0)[2];
    const second = outcomesByHand(first ?? null, 3)[2];
    const third = outcomesByHand(second ?? null, 6)[0];
    const fourth = outcomesByHand(third ?? null, 10)[1];
    expect(laptop.card()).toEqual({
      ...item,
      stability: expect.closeTo(fourth?.stability ?? 0, 4) as number,
      difficulty: expect.closeTo(fourth?.difficulty ?? 0, 4) as number,
      intervalDays: fourth?.intervalDays,
      repetitions: 4,
      lapses: 1,
      firstRatedAt: "2026-11-01T10:00:00.000Z",
      lastRatedAt: "2026-11-20T10:00:00.000Z",
      suspended: false,
      buriedOn: null,
      lastLogId: merged.mergeIds[0],
    });
    expect(merged.entries.map(({ event, rating }) => [event, rating])).toEqual([
      ["review", "again"],
      ["merge", null],
    ]);
    expectConsistent(laptop);

    // The other way round comes to the same, and then both have everything.
    const back = phone.take(laptop);
    expect(back.mergeIds).toEqual([]);
    expect(phone.card()).toEqual(laptop.card());
    expectConsistent(phone);
    expect(laptop.take(phone).entries).toEqual([]);
  });

  it("and this one both took back the same rating: it is taken back once", () => {
    const one = new Device();
    one.review("good", "2026-11-01T10:00:00.000Z");
    const rated = one.review("again", "2026-11-04T10:00:00.000Z");
    const two = one.copy();
    one.undo(rated, "2026-11-04T10:00:05.000Z");
    two.undo(rated, "2026-11-04T10:00:09.000Z");
    const before = one.card();
    one.take(two);
    expectConsistent(one);
    expect({ ...one.card(), lastLogId: "" }).toEqual({ ...before, lastLogId: "" });
  });

  it("takes the card away where both have taken back its first rating", () => {
    const one = new Device();
    const rated = one.review("good", "2026-11-01T10:00:00.000Z");
    const two = one.copy();
    one.undo(rated, "2026-11-01T10:00:05.000Z");
    two.undo(rated, "2026-11-01T10:00:09.000Z");
    one.take(two);
    expect(one.card()).toBeNull();
    expectConsistent(one);
  });
});

const exercise: CardId = { kind: "exercise", contentId: "click-sessions" };
const action = fc.record({
  what: fc.constantFrom("review", "answer", "suspend", "resume", "bury", "undo"),
  rating: fc.constantFrom(...RATINGS),
  id: fc.constantFrom(item, exercise),
  waitMinutes: fc.integer({ min: 1, max: 60 * 24 * 20 }),
});

function act(
  device: Device,
  actions: readonly (typeof action extends fc.Arbitrary<infer A> ? A : never)[],
  from: string,
) {
  let millis = Date.parse(from);
  for (const { what, rating, id, waitMinutes } of actions) {
    millis += waitMinutes * 60_000;
    const at = new Date(millis).toISOString();
    const card = device.card(id);
    if (what === "review") device.review(rating, at, id);
    else if (what === "answer") device.answer(rating, at, id);
    else if (card === null) continue;
    else if (what === "undo") device.undo(device.logs.find((log) => log.id === card.lastLogId) ?? null, at);
    else
      device.keep(
        what === "bury" ? buryCard(card, happening(at), rule) : suspendCard(card, what === "suspend", happening(at)),
      );
  }
}

describe("whatever was done", () => {
  const actions = fc.array(action, { maxLength: 12 });

  it("on one device, doing all of it again comes to the same cards", () => {
    fc.assert(
      fc.property(actions, (some) => {
        const device = new Device();
        act(device, some, "2026-11-01T12:00:00Z");
        for (const id of [item, exercise]) {
          const own = device.logs.filter((log) => cardKey(log) === cardKey(id));
          expect(replay(own, { rule, scheduler })).toEqual(device.card(id));
        }
      }),
    );
  });

  it("on two devices, each card is what its newest entry says, both come to the same, and again changes nothing", () => {
    fc.assert(
      fc.property(actions, actions, actions, (common, onOne, onTwo) => {
        const one = new Device();
        act(one, common, "2026-11-01T12:00:00Z");
        const two = one.copy();
        act(one, onOne, "2027-11-01T12:00:00Z");
        act(two, onTwo, "2027-11-01T12:00:30Z");
        const apart = two.copy();
        two.take(one);
        expectConsistent(two);
        expect(two.take(one).entries).toEqual([]);
        one.take(two);
        expectConsistent(one);
        expect(one.cards).toEqual(two.cards);
        expect(new Set(one.logs.map(({ id }) => id))).toEqual(new Set(two.logs.map(({ id }) => id)));
        expect(one.take(apart).entries).toEqual([]);
        expect(two.take(one).entries).toEqual([]);
      }),
    );
  });
});
