"use server";

import { requestMoment } from "@/lib/server/clock";
import { loadReviewSettings, saveReviewSettings } from "@/lib/server/data/review/review-settings";
import { saveStudyPlan } from "@/lib/server/data/review/study-plan";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import { type StudyPlan, studyPlanSchema } from "@/lib/shared/review/plan-schema";
import { type ReviewSettings, reviewSettingsSchema } from "@/lib/shared/review/settings";

/** Keeps what the learner prepares for. */
export async function keepPlan(input: StudyPlan): Promise<ActionResult<void>> {
  return asActionResult(async () => {
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    await saveStudyPlan(profileId, parseInput(studyPlanSchema, input), at);
  });
}

/** Keeps how the learner wants reviews scheduled; the time zone stays as the browser told it. */
export async function keepReviewSettings(input: Omit<ReviewSettings, "timeZone">): Promise<ActionResult<void>> {
  return asActionResult(async () => {
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    const { timeZone } = await loadReviewSettings(profileId);
    await saveReviewSettings(profileId, parseInput(reviewSettingsSchema, { ...input, timeZone }), at);
  });
}
