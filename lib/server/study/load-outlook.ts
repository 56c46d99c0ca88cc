import "server-only";
import { LEVELS } from "@/lib/shared/content/vocabulary";
import { cardKey, dueDayOf, lastDayOf, type ReviewCard } from "@/lib/shared/review/card";
import { type LocalDay, localDayOf, parseDay } from "@/lib/shared/review/local-day";
import {
  makePlan,
  type Plan,
  type PlannedCard,
  type PlannedExercise,
  REVIEW_SHARE,
} from "@/lib/shared/review/make-plan";
import type { PlannedItem } from "@/lib/shared/review/importance";
import type { StudyPlan } from "@/lib/shared/review/plan-schema";
import { isOpen, type ReviewQueue } from "@/lib/shared/review/queue";
import type { Scheduler } from "@/lib/shared/review/scheduler";
import type { ReviewSettings } from "@/lib/shared/review/settings";
import { loadExercises } from "../content/exercises";
import { loadStudyContent } from "../content/load-items";
import { cardPlace } from "./card-place";

interface OutlookInput {
  readonly plan: StudyPlan;
  readonly cards: readonly ReviewCard[];
  readonly now: Date;
  readonly settings: ReviewSettings;
  readonly scheduler: Scheduler;
  /** How much was done today. */
  readonly done: Pick<ReviewQueue, "reviewedCount" | "introducedCount">;
}

/** All study items, as a plan sees them. */
export function plannedItems(): PlannedItem[] {
  return loadStudyContent().items.map(({ meta }) => meta);
}

/** The days until the interview, played through; null once its day is over. */
export function loadOutlook({ plan, cards, now, settings, scheduler, done }: OutlookInput): Plan | null {
  const today = localDayOf(now, settings);
  const interviewDay = parseDay(plan.interviewOn) ?? today;
  if (interviewDay < today) return null;
  const known = new Set(cards.map(cardKey));
  return makePlan({
    ...{ today, interviewDay, scheduler, minutesPerDay: plan.minutesPerDay, aim: plan },
    ...{ newPerDay: settings.newPerDay, reviewsPerDay: settings.reviewsPerDay },
    leftToday: {
      minutes: Math.max(0, plan.minutesPerDay - minutesDone(cards, now, settings)),
      newItems: Math.max(0, settings.newPerDay - done.introducedCount),
      reviews: Math.max(0, settings.reviewsPerDay - done.reviewedCount),
    },
    items: plannedItems().filter(({ id }) => !known.has(cardKey({ kind: "item", contentId: id }))),
    exercises: exercisesToSolve(known),
    cards: cards.filter((card) => !card.suspended).map((card) => plannedCard(card, today, settings)),
  });
}

function plannedCard(card: ReviewCard, today: LocalDay, settings: ReviewSettings): PlannedCard {
  const { stability, difficulty } = card;
  const dueDay = dueDayOf(card, settings);
  return {
    ...{ id: plannedId(card), memory: { stability, difficulty }, lastDay: lastDayOf(card, settings) },
    dueDay: isOpen(card, today) ? dueDay : Math.max(dueDay, today + 1),
    minutes: cardPlace(card)?.minutes ?? 0,
  };
}

/** A card's name in a plan: an item goes by its own id, as those do that have no card yet. */
export function plannedId(card: ReviewCard): string {
  return card.kind === "item" ? card.contentId : cardKey(card);
}

/** The minutes that today's cards are estimated to have taken. */
function minutesDone(cards: readonly ReviewCard[], now: Date, settings: ReviewSettings): number {
  const today = localDayOf(now, settings);
  return cards
    .filter((card) => lastDayOf(card, settings) === today)
    .reduce((sum, card) => {
      const isNew = localDayOf(new Date(card.firstRatedAt), settings) === today;
      return sum + (cardPlace(card)?.minutes ?? 0) * (isNew ? 1 : REVIEW_SHARE);
    }, 0);
}

/** The exercises never tried, the easiest level first. */
function exercisesToSolve(known: ReadonlySet<string>): PlannedExercise[] {
  return loadExercises()
    .map(({ meta }) => meta)
    .filter(({ id }) => !known.has(cardKey({ kind: "exercise", contentId: id })))
    .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
    .map(({ id, minutes }) => ({ id, minutes }));
}
