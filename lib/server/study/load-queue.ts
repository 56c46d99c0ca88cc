import "server-only";
import type { ReviewCard, ReviewLog } from "@/lib/shared/review/card";
import { byLevel } from "@/lib/shared/review/importance";
import type { Plan } from "@/lib/shared/review/make-plan";
import type { StudyPlan } from "@/lib/shared/review/plan-schema";
import { buildQueue, type ReviewQueue } from "@/lib/shared/review/queue";
import { createScheduler } from "@/lib/shared/review/scheduler";
import type { ReviewSettings } from "@/lib/shared/review/settings";
import { newestUndoable } from "../data/review/change-card";
import { loadReviewSettings } from "../data/review/review-settings";
import { loadStudyPlan } from "../data/review/study-plan";
import { cardPlace } from "./card-place";
import { completeCards } from "./complete-cards";
import { loadOutlook, plannedItems } from "./load-outlook";

/** Everything that the pages of review and plan begin with. */
export interface ReviewState {
  readonly settings: ReviewSettings;
  readonly plan: StudyPlan | null;
  /** The days until the interview; null without a plan, and once the day is over. */
  readonly outlook: Plan | null;
  /** Cards of content that is there; a card whose item was taken out sleeps until it is back. */
  readonly cards: readonly ReviewCard[];
  readonly queue: ReviewQueue;
  /** What undo would take back; null when there is nothing, or an answer has changed the card since. */
  readonly undoable: ReviewLog | null;
}

/** The profile's cards, settings and plan, and the queue at a moment; null is a browser without a profile. */
export async function loadReviewState(profileId: string | null, now: Date): Promise<ReviewState> {
  const [settings, plan, all, newest] = await Promise.all([
    loadReviewSettings(profileId),
    loadStudyPlan(profileId),
    profileId === null ? [] : completeCards(profileId),
    profileId === null ? null : newestUndoable(profileId),
  ]);
  const cards = all.filter((card) => cardPlace(card) !== null);
  const scheduler = createScheduler(settings);
  const byOwnPace = buildQueue({
    ...{ cards, now, settings, scheduler },
    candidates: byLevel(plannedItems()).map(({ id }) => ({ kind: "item", contentId: id })),
  });
  const outlook = plan === null ? null : loadOutlook({ plan, cards, now, settings, scheduler, done: byOwnPace });
  const planned = outlook?.days[0]?.newItems.map(({ id }) => ({ kind: "item", contentId: id }) as const);
  const queue = { ...byOwnPace, fresh: planned ?? byOwnPace.fresh };
  const undoable = all.some((card) => card.lastLogId === newest?.id) ? newest : null;
  return { settings, plan, outlook, cards, queue, undoable };
}
