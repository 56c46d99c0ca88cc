import "server-only";
import type { InterviewDto } from "@/lib/shared/dto/interview";
import type { StartInterviewInput } from "@/lib/shared/schemas/interview";
import { db } from "../../db";
import { interviewColumns, toInterviewDto } from "./to-interview-dto";

/**
 * Starts an interview of the profile's own. The same `clientEventId` again gives back the one it started. `at` is the
 * moment of the start; without it, that of the database.
 */
export async function startInterview(profileId: string, input: StartInterviewInput, at?: Date): Promise<InterviewDto> {
  const client = await db();
  await client.interview.createMany({
    data: [
      {
        profileId,
        clientEventId: input.clientEventId,
        startRung: input.startRung,
        settings: input.settings,
        startedAt: at,
      },
    ],
    skipDuplicates: true,
  });
  const row = await client.interview.findUniqueOrThrow({
    where: { profileId_clientEventId: { profileId, clientEventId: input.clientEventId } },
    select: interviewColumns,
  });
  return toInterviewDto(row);
}
