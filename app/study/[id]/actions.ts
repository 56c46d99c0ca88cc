"use server";

import { redirect } from "next/navigation";
import { requestMoment } from "@/lib/server/clock";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import { answerInStudy } from "@/lib/server/study/answer-item";
import { answerInputSchema } from "@/lib/server/study/keep-answer";
import { parseFilters, studyItemUrl } from "@/lib/shared/content/study-filters";

/** Grades and keeps an answer, lets it count for the item's card, then shows its review; gives a result only when that failed. */
export async function answerItem(input: unknown): Promise<ActionResult<never>> {
  const result = await asActionResult(async () => {
    const given = parseInput(answerInputSchema, input);
    const { clientEventId, itemId, list } = given;
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    const answer = await answerInStudy({ profileId, clientEventId, at }, given);
    return studyItemUrl(itemId, parseFilters(Object.fromEntries(new URLSearchParams(list))), answer.id);
  });
  if (!result.ok) return result;
  redirect(result.value);
}
