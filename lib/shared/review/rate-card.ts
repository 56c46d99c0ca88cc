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
  readonly event: "answer" | "review";
  readonly rating: Rating;
  readonly happening: Happening;
  readonly rule: DayRule;
  readonly scheduler: Scheduler;
}

/** The card after a rating; `card` is null when this is the first. */
function ratedCard(card: ReviewCard | null, input: RateInput): ReviewCard {
  const { id, rating, happening, rule, scheduler } = input;
  const elapsed = card === null ? 0 : elapsedDays(card, happening.at, rule);
  const memory = scheduler.outcomes(card, elapsed)[rating];
  const at = happening.at.toISOString();
  return {
    ...{ kind: id.kind, contentId: id.contentId, ...memory },
    repetitions: (card?.repetitions ?? 0) + 1,
    lapses: (card?.lapses ?? 0) + (card !== null && rating === "again" ? 1 : 0),
    firstRatedAt: card?.firstRatedAt ?? at,
    lastRatedAt: at,
    suspended: card?.suspended ?? false,
    buriedOn: null,
    lastLogId: happening.logId,
  };
}

/** Rates a card, or makes it by its first rating. */
export function rateCard(card: ReviewCard | null, input: RateInput): Change {
  const { id, event, rating, happening } = input;
  return change(id, event, happening, { rating, before: card, after: ratedCard(card, input) });
}

/**
 * What an answer outside the queue does to a card. The first answer of a day counts; a second one that day follows
 * upon the model answer and changes nothing. An exercise shows no answer while it is worked on, so there `revises` says
 * that the rating speaks of the whole day: it takes the place of the day's former one. Null when nothing changes.
 */
export function rateByAnswer(
  card: ReviewCard | null,
  lastLog: ReviewLog | null,
  input: Omit<RateInput, "event"> & { readonly revises: boolean },
): Change | null {
  const { revises, ...rest } = input;
  const rated: RateInput = { ...rest, event: "answer" };
  if (card === null || elapsedDays(card, input.happening.at, input.rule) > 0) return rateCard(card, rated);
  const former = lastLog?.id === card.lastLogId && lastLog.event === "answer" ? lastLog : null;
  if (!revises || former === null || former.rating === input.rating) return null;
  const { id, rating, happening } = input;
  return change(id, "answer", happening, { rating, before: card, after: revised(former, rated) });
}

function revised(former: ReviewLog, input: RateInput): ReviewCard {
  const firstRatedAt = former.before?.firstRatedAt ?? former.at;
  return { ...ratedCard(former.before, input), firstRatedAt };
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

/** Whether the learner may take an entry back: what came from an answer stays with the answer. */
export function canUndo(log: ReviewLog): boolean {
  return log.event !== "answer" && log.event !== "undo";
}

/**
 * Takes an entry back: the card is again exactly what it was before, or gone if it was made then. Null when something
 * else has happened to the card since.
 */
export function undoChange(log: ReviewLog, current: ReviewCard | null, happening: Happening): Change | null {
  if (!canUndo(log) || current?.lastLogId !== log.id) return null;
  return change(log, "undo", happening, { before: current, after: log.before, undoes: log.id });
}
