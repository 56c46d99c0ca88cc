/** What a device keeps of the learner's own: enough for the queue of the day and to know what was answered. */
import type { InterviewDto } from "../dto/interview";
import type { CardId, ReviewCard, ReviewLog } from "../review/card";
import type { ReviewSettings } from "../review/settings";

export interface OwnData {
  /** When the server said this, as ISO text. */
  readonly asOf: string;
  readonly settings: ReviewSettings;
  readonly cards: readonly ReviewCard[];
  /** The entries that made the cards of the last days; an answer of today may still be rated by the learner. */
  readonly lastLogs: readonly ReviewLog[];
  /** What could be asked for the first time, the most important first. */
  readonly candidates: readonly CardId[];
  /** The newest score of each item that was answered, from 0 to 1. */
  readonly scores: Readonly<Record<string, number>>;
  /** The newest interview that has not ended; null without one. */
  readonly interview: InterviewDto | null;
  /** The events of the last days that this already holds; what the outbox has besides is still to be added. */
  readonly eventIds: readonly string[];
}
