import "server-only";
import { AppError } from "@/lib/shared/app-error";
import { db } from "../../db";

/**
 * The id of the interview of the profile's own that bears this id, or that this event of the browser started. Throws
 * NOT_FOUND when there is none.
 */
export async function findInterviewId(profileId: string, eventOrId: string): Promise<string> {
  const client = await db();
  const where = { profileId, OR: [{ id: eventOrId }, { clientEventId: eventOrId }] };
  const row = await client.interview.findFirst({ where, select: { id: true } });
  if (row === null) throw new AppError("NOT_FOUND", `no interview ${eventOrId} of profile ${profileId}`);
  return row.id;
}

/** The same for an answer in an interview. */
export async function findInterviewAnswerId(profileId: string, eventOrId: string): Promise<string> {
  const client = await db();
  const where = { profileId, OR: [{ id: eventOrId }, { clientEventId: eventOrId }] };
  const row = await client.interviewAnswer.findFirst({ where, select: { id: true } });
  if (row === null) throw new AppError("NOT_FOUND", `no interview answer ${eventOrId} of profile ${profileId}`);
  return row.id;
}
