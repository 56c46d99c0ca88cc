import { z } from "zod";
import {
  boundedJson,
  boundedText,
  clientEventIdSchema,
  contentIdSchema,
  contentVersionSchema,
  rowIdSchema,
  scoreSchema,
} from "./common";
import { keyPointResultSchema } from "./study";

/** The rungs of the mock interview, from the easiest up. */
export const interviewRungs = [
  "beginner",
  "warming-up",
  "getting-serious",
  "data-engineer",
  "lead-data-engineer",
  "final-boss",
] as const;
export const interviewRungSchema = z.enum(interviewRungs);
export type InterviewRung = z.infer<typeof interviewRungSchema>;

/** The longest written answer in characters. */
export const INTERVIEW_TEXT_LENGTH_MAX = 20_000;
/** The longest structured part of an answer (a system design) in characters of JSON. */
export const INTERVIEW_STRUCTURED_LENGTH_MAX = 40_000;

/** What the learner chose before the first question. */
export const interviewSettingsSchema = z.object({
  /** Suggested time for each question in seconds; null means no limit. */
  secondsPerQuestion: z.int().min(30).max(7_200).nullable(),
  /** The questions put on each rung, in order, fixed at the start so that a reload shows the same interview. */
  questionIds: z.partialRecord(interviewRungSchema, z.array(contentIdSchema).max(20)).optional(),
});
export type InterviewSettings = z.infer<typeof interviewSettingsSchema>;

/** The moments that matter for one question's clock, as ISO texts in UTC. */
export const interviewDeadlinesSchema = z.object({
  /** When the suggested time is over; null means no limit. */
  softAt: z.iso.datetime().nullable(),
  /** How often the learner asked for more time. */
  extensions: z.int().min(0).max(1_000),
});
export type InterviewDeadlines = z.infer<typeof interviewDeadlinesSchema>;

const questionSchema = z.object({
  interviewId: rowIdSchema,
  rung: interviewRungSchema,
  questionId: contentIdSchema,
  text: boundedText(INTERVIEW_TEXT_LENGTH_MAX),
  structured: boundedJson(INTERVIEW_STRUCTURED_LENGTH_MAX).nullable(),
  deadlines: interviewDeadlinesSchema.nullable(),
});

/** Input of starting an interview. */
export const startInterviewSchema = z.object({
  clientEventId: clientEventIdSchema,
  startRung: interviewRungSchema,
  settings: interviewSettingsSchema,
});
export type StartInterviewInput = z.infer<typeof startInterviewSchema>;

/** Input of keeping the question in front of the learner and the text so far. */
export const saveInterviewDraftSchema = questionSchema.extend({
  /** When the question was put, as an ISO text in UTC. */
  askedAt: z.iso.datetime(),
});
export type SaveInterviewDraftInput = z.infer<typeof saveInterviewDraftSchema>;

/** Input of handing in an answer. */
export const saveInterviewAnswerSchema = questionSchema.extend({
  clientEventId: clientEventIdSchema,
  questionVersion: contentVersionSchema,
  secondsUsed: z.int().min(0).max(604_800),
});
export type SaveInterviewAnswerInput = z.infer<typeof saveInterviewAnswerSchema>;

/** Input of marking an answer by the model answer's key points; self-reported. */
export const saveInterviewMarksSchema = z.object({
  clientEventId: clientEventIdSchema,
  answerId: rowIdSchema,
  marks: z.array(keyPointResultSchema).max(40),
  score: scoreSchema,
});
export type SaveInterviewMarksInput = z.infer<typeof saveInterviewMarksSchema>;

/** Input of what names one interview: finishing it. */
export const interviewIdSchema = z.object({ interviewId: rowIdSchema });
export type InterviewIdInput = z.infer<typeof interviewIdSchema>;
