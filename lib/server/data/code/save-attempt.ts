import "server-only";
import type { CodeAttemptDto } from "@/lib/shared/dto/code";
import type { SaveCodeAttemptInput } from "@/lib/shared/schemas/code";
import { db } from "../../db";
import { toStoredJson } from "../stored-json";
import { codeAttemptColumns, toCodeAttemptDto } from "./to-code-dto";

/**
 * Appends an attempt to the profile's own. The same `clientEventId` again changes nothing and gives back what was
 * stored the first time. `at` is the moment of the attempt; without it, that of the database.
 */
export async function saveAttempt(profileId: string, input: SaveCodeAttemptInput, at?: Date): Promise<CodeAttemptDto> {
  const client = await db();
  await client.codeAttempt.createMany({
    data: [
      {
        profileId,
        clientEventId: input.clientEventId,
        exerciseId: input.exerciseId,
        exerciseVersion: input.exerciseVersion,
        kind: input.kind,
        text: input.text,
        verdict: toStoredJson(input.verdict),
        passed: input.passed,
        aid: input.aid,
        createdAt: at,
      },
    ],
    skipDuplicates: true,
  });
  const row = await client.codeAttempt.findUniqueOrThrow({
    where: { profileId_clientEventId: { profileId, clientEventId: input.clientEventId } },
    select: codeAttemptColumns,
  });
  return toCodeAttemptDto(row);
}
