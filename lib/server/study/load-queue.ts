import "server-only";
import type { ReviewCard, ReviewLog } from "@/lib/shared/review/card";
import type { StudyPlan } from "@/lib/shared/review/plan-schema";
import { byImportance, byLevel, type PlannedItem } from "@/lib/shared/review/importance";
import { buildQueue, type ReviewQueue } from "@/lib/shared/review/queue";
import { createScheduler } from "@/lib/shared/review/scheduler";
import type { ReviewSettings } from "@/lib/shared/review/settings";
import { loadStudyContent } from "../content/load-items";
import { newestUndoable } from "../data/review/change-card";
import { listCards } from "../data/review/list-cards";
import { loadReviewSettings } from "../data/review/review-settings";
import { loadStudyPlan } from "../data/review/study-plan";
import { cardPlace } from "./card-place";

/** Everything that the pages of review and plan begin with. */
export interface ReviewState {
  readonly settings: ReviewSettings;
  readonly plan: StudyPlan | null;
  /** Cards of content that is there; a card whose item was taken out sleeps until it is back. */
  readonly cards: readonly ReviewCard[];
  readonly queue: ReviewQueue;
  /** What undo would take back; null when there is nothing, or an answer has changed the card since. */
  readonly undoable: ReviewLog | null;
}

/** All study items, as a plan sees them. */
export function plannedItems(): PlannedItem[] {
  return loadStudyContent().items.map(({ meta }) => meta);
}

/** The profile's cards, settings and plan, and the queue at a moment; null is a browser without a profile. */
export async function loadReviewState(profileId: string | null, now: Date): Promise<ReviewState> {
  const [settings, plan, all, newest] = await Promise.all([
    loadReviewSettings(profileId),
    loadStudyPlan(profileId),
    profileId === null ? [] : listCards(profileId),
    profileId === null ? null : newestUndoable(profileId),
  ]);
  const cards = all.filter((card) => cardPlace(card) !== null);
  const items = plan === null ? byLevel(plannedItems()) : byImportance(plannedItems(), plan);
  const queue = buildQueue({
    ...{ cards, now, settings, scheduler: createScheduler(settings) },
    candidates: items.map(({ id }) => ({ kind: "item", contentId: id })),
  });
  const undoable = all.some((card) => card.lastLogId === newest?.id) ? newest : null;
  return { settings, plan, cards, queue, undoable };
}
