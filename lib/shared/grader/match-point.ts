/** How far an answer makes the statement of one key point. */
import { type Comparison, likeness, likenessAtMost } from "./compare";
import { evidenceOf, type Features, NO_FEATURES, rivalThatEnds } from "./evidence";
import { findNeeds, weighNeeds, type WeighedNeeds } from "./needs";
import { isStraight } from "./roles";
import { type Search, trueStatements } from "./search";
import type { CompiledItem, CompiledPoint, Statement } from "./statement";
import { THRESHOLDS as T } from "./thresholds";
import type { Hit, ReadAnswer, Window } from "./windows";

export interface PointMatch {
  /** How likely it is, 0 to 1, that the point is made. */
  readonly evidence: number;
  readonly features: Features;
  readonly recall: number;
  readonly window: Window | null;
  readonly hits: readonly Hit[];
  /** Ideas that are missing, as places in `needs`. */
  readonly missing: readonly number[];
  /** Whether one of its ideas is a number. */
  readonly needsNumber: boolean;
  /** The statement is there, with the opposite sign, of a neighbour, or with another number. */
  readonly against: null | {
    readonly kind: "sign" | "neighbour" | "number" | "roles";
    readonly recall: number;
    readonly hits: readonly Hit[];
  };
}

interface Doubt {
  readonly window: Window;
  readonly comparison: Comparison;
}

/** Finds the window that says most of the point. */
export function matchPoint(compiled: CompiledPoint, item: CompiledItem, search: Search): PointMatch {
  const { answer } = search;
  const found = findNeeds(compiled.needs, answer);
  const missing = compiled.needs.map((_, index) => index);
  const needsNumber = compiled.point.needs.some((need) => need.some((term) => /\d/.test(term)));
  const others = trueStatements(item, compiled.point.id);
  const rivals = [...others, ...item.misconceptions.flatMap(({ claims }) => claims)];
  let best: PointMatch = {
    ...{ evidence: 0, features: NO_FEATURES, recall: 0, window: null },
    ...{ hits: [], missing, needsNumber, against: null },
  };
  const doubts: Doubt[] = [];
  for (const window of answer.windows) {
    const needs = weighNeeds(compiled.needs, found, window, answer);
    if (needs.share === 0) continue;
    const mayDeny = needs.missing.length === 0 && window.sentenceCount === 1;
    // What else explains the window is dear to find; most windows are out of the question before it is asked.
    const hopeMin = Math.max(best.evidence, T.hopeMin);
    const mayBeBest = evidenceOf(hopeOf(compiled, needs, window, search)) > hopeMin;
    if (!mayDeny && !mayBeBest) continue;
    const { good, bad } = bestComparisons(compiled.statements, window, search);
    if (bad !== null && mayDeny) doubts.push({ window, comparison: bad });
    if (good === null || !mayBeBest) continue;
    let features: Features = {
      needs: needs.share,
      weakestNeed: needs.weakest,
      recall: good.recall,
      verbs: good.verbRecall,
      precision: good.precision,
      words: Math.min(good.matchedWeight / T.manyWords, 1),
      likeness: likeness(good),
      rival: 0,
      ideas: ideasOf(compiled),
    };
    if (evidenceOf(features) <= hopeMin) continue;
    features = { ...features, rival: search.windowLikeness(rivals, window, rivalThatEnds(features, best.evidence)) };
    const evidence = evidenceOf(features);
    if (evidence <= best.evidence) continue;
    const hits = [...allHits(compiled.statements, window, search), ...needs.hits];
    best = {
      evidence,
      features,
      recall: good.recall,
      window,
      hits,
      missing: needs.missing,
      needsNumber,
      against: null,
    };
  }
  // A sentence in which the point is met does not deny it as well.
  const isMet = best.evidence >= T.metEvidenceMin;
  const meeting = isMet && best.window !== null ? sentencesOf(best.window, answer) : new Set<number>();
  const open = doubts.filter(
    ({ window, comparison }) =>
      comparison.hasWrongNumber || ![...sentencesOf(window, answer)].some((one) => meeting.has(one)),
  );
  return { ...best, against: strongestDoubt(open, compiled, found, others, search) };
}

