import type { JsonValue } from "../schemas/common";
import type { StudyFormat, StudyResult } from "../schemas/study";

/** One saved answer. Times are ISO texts in UTC. */
export interface StudyAnswerDto {
  id: string;
  itemId: string;
  itemVersion: string;
  format: StudyFormat;
  response: JsonValue;
  /** Self-reported. */
  result: StudyResult;
  createdAt: string;
}

/** What a learner has done with one item so far; scores are self-reported. */
export interface ItemProgressDto {
  itemId: string;
  answerCount: number;
  bestScore: number;
  lastScore: number;
  /** The content's checksum at the newest answer. */
  lastItemVersion: string;
  lastAnsweredAt: string;
}
