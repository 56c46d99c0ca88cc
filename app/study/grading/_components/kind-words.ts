import type { KindRow } from "@/lib/shared/grader/grading-report-schema";

/** The kinds of answers that the grader is measured on, in words. */
export const KIND_WORDS: Readonly<Record<KindRow["kind"], string>> = {
  strong: "strong",
  good: "good",
  partial: "half of it",
  "confidently-wrong": "confidently wrong",
  weak: "weak",
  stuffed: "keywords without statements",
  echoed: "the question echoed",
  "short-but-right": "short but right",
  nonsense: "nonsense",
};

/** A score or a share of one as points of a hundred. */
export function points(share: number): string {
  return `${Math.round(share * 100)}`;
}

/** A difference of scores in points of a hundred, with its sign. */
export function signedPoints(difference: number): string {
  const rounded = Math.round(difference * 100);
  if (rounded === 0) return "0";
  return `${rounded > 0 ? "+" : "−"}${Math.abs(rounded)}`;
}
