import "server-only";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { ratingOfScore } from "@/lib/shared/review/first-rating";
import { type Doing, rateFromAnswer } from "../data/review/change-card";
import { loadCard } from "../data/review/load-card";
import { type AnswerInput, keepAnswer } from "./keep-answer";

/** An answer without what only the page needs. */
type Given = Pick<AnswerInput, "itemId" | "response">;

/** Grades and keeps an answer given in study, and lets it count for the item's card. The same event again changes nothing. */
export async function answerInStudy(doing: Doing, given: Given): Promise<StudyAnswerDto> {
  const answer = await keepAnswer(doing.profileId, { ...given, clientEventId: doing.clientEventId }, doing.at);
  await rateByScore(doing, answer);
  return answer;
}

/**
 * Grades and keeps an answer given in the queue. A card that is there waits for the learner's own rating; where there is
 * none yet, the answer makes it. The same event again changes nothing.
 */
export async function answerInQueue(doing: Doing, given: Given): Promise<StudyAnswerDto> {
  const answer = await keepAnswer(doing.profileId, { ...given, clientEventId: doing.clientEventId }, doing.at);
  const card = await loadCard(doing.profileId, { kind: "item", contentId: given.itemId });
  if (card === null) await rateByScore(doing, answer);
  return answer;
}

function rateByScore(doing: Doing, { itemId, result }: StudyAnswerDto): Promise<void> {
  const id = { kind: "item", contentId: itemId } as const;
  return rateFromAnswer(doing, id, { rating: ratingOfScore(result.score), revises: false });
}
