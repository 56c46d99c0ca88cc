import { z } from "zod";
import { boundedJson, boundedText, clientEventIdSchema, contentIdSchema, contentVersionSchema } from "./common";

/** The longest program in characters. */
export const CODE_LENGTH_MAX = 100_000;
/** The longest stored verdict in characters of JSON. */
export const VERDICT_LENGTH_MAX = 200_000;
/** The rungs of the hint ladder: nudge, approach, skeleton, solution. */
export const HINT_COUNT_MAX = 4;

/** Why an attempt was stored: the visible cases were run, all cases were submitted, or the text was about to be reset. */
export const codeAttemptKindSchema = z.enum(["run", "submit", "reset"]);
export type CodeAttemptKind = z.infer<typeof codeAttemptKindSchema>;

/** What help had been opened before the attempt. */
export const codeAidSchema = z.enum(["unaided", "hints", "solution"]);
export type CodeAid = z.infer<typeof codeAidSchema>;

/** Input of saving the text a learner is working on. */
export const saveCodeDraftSchema = z.object({
  exerciseId: contentIdSchema,
  text: boundedText(CODE_LENGTH_MAX),
  hintsOpened: z.int().min(0).max(HINT_COUNT_MAX),
});
export type SaveCodeDraftInput = z.infer<typeof saveCodeDraftSchema>;

/** Input of storing one attempt; verdict and passed are self-reported. */
export const saveCodeAttemptSchema = z.object({
  clientEventId: clientEventIdSchema,
  exerciseId: contentIdSchema,
  exerciseVersion: contentVersionSchema,
  kind: codeAttemptKindSchema,
  text: boundedText(CODE_LENGTH_MAX),
  verdict: boundedJson(VERDICT_LENGTH_MAX).nullable(),
  passed: z.boolean(),
  aid: codeAidSchema,
  /** True in the review queue, where the learner rates the card. */
  inReview: z.boolean().default(false),
});
export type SaveCodeAttemptInput = z.input<typeof saveCodeAttemptSchema>;
