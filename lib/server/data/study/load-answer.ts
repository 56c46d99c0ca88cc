import "server-only";
import { AppError } from "@/lib/shared/app-error";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { db } from "../../db";
import { studyAnswerColumns, toStudyAnswerDto } from "./to-study-answer-dto";

/** One answer by its id, or by the browser's id of the event that gave it. Throws NOT_FOUND when it is not the profile's own. */
export async function loadAnswer(profileId: string, eventOrId: string): Promise<StudyAnswerDto> {
  const client = await db();
  const row = await client.studyAnswer.findFirst({
    where: { profileId, OR: [{ id: eventOrId }, { clientEventId: eventOrId }] },
    select: studyAnswerColumns,
  });
  if (row === null) throw new AppError("NOT_FOUND", `no study answer ${eventOrId} of profile ${profileId}`);
  return toStudyAnswerDto(row);
}
