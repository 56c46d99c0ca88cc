import "server-only";
import type { GradeAppealDto } from "@/lib/shared/dto/grading";
import { db } from "../../db";
import { appealColumns, toAppealDto } from "./to-appeal-dto";

/** An appeal before it is kept; the answer is one of the profile's own. */
export type NewAppeal = Omit<GradeAppealDto, "id" | "createdAt"> & { readonly clientEventId: string };

/**
 * Appends an appeal to the profile's own. The same `clientEventId` again changes nothing and gives back the first. `at`
 * is the moment of the objection; without it, that of the database.
 */
export async function saveAppeal(profileId: string, appeal: NewAppeal, at?: Date): Promise<GradeAppealDto> {
  const client = await db();
  await client.gradeAppeal.createMany({ data: [{ profileId, ...appeal, createdAt: at }], skipDuplicates: true });
  const row = await client.gradeAppeal.findUniqueOrThrow({
    where: { profileId_clientEventId: { profileId, clientEventId: appeal.clientEventId } },
    select: appealColumns,
  });
  return toAppealDto(row);
}
