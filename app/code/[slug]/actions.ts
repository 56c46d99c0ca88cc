"use server";

import type { CodeAttemptDto, CodeAttemptSummaryDto } from "@/lib/shared/dto/code";
import {
  type SaveCodeAttemptInput,
  type SaveCodeDraftInput,
  saveCodeAttemptSchema,
  saveCodeDraftSchema,
} from "@/lib/shared/schemas/code";
import { rowIdSchema } from "@/lib/shared/schemas/common";
import { requestMoment } from "@/lib/server/clock";
import { loadAttempt } from "@/lib/server/data/code/load-attempt";
import { saveDraft } from "@/lib/server/data/code/save-draft";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import { keepAttempt } from "@/lib/server/study/keep-attempt";

/** Keeps the learner's text of an exercise; gives the time of saving as ISO text. */
export async function saveCodeDraft(input: SaveCodeDraftInput): Promise<ActionResult<string>> {
  return asActionResult(async () => {
    const draft = parseInput(saveCodeDraftSchema, input);
    return (await saveDraft(await requireProfile(), draft)).updatedAt;
  });
}

/** Appends one attempt and lets it count for the exercise's card. Its verdict is the browser's word and stored as such. */
export async function saveCodeAttempt(input: SaveCodeAttemptInput): Promise<ActionResult<CodeAttemptSummaryDto>> {
  return asActionResult(async () => {
    const attempt = parseInput(saveCodeAttemptSchema, input);
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    return keepAttempt({ profileId, clientEventId: attempt.clientEventId, at }, attempt);
  });
}

/** One of the learner's own attempts with its text. */
export async function openCodeAttempt(attemptId: string): Promise<ActionResult<CodeAttemptDto>> {
  return asActionResult(async () => {
    const id = parseInput(rowIdSchema, attemptId);
    return loadAttempt(await requireProfile(), id);
  });
}
