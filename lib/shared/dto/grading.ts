import type { APPEAL_KINDS, AppealVerdict } from "../schemas/grading";

/** A learner's objection to one mark of the grader, whole enough to be a test case for it. Times are ISO texts in UTC. */
export interface GradeAppealDto {
  id: string;
  answerId: string;
  itemId: string;
  itemVersion: string;
  /** The answer as the grader read it. */
  answerText: string;
  kind: (typeof APPEAL_KINDS)[number];
  /** The id of the key point or misconception. */
  partId: string;
  graderVerdict: AppealVerdict;
  learnerVerdict: AppealVerdict;
  /** Why, in the learner's words; may be empty. */
  reason: string;
  graderVersion: string;
  createdAt: string;
}
