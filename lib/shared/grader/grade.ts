/**
 * What the grader says about an answer in free text, and how a score follows from it. The page shows a grade, the learner
 * decides points that the grader could not tell, and both come to a score by the same sum.
 */
import type { KeyPoint, Misconception } from "@/lib/shared/content/item-schema";
import { type Band, bandOf } from "./bands";

/** Stands on every score; raised whenever a rule or a word of the lexicon changes what any answer may earn. */
export const GRADER_VERSION = "1.2.1";

/** A place in the answer as it was given: characters from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const VERDICTS = ["met", "partly", "missed", "contradicted", "unsure"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What of a point's weight each verdict earns; an unsure point counts half until the learner has decided it. */
export const SHARES: Readonly<Record<Verdict, number>> = {
  met: 1,
  partly: 0.5,
  missed: 0,
  contradicted: 0,
  unsure: 0.5,
};

/** A central misconception leaves at most this much of the score. */
export const CENTRAL_CAP = 0.5;

/** Why an answer earned nothing as a whole; null where it was read as an answer. */
export type Refusal = null | "empty" | "echo" | "keywords" | "nonsense" | "no-idea";

export interface PointVerdict {
  readonly id: string;
  readonly verdict: Verdict;
  /** 0 to 1 of the point's weight, as counted now. */
  readonly share: number;
  /** The words of the answer that led to the verdict, in order; empty where nothing did. */
  readonly evidence: readonly Span[];
  /** One sentence for the learner. */
  readonly why: string;
  /** True once the learner has decided the point, or an appeal was upheld. */
  readonly decided: boolean;
}

export interface ClaimedMisconception {
  readonly id: string;
  readonly evidence: readonly Span[];
}

export interface Grade {
  /** The `GRADER_VERSION` that gave it. */
  readonly version: string;
  /** 0 to 1, rounded to four places. */
  readonly score: number;
  readonly band: Band;
  /** One verdict for each key point, in the item's order. */
  readonly points: readonly PointVerdict[];
  readonly misconceptions: readonly ClaimedMisconception[];
  /** Whether a central misconception has taken the score down to half. */
  readonly capped: boolean;
  readonly refused: Refusal;
}

/** What the grader reads of a study item; every free-text and design item is one. */
export interface GradedQuestion {
  readonly question: string;
  readonly keyPoints: readonly KeyPoint[];
  readonly misconceptions: readonly Misconception[];
}

/** Marks answers; made once by `createGrader` of `./grader`, which loads the language model. */
export interface Grader {
  /** Reads an item ahead of its first answer, which then takes no longer than the next. */
  prepare(item: GradedQuestion): void;
  /** Takes a question and the text of an answer and gives the same grade for the same pair, at any time, anywhere. */
  grade(item: GradedQuestion, answer: string): Grade;
}

/**
 * Takes a grade and what was decided about some of its points (by the learner, or by an appeal that was upheld) and
 * gives the grade with those verdicts and its score summed anew. `dismissed` names misconceptions that were not claimed
 * after all. A refused answer is read as an answer as soon as one of its points is decided.
 */
export function decidePoints(
  item: GradedQuestion,
  grade: Grade,
  decisions: Readonly<Record<string, Verdict>>,
  dismissed: readonly string[] = [],
): Grade {
  const points = grade.points.map((point) => {
    const verdict = decisions[point.id];
    if (verdict === undefined) return point;
    return { ...point, verdict, share: SHARES[verdict], decided: true };
  });
  const misconceptions = grade.misconceptions.filter(({ id }) => !dismissed.includes(id));
  const isRead = points.some((point, index) => point !== grade.points[index]);
  return sumGrade(item, { version: grade.version, points, misconceptions, refused: isRead ? null : grade.refused });
}

/** Sums the shares by weight, caps the sum where a central misconception is claimed, and names the band. */
export function sumGrade(
  item: GradedQuestion,
  parts: Pick<Grade, "version" | "points" | "misconceptions" | "refused">,
): Grade {
  const weights = new Map(item.keyPoints.map((point) => [point.id, point.weight]));
  let earned = 0;
  let total = 0;
  for (const point of parts.points) {
    const weight = weights.get(point.id) ?? 0;
    total += weight;
    earned += weight * point.share;
  }
  const sum = total === 0 || parts.refused !== null ? 0 : earned / total;
  const central = new Set(item.misconceptions.filter((one) => one.central).map((one) => one.id));
  const claimsCentral = parts.misconceptions.some(({ id }) => central.has(id));
  const capped = claimsCentral && sum > CENTRAL_CAP;
  const score = Math.round((capped ? CENTRAL_CAP : sum) * 10_000) / 10_000;
  return { ...parts, score, band: bandOf(score), capped };
}
