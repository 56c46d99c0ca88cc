import "server-only";
import { AppError } from "@/lib/shared/app-error";
import type { SaveAppealInput } from "@/lib/shared/schemas/grading";
import { appealOf } from "../content/appeal-of";
import { findItem } from "../content/load-items";
import { saveAppeal } from "../data/grading/save-appeal";
import type { Doing } from "../data/review/change-card";
import { loadAnswer } from "../data/study/load-answer";

/**
 * Keeps a learner's objection to one mark of an own answer, which may be named by the event that gave it. The same event
 * again changes nothing. Throws NOT_FOUND without such an answer, INVALID_INPUT where there is no such mark to dispute.
 */
export async function keepAppeal(
  { profileId, clientEventId, at }: Doing,
  answerOrEventId: string,
  objection: Pick<SaveAppealInput, "kind" | "partId" | "learnerVerdict" | "reason">,
): Promise<void> {
  const answer = await loadAnswer(profileId, answerOrEventId);
  const item = findItem(answer.itemId);
  if (item === null || (item.meta.format !== "free-text" && item.meta.format !== "design")) {
    throw new AppError("NOT_FOUND", `no graded item ${answer.itemId}`);
  }
  await saveAppeal(profileId, { clientEventId, ...appealOf(item.meta, answer, objection) }, at);
}
