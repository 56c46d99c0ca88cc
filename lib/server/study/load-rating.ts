import "server-only";
import { type CardId, isLeech, type Rating, RATINGS } from "@/lib/shared/review/card";
import { intervalWords } from "@/lib/shared/review/interval-words";
import { localDayOf } from "@/lib/shared/review/local-day";
import { isDue } from "@/lib/shared/review/queue";
import { elapsedDays, isTodaysAnswer, ratedFrom } from "@/lib/shared/review/rate-card";
import { createScheduler } from "@/lib/shared/review/scheduler";
import type { ReviewSettings } from "@/lib/shared/review/settings";
import { loadCard } from "../data/review/load-card";

/** What the page needs to let a learner rate a card. */
export interface RatingOffer {
  /** False when the card is not asked for today: it was rated already, or set aside. */
  readonly open: boolean;
  readonly seenLogId: string | null;
  readonly lapses: number;
  readonly leech: boolean;
  /** When each rating would bring the card back, in words. */
  readonly intervals: Readonly<Record<Rating, string>>;
}

/** What the four ratings would make of a card at a moment; a card that is not there yet would be made. */
export async function loadRatingOffer(
  profileId: string,
  id: CardId,
  now: Date,
  settings: ReviewSettings,
): Promise<RatingOffer> {
  const found = await loadCard(profileId, id);
  const card = found?.card ?? null;
  const from = ratedFrom(card, found?.lastLog ?? null, now, settings);
  const outcomes = createScheduler(settings).outcomes(from, from === null ? 0 : elapsedDays(from, now, settings));
  const words = RATINGS.map((rating) => [rating, intervalWords(outcomes[rating].intervalDays)] as const);
  return {
    open:
      card === null ||
      isDue(card, localDayOf(now, settings), settings) ||
      isTodaysAnswer(card, found?.lastLog ?? null, now, settings),
    seenLogId: card?.lastLogId ?? null,
    lapses: card?.lapses ?? 0,
    leech: card !== null && isLeech(card, settings.leechLapses),
    intervals: Object.fromEntries(words) as Record<Rating, string>,
  };
}
