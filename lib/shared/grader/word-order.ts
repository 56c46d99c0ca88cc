/** Whether the words of an answer stand in the order of a language: by which function words follow each other in prose. */
import { fragmentsOf } from "./keywords";
import { ORDERED_WORDS } from "./lexicon/function-words";
import followers from "./lexicon/followers.json";
import type { Clause } from "./read-text";

/** In the answers of the tuning half at most 29 of 100 such pairs are ones that no text has, in shuffled ones 54: between. */
const STRANGE_SHARE_MIN = 0.4;
/** Fewer strange pairs may be slips. */
const STRANGE_PAIRS_MIN = 5;

const known = new Map(Object.entries(followers).map(([word, next]) => [word, new Set(next.split(" "))]));

/** Gives each pair of function words that stand side by side, without a mark between them. */
export function functionPairs(clauses: readonly Clause[]): [string, string][] {
  return fragmentsOf(clauses).flatMap((fragment) =>
    fragment.slice(1).flatMap((token, index): [string, string][] => {
      const before = fragment[index]?.word ?? "";
      if (token.isAfterColon || !ORDERED_WORDS.has(before) || !ORDERED_WORDS.has(token.word)) return [];
      return [[before, token.word]];
    }),
  );
}

/** Whether so many function words follow each other as they never do that the words must have been shuffled. */
export function isShuffled(clauses: readonly Clause[]): boolean {
  const pairs = functionPairs(clauses);
  const strange = pairs.filter(([one, two]) => known.get(one)?.has(two) !== true).length;
  return strange >= STRANGE_PAIRS_MIN && strange >= STRANGE_SHARE_MIN * pairs.length;
}
