import "server-only";
import { DEFAULT_REVIEW_SETTINGS, type ReviewSettings, reviewSettingsSchema } from "@/lib/shared/review/settings";
import { db } from "../../db";
import { parseStored } from "../stored-json";

/** The profile's own settings of reviews, or the defaults; null is a browser without a profile. */
export async function loadReviewSettings(profileId: string | null): Promise<ReviewSettings> {
  if (profileId === null) return DEFAULT_REVIEW_SETTINGS;
  const client = await db();
  const row = await client.reviewSettings.findUnique({
    where: { profileId },
    omit: { profileId: true, changedAt: true },
  });
  return row === null ? DEFAULT_REVIEW_SETTINGS : parseStored(reviewSettingsSchema, row, "ReviewSettings");
}

/**
 * Keeps the profile's own settings of reviews. Cards stay as they are; what is due follows from the new rule of days.
 * `chosenAt` is when the learner chose them; null where only the browser told its time zone.
 */
export async function saveReviewSettings(
  profileId: string,
  settings: ReviewSettings,
  chosenAt: Date | null,
): Promise<void> {
  const client = await db();
  await client.reviewSettings.upsert({
    where: { profileId },
    create: { ...settings, profileId, changedAt: chosenAt },
    update: { ...settings, changedAt: chosenAt ?? undefined },
  });
}
