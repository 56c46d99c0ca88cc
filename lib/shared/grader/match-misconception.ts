/** How surely an answer claims a misconception: says it, does not deny it, and says it more than what is true. */
import { claimFeatures, type ClaimFeatures, claimRank, isPutAside } from "./claim-features";
import { likelihoodOf } from "./likelihood";
import { type Search, trueStatements } from "./search";
import type { CompiledItem, CompiledMisconception } from "./statement";
import { CLAIM_WEIGHTS, THRESHOLDS as T } from "./thresholds";
import type { Hit, ReadAnswer, Window } from "./windows";

export interface ClaimMatch {
  /** 0 to 1. */
  readonly likelihood: number;
  readonly features: ClaimFeatures;
  readonly window: Window;
  readonly hits: readonly Hit[];
}

const SENTENCES_MAX = 2;

/** The windows of an answer in which something may be claimed: short ones that are neither supposed nor told as a mistake. */
export function claimingWindows(answer: ReadAnswer): Window[] {
  return answer.windows.filter((window) => window.sentenceCount <= SENTENCES_MAX && !isPutAside(window, answer));
}

/** Gives the one of `windows` that says most of the misconception, or null where none comes near. */
export function matchMisconception(
  compiled: CompiledMisconception,
  item: CompiledItem,
  search: Search,
  windows: readonly Window[],
): ClaimMatch | null {
  const { against } = compiled.misconception;
  const contrary = [
    compiled.truth,
    ...item.points.filter(({ point }) => against.includes(point.id)).flatMap(({ statements }) => statements),
  ];
  const statements = { truths: trueStatements(item), contrary };
  let best: { readonly rank: number; readonly match: Omit<ClaimMatch, "likelihood"> } | null = null;
  const claims = compiled.claims.filter((claim) => search.reach(claim) >= T.claimRecallMin);
  if (claims.length === 0) return null;
  for (const window of windows) {
    for (const claim of claims) {
      const own = compiled.own.get(claim) ?? new Set();
      const found = claimFeatures(claim, own, window, search, statements, best?.rank ?? 0);
      if (found === null) continue;
      const { features, comparison } = found;
      const rank = claimRank(features);
      if (rank > (best?.rank ?? 0)) best = { rank, match: { features, window, hits: comparison.hits } };
    }
  }
  if (best === null) return null;
  return { ...best.match, likelihood: likelihoodOf(CLAIM_WEIGHTS, best.match.features) };
}
