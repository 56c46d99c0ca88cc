/** Numbers with their units, in one base unit for each dimension. */
import type { Span } from "./grade";
import { NUMBER_WORDS, UNITS } from "./lexicon/units";

export interface Quantity {
  readonly dimension: "time" | "size" | "share" | "factor" | "plain";
  /** In the dimension's base unit: milliseconds, bytes, one. */
  readonly value: number;
  /** The key of the word after it, which says what is counted; empty where there is none or a unit stands there. */
  readonly noun: string;
  readonly span: Span;
}

/** Takes the tokens of a clause and gives the quantities in it, in order. "ten minutes" is 600000 of dimension time. */
export function readQuantities(
  tokens: readonly { readonly word: string; readonly key: string; readonly span: Span }[],
): Quantity[] {
  return tokens.flatMap((token, index) => {
    const next = tokens[index + 1];
    const unit = next === undefined || !Object.hasOwn(UNITS, next.word) ? undefined : UNITS[next.word];
    // "One" is a number before a unit only; elsewhere it stands for a thing.
    const number = token.word === "one" && unit !== undefined ? 1 : numberOf(token.word);
    if (number === null) return [];
    if (unit === undefined) return [{ dimension: "plain", value: number, noun: next?.key ?? "", span: token.span }];
    const span = { start: token.span.start, end: next?.span.end ?? token.span.end };
    return [{ dimension: unit.dimension, value: number * unit.factor, noun: "", span }];
  });
}

function numberOf(word: string): number | null {
  if (/^\d+(?:\.\d+)?$/.test(word)) return Number(word);
  if (/^\d+k$/.test(word)) return Number(word.slice(0, -1)) * 1_000;
  return Object.hasOwn(NUMBER_WORDS, word) ? (NUMBER_WORDS[word] ?? null) : null;
}
