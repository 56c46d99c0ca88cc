import "server-only";
import type { ReviewCard } from "@/lib/shared/review/card";
import { ratingOfScore } from "@/lib/shared/review/first-rating";
import { rateFromAnswer } from "../data/review/change-card";
import { listCards } from "../data/review/list-cards";
import { listUncountedAnswers } from "../data/review/list-uncounted-answers";

/**
 * The profile's cards. Answers that have made none, because the server stopped between the two or because they are
 * older than the cards, make theirs now, as of the moment of the newest answer.
 */
export async function completeCards(profileId: string): Promise<ReviewCard[]> {
  const cards = await listCards(profileId);
  const known = cards.filter((card) => card.kind === "item").map((card) => card.contentId);
  const uncounted = await listUncountedAnswers(profileId, known);
  for (const { itemId, clientEventId, score, at } of uncounted) {
    const rating = ratingOfScore(score);
    await rateFromAnswer(
      { profileId, clientEventId, at },
      { kind: "item", contentId: itemId },
      { rating, revises: false },
    );
  }
  return uncounted.length === 0 ? cards : listCards(profileId);
}
