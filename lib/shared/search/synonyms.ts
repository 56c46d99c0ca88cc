/** Other words for the same thing, from the lexicon of the grader, so that "wm" finds the watermark. */
import { FIELD_CONCEPTS } from "../grader/lexicon/field-concepts";

/** A term of the field: the name that is used, and the other ways to say it. */
export interface FieldTerm {
  readonly name: string;
  readonly others: readonly string[];
}

/** All terms of the field. */
export const FIELD_TERMS: readonly FieldTerm[] = FIELD_CONCEPTS.trim()
  .split("\n")
  .flatMap((line) => {
    const [name = "", ...others] = line.split("|").map((phrase) => phrase.trim().replace(/^=/, ""));
    return name === "" ? [] : [{ name, others }];
  });

/** The most words of a phrase. */
const PHRASE_WORDS_MAX = 4;

const names = new Map<string, string[]>();
for (const { name, others } of FIELD_TERMS) {
  for (const other of others) names.set(other, [...(names.get(other) ?? []), name]);
}

/** A stretch of a query: its own terms, and the names of the terms that it may mean. */
export interface QueryPart {
  readonly terms: readonly string[];
  /** Each the words of one name. */
  readonly means: readonly (readonly string[])[];
}

/** Cuts the terms of a query into phrases that the lexicon knows and single terms. */
export function queryParts(terms: readonly string[]): QueryPart[] {
  const parts: QueryPart[] = [];
  for (let at = 0; at < terms.length; ) {
    const length = phraseLength(terms, at);
    const phrase = terms.slice(at, at + length);
    const means = (names.get(phrase.join(" ")) ?? []).map((name) => name.split(" "));
    parts.push({ terms: phrase, means });
    at += length;
  }
  return parts;
}

/** How many terms from `at` on make the longest phrase of the lexicon; 1 where there is none. */
function phraseLength(terms: readonly string[], at: number): number {
  for (let length = Math.min(PHRASE_WORDS_MAX, terms.length - at); length > 1; length -= 1) {
    if (names.has(terms.slice(at, at + length).join(" "))) return length;
  }
  return 1;
}
