import "server-only";
import { localDayOf } from "@/lib/shared/review/local-day";
import { ratingOfAttempts } from "@/lib/shared/review/first-rating";
import type { Rating } from "@/lib/shared/review/card";
import type { ReviewSettings } from "@/lib/shared/review/settings";
import { listAttempts } from "../data/code/list-attempts";
import { type Doing, rateFromAnswer } from "../data/review/change-card";
import { loadReviewSettings } from "../data/review/review-settings";

/** What the learner's attempts at an exercise on the day of `at` are worth; null when there are none. */
export async function ratingOfDay(
  profileId: string,
  exerciseId: string,
  at: Date,
  settings: ReviewSettings,
): Promise<Rating | null> {
  const today = localDayOf(at, settings);
  const attempts = await listAttempts(profileId, exerciseId);
  const ofToday = attempts.filter((attempt) => localDayOf(new Date(attempt.createdAt), settings) === today);
  return ratingOfAttempts(ofToday.reverse());
}

/** Takes an attempt at an exercise into account: the day's attempts together rate its card, or make it. */
export async function rateFromAttempts(doing: Doing, exerciseId: string): Promise<void> {
  const settings = await loadReviewSettings(doing.profileId);
  const rating = await ratingOfDay(doing.profileId, exerciseId, doing.at, settings);
  if (rating === null) return;
  await rateFromAnswer(doing, { kind: "exercise", contentId: exerciseId }, { rating, revises: true });
}
