import type { CodeAid, CodeAttemptKind } from "../schemas/code";
import type { JsonValue } from "../schemas/common";

/** The text a learner is working on. Times are ISO texts in UTC. */
export interface CodeDraftDto {
  exerciseId: string;
  text: string;
  hintsOpened: number;
  updatedAt: string;
}

/** An attempt as a line of a list. */
export interface CodeAttemptSummaryDto {
  id: string;
  exerciseId: string;
  exerciseVersion: string;
  kind: CodeAttemptKind;
  /** Self-reported. */
  passed: boolean;
  aid: CodeAid;
  createdAt: string;
}

/** An attempt with its text and its self-reported verdict. */
export interface CodeAttemptDto extends CodeAttemptSummaryDto {
  text: string;
  verdict: JsonValue;
}

/** What a learner has done with one exercise so far; self-reported. */
export interface ExerciseProgressDto {
  exerciseId: string;
  /** Runs and submissions, without resets. */
  attemptCount: number;
  passed: boolean;
  /** The least help with which a submission passed; null when none has. */
  bestAid: CodeAid | null;
  lastAttemptedAt: string;
}
