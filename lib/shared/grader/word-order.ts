/**
 * Whether the words of an answer stand in the order of a language: the mean pointwise mutual information of neighbours
 * (Church and Hanks, 1990), over function words and parts of speech. In prose neighbours go together, so that it is above
 * zero; in shuffled words it is below.
 */
import { fragmentsOf } from "./keywords";
import { ORDERED_WORDS } from "./lexicon/function-words";
import neighbours from "./lexicon/neighbours.json";
import type { Clause, Token } from "./read-text";

/** Notes have function words in at most so large a share of their places; their mean is -0.14 and more in the tuning part. */
const NOTES_SHARE_MAX = 0.2;
const NOTES_MIN = -0.2;
/** Prose has at least so many; its mean is 0.09 and more. Between the two the bound rises. */
const PROSE_SHARE_MIN = 0.3;
const PROSE_MIN = 0;
/** So few neighbours may be strange by chance. */
const PAIRS_MIN = 20;
/** The beginning or the end of a stretch without marks. */
const MARK = "|";

/** How much more often a pair stands side by side than chance would have it, as a natural logarithm. */
const affinity = affinityOf(neighbours);

function affinityOf(table: Readonly<Record<string, string>>): (one: string, two: string) => number {
  const pairs = new Map<string, number>();
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  let total = 0;
  for (const [one, row] of Object.entries(table)) {
    for (const entry of row.split(", ")) {
      const [two = "", digits] = entry.split(" ");
      const count = Number(digits);
      pairs.set(`${one} ${two}`, count);
      before.set(one, (before.get(one) ?? 0) + count);
      after.set(two, (after.get(two) ?? 0) + count);
      total += count;
    }
  }
  return (one, two) => {
    const expected = ((before.get(one) ?? 0) * (after.get(two) ?? 0)) / total;
    // One more of each, so that what is rare says little.
    return Math.log(((pairs.get(`${one} ${two}`) ?? 0) + 1) / (expected + 1));
  };
}

function kindOf(token: Token): string {
  return ORDERED_WORDS.has(token.word) ? token.word : token.pos;
}

/** Gives the neighbours in a text: function words as they are, others as their part of speech, `|` for a mark between. */
export function neighbourPairs(clauses: readonly Clause[]): [string, string][] {
  return fragmentsOf(clauses).flatMap((fragment) => {
    const kinds = fragment.flatMap((token) => (token.isAfterColon ? [MARK, kindOf(token)] : [kindOf(token)]));
    return [...kinds, MARK].map((kind, index): [string, string] => [kinds[index - 1] ?? MARK, kind]);
  });
}

/** Whether the neighbours of an answer go together so badly that its words must have been shuffled. */
export function isShuffled(clauses: readonly Clause[]): boolean {
  const pairs = neighbourPairs(clauses);
  if (pairs.length < PAIRS_MIN) return false;
  const mean = pairs.reduce((sum, [one, two]) => sum + affinity(one, two), 0) / pairs.length;
  const words = pairs.flatMap(([, kind]) => (kind === MARK ? [] : [kind]));
  const share = words.filter((kind) => ORDERED_WORDS.has(kind)).length / words.length;
  const proseness = (share - NOTES_SHARE_MAX) / (PROSE_SHARE_MIN - NOTES_SHARE_MAX);
  return mean < NOTES_MIN + (PROSE_MIN - NOTES_MIN) * Math.min(Math.max(proseness, 0), 1);
}
