import "server-only";
import type { InterviewDto } from "@/lib/shared/dto/interview";
import { db } from "../../db";
import { loadInterview } from "./load-interview";

/**
 * Ends an interview of the profile's own; ending it again keeps the first end. Throws NOT_FOUND when it is not the
 * profile's own. `at` is the moment of the end.
 */
export async function finishInterview(
  profileId: string,
  interviewId: string,
  at: Date = new Date(),
): Promise<InterviewDto> {
  await loadInterview(profileId, interviewId);
  const client = await db();
  await client.interview.updateMany({
    where: { id: interviewId, profileId, finishedAt: null },
    data: { finishedAt: at },
  });
  return loadInterview(profileId, interviewId);
}
