/** Appeals as lines of JSON: each names an item and an answer as `npm run grade` reads them, and what was disputed. */
import type { GradeAppealDto } from "../dto/grading";

/** One line for each appeal, oldest first, each with its line end; the order of the names is fixed. */
export function appealLines(appeals: readonly GradeAppealDto[]): string {
  return [...appeals]
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))
    .map((appeal) => `${appealLine(appeal)}\n`)
    .join("");
}

function appealLine(appeal: GradeAppealDto): string {
  return JSON.stringify({
    id: appeal.itemId,
    answer: appeal.answerText,
    [appeal.kind]: appeal.partId,
    grader: appeal.graderVerdict,
    learner: appeal.learnerVerdict,
    reason: appeal.reason,
    itemVersion: appeal.itemVersion,
    graderVersion: appeal.graderVersion,
    at: appeal.createdAt,
  });
}
