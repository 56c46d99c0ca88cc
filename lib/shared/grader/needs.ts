/** Which of the ideas that a point needs stand in a window of an answer. */
import type { Alternative, Need } from "./statement";
import { THRESHOLDS as T } from "./thresholds";
import { findIds, type Found, type Hit, type ReadAnswer, type Window } from "./windows";

export interface WeighedNeeds {
  /** 0 to 1, by weight; 0 where only ideas stand there that the question names. */
  readonly share: number;
  /** How surely the weakest idea is there: 1 for its own words, less for synonyms of everyday language, 0 where it is missing. */
  readonly weakest: number;
  /** Ideas that are missing, as places in the point's needs. */
  readonly missing: readonly number[];
  readonly hits: readonly Hit[];
}

/** Looks up the ideas in an answer, once for all windows. */
export function findNeeds(needs: readonly Need[], answer: ReadAnswer): (readonly Found[])[] {
  return needs.map((need) => need.alternatives.flatMap((alternative) => findAlternative(alternative, answer)));
}

/** Words of an alternative may stand this many places further apart than side by side. */
const SPREAD_PLACES = 4;

function findAlternative(alternative: Alternative, answer: ReadAnswer): Found[] {
  const phrase = findIds(alternative.phrases, answer);
  const [first, ...rest] = alternative.terms.map((ids) => findIds(ids, answer));
  if (first === undefined) return phrase;
  const reach = rest.length + SPREAD_PLACES;
  const whole = first.flatMap((found) => {
    if (alternative.isNegated && !found.hit.token.isNegated) return [];
    let { quality } = found;
    for (const others of rest) {
      const near = others.filter((other) => Math.abs(other.hit.place - found.hit.place) <= reach);
      if (near.length === 0) return [];
      quality = Math.min(quality, Math.max(...near.map((other) => other.quality)));
    }
    return [{ hit: found.hit, quality }];
  });
  return [...phrase, ...whole];
}

/** Weighs the ideas that stand in the window; `found` is what `findNeeds` gave. */
export function weighNeeds(
  needs: readonly Need[],
  found: readonly (readonly Found[])[],
  window: Window,
  answer: ReadAnswer,
): WeighedNeeds {
  const { members } = window;
  const firstSentence = answer.clauses[window.clauses[0] ?? 0]?.sentence ?? 0;
  let earned = 0;
  let total = 0;
  let weakest = 1;
  const missing: number[] = [];
  const hits: Hit[] = [];
  needs.forEach((need, index) => {
    const weight = need.isGiven ? T.givenNeed : 1;
    total += weight;
    const inside = bestOf((found[index] ?? []).filter(({ hit }) => members.has(hit.clause)));
    if (inside !== null) {
      earned += weight * inside.quality;
      weakest = Math.min(weakest, inside.quality);
      hits.push(inside.hit);
      return;
    }
    if ((found[index] ?? []).some(({ hit }) => isJustBefore(hit, firstSentence, answer))) {
      earned += weight * T.nearNeed;
    }
    if (need.isGiven) return;
    weakest = 0;
    missing.push(index);
  });
  // Ideas that the question names prove nothing by themselves.
  const isProved =
    needs.every((need) => need.isGiven) || needs.some((need, index) => !need.isGiven && !missing.includes(index));
  return { share: isProved ? earned / Math.max(total, 1e-9) : 0, weakest, missing, hits };
}

function bestOf(found: readonly Found[]): Found | null {
  let best: Found | null = null;
  for (const one of found) if (one.quality > (best?.quality ?? 0)) best = one;
  return best;
}

function isJustBefore(hit: Hit, firstSentence: number, answer: ReadAnswer): boolean {
  const distance = firstSentence - (answer.clauses[hit.clause]?.sentence ?? 0);
  return distance >= 1 && distance <= 2;
}
