import "server-only";
import { AppError } from "@/lib/shared/app-error";
import type { InterviewMarkDto } from "@/lib/shared/dto/interview";
import type { SaveInterviewMarksInput } from "@/lib/shared/schemas/interview";
import { db } from "../../db";
import { interviewMarkColumns, toInterviewMarkDto } from "./to-interview-dto";

/**
 * Appends a marking to an answer of the profile's own; the newest marking counts. The same `clientEventId` again
 * changes nothing. Throws NOT_FOUND when the answer is not the profile's own. `at` is the moment of the marking; without
 * it, that of the database.
 */
export async function saveInterviewMarks(
  profileId: string,
  input: SaveInterviewMarksInput,
  at?: Date,
): Promise<InterviewMarkDto> {
  const client = await db();
  const answer = await client.interviewAnswer.findFirst({
    where: { id: input.answerId, profileId },
    select: { id: true },
  });
  if (answer === null) throw new AppError("NOT_FOUND", `no answer ${input.answerId} of profile ${profileId}`);
  await client.interviewMark.createMany({
    data: [
      {
        profileId,
        clientEventId: input.clientEventId,
        answerId: input.answerId,
        marks: input.marks,
        score: input.score,
        createdAt: at,
      },
    ],
    skipDuplicates: true,
  });
  const row = await client.interviewMark.findUniqueOrThrow({
    where: { profileId_clientEventId: { profileId, clientEventId: input.clientEventId } },
    select: interviewMarkColumns,
  });
  return toInterviewMarkDto(row);
}
