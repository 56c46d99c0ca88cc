import "server-only";
import type { InterviewDraftDto } from "@/lib/shared/dto/interview";
import type { SaveInterviewDraftInput } from "@/lib/shared/schemas/interview";
import { db } from "../../db";
import { toStoredJson } from "../stored-json";
import { assertOwnOpenInterview } from "./own-interview";
import { interviewDraftColumns, toInterviewDraftDto } from "./to-interview-dto";

/**
 * Keeps the question in front of the learner with its clock and the text so far; each interview has one such draft.
 * Throws NOT_FOUND when the interview is not the profile's own, ALREADY_FINISHED when it has ended.
 */
export async function saveInterviewDraft(
  profileId: string,
  input: SaveInterviewDraftInput,
): Promise<InterviewDraftDto> {
  await assertOwnOpenInterview(profileId, input.interviewId);
  const client = await db();
  const content = {
    rung: input.rung,
    questionId: input.questionId,
    text: input.text,
    structured: toStoredJson(input.structured),
    askedAt: new Date(input.askedAt),
    deadlines: toStoredJson(input.deadlines),
  };
  const row = await client.interviewDraft.upsert({
    where: { interviewId: input.interviewId },
    create: { interviewId: input.interviewId, ...content },
    update: content,
    select: interviewDraftColumns,
  });
  return toInterviewDraftDto(row);
}
