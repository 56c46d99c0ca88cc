import "server-only";
import type { CardId } from "@/lib/shared/review/card";
import { type RatingOffer, ratingOffer } from "@/lib/shared/review/rating-offer";
import type { ReviewSettings } from "@/lib/shared/review/settings";
import { loadCard } from "../data/review/load-card";

/** What the four ratings would make of a profile's card at a moment; a card that is not there yet would be made. */
export async function loadRatingOffer(
  profileId: string,
  id: CardId,
  now: Date,
  settings: ReviewSettings,
): Promise<RatingOffer> {
  const found = await loadCard(profileId, id);
  return ratingOffer(found?.card ?? null, found?.lastLog ?? null, now, settings);
}
