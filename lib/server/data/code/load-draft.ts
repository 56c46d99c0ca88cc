import "server-only";
import type { CodeDraftDto } from "@/lib/shared/dto/code";
import { db } from "../../db";
import { codeDraftColumns, toCodeDraftDto } from "./to-code-dto";

/** The profile's own text of an exercise, or null when there is none. */
export async function loadDraft(profileId: string, exerciseId: string): Promise<CodeDraftDto | null> {
  const client = await db();
  const row = await client.codeDraft.findUnique({
    where: { profileId_exerciseId: { profileId, exerciseId } },
    select: codeDraftColumns,
  });
  return row === null ? null : toCodeDraftDto(row);
}
