/** The cards as they are on a device: what the server last said, and on top of it what was done here since. */
import { drillCardId } from "../drills/drill-card";
import { type CardId, cardKey, type ReviewCard, type ReviewLog } from "../review/card";
import { ratingOfDrill, ratingOfScore } from "../review/first-rating";
import { buryCard, rateByAnswer, rateCard, suspendCard, undoChange } from "../review/rate-card";
import { createScheduler } from "../review/scheduler";
import type { OutboxEvent, ScoredEvent } from "./outbox-event";
import type { OwnData } from "./own-data";

/** An event of the outbox, in the order in which things happened. */
export interface DoneHere {
  readonly clientEventId: string;
  readonly happenedAtMillis: number;
  readonly event: OutboxEvent;
}

export interface LocalCards {
  readonly cards: readonly ReviewCard[];
  /** The entry that made each card, by the card's name, as far as it is known here. */
  readonly logs: ReadonlyMap<string, ReviewLog>;
  /** The newest thing done in the queue on this device that can be taken back. */
  readonly undoable: ReviewLog | null;
}

/**
 * Plays what was done here on top of what the server said, by the same rules that the server goes by later. Entries that
 * are made here bear the id of their event. `scoreOf` gives the score of an answer or a prediction, null when what it answers is not here.
 */
export function playOutbox(
  own: OwnData,
  done: readonly DoneHere[],
  scoreOf: (event: ScoredEvent) => number | null,
): LocalCards {
  const { settings } = own;
  const scheduler = createScheduler(settings);
  const cards = new Map(own.cards.map((card) => [cardKey(card), card]));
  const logs = new Map(own.lastLogs.map((log) => [cardKey(log), log]));
  const undoStack: ReviewLog[] = [];
  const known = new Set(own.eventIds);

  function changeOf({ clientEventId, happenedAtMillis, event }: DoneHere): ReviewLog | null {
    const happening = { at: new Date(happenedAtMillis), logId: clientEventId };
    const held = (id: CardId) => ({ card: cards.get(cardKey(id)) ?? null, log: logs.get(cardKey(id)) ?? null });
    switch (event.kind) {
      case "study-answer": {
        const id = { kind: "item", contentId: event.itemId } as const;
        const { card, log } = held(id);
        const score = scoreOf(event);
        if (score === null || (event.inReview && card !== null)) return null;
        return rateByAnswer(card, log, {
          ...{ id, rating: ratingOfScore(score), happening, rule: settings, scheduler },
          revises: false,
        });
      }
      case "drill-prediction": {
        const id = drillCardId(event.place);
        const { card, log } = held(id);
        const score = scoreOf(event);
        // A prediction that is wholly right rates a card that is there, and makes none.
        if (score === null || (score === 1 && card === null)) return null;
        const rating = ratingOfDrill(score);
        return rateByAnswer(card, log, { id, rating, happening, rule: settings, scheduler, revises: false });
      }
      case "rating": {
        const { card, log } = held(event.id);
        return rateCard(card, log, { id: event.id, rating: event.rating, happening, rule: settings, scheduler });
      }
      case "card-change": {
        const { card } = held(event.id);
        if (card === null) return null;
        return event.action === "bury" ? buryCard(card, happening, settings) : suspendCard(card, true, happening);
      }
      case "undo": {
        const log = undoStack.at(-1);
        if (log?.id !== event.undoes) return null;
        return undoChange(log, held(log).card, happening);
      }
      default:
        return null;
    }
  }

  for (const entry of done) {
    if (known.has(entry.clientEventId)) continue;
    const change = changeOf(entry);
    if (change === null) continue;
    const key = cardKey(change);
    if (change.after === null) cards.delete(key);
    else cards.set(key, change.after);
    logs.set(key, change);
    if (change.event === "undo") undoStack.pop();
    else if (change.event !== "answer") undoStack.push(change);
  }
  return { cards: [...cards.values()], logs, undoable: undoStack.at(-1) ?? null };
}
