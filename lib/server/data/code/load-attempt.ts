import "server-only";
import { AppError } from "@/lib/shared/app-error";
import type { CodeAttemptDto } from "@/lib/shared/dto/code";
import { rowIdSchema } from "@/lib/shared/schemas/common";
import { db } from "../../db";
import { codeAttemptColumns, toCodeAttemptDto } from "./to-code-dto";

/** One attempt of the profile's own with its text; throws NOT_FOUND for any other id. */
export async function loadAttempt(profileId: string, attemptId: string): Promise<CodeAttemptDto> {
  const missing = new AppError("NOT_FOUND", `no attempt ${attemptId} of profile ${profileId}`);
  if (!rowIdSchema.safeParse(attemptId).success) throw missing;
  const client = await db();
  const row = await client.codeAttempt.findFirst({
    where: { id: attemptId, profileId },
    select: codeAttemptColumns,
  });
  if (row === null) throw missing;
  return toCodeAttemptDto(row);
}
