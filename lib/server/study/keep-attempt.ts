import "server-only";
import type { z } from "zod";
import type { CodeAttemptSummaryDto } from "@/lib/shared/dto/code";
import type { saveCodeAttemptSchema } from "@/lib/shared/schemas/code";
import { saveAttempt } from "../data/code/save-attempt";
import type { Doing } from "../data/review/change-card";
import { rateFromAttempts } from "./rate-attempts";

/** Appends an attempt and, outside the queue, lets it count for the exercise's card. The same event again changes nothing. */
export async function keepAttempt(
  doing: Doing,
  { inReview, ...attempt }: z.output<typeof saveCodeAttemptSchema>,
): Promise<CodeAttemptSummaryDto> {
  const { text: _text, verdict: _verdict, ...summary } = await saveAttempt(doing.profileId, attempt, doing.at);
  if (!inReview) await rateFromAttempts(doing, attempt.exerciseId);
  return summary;
}
