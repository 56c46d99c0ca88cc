"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requestMoment } from "@/lib/server/clock";
import { CARD_ACTIONS, changeInQueue, rateInQueue, undoInQueue } from "@/lib/server/data/review/change-card";
import { loadReviewSettings, saveReviewSettings } from "@/lib/server/data/review/review-settings";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import { answerInQueue } from "@/lib/server/study/answer-item";
import { answerInputSchema } from "@/lib/server/study/keep-answer";
import { cardIdSchema, RATINGS } from "@/lib/shared/review/card";
import { reviewSettingsSchema } from "@/lib/shared/review/settings";
import { clientEventIdSchema, rowIdSchema } from "@/lib/shared/schemas/common";

const cardInputSchema = z.object({ clientEventId: clientEventIdSchema, id: cardIdSchema });
const rateSchema = cardInputSchema.extend({ rating: z.enum(RATINGS), seenLogId: rowIdSchema.nullable() });
const changeSchema = cardInputSchema.extend({ action: z.enum(CARD_ACTIONS) });
const undoSchema = z.object({ clientEventId: clientEventIdSchema });

/**
 * Grades and keeps an answer given in the queue, then shows it. A card that is there waits for the learner's own rating;
 * where there is none yet, the answer makes it.
 */
export async function answerInReview(input: unknown): Promise<ActionResult<never>> {
  const result = await asActionResult(async () => {
    const given = parseInput(answerInputSchema, input);
    const { clientEventId, itemId } = given;
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    const answer = await answerInQueue({ profileId, clientEventId, at }, given);
    return `/review?${new URLSearchParams({ item: itemId, answer: answer.id }).toString()}`;
  });
  if (!result.ok) return result;
  redirect(result.value);
}

/** Rates the card on the page and goes on with the queue. */
export async function rate(input: z.input<typeof rateSchema>): Promise<ActionResult<never>> {
  const result = await asActionResult(async () => {
    const { clientEventId, id, rating, seenLogId } = parseInput(rateSchema, input);
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    await rateInQueue({ profileId, clientEventId, at }, id, { rating, seenLogId });
  });
  if (!result.ok) return result;
  redirect("/review");
}

/** Sets a card aside, puts it back, or puts it off until tomorrow. */
export async function changeCard(input: z.input<typeof changeSchema>): Promise<ActionResult<void>> {
  return asActionResult(async () => {
    const { clientEventId, id, action } = parseInput(changeSchema, input);
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    await changeInQueue({ profileId, clientEventId, at }, id, action);
  });
}

/** Takes back the newest thing done in the queue. */
export async function undo(input: z.input<typeof undoSchema>): Promise<ActionResult<void>> {
  return asActionResult(async () => {
    const { clientEventId } = parseInput(undoSchema, input);
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    await undoInQueue({ profileId, clientEventId, at });
  });
}

/** Keeps the learner's time zone, which the days of the queue go by. */
export async function keepTimeZone(timeZone: string): Promise<ActionResult<void>> {
  return asActionResult(async () => {
    const profileId = await requireProfile();
    const settings = await loadReviewSettings(profileId);
    await saveReviewSettings(profileId, parseInput(reviewSettingsSchema, { ...settings, timeZone }), null);
  });
}
