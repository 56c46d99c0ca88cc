import "server-only";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import type { SaveStudyAnswerInput } from "@/lib/shared/schemas/study";
import { db } from "../../db";
import { toStoredJson } from "../stored-json";
import { studyAnswerColumns, toStudyAnswerDto } from "./to-study-answer-dto";

/**
 * Appends an answer to the profile's own. The same `clientEventId` again changes nothing and gives back what was
 * stored the first time. When the promise resolves, the answer survives a crash of the process. `at` is the moment of
 * the answer; without it, that of the database.
 */
export async function saveAnswer(profileId: string, input: SaveStudyAnswerInput, at?: Date): Promise<StudyAnswerDto> {
  const client = await db();
  await client.studyAnswer.createMany({
    data: [
      {
        profileId,
        clientEventId: input.clientEventId,
        itemId: input.itemId,
        itemVersion: input.itemVersion,
        format: input.format,
        response: toStoredJson(input.response ?? {}) as object,
        result: toStoredJson(input.result) as object,
        score: input.result.score,
        createdAt: at,
      },
    ],
    skipDuplicates: true,
  });
  const row = await client.studyAnswer.findUniqueOrThrow({
    where: { profileId_clientEventId: { profileId, clientEventId: input.clientEventId } },
    select: studyAnswerColumns,
  });
  return toStudyAnswerDto(row);
}
