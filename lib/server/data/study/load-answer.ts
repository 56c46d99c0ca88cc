import "server-only";
import { AppError } from "@/lib/shared/app-error";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { db } from "../../db";
import { studyAnswerColumns, toStudyAnswerDto } from "./to-study-answer-dto";

/** One answer by its id. Throws NOT_FOUND when it is not the profile's own. */
export async function loadAnswer(profileId: string, answerId: string): Promise<StudyAnswerDto> {
  const client = await db();
  const row = await client.studyAnswer.findFirst({ where: { id: answerId, profileId }, select: studyAnswerColumns });
  if (row === null) throw new AppError("NOT_FOUND", `no study answer ${answerId} of profile ${profileId}`);
  return toStudyAnswerDto(row);
}
