/** From what was found for a point to its verdict. */
import type { Verdict } from "./grade";
import { likelihoodOf } from "./likelihood";
import type { PointMatch } from "./match-point";
import type { PointFeatures } from "./point-features";
import { POINT_WEIGHTS, THRESHOLDS as T } from "./thresholds";
import type { Hit } from "./windows";

export interface Judged {
  readonly verdict: Verdict;
  readonly hits: readonly Hit[];
  readonly missing: readonly number[];
  readonly contradiction: null | "claim" | "suspicion" | "sign" | "neighbour" | "number" | "roles";
}

/**
 * Takes what was found for a point, the words that claim a misconception against it, and whether the answer denies
 * throughout what the point does not deny, and decides.
 */
export function verdictOf(
  match: PointMatch,
  features: PointFeatures | null,
  claimed: readonly Hit[] | null,
  isDenied: boolean,
): Judged {
  const { missing, against } = match;
  if (claimed !== null) return { verdict: "contradicted", hits: claimed, missing, contradiction: "claim" };
  const found = foundVerdict(match, features);
  if (found !== "missed" && isDenied) {
    const verdict = features?.denies === 1 ? "contradicted" : "unsure";
    return { verdict, hits: match.hits, missing, contradiction: "sign" };
  }
  if (against === null) {
    if (found === "met" && isSuspected(features))
      return { verdict: "unsure", hits: match.hits, missing, contradiction: "suspicion" };
    return { verdict: found, hits: found === "missed" ? [] : match.hits, missing, contradiction: null };
  }
  if (found === "met" && !(against.kind === "number" && match.needsNumber)) {
    // Said in one sentence and denied in another: only the learner knows which was meant.
    const isOpen = against.kind === "sign" && !isSurelyMet(features);
    const verdict = isOpen ? "unsure" : "met";
    return { verdict, hits: match.hits, missing, contradiction: verdict === "met" ? null : against.kind };
  }
  return { verdict: "contradicted", hits: against.hits, missing, contradiction: against.kind };
}

/** Whether a point that is met, though not surely, may be ruled out by what else the answer says. */
function isSuspected(features: PointFeatures | null): boolean {
  return features !== null && features.suspicion >= T.suspicionMin && !isSurelyMet(features);
}

function isSurelyMet(features: PointFeatures | null): boolean {
  return features !== null && likelihoodOf(POINT_WEIGHTS, features) >= T.surelyMetMin;
}

function foundVerdict(match: PointMatch, features: PointFeatures | null): Verdict {
  if (features === null) return "missed";
  const likelihood = likelihoodOf(POINT_WEIGHTS, features);
  if (likelihood >= T.metMin) return "met";
  if (likelihood < T.halfMin) return "missed";
  // Where an idea or much of the statement is missing, a part was said; else it is the statement that is in doubt.
  return match.missing.length > 0 || features.anywhere < T.wholeMin ? "partly" : "unsure";
}
