"use server";

import type { CodeAttemptDto } from "@/lib/shared/dto/code";
import { type SaveCodeDraftInput, saveCodeDraftSchema } from "@/lib/shared/schemas/code";
import { rowIdSchema } from "@/lib/shared/schemas/common";
import { loadAttempt } from "@/lib/server/data/code/load-attempt";
import { saveDraft } from "@/lib/server/data/code/save-draft";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";

/** Keeps the learner's text of an exercise; gives the time of saving as ISO text. */
export async function saveCodeDraft(input: SaveCodeDraftInput): Promise<ActionResult<string>> {
  return asActionResult(async () => {
    const draft = parseInput(saveCodeDraftSchema, input);
    return (await saveDraft(await requireProfile(), draft)).updatedAt;
  });
}

/** One of the learner's own attempts with its text. */
export async function openCodeAttempt(attemptId: string): Promise<ActionResult<CodeAttemptDto>> {
  return asActionResult(async () => {
    const id = parseInput(rowIdSchema, attemptId);
    return loadAttempt(await requireProfile(), id);
  });
}
