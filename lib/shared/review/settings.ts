/** What a learner can set about reviews. */
import { z } from "zod";
import { isTimeZone } from "./local-day";

/** How reviews are scheduled and how many come in a day; the input of saving it, and an object of an export. */
export const reviewSettingsSchema = z.strictObject({
  timeZone: z.string().max(60).refine(isTimeZone, "expected a time zone such as Europe/Berlin"),
  /** The hour at which a day begins. */
  rollOverHour: z.int().min(0).max(12),
  newPerDay: z.int().min(0).max(100),
  reviewsPerDay: z.int().min(0).max(500),
  /** The share of cards that should still be recalled when they are due. */
  desiredRetention: z.number().min(0.7).max(0.97),
  /** A card that was forgotten so often is flagged. */
  leechLapses: z.int().min(2).max(20),
});
export type ReviewSettings = Readonly<z.infer<typeof reviewSettingsSchema>>;

/** What holds until the learner says otherwise. */
export const DEFAULT_REVIEW_SETTINGS: ReviewSettings = {
  timeZone: "UTC",
  rollOverHour: 4,
  newPerDay: 10,
  reviewsPerDay: 60,
  desiredRetention: 0.9,
  leechLapses: 4,
};
