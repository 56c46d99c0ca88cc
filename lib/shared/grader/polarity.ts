/** Which words of a clause are said not to be so. */
import { DENYING_LEAD, EMPTY_NEGATIONS, EXCLUDING_PHRASES, NEGATION_WORDS, PREVENTING_VERBS } from "./lexicon/cues";
import { isVerb } from "./clauses";
import type { RawToken } from "./read-text";

/** How far a negation reaches: over the rest of the clause, over one group of words, or over one word. */
type Reach = "clause" | "group" | "word";

interface Cue {
  readonly reach: Reach;
  readonly length: number;
}

/**
 * Takes the tokens of one clause, punctuation included, and gives those that are negated. "Not" reaches to the end of the
 * clause, or to a comma after at least two words; "without" and "instead of" reach over the group of words that they
 * exclude, up to the next verb after a noun; "non-" over one word. Two negations of one word cancel each other out.
 */
export function markNegations(clause: readonly RawToken[]): Set<RawToken> {
  const negated = new Set<RawToken>();
  for (let index = 0; index < clause.length; index += 1) {
    const empty = sequenceAt(clause, index, EMPTY_NEGATIONS);
    if (empty > 0) {
      // "Not only": the word "only" is what is denied.
      const limit = clause[index + 1];
      if (limit?.word === "only" || limit?.word === "just") negated.add(limit);
      index += empty - 1;
      continue;
    }
    const cue = cueAt(clause, index);
    if (cue === null) continue;
    const scope = scopeOf(clause, index + cue.length, cue.reach);
    // "Causes no pauses" says what "does not cause pauses" says.
    const verb = clause[index]?.word === "no" ? clause[index - 1] : undefined;
    if (verb?.pos === "VERB") scope.push(verb);
    for (const token of scope) if (!negated.delete(token)) negated.add(token);
    index += cue.length - 1;
  }
  return negated;
}

/**
 * Takes the clauses of one sentence and gives those that a clause before them denies as a whole: "it is wrong that ...", up
 * to a colon, a semicolon or "but".
 */
export function deniedParts<Part extends readonly RawToken[]>(parts: readonly Part[]): Set<Part> {
  const denied = new Set<Part>();
  let isDenied = false;
  parts.forEach((part, index) => {
    const before = parts[index - 1];
    if (before !== undefined) {
      if (isEnd(before.at(-1)?.word) || part[0]?.word === "but") isDenied = false;
      else if (part[0]?.word === "that" && DENYING_LEAD.test(before.map(({ word }) => word).join(" "))) isDenied = true;
    }
    if (isDenied) denied.add(part);
  });
  return denied;
}

function isEnd(word: string | undefined): boolean {
  return word === ":" || word === ";";
}

function cueAt(clause: readonly RawToken[], index: number): Cue | null {
  const token = clause[index];
  if (token === undefined) return null;
  const excluding = sequenceAt(clause, index, EXCLUDING_PHRASES);
  if (excluding > 0) return { reach: "group", length: excluding };
  // "No, it waits": the word answers, and denies nothing of what follows.
  if (token.word === "no" && clause[index + 1]?.isWord === false) return null;
  if (token.word === "non") return { reach: "word", length: 1 };
  if (token.word === "without") return { reach: "group", length: 1 };
  // "Emits no rows": where a verb stands before it, "no" denies its own noun only.
  const isInside = token.word === "no" && clause.slice(0, index).some(isVerb);
  if (NEGATION_WORDS.has(token.word)) return { reach: isInside ? "group" : "clause", length: 1 };
  const isPreventing = token.pos === "VERB" && PREVENTING_VERBS.has(token.word.replace(/(?:s|ed|ing)$/, ""));
  const isStopping = /^stop(?:s|ped)?$/.test(token.word) && clause[index + 1]?.word.endsWith("ing") === true;
  return isPreventing || isStopping ? { reach: "clause", length: 1 } : null;
}

const WORDS_BEFORE_COMMA_MIN = 2;

function scopeOf(clause: readonly RawToken[], start: number, reach: Reach): RawToken[] {
  const scope: RawToken[] = [];
  let hasNoun = false;
  for (let index = start; index < clause.length; index += 1) {
    const token = clause[index];
    if (token === undefined) break;
    const isEnd =
      reach === "group" ||
      scope.length >= WORDS_BEFORE_COMMA_MIN ||
      cueAt(clause, index + 1) !== null ||
      !goesOnListing(clause, index + 1);
    if (token.word === "," && isEnd) break;
    if (reach === "group" && hasNoun && (isVerb(token) || token.pos === "DET" || token.pos === "CCONJ")) break;
    hasNoun ||= token.pos === "NOUN" || token.pos === "PROPN";
    scope.push(token);
    if (reach === "word") break;
  }
  return scope;
}

/** Whether what stands after a comma is one of several things denied together, as in "no locks, waits or barriers". */
function goesOnListing(clause: readonly RawToken[], start: number): boolean {
  return clause.slice(start).some((token) => token.word === "or" || token.word === "nor" || token.word === "and");
}

/** The length of the sequence of words that stands at `index`, or 0. */
function sequenceAt(clause: readonly RawToken[], index: number, sequences: readonly (readonly string[])[]): number {
  for (const words of sequences) {
    if (words.every((word, offset) => clause[index + offset]?.word === word)) return words.length;
  }
  return 0;
}
