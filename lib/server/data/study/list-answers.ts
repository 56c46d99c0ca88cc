import "server-only";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { db } from "../../db";
import { studyAnswerColumns, toStudyAnswerDto } from "./to-study-answer-dto";

/** The most answers that one call gives. */
const ANSWER_COUNT_MAX = 200;

/** The profile's own answers to one item, newest first, at most 200. */
export async function listAnswers(profileId: string, itemId: string): Promise<StudyAnswerDto[]> {
  const client = await db();
  const rows = await client.studyAnswer.findMany({
    where: { profileId, itemId },
    select: studyAnswerColumns,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: ANSWER_COUNT_MAX,
  });
  return rows.map(toStudyAnswerDto);
}
