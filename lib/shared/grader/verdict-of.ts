/** From the evidence for a point to its verdict. */
import type { Verdict } from "./grade";
import type { PointMatch } from "./match-point";
import { THRESHOLDS as T } from "./thresholds";
import type { Hit } from "./windows";

export interface Judged {
  readonly verdict: Verdict;
  readonly hits: readonly Hit[];
  readonly missing: readonly number[];
  readonly contradiction: null | "claim" | "sign" | "neighbour" | "number";
}

/** Takes what was found for a point, and the words that claim a misconception against it, and decides. */
export function verdictOf(match: PointMatch, claimed: readonly Hit[] | null): Judged {
  const { missing } = match;
  if (claimed !== null) return { verdict: "contradicted", hits: claimed, missing, contradiction: "claim" };
  const found = foundVerdict(match);
  if (match.against !== null && (found === "missed" || match.against.recall > match.recall + 0.05)) {
    return { verdict: "contradicted", hits: match.against.hits, missing, contradiction: match.against.kind };
  }
  if (match.against !== null && found === "met" && match.against.recall >= match.recall - 0.05) {
    return { verdict: "unsure", hits: match.hits, missing, contradiction: match.against.kind };
  }
  return { verdict: found, hits: found === "missed" ? [] : match.hits, missing, contradiction: null };
}

function foundVerdict(match: PointMatch): Verdict {
  if (match.evidence >= T.metEvidenceMin) return "met";
  if (match.evidence < T.halfEvidenceMin) return "missed";
  // Where an idea is missing, a part was said; where all are there, it is the statement that is in doubt.
  return match.missing.length > 0 ? "partly" : "unsure";
}
