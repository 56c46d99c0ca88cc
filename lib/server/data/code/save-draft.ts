import "server-only";
import type { CodeDraftDto } from "@/lib/shared/dto/code";
import type { SaveCodeDraftInput } from "@/lib/shared/schemas/code";
import { db } from "../../db";
import { codeDraftColumns, toCodeDraftDto } from "./to-code-dto";

/** Keeps the profile's own text of an exercise; the newest text wins. */
export async function saveDraft(profileId: string, input: SaveCodeDraftInput): Promise<CodeDraftDto> {
  const client = await db();
  const row = await client.codeDraft.upsert({
    where: { profileId_exerciseId: { profileId, exerciseId: input.exerciseId } },
    create: { profileId, exerciseId: input.exerciseId, text: input.text, hintsOpened: input.hintsOpened },
    update: { text: input.text, hintsOpened: input.hintsOpened },
    select: codeDraftColumns,
  });
  return toCodeDraftDto(row);
}
