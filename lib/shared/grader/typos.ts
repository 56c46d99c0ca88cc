/** Mends slips of the keyboard against the words of the item and the lexicon. */
import type { Language, MendKey } from "./read-text";

const SHORT_CHARS_MIN = 4;
const LONG_CHARS_MIN = 8;

/** Gives a function that replaces the key of an unknown word by that of the nearest word of `vocabulary`, if one is near. */
export function createMendKey(vocabulary: ReadonlyMap<string, string>, language: Language): MendKey {
  const words = [...vocabulary.keys()].filter((word) => word.length >= SHORT_CHARS_MIN && /^[a-z]+$/.test(word));
  const keys = new Set([...vocabulary.values()]);
  const mended = new Map<string, string>();
  return (key, word) => {
    if (word.length < SHORT_CHARS_MIN || !/^[a-z]+$/.test(word)) return key;
    if (keys.has(key) || language.concepts.keys.has(key) || language.isKnown(word)) return key;
    const known = mended.get(word);
    if (known !== undefined) return known;
    const near = nearestWord(word, words);
    const result = near === null ? key : (vocabulary.get(near) ?? key);
    mended.set(word, result);
    return result;
  };
}

function nearestWord(word: string, words: readonly string[]): string | null {
  const allowed = word.length >= LONG_CHARS_MIN ? 2 : 1;
  let best: string | null = null;
  let bestDistance = allowed + 1;
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) > allowed) continue;
    const distance = editDistance(word, candidate, allowed);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; more than `limit` is `limit + 1`. */
export function editDistance(one: string, other: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const cost = one[row - 1] === other[column - 1] ? 0 : 1;
      let value = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + cost);
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwap) value = Math.min(value, (beforeLast[column - 2] ?? 0) + 1);
      current.push(value);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[other.length] ?? limit + 1, limit + 1);
}
