import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  changeInQueue,
  newestUndoable,
  rateFromAnswer,
  rateInQueue,
  undoInQueue,
} from "@/lib/server/data/review/change-card";
import { listCards } from "@/lib/server/data/review/list-cards";
import { loadCard } from "@/lib/server/data/review/load-card";
import { loadReviewSettings, saveReviewSettings } from "@/lib/server/data/review/review-settings";
import { db } from "@/lib/server/db";
import type { CardId, Rating } from "@/lib/shared/review/card";
import { DEFAULT_REVIEW_SETTINGS } from "@/lib/shared/review/settings";
import { newProfile, withTestDatabase } from "./test-database";

withTestDatabase();

const item: CardId = { kind: "item", contentId: "barrier-at-two-inputs" };
const other: CardId = { kind: "item", contentId: "allowed-lateness-effect" };
const doing = (profileId: string, at: string) => ({ profileId, clientEventId: randomUUID(), at: new Date(at) });

async function cardOf(profileId: string, id: CardId) {
  return (await loadCard(profileId, id))?.card ?? null;
}

/** Rates as the page does: with the card that it shows. */
async function rate(profileId: string, id: CardId, rating: Rating, at: string) {
  const seenLogId = (await cardOf(profileId, id))?.lastLogId ?? null;
  await rateInQueue(doing(profileId, at), id, { rating, seenLogId });
}

describe("cards", () => {
  it("are made by an answer, rated in the queue, and given back exactly as the log says", async () => {
    const profileId = await newProfile();
    await rateFromAnswer(doing(profileId, "2026-11-21T10:00:00Z"), item, { rating: "good", revises: false });
    await rate(profileId, item, "hard", "2026-11-24T10:00:00Z");
    const found = await loadCard(profileId, item);
    expect(found?.card).toEqual(found?.lastLog?.after);
    expect(found?.lastLog?.before).toMatchObject({
      repetitions: 1,
      intervalDays: 3,
      lastRatedAt: "2026-11-21T10:00:00.000Z",
    });
    expect(found?.card).toMatchObject({ repetitions: 2, lapses: 0, firstRatedAt: "2026-11-21T10:00:00.000Z" });
    expect(await listCards(profileId)).toEqual([found?.card]);
    expect(await listCards(await newProfile())).toEqual([]);
  });

  it("are changed once by one event, however often it arrives", async () => {
    const profileId = await newProfile();
    const once = doing(profileId, "2026-11-21T10:00:00Z");
    await rateInQueue(once, item, { rating: "good", seenLogId: null });
    const card = await cardOf(profileId, item);
    await rateInQueue(once, item, { rating: "again", seenLogId: card?.lastLogId ?? null });
    expect(await cardOf(profileId, item)).toEqual(card);
  });

  it("are not rated twice by two tabs: the second is told, and nothing of it is kept", async () => {
    const profileId = await newProfile();
    await rate(profileId, item, "good", "2026-11-21T10:00:00Z");
    const seenLogId = (await cardOf(profileId, item))?.lastLogId ?? null;
    const results = await Promise.allSettled(
      (["easy", "again"] as const).map((rating) =>
        rateInQueue(doing(profileId, "2026-11-24T10:00:00Z"), item, { rating, seenLogId }),
      ),
    );
    expect(results.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
    const client = await db();
    expect(await client.reviewLog.count({ where: { profileId } })).toBe(2);
    expect((await cardOf(profileId, item))?.repetitions).toBe(2);
    await expect(
      rateInQueue(doing(profileId, "2026-11-24T10:00:00Z"), other, { rating: "good", seenLogId: randomUUID() }),
    ).rejects.toMatchObject({ code: "REVIEW_MOVED_ON" });
  });

  it("come back by undo, one step after another, until there is nothing left to take back", async () => {
    const profileId = await newProfile();
    const at = "2026-11-24T10:00:00Z";
    await rateFromAnswer(doing(profileId, "2026-11-21T10:00:00Z"), item, { rating: "good", revises: false });
    const start = await cardOf(profileId, item);
    await rate(profileId, item, "again", at);
    const lapsed = await cardOf(profileId, item);
    await rate(profileId, other, "good", at);
    await changeInQueue(doing(profileId, at), item, "bury");
    await changeInQueue(doing(profileId, at), item, "suspend");

    expect(await undoInQueue(doing(profileId, at))).toEqual(item);
    expect(await undoInQueue(doing(profileId, at))).toEqual(item);
    expect(await cardOf(profileId, item)).toEqual(lapsed);
    expect(await undoInQueue(doing(profileId, at))).toEqual(other);
    expect(await cardOf(profileId, other)).toBeNull();
    expect(await undoInQueue(doing(profileId, at))).toEqual(item);
    expect(await cardOf(profileId, item)).toEqual(start);
    expect(await newestUndoable(profileId)).toBeNull();
    expect(await undoInQueue(doing(profileId, at))).toBeNull();
    expect(await cardOf(profileId, item)).toEqual(start);
  });

  it("keep what was answered since: an older rating is then not taken back", async () => {
    const profileId = await newProfile();
    await rate(profileId, item, "good", "2026-11-21T10:00:00Z");
    await rateFromAnswer(doing(profileId, "2026-11-25T10:00:00Z"), item, { rating: "again", revises: false });
    const card = await cardOf(profileId, item);
    await expect(undoInQueue(doing(profileId, "2026-11-25T10:01:00Z"))).rejects.toMatchObject({
      code: "REVIEW_MOVED_ON",
    });
    expect(await cardOf(profileId, item)).toEqual(card);
  });

  it("of others are out of reach", async () => {
    const owner = await newProfile();
    const stranger = await newProfile();
    await rate(owner, item, "good", "2026-11-21T10:00:00Z");
    expect(await loadCard(stranger, item)).toBeNull();
    await expect(changeInQueue(doing(stranger, "2026-11-21T10:00:00Z"), item, "bury")).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await undoInQueue(doing(stranger, "2026-11-21T10:00:00Z"))).toBeNull();
  });

  it("leave a log that the database refuses to change", async () => {
    const profileId = await newProfile();
    await rate(profileId, item, "good", "2026-11-21T10:00:00Z");
    const client = await db();
    await expect(client.reviewLog.updateMany({ where: { profileId }, data: { rating: "easy" } })).rejects.toThrow(
      /append-only/,
    );
  });
});

describe("settings of reviews", () => {
  it("are the defaults until they are kept, and then the learner's own", async () => {
    const profileId = await newProfile();
    expect(await loadReviewSettings(profileId)).toEqual(DEFAULT_REVIEW_SETTINGS);
    const own = { ...DEFAULT_REVIEW_SETTINGS, timeZone: "Asia/Kathmandu", newPerDay: 3, desiredRetention: 0.85 };
    await saveReviewSettings(profileId, own, new Date("2026-11-21T10:00:00Z"));
    await saveReviewSettings(profileId, { ...own, rollOverHour: 2 }, null);
    expect(await loadReviewSettings(profileId)).toEqual({ ...own, rollOverHour: 2 });
    expect(await loadReviewSettings(null)).toEqual(DEFAULT_REVIEW_SETTINGS);
  });
});
