import { z } from "zod";
import { gradingSchema } from "../content/grading-schema";
import { FORMATS } from "../content/vocabulary";
import {
  boundedJson,
  boundedText,
  clientEventIdSchema,
  contentIdSchema,
  contentVersionSchema,
  scoreSchema,
} from "./common";

/** The ways a study item can be answered. */
export const studyFormatSchema = z.enum(FORMATS);
export type StudyFormat = z.infer<typeof studyFormatSchema>;

/** How a learner marks one key point of a rubric against the own answer. */
export const keyPointMarkSchema = z.enum(["said", "partly", "missed"]);
export type KeyPointMark = z.infer<typeof keyPointMarkSchema>;

/** One key point and its mark. */
export const keyPointResultSchema = z.object({
  point: boundedText(600),
  mark: keyPointMarkSchema,
  /** What the grader proposed; missing where it could not tell, or was not asked. */
  proposed: keyPointMarkSchema.optional(),
});
export type KeyPointResult = z.infer<typeof keyPointResultSchema>;

/** What the browser made of an answer; self-reported. */
export const studyResultSchema = z.object({
  score: scoreSchema,
  /** The learner's own marks of a written answer, in the rubric's order. */
  keyPoints: z.array(keyPointResultSchema).max(40).optional(),
  /** What the grader gave a written answer, and the learner's decisions where it could not tell. */
  grading: gradingSchema.optional(),
});
export type StudyResult = z.infer<typeof studyResultSchema>;

/** The longest response in characters of JSON: eight parts of a design, each as long as it may be, fit in with their grade. */
export const STUDY_RESPONSE_LENGTH_MAX = 60_000;

/** Input of saving an answer. The response's shape depends on the format and is the item component's business. */
export const saveStudyAnswerSchema = z.object({
  clientEventId: clientEventIdSchema,
  itemId: contentIdSchema,
  itemVersion: contentVersionSchema,
  format: studyFormatSchema,
  response: boundedJson(STUDY_RESPONSE_LENGTH_MAX),
  result: studyResultSchema,
});
export type SaveStudyAnswerInput = z.infer<typeof saveStudyAnswerSchema>;
