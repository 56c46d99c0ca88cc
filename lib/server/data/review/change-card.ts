import "server-only";
import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/shared/app-error";
import type { CardId, Rating, ReviewCard, ReviewLog } from "@/lib/shared/review/card";
import { buryCard, rateByAnswer, rateCard, suspendCard, undoChange } from "@/lib/shared/review/rate-card";
import { createScheduler } from "@/lib/shared/review/scheduler";
import { db } from "../../db";
import { loadCard } from "./load-card";
import { loadReviewSettings } from "./review-settings";
import { storeChange } from "./store-change";
import { reviewLogColumns, toReviewLog } from "./to-review-dto";

/** Who does something, when, and the browser's id for it: the same event again changes nothing. */
export interface Doing {
  readonly profileId: string;
  readonly clientEventId: string;
  readonly at: Date;
}

/** What can be done with a card in the queue, besides rating it. */
export const CARD_ACTIONS = ["suspend", "resume", "bury"] as const;
export type CardAction = (typeof CARD_ACTIONS)[number];

/**
 * Rates a card in the queue, or makes it. `seenLogId` is the entry that the card on the learner's page was made by, null
 * where there was none. Throws REVIEW_MOVED_ON when the card has changed since.
 */
export async function rateInQueue(
  doing: Doing,
  id: CardId,
  given: { readonly rating: Rating; readonly seenLogId: string | null },
): Promise<void> {
  if (await isDone(doing)) return;
  const found = await loadCard(doing.profileId, id);
  if ((found?.card.lastLogId ?? null) !== given.seenLogId) {
    throw new AppError("REVIEW_MOVED_ON", `the card ${id.kind}/${id.contentId} is not the one on the page`);
  }
  const settings = await loadReviewSettings(doing.profileId);
  const change = rateCard(found?.card ?? null, found?.lastLog ?? null, {
    ...{ id, rating: given.rating },
    ...{ happening: happeningOf(doing), rule: settings, scheduler: createScheduler(settings) },
  });
  await storeChange(doing, found?.card ?? null, change);
}

/**
 * Takes an answer outside the queue into account: it makes the card, or rates it as the first answer of the day.
 * `revises`: the rating speaks of the whole day and takes the place of the day's former one.
 */
export async function rateFromAnswer(
  doing: Doing,
  id: CardId,
  given: { readonly rating: Rating; readonly revises: boolean },
): Promise<void> {
  if (await isDone(doing)) return;
  const [found, settings] = await Promise.all([loadCard(doing.profileId, id), loadReviewSettings(doing.profileId)]);
  const change = rateByAnswer(found?.card ?? null, found?.lastLog ?? null, {
    ...{ id, ...given },
    ...{ happening: happeningOf(doing), rule: settings, scheduler: createScheduler(settings) },
  });
  if (change === null) return;
  try {
    await storeChange(doing, found?.card ?? null, change);
  } catch (thrown) {
    // Another answer rated the card in the same moment, and the first of a day counts.
    if (!(thrown instanceof AppError && thrown.code === "REVIEW_MOVED_ON")) throw thrown;
  }
}

/** Sets a card aside, puts it back, or puts it off until the next day. Throws NOT_FOUND without such a card. */
export async function changeInQueue(doing: Doing, id: CardId, action: CardAction): Promise<void> {
  if (await isDone(doing)) return;
  const found = await loadCard(doing.profileId, id);
  if (found === null) throw new AppError("NOT_FOUND", `no card ${id.kind}/${id.contentId}`);
  const settings = await loadReviewSettings(doing.profileId);
  const change =
    action === "bury"
      ? buryCard(found.card, happeningOf(doing), settings)
      : suspendCard(found.card, action === "suspend", happeningOf(doing));
  await storeChange(doing, found.card, change);
}

/** The newest thing done in the queue that has not been taken back; null when there is none. */
export async function newestUndoable(profileId: string): Promise<ReviewLog | null> {
  const client = await db();
  const undone = await client.reviewLog.findMany({
    where: { profileId, undoes: { not: null } },
    select: { undoes: true },
  });
  const row = await client.reviewLog.findFirst({
    where: {
      profileId,
      event: { in: ["review", "suspend", "resume", "bury"] },
      id: { notIn: undone.flatMap((each) => each.undoes ?? []) },
    },
    select: reviewLogColumns,
    orderBy: { place: "desc" },
  });
  return row === null ? null : toReviewLog(row);
}

/**
 * Takes back the newest thing done in the queue and gives its card's name; null when there is nothing to take back.
 * `meantLogId` is the entry that the learner means, where the request comes later than the wish. Throws REVIEW_MOVED_ON
 * when an answer has changed the card since, or when another entry than the one meant is the newest.
 */
export async function undoInQueue(doing: Doing, meantLogId?: string | null): Promise<CardId | null> {
  if (await isDone(doing)) return null;
  const log = await newestUndoable(doing.profileId);
  if (meantLogId !== undefined && log?.id !== meantLogId) {
    throw new AppError("REVIEW_MOVED_ON", "something else was done in the queue since");
  }
  if (log === null) return null;
  const current: ReviewCard | null = (await loadCard(doing.profileId, log))?.card ?? null;
  const change = undoChange(log, current, happeningOf(doing));
  if (change === null) throw new AppError("REVIEW_MOVED_ON", `the card ${log.kind}/${log.contentId} has changed since`);
  await storeChange(doing, current, change);
  return { kind: log.kind, contentId: log.contentId };
}

/**
 * The entry of the log that an event of the browser made, or the entry of that id itself; null when it is neither. A
 * device without network knows a card by the event that changed it, because the server's entry is made later.
 */
export async function findLogId(profileId: string, eventOrLogId: string): Promise<string | null> {
  const client = await db();
  const log = await client.reviewLog.findFirst({
    where: { profileId, OR: [{ clientEventId: eventOrLogId }, { id: eventOrLogId }] },
    select: { id: true },
  });
  return log?.id ?? null;
}

async function isDone({ profileId, clientEventId }: Doing): Promise<boolean> {
  const client = await db();
  const known = await client.reviewLog.findUnique({
    where: { profileId_clientEventId: { profileId, clientEventId } },
    select: { id: true },
  });
  return known !== null;
}

function happeningOf({ at }: Doing) {
  return { at, logId: randomUUID() };
}
