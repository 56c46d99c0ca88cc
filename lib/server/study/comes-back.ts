import "server-only";
import { type CardId, dueDayOf } from "@/lib/shared/review/card";
import { localDayOf } from "@/lib/shared/review/local-day";
import { loadCard } from "../data/review/load-card";
import { loadReviewSettings } from "../data/review/review-settings";

/** After how many days the review asks for a card, 0 or less for today; null where it does not ask for it at all. */
export async function comesBackInDays(profileId: string, id: CardId, now: Date): Promise<number | null> {
  const [found, settings] = await Promise.all([loadCard(profileId, id), loadReviewSettings(profileId)]);
  if (found === null || found.card.suspended) return null;
  return dueDayOf(found.card, settings) - localDayOf(now, settings);
}
