import "server-only";
import type { GradeAppealDto } from "@/lib/shared/dto/grading";
import { db } from "../../db";
import { appealColumns, toAppealDto } from "./to-appeal-dto";

/** The most appeals that one call reads. */
const APPEAL_COUNT_MAX = 1_000;

/**
 * The profile's appeals, newest first, of all answers or of one. Of several against the same mark only the newest is
 * given, because it took the place of the others.
 */
export async function listAppeals(profileId: string, answerId?: string): Promise<GradeAppealDto[]> {
  const client = await db();
  const rows = await client.gradeAppeal.findMany({
    where: { profileId, answerId },
    distinct: ["answerId", "kind", "partId"],
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: appealColumns,
    take: APPEAL_COUNT_MAX,
  });
  return rows.map(toAppealDto);
}
