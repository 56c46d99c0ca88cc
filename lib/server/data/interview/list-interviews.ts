import "server-only";
import type { InterviewSummaryDto } from "@/lib/shared/dto/interview";
import { db } from "../../db";
import { interviewSummaryColumns, toInterviewSummaryDto } from "./to-interview-dto";

/** The most interviews that one call gives. */
const INTERVIEW_COUNT_MAX = 100;

/** The profile's own interviews, newest first, at most 100. */
export async function listInterviews(profileId: string): Promise<InterviewSummaryDto[]> {
  const client = await db();
  const rows = await client.interview.findMany({
    where: { profileId },
    select: interviewSummaryColumns,
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: INTERVIEW_COUNT_MAX,
  });
  return rows.map(toInterviewSummaryDto);
}
