/**
 * What an answer outside the queue is worth as a rating. It is strict on purpose: what needed help, or was only tried
 * out, comes back sooner, and Easy is for the learner alone to say.
 */
import type { CodeAid, CodeAttemptKind } from "../schemas/code";
import type { Rating } from "./card";

/** From this share of an answer on it counts as known. */
export const GOOD_SCORE_MIN = 0.85;
/** From this share on it counts as known in part. */
export const HARD_SCORE_MIN = 0.5;

/** The rating of a study answer by its score from 0 to 1: Good from 85 %, Hard from 50 %, else Again. */
export function ratingOfScore(score: number): Rating {
  if (score >= GOOD_SCORE_MIN) return "good";
  return score >= HARD_SCORE_MIN ? "hard" : "again";
}

/** The part of an attempt at an exercise that a rating depends on. */
export interface AttemptFacts {
  readonly kind: CodeAttemptKind;
  readonly passed: boolean;
  readonly aid: CodeAid;
}

/**
 * The rating of an exercise by the attempts of one day, the earliest first; null when nothing was run. A submission that
 * passes unaided at the first try is Good. With hints, after a failed submission, or as a draft that passes the visible
 * cases but was never submitted, it is Hard. After the solution was read, or with a failing case at the end, it is Again.
 */
export function ratingOfAttempts(attempts: readonly AttemptFacts[]): Rating | null {
  const tried = attempts.filter((attempt) => attempt.kind !== "reset");
  const solvedAt = tried.findIndex((attempt) => attempt.kind === "submit" && attempt.passed);
  const deciding = solvedAt >= 0 ? tried[solvedAt] : tried.at(-1);
  if (deciding === undefined) return null;
  if (!deciding.passed || deciding.aid === "solution") return "again";
  const failedBefore = tried.slice(0, solvedAt).some((attempt) => attempt.kind === "submit");
  return deciding.kind === "submit" && deciding.aid === "unaided" && !failedBefore ? "good" : "hard";
}

/** The rating of a trace drill by the share of its parts that were predicted right: only all of them are Good. */
export function ratingOfDrill(rightShare: number): Rating {
  if (rightShare === 1) return "good";
  return rightShare >= HARD_SCORE_MIN ? "hard" : "again";
}
