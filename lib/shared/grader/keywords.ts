/** Rows of words that state nothing: long runs without a connecting word, and many short scraps one after the other. */
import { CONNECTING_WORDS } from "./lexicon/function-words";
import type { Clause, Token } from "./read-text";

/** In statements a word that connects comes at least every few words, in notes too. */
const LONG_RUN_WORDS_MIN = 12;
/** Prose of so many words without a mark has at least this share of words that connect. */
const SALAD_WORDS_MIN = 18;
const SALAD_STATING_SHARE_MIN = 0.2;
const SCRAP_WORDS_MAX = 3;
/** An enumeration of five things is still part of a statement. */
const SCRAPS_MIN = 6;

/** In notes every sixth word or mark states something ("is", "not", ":", "="); in a row of keywords hardly one does. */
export const STATING_SHARE_MIN = 0.15;
/** A figure with its unit says how much, as in "overhead 10%". */
const FIGURE = /^\d+(?:\.\d+)?(?:[a-z]{1,2}|%)?$/;

/** Marks by which notes say how things belong together: "a: b", "a = b", "a (b)", "a -> b", "a + b", "a / b", "a >= b". */
const RELATING_MARKS = /:(?!:)|=|->|[→⇒()≥≤≠<>+×*%]|\//g;
/** Notes have one such mark for every dozen words at least, rows of keywords hardly any. */
const NOTES_MARK_SHARE_MIN = 0.08;

/** Whether an answer, as it was given, is written in notes: short, without verbs, yet saying what belongs to what. */
export function isInNotes(answer: string): boolean {
  const words = answer.match(/[\p{L}\p{N}][\p{L}\p{N}'.-]*/gu)?.length ?? 0;
  return (answer.match(RELATING_MARKS)?.length ?? 0) >= NOTES_MARK_SHARE_MIN * words;
}

/** The share of words that connect, follow a colon, or are figures. */
export function statingShare(tokens: readonly Token[]): number {
  const stating = tokens.filter(
    (token) =>
      (token.phraseWords === 1 && CONNECTING_WORDS.has(token.word)) || token.isAfterColon || FIGURE.test(token.word),
  );
  return stating.length / Math.max(tokens.length, 1);
}

/** Gives the words that stand in such rows. */
export function keywordRuns(clauses: readonly Clause[]): Set<Token> {
  const silent = new Set<Token>();
  let scraps: Token[][] = [];
  const closeScraps = (): void => {
    const words = scraps.flat();
    // A word alone between two marks states nothing, whatever word it is.
    const stating = statingShare(scraps.filter((scrap) => scrap.length > 1).flat());
    const isRow = scraps.filter((scrap) => scrap.length === 1).length > scraps.length / 2;
    if (scraps.length >= SCRAPS_MIN && (isRow || stating < STATING_SHARE_MIN))
      for (const word of words) silent.add(word);
    scraps = [];
  };
  for (const fragment of fragmentsOf(clauses)) {
    if (fragment.length <= SCRAP_WORDS_MAX) scraps.push(fragment);
    else closeScraps();
    const isSalad = fragment.length >= SALAD_WORDS_MIN && statingShare(fragment) < SALAD_STATING_SHARE_MIN;
    const runs = isSalad ? [fragment] : unconnectedRuns(fragment);
    for (const run of runs) for (const token of run) silent.add(token);
  }
  closeScraps();
  return silent;
}

/** The stretches between marks of punctuation, over the whole text; the ends of sentences and lines are such marks. */
export function fragmentsOf(clauses: readonly Clause[]): Token[][] {
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
