import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import type { CodeAttemptDto, CodeAttemptSummaryDto, CodeDraftDto } from "@/lib/shared/dto/code";
import { codeAidSchema, codeAttemptKindSchema } from "@/lib/shared/schemas/code";
import { fromStoredJson, parseStored } from "../stored-json";

export const codeDraftColumns = {
  exerciseId: true,
  text: true,
  hintsOpened: true,
  updatedAt: true,
} satisfies Prisma.CodeDraftSelect;

export const codeAttemptSummaryColumns = {
  id: true,
  exerciseId: true,
  exerciseVersion: true,
  kind: true,
  passed: true,
  aid: true,
  createdAt: true,
} satisfies Prisma.CodeAttemptSelect;

export const codeAttemptColumns = {
  ...codeAttemptSummaryColumns,
  text: true,
  verdict: true,
} satisfies Prisma.CodeAttemptSelect;

export function toCodeDraftDto(row: Prisma.CodeDraftGetPayload<{ select: typeof codeDraftColumns }>): CodeDraftDto {
  return { ...row, updatedAt: row.updatedAt.toISOString() };
}

export function toCodeAttemptSummaryDto(
  row: Prisma.CodeAttemptGetPayload<{ select: typeof codeAttemptSummaryColumns }>,
): CodeAttemptSummaryDto {
  return {
    id: row.id,
    exerciseId: row.exerciseId,
    exerciseVersion: row.exerciseVersion,
    kind: parseStored(codeAttemptKindSchema, row.kind, "CodeAttempt.kind"),
    passed: row.passed,
    aid: parseStored(codeAidSchema, row.aid, "CodeAttempt.aid"),
    createdAt: row.createdAt.toISOString(),
  };
}

export function toCodeAttemptDto(
  row: Prisma.CodeAttemptGetPayload<{ select: typeof codeAttemptColumns }>,
): CodeAttemptDto {
  return { ...toCodeAttemptSummaryDto(row), text: row.text, verdict: fromStoredJson(row.verdict) };
}
