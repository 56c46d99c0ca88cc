import type { JsonValue } from "../schemas/common";
import type { InterviewDeadlines, InterviewRung, InterviewSettings } from "../schemas/interview";
import type { KeyPointResult } from "../schemas/study";

/** The newest marking of an answer; self-reported. Times are ISO texts in UTC. */
export interface InterviewMarkDto {
  id: string;
  /** The browser's id of the marking, by which a device knows its own. */
  clientEventId: string;
  marks: KeyPointResult[];
  score: number;
  createdAt: string;
}

/** One handed-in answer; `mark` is null until the learner has marked it. */
export interface InterviewAnswerDto {
  id: string;
  /** The browser's id of the answer. */
  clientEventId: string;
  rung: InterviewRung;
  questionId: string;
  questionVersion: string;
  text: string;
  structured: JsonValue;
  secondsUsed: number;
  deadlines: InterviewDeadlines | null;
  createdAt: string;
  mark: InterviewMarkDto | null;
}

/** The question in front of the learner. */
export interface InterviewDraftDto {
  rung: InterviewRung;
  questionId: string;
  text: string;
  structured: JsonValue;
  askedAt: string;
  deadlines: InterviewDeadlines | null;
  updatedAt: string;
}

/** A whole interview: its settings, the question in front of the learner, and the answers in the order they were given. */
export interface InterviewDto {
  id: string;
  /** The browser's id of the start; what a device keeps of the interview bears it, because it never changes. */
  clientEventId: string;
  startRung: InterviewRung;
  settings: InterviewSettings;
  startedAt: string;
  finishedAt: string | null;
  draft: InterviewDraftDto | null;
  answers: InterviewAnswerDto[];
}

/** An interview as a line of a list. */
export interface InterviewSummaryDto {
  id: string;
  startRung: InterviewRung;
  startedAt: string;
  finishedAt: string | null;
  answerCount: number;
  /** Mean of the newest self-reported marks; null while nothing is marked. */
  meanScore: number | null;
}
