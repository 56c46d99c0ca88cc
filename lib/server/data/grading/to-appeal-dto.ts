import "server-only";
import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import type { GradeAppealDto } from "@/lib/shared/dto/grading";
import { APPEAL_KINDS, appealVerdictSchema } from "@/lib/shared/schemas/grading";
import { parseStored } from "../stored-json";

/** The columns of an appeal that cross to the browser. */
export const appealColumns = {
  id: true,
  answerId: true,
  itemId: true,
  itemVersion: true,
  answerText: true,
  kind: true,
  partId: true,
  graderVerdict: true,
  learnerVerdict: true,
  reason: true,
  graderVersion: true,
  createdAt: true,
} satisfies Prisma.GradeAppealSelect;

export function toAppealDto(row: Prisma.GradeAppealGetPayload<{ select: typeof appealColumns }>): GradeAppealDto {
  return {
    ...row,
    kind: parseStored(z.enum(APPEAL_KINDS), row.kind, "GradeAppeal.kind"),
    graderVerdict: parseStored(appealVerdictSchema, row.graderVerdict, "GradeAppeal.graderVerdict"),
    learnerVerdict: parseStored(appealVerdictSchema, row.learnerVerdict, "GradeAppeal.learnerVerdict"),
    createdAt: row.createdAt.toISOString(),
  };
}
