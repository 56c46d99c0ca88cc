import "server-only";
import { AppError } from "@/lib/shared/app-error";
import { rightShare } from "@/lib/shared/drills/review";
import { reviewDrill } from "@/lib/shared/drills/review-drill";
import { momentOfEvent } from "@/lib/shared/offline/event-moment";
import { outboxLetterSchema } from "@/lib/shared/offline/outbox-event";
import { parseInput } from "@/lib/shared/parse-input";
import { changeInQueue, type Doing, findLogId, rateInQueue, undoInQueue } from "../data/review/change-card";
import { answerInQueue, answerInStudy } from "../study/answer-item";
import { keepAttempt } from "../study/keep-attempt";
import { rateFromDrill } from "../study/rate-drill";
import { keepAppeal } from "../study/keep-appeal";
import { receiveInterviewEvent } from "./receive-interview";
import { receiveLibraryEvent } from "./receive-library";

/**
 * Takes in one thing that a learner did while the server was out of reach, as of the moment at which it happened. The
 * same event again changes nothing. Throws INVALID_INPUT, NOT_FOUND or REVIEW_MOVED_ON for what can never be taken in.
 */
export async function receiveEvent(profileId: string, input: unknown, receivedAt: Date): Promise<void> {
  const letter = parseInput(outboxLetterSchema, input);
  const { clientEventId, event } = letter;
  const doing: Doing = { profileId, clientEventId, at: momentOfEvent(letter, receivedAt) };
  switch (event.kind) {
    case "study-answer":
      await (event.inReview ? answerInQueue : answerInStudy)(doing, event);
      return;
    case "drill-prediction":
      await rateFromDrill(doing, event.place, rightShare(reviewDrill(event.place, event.response)));
      return;
    case "code-attempt":
      requireSameEvent(clientEventId, event.attempt.clientEventId);
      await keepAttempt(doing, event.attempt);
      return;
    case "rating": {
      const seenLogId = event.seen === null ? null : await findLogId(profileId, event.seen);
      if (event.seen !== null && seenLogId === null) throw movedOn();
      await rateInQueue(doing, event.id, { rating: event.rating, seenLogId });
      return;
    }
    case "card-change":
      await changeInQueue(doing, event.id, event.action);
      return;
    case "undo":
      await undoInQueue(doing, await findLogId(profileId, event.undoes));
      return;
    case "favourite":
    case "list-make":
    case "list-entry":
      await receiveLibraryEvent(doing, event);
      return;
    case "appeal":
      await keepAppeal(doing, event.answer, { ...event.objection, reason: event.reason });
      return;
    case "interview-start":
    case "interview-answer":
    case "interview-mark":
    case "interview-end":
      await receiveInterviewEvent(doing, event);
      return;
  }
}

function requireSameEvent(letterId: string, attemptId: string): void {
  if (letterId !== attemptId) throw new AppError("INVALID_INPUT", "the attempt bears another event's id");
}

function movedOn(): AppError {
  return new AppError("REVIEW_MOVED_ON", "what made the card on the device is not known here");
}
