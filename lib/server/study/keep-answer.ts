import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/shared/app-error";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { boundedJson, clientEventIdSchema, contentIdSchema } from "@/lib/shared/schemas/common";
import { STUDY_RESPONSE_LENGTH_MAX } from "@/lib/shared/schemas/study";
import { gradeItem } from "@/lib/shared/content/grade-item";
import { findItem } from "../content/load-items";
import { saveAnswer } from "../data/study/save-answer";

/** The longest query of a list: every filter at once, the words in it in their longest form. */
const LIST_QUERY_LENGTH_MAX = 1_600;

/** What an answer form sends. */
export const answerInputSchema = z.object({
  clientEventId: clientEventIdSchema,
  itemId: contentIdSchema,
  response: boundedJson(STUDY_RESPONSE_LENGTH_MAX),
  /** The query of the list that the item was opened from. */
  list: z.string().max(LIST_QUERY_LENGTH_MAX),
});
export type AnswerInput = z.infer<typeof answerInputSchema>;

/** Grades an answer and keeps it. Throws NOT_FOUND for an unknown item, INVALID_INPUT for an answer that does not fit it. */
export async function keepAnswer(
  profileId: string,
  { clientEventId, itemId, response }: Omit<AnswerInput, "list">,
  at: Date,
): Promise<StudyAnswerDto> {
  const item = findItem(itemId);
  if (item === null) throw new AppError("NOT_FOUND", `no item ${itemId}`);
  const graded = gradeItem(item.meta, response);
  return saveAnswer(
    profileId,
    {
      ...{ clientEventId, itemId, itemVersion: item.version, format: item.meta.format },
      response: graded.response as Parameters<typeof saveAnswer>[1]["response"],
      result: graded.result,
    },
    at,
  );
}
