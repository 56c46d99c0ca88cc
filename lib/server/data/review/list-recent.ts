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

/** The browser's ids of everything that the profile has answered, said in interviews or done with cards since a moment, in no order. */
export async function listRecentEventIds(profileId: string, since: Date): Promise<string[]> {
  const client = await db();
  const select = { clientEventId: true };
  const own = { profileId, createdAt: { gte: since } };
  const [answers, logs, interviews, said, marks] = await Promise.all([
    client.studyAnswer.findMany({ where: own, select }),
    client.reviewLog.findMany({ where: { profileId, at: { gte: since } }, select }),
    client.interview.findMany({ where: { profileId, startedAt: { gte: since } }, select }),
    client.interviewAnswer.findMany({ where: own, select }),
    client.interviewMark.findMany({ where: own, select }),
  ]);
  return [
    ...new Set([...answers, ...logs, ...interviews, ...said, ...marks].map(({ clientEventId }) => clientEventId)),
  ];
}
