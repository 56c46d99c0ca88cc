/** How far an answer makes the statement of one key point. */
import { type Comparison, likeness } from "./compare";
import { type Search, trueStatements } from "./search";
import type { Alternative, CompiledItem, CompiledPoint, Need, Statement } from "./statement";
import { THRESHOLDS as T } from "./thresholds";
import type { Hit, ReadAnswer, Window } from "./windows";

export interface PointMatch {
  /** 0 to 1: ideas that are there and likeness to the best saying. */
  readonly evidence: number;
  /** Whether every idea stands in the window. */
  readonly isComplete: boolean;
  readonly recall: number;
  readonly window: Window | null;
  readonly hits: readonly Hit[];
  /** Ideas that are missing, as places in `needs`. */
  readonly missing: readonly number[];
  /** The statement is there, with the opposite sign, of a neighbour, or with another number. */
  readonly against: null | {
    readonly kind: "sign" | "neighbour" | "number";
    readonly recall: number;
    readonly hits: readonly Hit[];
  };
}

/** Finds the window that says most of the point. */
export function matchPoint(compiled: CompiledPoint, item: CompiledItem, search: Search): PointMatch {
  const { answer } = search;
  const others = trueStatements(item, compiled.point.id);
  const needHits = compiled.needs.map((need) => hitsOfNeed(need, answer));
  let best: PointMatch = {
    evidence: 0,
    isComplete: false,
    recall: 0,
    window: null,
    hits: [],
    missing: compiled.needs.map((_, index) => index),
    against: null,
  };
  const doubts: Doubt[] = [];
  const saidIn = new Map<number, number>();
  for (const window of answer.windows) {
    const needs = weighNeeds(compiled.needs, needHits, window, answer);
    if (needs.share === 0) continue;
    const { good, bad } = bestComparisons(compiled.statements, window, search);
    if (bad !== null && needs.isComplete && window.sentenceCount === 1) doubts.push({ window, comparison: bad });
    if (good === null) continue;
    for (const sentence of sentencesOf(window, answer)) {
      saidIn.set(sentence, Math.max(saidIn.get(sentence) ?? 0, good.recall));
    }
    const evidence = T.needsShare * needs.share + (1 - T.needsShare) * Math.min(good.recall / T.fullRecall, 1);
    const isBetter =
      evidence > best.evidence + 1e-9 ||
      (Math.abs(evidence - best.evidence) <= 1e-9 &&
        window.clauses.length < (best.window?.clauses.length ?? Number.POSITIVE_INFINITY));
    if (!isBetter) continue;
    const hits = [...good.hits, ...needs.hits];
    const { isComplete, missing } = needs;
    best = { evidence, isComplete, recall: good.recall, window, hits, missing, against: null };
  }
  let against: PointMatch["against"] = null;
  for (const { window, comparison } of doubts) {
    const [sentence = 0] = sentencesOf(window, answer);
    if (comparison.recall <= (against?.recall ?? T.contradictionRecallMin)) continue;
    if (comparison.recall <= (saidIn.get(sentence) ?? 0) + T.contradictionLead) continue;
    const like = likeness({ ...comparison, flipped: 0, misplaced: 0, hasWrongNumber: false });
    // What another point of the item says better contradicts nothing.
    if (like < T.contradictionLikenessMin || like <= search.bestLikeness(others, window)) continue;
    against = { kind: kindOf(comparison), recall: comparison.recall, hits: comparison.hits };
  }
  return { ...best, against };
}

interface Doubt {
  readonly window: Window;
  readonly comparison: Comparison;
}

function sentencesOf(window: Window, answer: ReadAnswer): Set<number> {
  return new Set(window.clauses.map((index) => answer.clauses[index]?.sentence ?? 0));
}

/** The best comparison that says the same, and the best that says the opposite although its words are there. */
function bestComparisons(
  statements: readonly Statement[],
  window: Window,
  search: Search,
): { good: Comparison | null; bad: Comparison | null } {
  let good: Comparison | null = null;
  let bad: Comparison | null = null;
  for (const statement of statements) {
    const comparison = search.compare(statement, window);
    if (isAgainst(comparison)) {
      if (comparison.recall > (bad?.recall ?? 0)) bad = comparison;
    } else if (comparison.recall > (good?.recall ?? -1)) good = comparison;
  }
  // Where one saying agrees as far as another disagrees, the words are no contradiction.
  if (bad !== null && good !== null && good.recall >= bad.recall - 0.1) bad = null;
  return { good, bad };
}

function isAgainst(comparison: Comparison): boolean {
  return comparison.flipped > T.flippedMax || comparison.misplaced > T.misplacedMax || comparison.hasWrongNumber;
}

function kindOf(comparison: Comparison): "sign" | "neighbour" | "number" {
  if (comparison.hasWrongNumber) return "number";
  return comparison.flipped > T.flippedMax ? "sign" : "neighbour";
}

function hitsOfNeed(need: Need, answer: ReadAnswer): Hit[] {
  return need.alternatives.flatMap((alternative) => hitsOfAlternative(alternative, answer));
}

/** Words of an alternative may stand this many places further apart than side by side. */
const SPREAD_PLACES = 4;

function hitsOfAlternative(alternative: Alternative, answer: ReadAnswer): Hit[] {
  const phrase = [...alternative.phrases].flatMap((id) => answer.hits.get(id) ?? []);
  const [first, ...rest] = alternative.terms.map((ids) => [...ids].flatMap((id) => answer.hits.get(id) ?? []));
  if (first === undefined) return phrase;
  const reach = rest.length + SPREAD_PLACES;
  const whole = first.filter(
    (hit) =>
      (!alternative.isNegated || hit.token.isNegated) &&
      rest.every((others) => others.some((other) => Math.abs(other.place - hit.place) <= reach)),
  );
  return [...phrase, ...whole];
}

interface WeighedNeeds {
  readonly share: number;
  readonly isComplete: boolean;
  readonly missing: readonly number[];
  readonly hits: readonly Hit[];
}

function weighNeeds(
  needs: readonly Need[],
  needHits: readonly (readonly Hit[])[],
  window: Window,
  answer: ReadAnswer,
): WeighedNeeds {
  const members = new Set(window.clauses);
  const firstSentence = answer.clauses[window.clauses[0] ?? 0]?.sentence ?? 0;
  let earned = 0;
  let total = 0;
  const missing: number[] = [];
  const hits: Hit[] = [];
  needs.forEach((need, index) => {
    const weight = need.isGiven ? T.givenNeed : 1;
    total += weight;
    const inside = (needHits[index] ?? []).find((hit) => members.has(hit.clause));
    if (inside !== undefined) {
      earned += weight;
      hits.push(inside);
      return;
    }
    const isNear = (needHits[index] ?? []).some((hit) => {
      const distance = firstSentence - (answer.clauses[hit.clause]?.sentence ?? 0);
      return distance >= 1 && distance <= 2;
    });
    if (isNear) earned += weight * T.nearNeed;
    if (!need.isGiven) missing.push(index);
  });
  // Ideas that the question names prove nothing by themselves.
  const isProved =
    needs.every((need) => need.isGiven) || needs.some((need, index) => !need.isGiven && !missing.includes(index));
  return { share: isProved ? earned / Math.max(total, 1e-9) : 0, isComplete: missing.length === 0, missing, hits };
}
