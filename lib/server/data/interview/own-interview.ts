import "server-only";
import { AppError } from "@/lib/shared/app-error";
import { db } from "../../db";

/** Throws NOT_FOUND unless the interview is the profile's own, and ALREADY_FINISHED when it has ended. */
export async function assertOwnOpenInterview(profileId: string, interviewId: string): Promise<void> {
  const client = await db();
  const row = await client.interview.findFirst({ where: { id: interviewId, profileId }, select: { finishedAt: true } });
  if (row === null) throw new AppError("NOT_FOUND", `no interview ${interviewId} of profile ${profileId}`);
  if (row.finishedAt !== null) throw new AppError("ALREADY_FINISHED", `interview ${interviewId} is finished`);
}
