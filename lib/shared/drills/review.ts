import type { TraceColumns } from "@tidemark/engine/trace";

/** One prediction beside what the run gave, in words. */
export interface ReviewedPart {
  readonly label: string;
  readonly right: boolean;
  readonly given: string;
  readonly expected: string;
  /** The rule that was broken, where a known mistake predicts just what was given. */
  readonly rule: string | null;
  /** How the run comes to its answer; empty for a part that is right. */
  readonly numbers: readonly string[];
  /** Where to look in the run; null where nothing happens. */
  readonly step: number | null;
}

export interface DrillReview {
  readonly parts: readonly ReviewedPart[];
  readonly trace: TraceColumns;
}

/** The share of the parts that were predicted right, from 0 to 1. */
export function rightShare({ parts }: DrillReview): number {
  return parts.filter(({ right }) => right).length / parts.length;
}

/** A prediction beside what the run gave, and whether the review asks for the drill again. */
export interface CheckedDrill extends DrillReview {
  /** In how many days; null where the drill is no card. */
  readonly comesBackInDays: number | null;
}
