/** Rows of words that state nothing: long runs without a connecting word, and many short scraps one after the other. */
import { CONNECTING_WORDS } from "./lexicon/function-words";
import type { Clause, Token } from "./read-text";

/** In statements a word that connects comes at least every few words, in notes too. */
const LONG_RUN_WORDS_MIN = 12;
const SCRAP_WORDS_MAX = 3;
/** An enumeration of five things is still part of a statement. */
const SCRAPS_MIN = 6;

/** Gives the words that stand in such rows. */
export function keywordRuns(clauses: readonly Clause[]): Set<Token> {
  const silent = new Set<Token>();
  let scraps: Token[][] = [];
  const closeScraps = (): void => {
    if (scraps.length >= SCRAPS_MIN) for (const token of scraps.flat()) silent.add(token);
    scraps = [];
  };
  for (const fragment of fragmentsOf(clauses)) {
    if (fragment.length <= SCRAP_WORDS_MAX) scraps.push(fragment);
    else closeScraps();
    for (const run of unconnectedRuns(fragment)) for (const token of run) silent.add(token);
  }
  closeScraps();
  return silent;
}

/** The stretches between marks of punctuation, over the whole text; the ends of sentences and lines are such marks. */
function fragmentsOf(clauses: readonly Clause[]): Token[][] {
  const fragments: Token[][] = [];
  let sentence = -1;
  for (const clause of clauses) {
    for (const token of clause.tokens) {
      const open = fragments.at(-1);
      if (open === undefined || token.isAfterBreak || clause.sentence !== sentence) fragments.push([token]);
      else open.push(token);
      sentence = clause.sentence;
    }
  }
  return fragments;
}

/** Stretches of a fragment, long enough to be a row of keywords, in which no word connects. */
function unconnectedRuns(fragment: readonly Token[]): Token[][] {
  const runs: Token[][] = [[]];
  for (const token of fragment) {
    if (CONNECTING_WORDS.has(token.word)) runs.push([]);
    else runs.at(-1)?.push(token);
  }
  return runs.filter((run) => run.length >= LONG_RUN_WORDS_MIN);
}
