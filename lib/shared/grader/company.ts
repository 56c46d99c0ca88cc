/** Which things of the field stand side by side in true and in mistaken statements; sentences without sense pair others. */
import companions from "./lexicon/company.json";
import type { Clause } from "./read-text";

/** Things of the field so many words apart are said of one another. */
const NEAR_WORDS = 6;
/** Weighs as so many known pairs: few pairs prove nothing. */
const PRIOR_PAIRS = 3;

const known = new Map(Object.entries(companions).map(([one, others]) => [one, new Set(others.split(" | "))]));

/** Gives the pairs of different concepts of the field that stand near to each other in one clause, each once, sorted. */
export function fieldPairs({ tokens }: Pick<Clause, "tokens">): [string, string][] {
  const pairs = new Map<string, [string, string]>();
  tokens.forEach((token, index) => {
    for (const other of tokens.slice(index + 1, index + 1 + NEAR_WORDS)) {
      for (const one of fieldIds(token.ids)) {
        for (const two of fieldIds(other.ids)) {
          if (one !== two) pairs.set([one, two].sort().join(" + "), one < two ? [one, two] : [two, one]);
        }
      }
    }
  });
  return [...pairs.values()];
}

/** Takes the clauses of an answer and gives the share of their pairs, 0 to 1, that no text of the field has. */
export function strangeCompany(clauses: readonly Clause[]): number {
  const pairs = clauses.flatMap(fieldPairs);
  const strange = pairs.filter(([one, two]) => known.get(one)?.has(two) !== true).length;
  return strange / (pairs.length + PRIOR_PAIRS);
}

function fieldIds(ids: ReadonlySet<string>): string[] {
  return [...ids].filter((id) => id.startsWith("f:")).map((id) => id.slice("f:".length));
}
