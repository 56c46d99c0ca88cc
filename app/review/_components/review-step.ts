import type { ReviewState } from "@/lib/server/study/load-queue";
import type { ReviewLog } from "@/lib/shared/review/card";

/** What every part of the queue's page is drawn from. */
export interface ReviewStep {
  readonly profileId: string | null;
  readonly now: Date;
  readonly state: ReviewState;
}

const RATING_NAMES = { again: "Again", hard: "Hard", good: "Good", easy: "Easy" } as const;

/** What undo would take back, in a word; null when there is nothing. */
export function undoableWord(log: ReviewLog | null): string | null {
  if (log === null) return null;
  if (log.event === "review" && log.rating !== null) return RATING_NAMES[log.rating];
  return log.event === "bury" ? "not today" : log.event === "suspend" ? "setting aside" : "putting back";
}
