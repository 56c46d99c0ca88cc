import "server-only";
import type { InterviewAnswerDto } from "@/lib/shared/dto/interview";
import type { SaveInterviewAnswerInput } from "@/lib/shared/schemas/interview";
import { db } from "../../db";
import { toStoredJson } from "../stored-json";
import { assertOwnOpenInterview } from "./own-interview";
import { interviewAnswerColumns, toInterviewAnswerDto } from "./to-interview-dto";

/**
 * Appends an answer to an interview of the profile's own and drops the draft of that question. The same
 * `clientEventId` again changes nothing. Throws NOT_FOUND when the interview is not the profile's own,
 * ALREADY_FINISHED when it has ended. `at` is the moment of the answer; without it, that of the database.
 */
export async function saveInterviewAnswer(
  profileId: string,
  input: SaveInterviewAnswerInput,
  at?: Date,
): Promise<InterviewAnswerDto> {
  const client = await db();
  const key = { profileId_clientEventId: { profileId, clientEventId: input.clientEventId } };
  const stored = await client.interviewAnswer.findUnique({ where: key, select: interviewAnswerColumns });
  if (stored !== null) return toInterviewAnswerDto(stored);
  await assertOwnOpenInterview(profileId, input.interviewId);
  await client.$transaction([
    client.interviewAnswer.createMany({
      data: [
        {
          profileId,
          clientEventId: input.clientEventId,
          interviewId: input.interviewId,
          rung: input.rung,
          questionId: input.questionId,
          questionVersion: input.questionVersion,
          text: input.text,
          structured: toStoredJson(input.structured),
          secondsUsed: input.secondsUsed,
          deadlines: toStoredJson(input.deadlines),
          createdAt: at,
        },
      ],
      skipDuplicates: true,
    }),
    client.interviewDraft.deleteMany({ where: { interviewId: input.interviewId, questionId: input.questionId } }),
  ]);
  return toInterviewAnswerDto(
    await client.interviewAnswer.findUniqueOrThrow({ where: key, select: interviewAnswerColumns }),
  );
}
