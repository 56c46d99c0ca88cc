/** The one file that brings the language model along (about a megabyte): pages import it when an answer is to be graded. */
import model from "wink-eng-lite-web-model";
import { fieldPairs } from "./company";
import type { Grader } from "./grade";
import { createGraderOf } from "./grader";
import { createLanguage } from "./language";
import { readText } from "./read-text";
import { neighbourPairs } from "./word-order";

const language = createLanguage(model);

/** Gives a grader with the English model. */
export function createGrader(): Grader {
  return createGraderOf(language);
}

/** The distinct keys of the content words of a text, as the table of rare words counts them. */
export function wordKeys(text: string): Set<string> {
  const tokens = readText(text, language).clauses.flatMap((clause) => clause.tokens);
  return new Set(tokens.filter((token) => !token.isStop && /^[a-z]/.test(token.key)).map((token) => token.key));
}

/** The pairs of words, by function or part of speech, that a text has side by side, as the table of neighbours counts them. */
export function neighboursOf(text: string): [string, string][] {
  return neighbourPairs(readText(text, language).clauses);
}

/** The pairs of things of the field that a text names side by side, as the table of their company holds them. */
export function companyOf(text: string): [string, string][] {
  return readText(text, language).clauses.flatMap(fieldPairs);
}
