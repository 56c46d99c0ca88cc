import "server-only";
import type { ReviewCard } from "@/lib/shared/review/card";
import { db } from "../../db";
import { reviewCardColumns, toReviewCard } from "./to-review-dto";

/** All cards of the profile, by kind and id. There is one for each thing answered, so some hundreds at most. */
export async function listCards(profileId: string): Promise<ReviewCard[]> {
  const client = await db();
  const rows = await client.reviewCard.findMany({
    where: { profileId },
    select: reviewCardColumns,
    orderBy: [{ kind: "asc" }, { contentId: "asc" }],
  });
  return rows.map(toReviewCard);
}
