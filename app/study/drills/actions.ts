"use server";

import { z } from "zod";
import { requestMoment } from "@/lib/server/clock";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import { comesBackInDays } from "@/lib/server/study/comes-back";
import { rateFromDrill } from "@/lib/server/study/rate-drill";
import { drillPlaceSchema, drillResponseSchema } from "@/lib/shared/drills/drill";
import { drillCardId } from "@/lib/shared/drills/drill-card";
import { type CheckedDrill, rightShare } from "@/lib/shared/drills/review";
import { reviewDrill } from "@/lib/shared/drills/review-drill";
import { clientEventIdSchema } from "@/lib/shared/schemas/common";

const inputSchema = z.strictObject({
  clientEventId: clientEventIdSchema,
  place: drillPlaceSchema,
  response: drillResponseSchema,
});

/**
 * Runs a drill and compares the learner's prediction with it, part by part. The prediction is not kept, but one that is
 * wrong becomes a card of the review, which asks for the same level and seed again.
 */
export async function checkDrill(input: unknown): Promise<ActionResult<CheckedDrill>> {
  return asActionResult(async () => {
    const { clientEventId, place, response } = parseInput(inputSchema, input);
    const review = reviewDrill(place, response);
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    await rateFromDrill({ profileId, clientEventId, at }, place, rightShare(review));
    return { ...review, comesBackInDays: await comesBackInDays(profileId, drillCardId(place), at) };
  });
}
