import "server-only";
import type { CodeAttemptSummaryDto } from "@/lib/shared/dto/code";
import { db } from "../../db";
import { codeAttemptSummaryColumns, toCodeAttemptSummaryDto } from "./to-code-dto";

/** The most attempts that one call gives. */
const ATTEMPT_COUNT_MAX = 200;

/** The profile's own attempts at an exercise, newest first, at most 200, without their texts. */
export async function listAttempts(profileId: string, exerciseId: string): Promise<CodeAttemptSummaryDto[]> {
  const client = await db();
  const rows = await client.codeAttempt.findMany({
    where: { profileId, exerciseId },
    select: codeAttemptSummaryColumns,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: ATTEMPT_COUNT_MAX,
  });
  return rows.map(toCodeAttemptSummaryDto);
}
