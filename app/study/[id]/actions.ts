"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { findItem } from "@/lib/server/content/load-items";
import { gradeItem } from "@/lib/server/content/grade-item";
import { saveAnswer } from "@/lib/server/data/study/save-answer";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import { AppError } from "@/lib/shared/app-error";
import { parseFilters, studyItemUrl } from "@/lib/shared/content/study-filters";
import { boundedJson, clientEventIdSchema, contentIdSchema } from "@/lib/shared/schemas/common";
import { STUDY_RESPONSE_LENGTH_MAX } from "@/lib/shared/schemas/study";

const answerSchema = z.object({
  clientEventId: clientEventIdSchema,
  itemId: contentIdSchema,
  response: boundedJson(STUDY_RESPONSE_LENGTH_MAX),
  /** The query of the list that the item was opened from. */
  list: z.string().max(300),
});

/** Grades and keeps an answer, then shows its review; gives a result only when that failed. */
export async function answerItem(input: unknown): Promise<ActionResult<never>> {
  const result = await asActionResult(async () => {
    const { clientEventId, itemId, response, list } = parseInput(answerSchema, input);
    const item = findItem(itemId);
    if (item === null) throw new AppError("NOT_FOUND", `no item ${itemId}`);
    const profileId = await requireProfile();
    const graded = gradeItem(item.meta, response);
    const answer = await saveAnswer(profileId, {
      clientEventId,
      itemId,
      itemVersion: item.version,
      format: item.meta.format,
      response: graded.response as Parameters<typeof saveAnswer>[1]["response"],
      result: graded.result,
    });
    return studyItemUrl(itemId, parseFilters(Object.fromEntries(new URLSearchParams(list))), answer.id);
  });
  if (!result.ok) return result;
  redirect(result.value);
}
