import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { studyFormatSchema, studyResultSchema } from "@/lib/shared/schemas/study";
import { fromStoredJson, parseStored } from "../stored-json";

/** The columns of an answer that cross to the browser. */
export const studyAnswerColumns = {
  id: true,
  itemId: true,
  itemVersion: true,
  format: true,
  response: true,
  result: true,
  createdAt: true,
} satisfies Prisma.StudyAnswerSelect;

type StudyAnswerRow = Prisma.StudyAnswerGetPayload<{ select: typeof studyAnswerColumns }>;

export function toStudyAnswerDto(row: StudyAnswerRow): StudyAnswerDto {
  return {
    id: row.id,
    itemId: row.itemId,
    itemVersion: row.itemVersion,
    format: parseStored(studyFormatSchema, row.format, "StudyAnswer.format"),
    response: fromStoredJson(row.response),
    result: parseStored(studyResultSchema, row.result, "StudyAnswer.result"),
    createdAt: row.createdAt.toISOString(),
  };
}
