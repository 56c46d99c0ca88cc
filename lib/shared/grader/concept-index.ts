/** Finds the concepts of the lexicon in a sequence of word keys. */
import { FAMILIES } from "./lexicon/families";
import { FIELD_CONCEPTS, PLAIN_CONCEPTS } from "./lexicon/field-concepts";

interface Phrase {
  readonly keys: readonly string[];
  readonly concept: string;
  /** Its words do not count on their own. */
  readonly isClosed: boolean;
}

export interface PhraseHit {
  readonly concept: string;
  readonly start: number;
  readonly length: number;
  readonly isClosed: boolean;
}

export interface ConceptIndex {
  /** All phrases of the lexicon that stand in `keys`. */
  find(keys: readonly string[]): PhraseHit[];
  /** Every key that occurs in the lexicon. */
  readonly keys: ReadonlySet<string>;
}

/** Reads the lexicon into an index by first word; `keyOf` makes keys of its words. */
export function createConceptIndex(keyOf: (word: string) => string): ConceptIndex {
  const byFirst = new Map<string, Phrase[]>();
  const keys = new Set<string>();
  const add = (phrase: Phrase): void => {
    const [first] = phrase.keys;
    if (first === undefined) return;
    for (const key of phrase.keys) keys.add(key);
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
  };
  for (const phrase of readGroups(FIELD_CONCEPTS, "f", keyOf)) add(phrase);
  for (const phrase of readGroups(PLAIN_CONCEPTS, "p", keyOf)) add(phrase);
  for (const { id, members } of FAMILIES) {
    for (const [member, phrases] of Object.entries(members)) {
      for (const text of phrases)
        add({ keys: wordsOf(text).map(keyOf), concept: `n:${id}:${member}`, isClosed: false });
    }
  }
  return { keys, find: (text) => findPhrases(text, byFirst) };
}

function* readGroups(groups: string, kind: string, keyOf: (word: string) => string): Generator<Phrase> {
  for (const line of groups.split("\n")) {
    const phrases = line.split("|").map((phrase) => phrase.trim());
    const [head = ""] = phrases;
    if (head === "") continue;
    const concept = `${kind}:${head.replace(/^=/, "")}`;
    for (const phrase of phrases) {
      const isClosed = phrase.startsWith("=");
      yield { keys: wordsOf(phrase.replace(/^=/, "")).map(keyOf), concept, isClosed };
    }
  }
}

function wordsOf(text: string): string[] {
  return text.split(/[\s.]+/).filter((word) => word !== "");
}

function findPhrases(keys: readonly string[], byFirst: ReadonlyMap<string, readonly Phrase[]>): PhraseHit[] {
  const hits: PhraseHit[] = [];
  keys.forEach((key, start) => {
    for (const phrase of byFirst.get(key) ?? []) {
      if (!phrase.keys.every((one, offset) => keys[start + offset] === one)) continue;
      hits.push({ concept: phrase.concept, start, length: phrase.keys.length, isClosed: phrase.isClosed });
    }
  });
  return hits;
}
