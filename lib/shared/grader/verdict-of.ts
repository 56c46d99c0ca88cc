/** From the evidence for a point to its verdict. */
import type { Verdict } from "./grade";
import type { PointMatch } from "./match-point";
import { THRESHOLDS as T } from "./thresholds";
import type { Hit } from "./windows";

export interface Judged {
  readonly verdict: Verdict;
  readonly hits: readonly Hit[];
  readonly missing: readonly number[];
  readonly contradiction: null | "claim" | "sign" | "neighbour" | "number" | "roles";
}

/** Takes what was found for a point, and the words that claim a misconception against it, and decides. */
export function verdictOf(match: PointMatch, claimed: readonly Hit[] | null): Judged {
  const { missing } = match;
  if (claimed !== null) return { verdict: "contradicted", hits: claimed, missing, contradiction: "claim" };
  const found = foundVerdict(match);
  const { against } = match;
  if (against === null)
    return { verdict: found, hits: found === "missed" ? [] : match.hits, missing, contradiction: null };
  if (found === "met" && !(against.kind === "number" && match.needsNumber)) {
    // Said in one sentence and denied in another: only the learner knows which was meant.
    const isDenied = against.kind === "sign" && against.recall >= T.denialRecallMin;
    const verdict = isDenied ? "unsure" : "met";
    return { verdict, hits: match.hits, missing, contradiction: verdict === "met" ? null : against.kind };
  }
  return { verdict: "contradicted", hits: against.hits, missing, contradiction: against.kind };
}

function foundVerdict(match: PointMatch): Verdict {
  if (match.evidence >= T.metEvidenceMin) return "met";
  if (match.evidence < T.halfEvidenceMin) return "missed";
  // Where an idea is missing, a part was said; where all are there, it is the statement that is in doubt.
  return match.missing.length > 0 ? "partly" : "unsure";
}
