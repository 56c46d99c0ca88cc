/** What shows that a window of an answer claims a misconception, and what shows that it does not. */
import { type Comparison, likeness } from "./compare";
import { DENIALS } from "./lexicon/cues";
import { ABSOLUTES } from "./lexicon/function-words";
import type { Token } from "./read-text";
import type { Search } from "./search";
import type { Statement, Term } from "./statement";
import { THRESHOLDS as T } from "./thresholds";
import type { Hit, ReadAnswer, Window } from "./windows";

/** Each from 0 to 1, the leads from -1. */
export interface ClaimFeatures {
  /** The share of the claim that the window says, and of the window that the claim explains. */
  readonly recall: number;
  readonly precision: number;
  readonly likeness: number;
  /** How much more alike the window is to the claim than to anything that is true. */
  readonly lead: number;
  /** The same against what is true of this very matter. */
  readonly ownLead: number;
  /** How much more of the claim is said than of what is true of this matter. */
  readonly recallLead: number;
  /** The share of the window that the nearest truth explains. */
  readonly explained: number;
  /** The share of the claim's verbs and adjectives. */
  readonly verbs: number;
  /** The share of the words that only the claim has; half where it has none. */
  readonly own: number;
  /** How much was matched in all. */
  readonly words: number;
  /** Whether the window speaks without exception: always, never, only, at once. */
  readonly absolute: number;
  /** Whether it takes more than one sentence. */
  readonly sentences: number;
}

const CLAIM_WORDS_MIN = 2;
/** A claim of this weight is said at length. */
const MUCH_WEIGHT = 4;

/** How much speaks for a window, by which the best of an answer is chosen. */
export function claimRank({ recall, likeness: like, own }: Pick<ClaimFeatures, "recall" | "likeness" | "own">): number {
  return recall + like + own / 2;
}

/**
 * Takes a claim, what it says beside the truth (`own`), a window and everything true (`truths`), of which `contrary` is
 * about the same matter. Gives null where the window cannot be the claim (too little of it, denied, supposed, other
 * number), or ranks no higher than `rankMin`.
 */
export function claimFeatures(
  claim: Statement,
  own: ReadonlySet<Term>,
  window: Window,
  search: Search,
  { truths, contrary }: { readonly truths: readonly Statement[]; readonly contrary: readonly Statement[] },
  rankMin: number,
): { readonly features: ClaimFeatures; readonly comparison: Comparison } | null {
  if (search.recallBound(claim, window) < T.claimRecallMin) return null;
  const said = search.compare(claim, window);
  if (said.recall < T.claimRecallMin || said.hits.length < CLAIM_WORDS_MIN || said.hasWrongNumber) return null;
  if (said.verbRecall < T.claimVerbsMin) return null;
  // A claim that differs from the truth in no word may be half of a true sentence.
  if (own.size === 0 && !isWhole(window, search.answer)) return null;
  if (said.flipped > T.claimFlippedMax || said.misplaced > T.misplacedMax) return null;
  if (isOtherSign(claim, said.hits, search.answer)) return null;
  const like = likeness(said);
  // What is true is dear to compare; most windows are out of the question before.
  const ownAtMost = ownShare(own, said.hits, false);
  if (ownAtMost < T.claimOwnMin || claimRank({ recall: said.recall, likeness: like, own: ownAtMost }) <= rankMin)
    return null;
  const explained = truths.reduce((best, one) => Math.max(best, explainedShare(search.compare(one, window))), 0);
  // Where the truth explains the window as well, what only the claim says must be there in its own words.
  const ownSaid = explained >= said.precision ? ownShare(own, said.hits, true) : ownAtMost;
  if (ownSaid < T.claimOwnMin) return null;
  const contraryRecall = contrary.reduce((best, one) => Math.max(best, search.compare(one, window).recall), 0);
  const tokens = window.clauses.flatMap((index) => search.answer.clauses[index]?.tokens ?? []);
  return {
    comparison: said,
    features: {
      recall: said.recall,
      precision: said.precision,
      likeness: like,
      lead: like - search.windowLikeness(truths, window),
      ownLead: like - search.windowLikeness(contrary, window),
      recallLead: said.recall - contraryRecall,
      explained,
      verbs: said.verbRecall,
      own: ownSaid,
      words: Math.min(said.matchedWeight / MUCH_WEIGHT, 1),
      absolute: tokens.some((token) => ABSOLUTES.has(token.word)) ? 1 : 0,
      sentences: window.sentenceCount > 1 ? 1 : 0,
    },
  };
}

function explainedShare({ precision, flipped, misplaced }: Comparison): number {
  return precision * (1 - flipped) * (1 - misplaced);
}

function ownShare(own: ReadonlySet<Term>, hits: readonly Hit[], isStrict: boolean): number {
  let total = 0;
  let found = 0;
  for (const term of own) {
    total += term.weight;
    if (hasTerm(hits, term, isStrict)) found += term.weight;
  }
  return total === 0 ? 0.5 : found / total;
}

/** `isStrict` leaves synonyms of everyday language out. */
function hasTerm(hits: readonly Hit[], term: Term, isStrict: boolean): boolean {
  const ids = [...term.ids].filter((id) => !isStrict || !id.startsWith("p:"));
  return hits.some(({ token }) => token.isNegated === term.isNegated && ids.some((id) => token.ids.has(id)));
}

/** Whether the clauses that say it deny something where the claim denies nothing, or deny nothing where it does. */
function isOtherSign(claim: Statement, hits: readonly Hit[], answer: ReadAnswer): boolean {
  const places = [...new Set(hits.map((hit) => hit.clause))];
  const said = places.flatMap((place) => answer.clauses[place]?.tokens ?? []).filter((token) => token.isNegated);
  const claimed = claim.clauses.flatMap(({ tokens }) => tokens).filter((token) => token.isNegated);
  // "Runs without it" and "without it does not run" both deny something, and not the same.
  return said.length > 0 !== claimed.length > 0 || said.some(isPredicate) !== claimed.some(isPredicate);
}

/** "It is no proof that ...": what is denied before "that" is not claimed after it. */
function isDeniedBefore(index: number, answer: ReadAnswer): boolean {
  const [clause, before] = [answer.clauses[index], answer.clauses[index - 1]];
  if (clause?.tokens[0]?.word !== "that" || before?.sentence !== clause.sentence) return false;
  return before.tokens.some((token) => token.isNegated);
}

function isWhole(window: Window, answer: ReadAnswer): boolean {
  const sentence = answer.windows[window.sentenceWindow];
  return sentence !== undefined && sentence.clauses.every((clause) => window.members.has(clause));
}

function isPredicate({ pos }: Token): boolean {
  return pos === "VERB" || pos === "ADJ";
}

/** Words that begin a clause that is supposed, not said. */
const SUPPOSING = new Set(["if", "where", "when", "unless", "suppose", "whether"]);

/** Whether the window is told as a mistake, or only supposed. */
export function isPutAside(window: Window, answer: ReadAnswer): boolean {
  const clauses = window.clauses.flatMap((index) => answer.clauses[index] ?? []);
  if (clauses.some(({ tokens }) => tokens.some(({ word }) => word === "would"))) return true;
  if (clauses.every(({ tokens }) => SUPPOSING.has(tokens[0]?.word ?? ""))) return true;
  if (window.clauses.some((index) => isDeniedBefore(index, answer))) return true;
  return clauses.some(({ sentenceText }) => DENIALS.some((pattern) => pattern.test(sentenceText)));
}
