/** What a learner prepares for, and how much time there is. */
import { z } from "zod";
import { INTERVIEW_LEVELS, TOPICS } from "../content/vocabulary";
import { parseDay } from "./local-day";

/** The input of saving a plan, and an object of an export. */
export const studyPlanSchema = z.strictObject({
  /** The day of the interview, as an ISO date. */
  interviewOn: z.string().refine((text) => parseDay(text) !== null, "expected a date such as 2026-11-21"),
  minutesPerDay: z.int().min(10).max(720),
  interviewLevel: z.enum(INTERVIEW_LEVELS),
  /** Empty for all topics. */
  topics: z.array(z.enum(TOPICS)).max(TOPICS.length),
});
export type StudyPlan = Readonly<z.infer<typeof studyPlanSchema>>;
