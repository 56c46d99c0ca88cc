import "server-only";
import type { ReviewLog } from "@/lib/shared/review/card";
import { db } from "../../db";
import { reviewLogColumns, toReviewLog } from "./to-review-dto";

/** The entries of the profile's log since a moment, the oldest first. */
export async function listRecentLogs(profileId: string, since: Date): Promise<ReviewLog[]> {
  const client = await db();
  const rows = await client.reviewLog.findMany({
    where: { profileId, at: { gte: since } },
    select: reviewLogColumns,
    orderBy: { place: "asc" },
  });
  return rows.map(toReviewLog);
}

/** The browser's ids of everything that the profile has answered or done with cards since a moment, in no order. */
export async function listRecentEventIds(profileId: string, since: Date): Promise<string[]> {
  const client = await db();
  const select = { clientEventId: true };
  const [answers, logs] = await Promise.all([
    client.studyAnswer.findMany({ where: { profileId, createdAt: { gte: since } }, select }),
    client.reviewLog.findMany({ where: { profileId, at: { gte: since } }, select }),
  ]);
  return [...new Set([...answers, ...logs].map(({ clientEventId }) => clientEventId))];
}