/** The features that no comparison with the window can exceed; `rival` is none. */
function hopeOf(compiled: CompiledPoint, needs: WeighedNeeds, window: Window, search: Search): Features {
  let recall = 0;
  let matchedWeight = 0;
  for (const statement of compiled.statements) {
    const bound = search.recallBound(statement, window);
    recall = Math.max(recall, bound);
    matchedWeight = Math.max(matchedWeight, bound * statement.weight);
  }
  return {
    ...{ needs: needs.share, weakestNeed: needs.weakest, recall, verbs: 1, precision: 1 },
    ...{ words: Math.min(matchedWeight / T.manyWords, 1), likeness: likenessAtMost(recall), rival: 0 },
    ideas: ideasOf(compiled),
  };
}

/** How many ideas of its own the point needs, of three. */
function ideasOf({ needs }: CompiledPoint): number {
  return Math.min(needs.filter((need) => !need.isGiven).length / 3, 1);
}

/** The doubt that stands: no sentence that says the point, nor one that another statement of the item explains better. */
function strongestDoubt(
  doubts: readonly Doubt[],
  compiled: CompiledPoint,
  found: ReturnType<typeof findNeeds>,
  others: readonly Statement[],
  search: Search,
): PointMatch["against"] {
  let against: PointMatch["against"] = null;
  for (const { window, comparison } of doubts) {
    const [sentence = 0] = sentencesOf(window, search.answer);
    if (comparison.recall <= (against?.recall ?? T.contradictionRecallMin)) continue;
    // A wrong number stands in a sentence that is right in all its words.
    const lead = comparison.hasWrongNumber ? -T.contradictionLead : T.contradictionLead;
    if (comparison.recall <= saidIn(sentence, compiled, found, search) + lead) continue;
    const like = likeness({ ...comparison, flipped: 0, misplaced: 0, hasWrongNumber: false });
    if (like < T.contradictionLikenessMin || like <= search.bestLikeness(others, window)) continue;
    against = { kind: kindOf(comparison), recall: comparison.recall, hits: comparison.hits };
  }
  return against;
}

/** How much of the point is said, and not denied, by a window that the sentence is part of. */
function saidIn(
  sentence: number,
  compiled: CompiledPoint,
  found: ReturnType<typeof findNeeds>,
  search: Search,
): number {
  const { answer } = search;
  let said = 0;
  for (const window of answer.windows) {
    if (!sentencesOf(window, answer).has(sentence)) continue;
    if (weighNeeds(compiled.needs, found, window, answer).share === 0) continue;
    said = Math.max(said, bestComparisons(compiled.statements, window, search).good?.recall ?? 0);
  }
  return said;
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
  // Who does what is the same in all sayings, though one may leave out whom it is done to.
  if (bad?.isCrossed === true)
    return isAnyStraight(statements, window, search) ? { good, bad: null } : { good: null, bad };
  const isVouched = bad !== null && good !== null && good.recall >= bad.recall - T.contradictionLead;
  if (isVouched && bad?.hasWrongNumber !== true) bad = null;
  return { good, bad };
}

function isAnyStraight(statements: readonly Statement[], window: Window, search: Search): boolean {
  const clauses = window.clauses.flatMap((index) => search.answer.clauses[index] ?? []);
  const roles = statements.flatMap((statement) => statement.roles);
  return clauses.some((clause) => roles.some((one) => isStraight(one, clause)));
}

/** All words of the window that say the point in one saying or another. */
function allHits(statements: readonly Statement[], window: Window, search: Search): Hit[] {
  const comparisons = statements.map((statement) => search.compare(statement, window));
  return [...new Set(comparisons.filter((one) => !isAgainst(one)).flatMap(({ hits }) => hits))];
}

function isAgainst(comparison: Comparison): boolean {
  return comparison.flipped > T.flippedMax || comparison.misplaced > T.misplacedMax || comparison.hasWrongNumber;
}

function kindOf(comparison: Comparison): "sign" | "neighbour" | "number" | "roles" {
  if (comparison.isCrossed) return "roles";
  if (comparison.hasWrongNumber) return "number";
  return comparison.flipped > T.flippedMax ? "sign" : "neighbour";
}
