/** Whether an answer claims a misconception: says it, does not deny it, and says it more than what is true. */
import { likeness } from "./compare";
import { DENIALS } from "./lexicon/cues";
import type { Search } from "./search";
import { trueStatements } from "./search";
import type { CompiledItem, CompiledMisconception, Statement, Term } from "./statement";
import { THRESHOLDS as T } from "./thresholds";
import type { Hit, ReadAnswer, Window } from "./windows";

const CLAIM_WORDS_MIN = 2;

/** Gives the words that claim it, or null. */
export function matchMisconception(
  compiled: CompiledMisconception,
  item: CompiledItem,
  search: Search,
): readonly Hit[] | null {
  const truths = trueStatements(item);
  let best: { readonly likeness: number; readonly hits: readonly Hit[] } | null = null;
  for (const window of search.answer.windows) {
    if (window.sentenceCount > 1 || isDenied(window, search.answer)) continue;
    let rival: number | null = null;
    for (const claim of compiled.claims) {
      const said = search.compare(claim, window);
      if (said.recall < T.claimRecallMin || said.flipped > T.claimFlippedMax) continue;
      if (said.misplaced > T.misplacedMax || said.hasWrongNumber || said.hits.length < CLAIM_WORDS_MIN) continue;
      if (isNegatedElsewhere(claim, said.hits, search.answer) || isSupposed(said.hits, search.answer)) continue;
      const like = likeness(said);
      if (like < T.claimLikenessMin || like <= (best?.likeness ?? 0)) continue;
      if (
        (like < T.sameClaimLikenessMin || !isWhole(window, search.answer)) &&
        ownRecall(claim, compiled.own.get(claim) ?? new Set(), said.hits) < T.claimOwnRecallMin
      )
        continue;
      rival ??= search.bestLikeness(truths, window);
      if (like - rival >= T.claimLead) best = { likeness: like, hits: said.hits };
    }
  }
  return best?.hits ?? null;
}

/** How much of what only the claim says is there, by weight; nothing where it has verbs of its own and none is there. */
function ownRecall(claim: Statement, own: ReadonlySet<Term>, hits: readonly Hit[]): number {
  let total = 0;
  let found = 0;
  for (const term of claim.terms) {
    if (!own.has(term)) continue;
    total += term.weight;
    if (hasTerm(hits, term)) found += term.weight;
  }
  // A claim that differs from the truth in no word can be told by its likeness alone, and hardly.
  if (total === 0) return 0;
  const verbs = claim.terms.filter((term) => term.isPredicate && own.has(term));
  const weightOf = (terms: readonly Term[]): number => terms.reduce((sum, term) => sum + term.weight, 0);
  if (weightOf(verbs.filter((verb) => hasTerm(hits, verb))) < weightOf(verbs) / 2) return 0;
  return found / total;
}

/** Whether the clause that says most of it denies something although the claim denies nothing. */
function isNegatedElsewhere(claim: Statement, hits: readonly Hit[], answer: ReadAnswer): boolean {
  if (claim.clauses.some((clause) => clause.tokens.some((token) => token.isNegated))) return false;
  const [first] = hits;
  if (first === undefined) return false;
  return hits.some((hit) => answer.clauses[hit.clause]?.tokens.some((token) => token.isNegated) === true);
}

/** Words that begin a clause that is supposed, not said. */
const SUPPOSING = new Set(["if", "where", "when", "unless", "suppose", "whether"]);

function isSupposed(hits: readonly Hit[], answer: ReadAnswer): boolean {
  return hits.every((hit) => SUPPOSING.has(answer.clauses[hit.clause]?.tokens[0]?.word ?? ""));
}

function hasTerm(hits: readonly Hit[], term: Term): boolean {
  return hits.some(({ token }) => token.isNegated === term.isNegated && [...term.ids].some((id) => token.ids.has(id)));
}

function isDenied(window: Window, answer: ReadAnswer): boolean {
  const words = window.clauses.map((index) => answer.clauses[index]?.tokens.map(({ word }) => word) ?? []);
  if (words.some((clause) => clause.includes("would")) || words.every(([first]) => SUPPOSING.has(first ?? "")))
    return true;
  return window.clauses.some((index) => {
    const text = answer.clauses[index]?.sentenceText ?? "";
    return DENIALS.some((pattern) => pattern.test(text));
  });
}

function isWhole(window: Window, answer: ReadAnswer): boolean {
  return answer.windows[window.sentenceWindow]?.clauses.length === window.clauses.length;
}
