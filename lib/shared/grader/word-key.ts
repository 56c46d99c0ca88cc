/** The key under which a word is compared: one for all its inflections and spellings. */
import { IRREGULAR_FORMS, NOT_IZE, OWN_STEMS, SPELLINGS } from "./lexicon/word-forms";

export type Stem = (word: string) => string;

/** Gives the function from a word to its key; `stem` is the language model's. Results are kept. */
export function createKeyOf(stem: Stem): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined) return found;
    const key = computeKey(word, stem);
    known.set(word, key);
    return key;
  };
}

function computeKey(word: string, stem: Stem): string {
  const lower = word.toLowerCase();
  if (!/^[a-z]/.test(lower)) return lower;
  if (lower === "n't") return "not";
  let form = Object.hasOwn(IRREGULAR_FORMS, lower) ? (IRREGULAR_FORMS[lower] ?? lower) : lower;
  for (const [pattern, replacement] of SPELLINGS) {
    if (pattern.test(form) && !NOT_IZE.has(form)) form = form.replace(pattern, replacement);
  }
  const own = ownStem(form);
  if (own !== null) return own;
  return form.length <= 3 ? form.replace(/^(tm|jm|id|ui|db)s$/, "$1") : stem(form);
}

function ownStem(form: string): string | null {
  if (OWN_STEMS.has(form)) return form;
  for (const ending of ["s", "es", "d", "ed"]) {
    const base = form.endsWith(ending) ? form.slice(0, -ending.length) : "";
    if (OWN_STEMS.has(base)) return base;
  }
  return null;
}
