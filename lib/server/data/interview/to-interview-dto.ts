import "server-only";
import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import type {
  InterviewAnswerDto,
  InterviewDraftDto,
  InterviewDto,
  InterviewMarkDto,
  InterviewSummaryDto,
} from "@/lib/shared/dto/interview";
import { interviewDeadlinesSchema, interviewRungSchema, interviewSettingsSchema } from "@/lib/shared/schemas/interview";
import { keyPointResultSchema } from "@/lib/shared/schemas/study";
import { fromStoredJson, parseStored } from "../stored-json";

export const interviewMarkColumns = {
  id: true,
  clientEventId: true,
  marks: true,
  score: true,
  createdAt: true,
} satisfies Prisma.InterviewMarkSelect;

export const interviewDraftColumns = {
  rung: true,
  questionId: true,
  text: true,
  structured: true,
  askedAt: true,
  deadlines: true,
  updatedAt: true,
} satisfies Prisma.InterviewDraftSelect;

export const interviewAnswerColumns = {
  id: true,
  clientEventId: true,
  rung: true,
  questionId: true,
  questionVersion: true,
  text: true,
  structured: true,
  secondsUsed: true,
  deadlines: true,
  createdAt: true,
  marks: { select: interviewMarkColumns, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 1 },
} satisfies Prisma.InterviewAnswerSelect;

export const interviewColumns = {
  id: true,
  clientEventId: true,
  startRung: true,
  settings: true,
  startedAt: true,
  finishedAt: true,
  draft: { select: interviewDraftColumns },
  answers: { select: interviewAnswerColumns, orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
} satisfies Prisma.InterviewSelect;

export const interviewSummaryColumns = {
  id: true,
  startRung: true,
  startedAt: true,
  finishedAt: true,
  answers: {
    select: { marks: { select: { score: true }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 1 } },
  },
} satisfies Prisma.InterviewSelect;

const storedMarksSchema = z.array(keyPointResultSchema);
const storedDeadlinesSchema = interviewDeadlinesSchema.nullable();

export function toInterviewMarkDto(
  row: Prisma.InterviewMarkGetPayload<{ select: typeof interviewMarkColumns }>,
): InterviewMarkDto {
  return {
    id: row.id,
    clientEventId: row.clientEventId,
    marks: parseStored(storedMarksSchema, row.marks, "InterviewMark.marks"),
    score: row.score,
    createdAt: row.createdAt.toISOString(),
  };
}

export function toInterviewDraftDto(
  row: Prisma.InterviewDraftGetPayload<{ select: typeof interviewDraftColumns }>,
): InterviewDraftDto {
  return {
    rung: parseStored(interviewRungSchema, row.rung, "InterviewDraft.rung"),
    questionId: row.questionId,
    text: row.text,
    structured: fromStoredJson(row.structured),
    askedAt: row.askedAt.toISOString(),
    deadlines: parseStored(storedDeadlinesSchema, row.deadlines, "InterviewDraft.deadlines"),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function toInterviewAnswerDto(
  row: Prisma.InterviewAnswerGetPayload<{ select: typeof interviewAnswerColumns }>,
): InterviewAnswerDto {
  const newestMark = row.marks[0];
  return {
    id: row.id,
    clientEventId: row.clientEventId,
    rung: parseStored(interviewRungSchema, row.rung, "InterviewAnswer.rung"),
    questionId: row.questionId,
    questionVersion: row.questionVersion,
    text: row.text,
    structured: fromStoredJson(row.structured),
    secondsUsed: row.secondsUsed,
    deadlines: parseStored(storedDeadlinesSchema, row.deadlines, "InterviewAnswer.deadlines"),
    createdAt: row.createdAt.toISOString(),
    mark: newestMark === undefined ? null : toInterviewMarkDto(newestMark),
  };
}

export function toInterviewDto(row: Prisma.InterviewGetPayload<{ select: typeof interviewColumns }>): InterviewDto {
  return {
    id: row.id,
    clientEventId: row.clientEventId,
    startRung: parseStored(interviewRungSchema, row.startRung, "Interview.startRung"),
    settings: parseStored(interviewSettingsSchema, row.settings, "Interview.settings"),
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    draft: row.draft === null ? null : toInterviewDraftDto(row.draft),
    answers: row.answers.map(toInterviewAnswerDto),
  };
}

export function toInterviewSummaryDto(
  row: Prisma.InterviewGetPayload<{ select: typeof interviewSummaryColumns }>,
): InterviewSummaryDto {
  const scores = row.answers.flatMap((answer) => answer.marks.map((mark) => mark.score));
  return {
    id: row.id,
    startRung: parseStored(interviewRungSchema, row.startRung, "Interview.startRung"),
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    answerCount: row.answers.length,
    meanScore: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
  };
}
