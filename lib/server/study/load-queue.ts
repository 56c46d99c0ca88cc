import "server-only";
import type { ReviewCard } from "@/lib/shared/review/card";
import type { StudyPlan } from "@/lib/shared/review/plan-schema";
import { byImportance, type PlannedItem } from "@/lib/shared/review/importance";
import { buildQueue, type ReviewQueue } from "@/lib/shared/review/queue";
import { createScheduler } from "@/lib/shared/review/scheduler";
import type { ReviewSettings } from "@/lib/shared/review/settings";
import { loadExercise } from "../content/exercises";
import { findItem, loadStudyContent } from "../content/load-items";
import { listCards } from "../data/review/list-cards";
import { loadReviewSettings } from "../data/review/review-settings";
import { loadStudyPlan } from "../data/review/study-plan";

/** Everything that the pages of review and plan begin with. */
export interface ReviewState {
  readonly settings: ReviewSettings;
  readonly plan: StudyPlan | null;
  /** Cards of content that is there; a card whose item was taken out sleeps until it is back. */
  readonly cards: readonly ReviewCard[];
  readonly queue: ReviewQueue;
}

/** The aim of whoever has made no plan: everything. */
const NO_AIM = { interviewLevel: "L6", topics: [] } as const;

/** All study items, as a plan sees them. */
export function plannedItems(): PlannedItem[] {
  return loadStudyContent().items.map(({ meta }) => meta);
}

/** The profile's cards, settings and plan, and the queue at a moment; null is a browser without a profile. */
export async function loadReviewState(profileId: string | null, now: Date): Promise<ReviewState> {
  const [settings, plan, all] = await Promise.all([
    loadReviewSettings(profileId),
    loadStudyPlan(profileId),
    profileId === null ? [] : listCards(profileId),
  ]);
  const cards = all.filter(isThere);
  const queue = buildQueue({
    ...{ cards, now, settings, scheduler: createScheduler(settings) },
    candidates: byImportance(plannedItems(), plan ?? NO_AIM).map(({ id }) => ({ kind: "item", contentId: id })),
  });
  return { settings, plan, cards, queue };
}

function isThere({ kind, contentId }: ReviewCard): boolean {
  switch (kind) {
    case "item":
      return findItem(contentId) !== null;
    case "exercise":
      return loadExercise(contentId) !== null;
    case "drill":
      return true;
  }
}
