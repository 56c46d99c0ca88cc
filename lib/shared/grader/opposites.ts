/** Words that say what others deny. */
import { ANTONYMS } from "./lexicon/antonyms";

export interface Opposites {
  /** The ids of everything that denies one of `ids`. */
  of(ids: ReadonlySet<string>): ReadonlySet<string>;
}

/** Reads the pairs of the lexicon; `keyOf` makes keys of its words. */
export function createOpposites(keyOf: (word: string) => string): Opposites {
  const byId = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    const known = byId.get(from) ?? new Set<string>();
    known.add(to);
    byId.set(from, known);
  };
  for (const [one, other] of ANTONYMS) {
    add(keyOf(one), keyOf(other));
    add(keyOf(other), keyOf(one));
  }
  return {
    of(ids) {
      const result = new Set<string>();
      for (const id of ids) for (const opposite of byId.get(id) ?? []) result.add(opposite);
      return result;
    },
  };
}
