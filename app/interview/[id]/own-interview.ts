import { notFound } from "next/navigation";
import { loadInterview } from "@/lib/server/data/interview/load-interview";
import { getProfileId } from "@/lib/server/session";
import { AppError } from "@/lib/shared/app-error";
import type { InterviewDto } from "@/lib/shared/dto/interview";
import { interviewIdSchema } from "@/lib/shared/schemas/interview";

/** The interview of the address if it is the reader's own; else the page is not found. */
export async function ownInterview(id: string): Promise<InterviewDto> {
  const profileId = await getProfileId();
  if (profileId === null || !interviewIdSchema.safeParse({ interviewId: id }).success) notFound();
  return loadInterview(profileId, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
}
