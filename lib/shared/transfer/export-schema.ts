/**
 * What an export says: everything that is kept of a learner, in one JSON document. docs/DATA.md explains every field, and
 * docs/export.schema.json is made from this schema. Things are named by the ids that the browser chose for them
 * (`clientEventId`), never by ids of the database, so that a file can be read in anywhere and any number of times.
 */
import { z } from "zod";
import { NOTE_LENGTH_MAX } from "../content/library-limits";
import { reviewCardSchema, reviewLogSchema } from "../review/card";
import { studyPlanSchema } from "../review/plan-schema";
import { reviewSettingsSchema } from "../review/settings";
import { saveCodeAttemptSchema, saveCodeDraftSchema } from "../schemas/code";
import { boundedText, clientEventIdSchema, contentIdSchema, contentVersionSchema } from "../schemas/common";
import { APPEAL_KINDS, appealVerdictSchema } from "../schemas/grading";
import {
  saveInterviewAnswerSchema,
  saveInterviewDraftSchema,
  saveInterviewMarksSchema,
  startInterviewSchema,
} from "../schemas/interview";
import { contentRefSchema, listNameSchema } from "../schemas/library";
import { saveStudyAnswerSchema, STUDY_RESPONSE_LENGTH_MAX } from "../schemas/study";
import { EXPORT_FORMAT, EXPORT_VERSION } from "./format";

const momentSchema = z.iso.datetime();
const refShape = contentRefSchema.shape;

const studyAnswerSchema = z.strictObject({ ...saveStudyAnswerSchema.shape, createdAt: momentSchema });

const gradeAppealSchema = z.strictObject({
  clientEventId: clientEventIdSchema,
  /** The study answer that was marked. */
  answerEventId: clientEventIdSchema,
  itemId: contentIdSchema,
  itemVersion: contentVersionSchema,
  answerText: boundedText(STUDY_RESPONSE_LENGTH_MAX),
  kind: z.enum(APPEAL_KINDS),
  partId: boundedText(40),
  graderVerdict: appealVerdictSchema,
  learnerVerdict: appealVerdictSchema,
  reason: boundedText(600),
  graderVersion: boundedText(40),
  createdAt: momentSchema,
});

const codeDraftSchema = z.strictObject({ ...saveCodeDraftSchema.shape, updatedAt: momentSchema });

const { inReview: _saidToTheServerOnly, ...attemptShape } = saveCodeAttemptSchema.shape;
const codeAttemptSchema = z.strictObject({ ...attemptShape, createdAt: momentSchema });

const interviewSchema = z.strictObject({
  ...startInterviewSchema.shape,
  startedAt: momentSchema,
  finishedAt: momentSchema.nullable(),
});

const { interviewId: _ofTheDraft, ...interviewDraftShape } = saveInterviewDraftSchema.shape;
const interviewDraftSchema = z.strictObject({
  interviewEventId: clientEventIdSchema,
  ...interviewDraftShape,
  updatedAt: momentSchema,
});

const { interviewId: _ofTheAnswer, ...interviewAnswerShape } = saveInterviewAnswerSchema.shape;
const interviewAnswerSchema = z.strictObject({
  ...interviewAnswerShape,
  interviewEventId: clientEventIdSchema,
  createdAt: momentSchema,
});

const { answerId: _ofTheMark, ...interviewMarkShape } = saveInterviewMarksSchema.shape;
const interviewMarkSchema = z.strictObject({
  ...interviewMarkShape,
  answerEventId: clientEventIdSchema,
  createdAt: momentSchema,
});

const changedAtSchema = momentSchema.nullable();
const settingsSchema = z.strictObject({ ...reviewSettingsSchema.shape, changedAt: changedAtSchema });
const planSchema = z.strictObject({ ...studyPlanSchema.shape, changedAt: changedAtSchema });

const noteSchema = z.strictObject({
  ...refShape,
  text: boundedText(NOTE_LENGTH_MAX),
  revision: z.uuid(),
  updatedAt: momentSchema,
});

const favouriteSchema = z.strictObject({ ...refShape, addedAt: momentSchema });

const listSchema = z.strictObject({
  clientEventId: clientEventIdSchema,
  name: listNameSchema,
  createdAt: momentSchema,
  /** In the learner's order. */
  entries: z.array(favouriteSchema),
});

/** The lists of an export, each with what one of its entries says. */
export const SECTION_SCHEMAS = {
  studyAnswers: studyAnswerSchema,
  gradeAppeals: gradeAppealSchema,
  codeDrafts: codeDraftSchema,
  codeAttempts: codeAttemptSchema,
  interviews: interviewSchema,
  interviewDrafts: interviewDraftSchema,
  interviewAnswers: interviewAnswerSchema,
  interviewMarks: interviewMarkSchema,
  reviewCards: reviewCardSchema,
  // Entries of the log, and cards that name them, go by their event ids here.
  reviewLog: reviewLogSchema,
  notes: noteSchema,
  favourites: favouriteSchema,
  lists: listSchema,
} as const;
export type SectionName = keyof typeof SECTION_SCHEMAS;
export type SectionRow<S extends SectionName> = z.output<(typeof SECTION_SCHEMAS)[S]>;

/** A whole export. */
export const exportSchema = z.strictObject({
  format: z.literal(EXPORT_FORMAT),
  version: z.literal(EXPORT_VERSION),
  /** The newest migration of the database that wrote it. */
  schemaVersion: z.string().max(200),
  /** The version of Tidemark that wrote it. */
  appVersion: z.string().max(40),
  exportedAt: momentSchema,
  /** When the learner began. */
  profileCreatedAt: momentSchema,
  reviewSettings: settingsSchema.nullable(),
  studyPlan: planSchema.nullable(),
  studyAnswers: z.array(SECTION_SCHEMAS.studyAnswers),
  gradeAppeals: z.array(SECTION_SCHEMAS.gradeAppeals),
  codeDrafts: z.array(SECTION_SCHEMAS.codeDrafts),
  codeAttempts: z.array(SECTION_SCHEMAS.codeAttempts),
  interviews: z.array(SECTION_SCHEMAS.interviews),
  interviewDrafts: z.array(SECTION_SCHEMAS.interviewDrafts),
  interviewAnswers: z.array(SECTION_SCHEMAS.interviewAnswers),
  interviewMarks: z.array(SECTION_SCHEMAS.interviewMarks),
  reviewCards: z.array(SECTION_SCHEMAS.reviewCards),
  reviewLog: z.array(SECTION_SCHEMAS.reviewLog),
  notes: z.array(SECTION_SCHEMAS.notes),
  favourites: z.array(SECTION_SCHEMAS.favourites),
  lists: z.array(SECTION_SCHEMAS.lists),
});
export type ExportFile = z.output<typeof exportSchema>;
