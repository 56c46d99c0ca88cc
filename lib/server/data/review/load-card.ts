import "server-only";
import type { CardId, ReviewCard, ReviewLog } from "@/lib/shared/review/card";
import { db } from "../../db";
import { reviewCardColumns, reviewLogColumns, toReviewCard, toReviewLog } from "./to-review-dto";

/** One card of the profile's own with the entry of the log that made it as it is; null when there is no such card. */
export async function loadCard(
  profileId: string,
  { kind, contentId }: CardId,
): Promise<{ card: ReviewCard; lastLog: ReviewLog | null } | null> {
  const client = await db();
  const row = await client.reviewCard.findUnique({
    where: { profileId_kind_contentId: { profileId, kind, contentId } },
    select: reviewCardColumns,
  });
  if (row === null) return null;
  const log = await client.reviewLog.findFirst({
    where: { id: row.lastLogId, profileId },
    select: reviewLogColumns,
  });
  return { card: toReviewCard(row), lastLog: log === null ? null : toReviewLog(log) };
}
