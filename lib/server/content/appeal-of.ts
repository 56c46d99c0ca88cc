import "server-only";
import type { GradedItem } from "@/lib/shared/content/item-schema";
import { designResponseSchema, freeTextResponseSchema } from "@/lib/shared/content/response-schema";
import { wholeText, writtenFields } from "@/lib/shared/content/written-text";
import type { GradeAppealDto } from "@/lib/shared/dto/grading";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import type { AppealVerdict, SaveAppealInput } from "@/lib/shared/schemas/grading";
import { parseInput } from "../error-response";
import { refused } from "@/lib/shared/content/graded-answer";

/**
 * Makes an appeal against one mark of an answer whole, so that it can be tried on the grader later: the text as it was
 * graded, and what the grader said. Throws INVALID_INPUT when there is no such mark, or when the learner agrees with it.
 */
export function appealOf(
  item: GradedItem,
  answer: StudyAnswerDto,
  { kind, partId, learnerVerdict, reason }: Pick<SaveAppealInput, "kind" | "partId" | "learnerVerdict" | "reason">,
): Omit<GradeAppealDto, "id" | "createdAt"> {
  const grade = answer.result.grading?.grade;
  if (grade === undefined) throw refused("the answer was not graded", "You marked this answer yourself.");
  const graderVerdict: AppealVerdict | undefined =
    kind === "point"
      ? grade.points.find(({ id }) => id === partId)?.verdict
      : grade.misconceptions.find(({ id }) => id === partId) && "claimed";
  if (graderVerdict === undefined) throw refused(`no mark for ${kind} ${partId}`, "There is no such mark to dispute.");
  if (graderVerdict === learnerVerdict)
    throw refused("the verdict is the grader's", "That is what the grader says too.");
  return {
    answerId: answer.id,
    itemId: answer.itemId,
    itemVersion: answer.itemVersion,
    answerText: answerText(item, answer),
    kind,
    partId,
    graderVerdict,
    learnerVerdict,
    reason: reason.trim(),
    graderVersion: grade.version,
  };
}

function answerText(item: GradedItem, { response }: StudyAnswerDto): string {
  if (item.format === "free-text") return parseInput(freeTextResponseSchema, response).text;
  return wholeText(writtenFields(item), parseInput(designResponseSchema, response).parts);
}
