import "server-only";
import { AppError } from "@/lib/shared/app-error";
import type { InterviewDto } from "@/lib/shared/dto/interview";
import { rowIdSchema } from "@/lib/shared/schemas/common";
import { db } from "../../db";
import { interviewColumns, toInterviewDto } from "./to-interview-dto";

/** One interview of the profile's own with draft, answers and marks; throws NOT_FOUND for any other id. */
export async function loadInterview(profileId: string, interviewId: string): Promise<InterviewDto> {
  const missing = new AppError("NOT_FOUND", `no interview ${interviewId} of profile ${profileId}`);
  if (!rowIdSchema.safeParse(interviewId).success) throw missing;
  const client = await db();
  const row = await client.interview.findFirst({ where: { id: interviewId, profileId }, select: interviewColumns });
  if (row === null) throw missing;
  return toInterviewDto(row);
}
