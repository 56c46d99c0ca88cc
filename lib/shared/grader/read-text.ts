/** Reads a text into tokens and clauses: the form in which answers and the statements of an item are compared. */
import { cleanBlocks } from "./clean-text";
import type { ConceptIndex } from "./concept-index";
import type { Span } from "./grade";
import { splitClauses } from "./clauses";
import { deniedParts, markNegations } from "./polarity";
import { readQuantities, type Quantity } from "./quantities";
import { GENERIC_WORDS, STOP_WORDS } from "./lexicon/function-words";

export interface Token {
  /** In small letters, as written. */
  readonly word: string;
  /** Part of speech as the language model tags it. */
  readonly pos: string;
  readonly span: Span;
  /** The word's key, after typos are mended. */
  readonly key: string;
  /** The key and all concepts that the word stands for, alone or as part of a phrase. */
  readonly ids: ReadonlySet<string>;
  readonly isStop: boolean;
  readonly isGeneric: boolean;
  /** How many words the longest phrase of the field has that it is a part of; 1 where it stands alone. */
  readonly phraseWords: number;
  /** Whether a mark that separates stands before it; a colon does not. */
  readonly isAfterBreak: boolean;
  /** Whether a colon stands before it, which says something of what is named before. */
  readonly isAfterColon: boolean;
  /** Whether it stands where the clause says that something is not so. */
  readonly isNegated: boolean;
}

export interface Clause {
  readonly tokens: readonly Token[];
  readonly quantities: readonly Quantity[];
  /** Counted over the text. */
  readonly sentence: number;
  readonly block: number;
  readonly blockKind: "prose" | "bullet" | "heading";
  /** The sentence as plain small letters, for phrases that deny it. */
  readonly sentenceText: string;
}

export interface ReadText {
  readonly clauses: readonly Clause[];
}

/** A word as the language model gives it, before the lexicon is asked. */
export interface RawToken {
  readonly word: string;
  readonly pos: string;
  readonly isWord: boolean;
  /** Whether a mark that separates stands before it. */
  readonly isAfterBreak: boolean;
  readonly isAfterColon: boolean;
  readonly start: number;
  readonly end: number;
}

/** The part of the language model that reading needs. */
export interface Language {
  /** Cuts clean text into sentences of tokens, with places in that text. */
  readonly sentences: (text: string) => RawToken[][];
  readonly keyOf: (word: string) => string;
  /** Whether English knows the word; an unknown one may be a slip of the keyboard. */
  readonly isKnown: (word: string) => boolean;
  readonly concepts: ConceptIndex;
}

/** Replaces the key of a mistyped word by the one that was meant. */
export type MendKey = (key: string, word: string) => string;

export interface ReadOptions {
  /** Is asked for the key of every word. */
  readonly mend?: MendKey;
  /** Names written as one word, such as "fromsource": words side by side that make one up stand for it too. */
  readonly compounds?: ReadonlySet<string>;
}

/** Reads `text` into clauses of tokens. */
export function readText(text: string, language: Language, options: ReadOptions = {}): ReadText {
  const clauses: Clause[] = [];
  let sentence = 0;
  cleanBlocks(text).forEach((block, blockIndex) => {
    for (const raw of language.sentences(block.text)) {
      const sentenceText = raw.map((token) => token.word).join(" ");
      const parts = splitClauses(raw);
      const denied = deniedParts(parts);
      for (const part of parts) {
        const tokens = toTokens(part, block.origin, language, options, denied.has(part));
        if (tokens.length === 0) continue;
        const quantities = readQuantities(tokens);
        clauses.push({ tokens, quantities, sentence, block: blockIndex, blockKind: block.kind, sentenceText });
      }
      sentence += 1;
    }
  });
  return { clauses };
}

function toTokens(
  part: readonly RawToken[],
  origin: readonly number[],
  language: Language,
  { mend = (key) => key, compounds }: ReadOptions,
  isDenied: boolean,
): Token[] {
  const words = part.filter((token) => token.isWord);
  const keys = words.map((token) => mend(language.keyOf(token.word), token.word));
  const hits = language.concepts.find(keys);
  const ids = keys.map((key) => new Set([key]));
  const covered = new Set(hits.filter((hit) => hit.isClosed).flatMap((hit) => range(hit.start, hit.length)));
  for (const { concept, start, length, isClosed } of hits) {
    for (const place of range(start, length)) {
      // Inside a closed phrase only phrases at least as long speak, not its single words.
      if (isClosed || length > 1 || !covered.has(place)) ids[place]?.add(concept);
    }
  }
  if (compounds !== undefined) addCompounds(words, ids, compounds, language);
  const phraseWords = new Map<number, number>();
  for (const { concept, start, length } of hits) {
    if (!concept.startsWith("f:")) continue;
    for (const place of range(start, length)) phraseWords.set(place, Math.max(phraseWords.get(place) ?? 1, length));
  }
  const phrased = new Set(hits.filter((hit) => hit.length > 1).flatMap((hit) => range(hit.start, hit.length)));
  const negated = markNegations(part);
  return words.map((token, index) => {
    const key = keys[index] ?? token.word;
    return {
      word: token.word,
      pos: token.pos,
      span: { start: origin[token.start] ?? 0, end: (origin[token.end - 1] ?? 0) + 1 },
      key,
      ids: ids[index] ?? new Set([key]),
      isStop: STOP_WORDS.has(token.word) && !phrased.has(index),
      isGeneric: GENERIC_WORDS.has(token.word) || GENERIC_WORDS.has(key),
      isAfterBreak: token.isAfterBreak,
      isAfterColon: token.isAfterColon,
      phraseWords: phraseWords.get(index) ?? 1,
      isNegated: negated.has(token) !== isDenied,
    };
  });
}

const COMPOUND_WORDS_MAX = 6;

function addCompounds(
  words: readonly RawToken[],
  ids: readonly Set<string>[],
  compounds: ReadonlySet<string>,
  language: Language,
): void {
  for (let start = 0; start < words.length; start += 1) {
    let name = words[start]?.word ?? "";
    for (let length = 2; length <= COMPOUND_WORDS_MAX && start + length <= words.length; length += 1) {
      name += words[start + length - 1]?.word ?? "";
      if (!compounds.has(name)) continue;
      for (const place of range(start, length)) ids[place]?.add(language.keyOf(name));
    }
  }
}

function range(start: number, length: number): number[] {
  return Array.from({ length }, (_, offset) => start + offset);
}
