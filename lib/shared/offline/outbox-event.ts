/**
 * What a learner does without the network, as it waits on the device and as the server takes it in later. The names of
 * the kinds are a contract between versions: an old page may send to a newer server.
 */
import { z } from "zod";
import { drillPlaceSchema, drillResponseSchema } from "../drills/drill";
import { cardIdSchema, RATINGS } from "../review/card";
import { saveCodeAttemptSchema } from "../schemas/code";
import { boundedJson, clientEventIdSchema, contentIdSchema } from "../schemas/common";
import { appealReasonSchema, objectionSchema } from "../schemas/grading";
import { interviewRungSchema, interviewSettingsSchema, saveInterviewAnswerSchema } from "../schemas/interview";
import { contentRefSchema, listNameSchema } from "../schemas/library";
import { keyPointResultSchema, STUDY_RESPONSE_LENGTH_MAX } from "../schemas/study";

const studyAnswerSchema = z.object({
  kind: z.literal("study-answer"),
  itemId: contentIdSchema,
  response: boundedJson(STUDY_RESPONSE_LENGTH_MAX),
  /** True in the review queue, where the learner rates a card that is there. */
  inReview: z.boolean(),
});

const drillPredictionSchema = z.object({
  kind: z.literal("drill-prediction"),
  place: drillPlaceSchema,
  response: drillResponseSchema,
});

const codeAttemptSchema = z.object({ kind: z.literal("code-attempt"), attempt: saveCodeAttemptSchema });

const ratingSchema = z.object({
  kind: z.literal("rating"),
  id: cardIdSchema,
  rating: z.enum(RATINGS),
  /**
   * What made the card as the learner saw it: an entry of the server's log, or, where it was made on this device, the
   * event that made it; null where there was no card.
   */
  seen: z.uuid().nullable(),
});

const cardChangeSchema = z.object({
  kind: z.literal("card-change"),
  id: cardIdSchema,
  action: z.enum(["suspend", "bury"]),
});

const undoSchema = z.object({
  kind: z.literal("undo"),
  /** The event that is taken back. */
  undoes: clientEventIdSchema,
});

const favouriteSchema = z.object({ kind: z.literal("favourite"), content: contentRefSchema, on: z.boolean() });

const listMakeSchema = z.object({
  kind: z.literal("list-make"),
  name: listNameSchema,
  entry: contentRefSchema.optional(),
});

const listEntrySchema = z.object({
  kind: z.literal("list-entry"),
  /** The list's id on the server, or the event that made it. */
  list: z.uuid(),
  content: contentRefSchema,
  /** True where it is put into the list, false where it is taken out. */
  on: z.boolean(),
});

const appealSchema = z.object({
  kind: z.literal("appeal"),
  /** The answer's id on the server, or the event that gave it. */
  answer: z.uuid(),
  objection: objectionSchema,
  reason: appealReasonSchema,
});

/** An interview, or an answer in one: the server's id, or the event that started or gave it on the device. */
const placeSchema = z.uuid();

const interviewStartSchema = z.object({
  kind: z.literal("interview-start"),
  startRung: interviewRungSchema,
  settings: interviewSettingsSchema,
});

const interviewAnswerSchema = z.object({
  kind: z.literal("interview-answer"),
  interview: placeSchema,
  answer: saveInterviewAnswerSchema.omit({ clientEventId: true, interviewId: true }),
});

const interviewMarkSchema = z.object({
  kind: z.literal("interview-mark"),
  interview: placeSchema,
  answer: placeSchema,
  rung: interviewRungSchema,
  marks: z.array(keyPointResultSchema).max(40),
});

const interviewEndSchema = z.object({ kind: z.literal("interview-end"), interview: placeSchema });

/** One thing that a learner did. */
export const outboxEventSchema = z.discriminatedUnion("kind", [
  studyAnswerSchema,
  drillPredictionSchema,
  codeAttemptSchema,
  ratingSchema,
  cardChangeSchema,
  undoSchema,
  favouriteSchema,
  listMakeSchema,
  listEntrySchema,
  appealSchema,
  interviewStartSchema,
  interviewAnswerSchema,
  interviewMarkSchema,
  interviewEndSchema,
]);
export type OutboxEvent = z.infer<typeof outboxEventSchema>;

/** What is graded where it is done, and by its score makes or rates a card. */
export type ScoredEvent = Extract<OutboxEvent, { kind: "study-answer" | "drill-prediction" }>;

/** A step of a mock interview. */
export type InterviewEvent = Extract<OutboxEvent, { kind: `interview-${string}` }>;

/** How one event travels. Both moments are by the device's clock, so that their difference holds even when it is wrong. */
export const outboxLetterSchema = z.object({
  clientEventId: clientEventIdSchema,
  happenedAtMillis: z.number(),
  sentAtMillis: z.number(),
  event: outboxEventSchema,
});
export type OutboxLetter = z.input<typeof outboxLetterSchema>;
