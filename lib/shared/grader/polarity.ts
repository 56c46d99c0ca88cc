/** Which words of a clause are said not to be so. */
import type { RawToken } from "./read-text";
import { EMPTY_NEGATIONS, EXCLUDING_PHRASES, NEGATION_WORDS, PREVENTING_VERBS } from "./lexicon/cues";

/**
 * Takes the tokens of one clause, punctuation included, and gives those that are negated: from a cue to the end of the
 * clause, or to a comma after at least one content word. Two negations cancel each other out.
 */
export function markNegations(clause: readonly RawToken[]): Set<RawToken> {
  const negated = new Set<RawToken>();
  let isNegating = false;
  let sinceCue = 0;
  for (let index = 0; index < clause.length; index += 1) {
    const token = clause[index];
    if (token === undefined) continue;
    const empty = sequenceAt(clause, index, EMPTY_NEGATIONS);
    if (empty > 0) {
      index += empty - 1;
      continue;
    }
    if (isNegating && token.word === "," && sinceCue > 1) {
      isNegating = false;
      continue;
    }
    const excluding = sequenceAt(clause, index, EXCLUDING_PHRASES);
    if (token.word === "non" && clause[index + 1] !== undefined) {
      // It denies the next word alone: "non-blocking".
      const next = clause[index + 1] as RawToken;
      if (!isNegating) negated.add(next);
      index += 1;
      continue;
    }
    if (excluding > 0 || NEGATION_WORDS.has(token.word)) {
      isNegating = !isNegating;
      sinceCue = 0;
      index += Math.max(excluding - 1, 0);
      continue;
    }
    if (isNegating) {
      sinceCue += 1;
      negated.add(token);
    }
    if (PREVENTING_VERBS.has(token.word.replace(/(?:s|ed|ing)$/, "")) && token.pos === "VERB") {
      isNegating = !isNegating;
      sinceCue = 0;
    }
  }
  return negated;
}

/** The length of the sequence of words that stands at `index`, or 0. */
function sequenceAt(clause: readonly RawToken[], index: number, sequences: readonly (readonly string[])[]): number {
  for (const words of sequences) {
    if (words.every((word, offset) => clause[index + offset]?.word === word)) return words.length;
  }
  return 0;
}
