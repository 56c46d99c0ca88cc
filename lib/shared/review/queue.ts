/** What the review queue holds today, and in which order. */
import { type CardId, cardKey, dueDayOf, lastDayOf, type ReviewCard } from "./card";
import { type DayRule, type LocalDay, localDayOf, parseDay } from "./local-day";
import { elapsedDays } from "./rate-card";
import type { Scheduler } from "./scheduler";
import type { ReviewSettings } from "./settings";

/** Today's queue: what is due comes before what is new. */
export interface ReviewQueue {
  readonly due: readonly ReviewCard[];
  readonly fresh: readonly CardId[];
  /** Cards that are due as well, but over the day's cap; they come tomorrow. */
  readonly heldBackCount: number;
  /** Cards seen again today, wherever they were answered. */
  readonly reviewedCount: number;
  /** Questions and exercises that became cards today, wherever they were answered; drills are not new questions. */
  readonly introducedCount: number;
}

interface QueueInput {
  readonly cards: readonly ReviewCard[];
  /** What could be asked for the first time, the most important first. */
  readonly candidates: readonly CardId[];
  readonly now: Date;
  readonly settings: ReviewSettings;
  readonly scheduler: Scheduler;
}

/** Whether a card may be shown on a day at all: not set aside, and not put off on that day. */
export function isOpen(card: ReviewCard, today: LocalDay): boolean {
  const buriedOn = card.buriedOn === null ? null : parseDay(card.buriedOn);
  return !card.suspended && (buriedOn === null || buriedOn < today);
}

/** Whether a card is to be reviewed on a day. */
export function isDue(card: ReviewCard, today: LocalDay, rule: DayRule): boolean {
  return isOpen(card, today) && dueDayOf(card, rule) <= today;
}

/**
 * Today's queue under the day's caps. What was done today, in the queue or elsewhere, counts towards them. Among the due
 * cards the ones least likely to be recalled come first.
 */
export function buildQueue({ cards, candidates, now, settings, scheduler }: QueueInput): ReviewQueue {
  const today = localDayOf(now, settings);
  const ratedToday = cards.filter((card) => lastDayOf(card, settings) === today);
  const madeToday = ratedToday.filter((card) => localDayOf(new Date(card.firstRatedAt), settings) === today);
  const introducedCount = madeToday.filter(({ kind }) => kind !== "drill").length;
  const reviewedCount = ratedToday.length - madeToday.length;
  const recall = (card: ReviewCard) => scheduler.recall(card, elapsedDays(card, now, settings));
  const due = cards
    .filter((card) => isDue(card, today, settings))
    .map((card) => ({ card, recall: recall(card) }))
    .sort((a, b) => a.recall - b.recall || (cardKey(a.card) < cardKey(b.card) ? -1 : 1))
    .map(({ card }) => card);
  const known = new Set(cards.map(cardKey));
  const room = Math.max(0, settings.reviewsPerDay - reviewedCount);
  const roomForNew = Math.max(0, settings.newPerDay - introducedCount);
  return {
    due: due.slice(0, room),
    fresh: candidates.filter((id) => !known.has(cardKey(id))).slice(0, roomForNew),
    heldBackCount: Math.max(0, due.length - room),
    reviewedCount,
    introducedCount,
  };
}
