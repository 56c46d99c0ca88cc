"use server";

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { requestMoment } from "@/lib/server/clock";
import { reviewDrill } from "@/lib/server/content/review-drill";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import { drillCardId } from "@/lib/server/study/card-place";
import { comesBackInDays } from "@/lib/server/study/comes-back";
import { rateFromDrill } from "@/lib/server/study/rate-drill";
import { drillPlaceSchema, drillResponseSchema } from "@/lib/shared/drills/drill";
import type { CheckedDrill } from "@/lib/shared/drills/review";

const inputSchema = z.strictObject({ place: drillPlaceSchema, response: drillResponseSchema });

/**
 * Runs a drill and compares the learner's prediction with it, part by part. The prediction is not kept, but one that is
 * wrong becomes a card of the review, which asks for the same level and seed again.
 */
export async function checkDrill(input: unknown): Promise<ActionResult<CheckedDrill>> {
  return asActionResult(async () => {
    const { place, response } = parseInput(inputSchema, input);
    const review = reviewDrill(place, response);
    const rightCount = review.parts.filter((part) => part.right).length;
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    await rateFromDrill({ profileId, clientEventId: randomUUID(), at }, place, rightCount / review.parts.length);
    return { ...review, comesBackInDays: await comesBackInDays(profileId, drillCardId(place), at) };
  });
}
