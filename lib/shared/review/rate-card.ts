/** What happens to a card: it is rated, set aside, put off, and all of it can be taken back. */
import { type CardEvent, type CardId, lastDayOf, type Rating, type ReviewCard, type ReviewLog } from "./card";
import { type DayRule, dayText, localDayOf } from "./local-day";
import type { Scheduler } from "./scheduler";

/** When something happens, and the id of the log's entry that it makes. */
export interface Happening {
  readonly at: Date;
  readonly logId: string;
}

/** A change of a card, ready to be stored: the entry of the log, whose `after` is the new card. */
type Change = ReviewLog;

function change(
  id: CardId,
  event: CardEvent,
  happening: Happening,
  parts: Pick<ReviewLog, "before" | "after"> & Partial<Pick<ReviewLog, "rating" | "undoes">>,
): Change {
  const { kind, contentId } = id;
  return {
    ...{ id: happening.logId, kind, contentId, event, rating: null, undoes: null, at: happening.at.toISOString() },
    ...parts,
  };
}

/** Whole days of the calendar from the last rating to a moment; never negative, whatever became of the time zone. */
export function elapsedDays(card: ReviewCard, at: Date, rule: DayRule): number {
  return Math.max(0, localDayOf(at, rule) - lastDayOf(card, rule));
}

interface RateInput {
  readonly id: CardId;
  readonly rating: Rating;
  readonly happening: Happening;
  readonly rule: DayRule;
  readonly scheduler: Scheduler;
}

/** What rating `from` gives, null when nothing was rated before; `current` is the card that the rating changes. */
function ratedCard(from: ReviewCard | null, input: RateInput, current: ReviewCard | null): ReviewCard {
  const { id, rating, happening, rule, scheduler } = input;
  const elapsed = from === null ? 0 : elapsedDays(from, happening.at, rule);
  const memory = scheduler.outcomes(from, elapsed)[rating];
  const at = happening.at.toISOString();
  return {
    ...{ kind: id.kind, contentId: id.contentId, ...memory },
    repetitions: (from?.repetitions ?? 0) + 1,
    lapses: (from?.lapses ?? 0) + (from !== null && rating === "again" ? 1 : 0),
    firstRatedAt: current?.firstRatedAt ?? at,
    lastRatedAt: at,
    suspended: current?.suspended ?? false,
    buriedOn: null,
    lastLogId: happening.logId,
  };
}

/**
 * The memory that a rating now starts from. A card that an answer of today has rated starts from before that answer, so
 * that the learner's own word, or a later attempt of the day, takes that rating's place.
 */
export function ratedFrom(
  card: ReviewCard | null,
  lastLog: ReviewLog | null,
  at: Date,
  rule: DayRule,
): ReviewCard | null {
  return card !== null && isTodaysAnswer(card, lastLog, at, rule) ? lastLog.before : card;
}

/** Whether a card is as an answer of the same day has made it. */
export function isTodaysAnswer(
  card: ReviewCard,
  lastLog: ReviewLog | null,
  at: Date,
  rule: DayRule,
): lastLog is ReviewLog {
  return lastLog?.id === card.lastLogId && lastLog.event === "answer" && elapsedDays(card, at, rule) === 0;
}

/** Rates a card by the learner's own word, or makes it by its first rating. */
export function rateCard(card: ReviewCard | null, lastLog: ReviewLog | null, input: RateInput): Change {
  const { id, rating, happening, rule } = input;
  const from = ratedFrom(card, lastLog, happening.at, rule);
  const after = ratedCard(from, input, card);
  return change(id, "review", happening, { rating, before: card, after });
}

/**
 * What an answer outside the queue does to a card. The first answer of a day counts; a second one that day follows
 * upon the model answer and changes nothing. An exercise shows no answer while it is worked on, so there `revises` says
 * that the rating speaks of the whole day: it takes the place of the day's former one. Null when nothing changes.
 */
export function rateByAnswer(
  card: ReviewCard | null,
  lastLog: ReviewLog | null,
  input: RateInput & { readonly revises: boolean },
): Change | null {
  const { revises, id, rating, happening, rule } = input;
  if (card !== null && elapsedDays(card, happening.at, rule) === 0) {
    if (!revises || !isTodaysAnswer(card, lastLog, happening.at, rule) || lastLog.rating === rating) return null;
  }
  const from = ratedFrom(card, lastLog, happening.at, rule);
  return change(id, "answer", happening, { rating, before: from, after: ratedCard(from, input, card) });
}

/** Takes a card out of the queue until it is resumed, or puts it back. */
export function suspendCard(card: ReviewCard, suspended: boolean, happening: Happening): Change {
  const after = { ...card, suspended, lastLogId: happening.logId };
  return change(card, suspended ? "suspend" : "resume", happening, { before: card, after });
}

/** Puts a card off until the next day. */
export function buryCard(card: ReviewCard, happening: Happening, rule: DayRule): Change {
  const buriedOn = dayText(localDayOf(happening.at, rule));
  return change(card, "bury", happening, { before: card, after: { ...card, buriedOn, lastLogId: happening.logId } });
}

/** Whether the learner may take an entry back: what came from an answer stays with the answer, what was merged stays. */
export function canUndo(log: ReviewLog): boolean {
  return log.event !== "answer" && log.event !== "undo" && log.event !== "merge";
}

/**
 * Takes an entry back: the card is again exactly what it was before, or gone if it was made then. Null when something
 * else has happened to the card since.
 */
export function undoChange(log: ReviewLog, current: ReviewCard | null, happening: Happening): Change | null {
  if (!canUndo(log) || current?.lastLogId !== log.id) return null;
  return change(log, "undo", happening, { before: current, after: log.before, undoes: log.id });
}
