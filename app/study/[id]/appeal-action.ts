"use server";

import { appealOf } from "@/lib/server/content/appeal-of";
import { findItem } from "@/lib/server/content/load-items";
import { saveAppeal } from "@/lib/server/data/grading/save-appeal";
import { loadAnswer } from "@/lib/server/data/study/load-answer";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import { AppError } from "@/lib/shared/app-error";
import { saveAppealSchema } from "@/lib/shared/schemas/grading";

/** Keeps a learner's objection to one mark of an own answer. */
export async function appealMark(input: unknown): Promise<ActionResult<null>> {
  return asActionResult(async () => {
    const { clientEventId, answerId, ...objection } = parseInput(saveAppealSchema, input);
    const profileId = await requireProfile();
    const answer = await loadAnswer(profileId, answerId);
    const item = findItem(answer.itemId);
    if (item === null || (item.meta.format !== "free-text" && item.meta.format !== "design")) {
      throw new AppError("NOT_FOUND", `no graded item ${answer.itemId}`);
    }
    await saveAppeal(profileId, { clientEventId, ...appealOf(item.meta, answer, objection) });
    return null;
  });
}
