import "server-only";
import { type StudyPlan, studyPlanSchema } from "@/lib/shared/review/plan-schema";
import { db } from "../../db";
import { parseStored } from "../stored-json";

/** What the profile prepares for; null when it has not said. */
export async function loadStudyPlan(profileId: string | null): Promise<StudyPlan | null> {
  if (profileId === null) return null;
  const client = await db();
  const row = await client.studyPlan.findUnique({ where: { profileId }, omit: { profileId: true, changedAt: true } });
  return row === null ? null : parseStored(studyPlanSchema, row, "StudyPlan");
}

/** Keeps what the profile prepares for, in place of what it said before. */
export async function saveStudyPlan(profileId: string, plan: StudyPlan, changedAt: Date): Promise<void> {
  const client = await db();
  const data = { ...plan, changedAt };
  await client.studyPlan.upsert({ where: { profileId }, create: { ...data, profileId }, update: data });
}
