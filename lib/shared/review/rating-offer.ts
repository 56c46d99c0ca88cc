import { isLeech, type Rating, RATINGS, type ReviewCard, type ReviewLog } from "./card";
import { intervalWords } from "./interval-words";
import { localDayOf } from "./local-day";
import { isDue } from "./queue";
import { elapsedDays, isTodaysAnswer, ratedFrom } from "./rate-card";
import { createScheduler } from "./scheduler";
import type { ReviewSettings } from "./settings";

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
export function ratingOffer(
  card: ReviewCard | null,
  lastLog: ReviewLog | null,
  now: Date,
  settings: ReviewSettings,
): RatingOffer {
  const from = ratedFrom(card, lastLog, now, settings);
  const outcomes = createScheduler(settings).outcomes(from, from === null ? 0 : elapsedDays(from, now, settings));
  const words = RATINGS.map((rating) => [rating, intervalWords(outcomes[rating].intervalDays)] as const);
  return {
    open:
      card === null || isDue(card, localDayOf(now, settings), settings) || isTodaysAnswer(card, lastLog, now, settings),
    seenLogId: card?.lastLogId ?? null,
    lapses: card?.lapses ?? 0,
    leech: card !== null && isLeech(card, settings.leechLapses),
    intervals: Object.fromEntries(words) as Record<Rating, string>,
  };
}
