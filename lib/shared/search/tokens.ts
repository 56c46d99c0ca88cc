/** How texts and queries are cut into the terms that search compares. */

/** Too common to tell one text from another; left out of the index and of queries. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "a an the this that these those it its of in on at to for from by with and or but as is are was were be been " +
    "do does did have has had will would can could may i you your we what which who how why when where"
  ).split(" "),
);

const WORD = /[\p{L}\p{N}]+/gu;
const HUMP = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** The words of a text as they stand, with their place in it. */
export function wordsOf(text: string): { readonly word: string; readonly at: number }[] {
  return [...text.matchAll(WORD)].map((match) => ({ word: match[0], at: match.index }));
}

/** The terms of one word of a text: itself in small letters, and the parts of a name such as allowedLateness. */
export function termsOfWord(word: string): string[] {
  const humps = word.split(HUMP);
  const terms = humps.length > 1 ? [word, ...humps] : [word];
  return terms.map((term) => term.toLowerCase()).filter((term) => !STOP_WORDS.has(term) && term !== "");
}

/** The terms of a query; stop words only where there is nothing else. */
export function queryTerms(query: string): string[] {
  const all = wordsOf(query).map(({ word }) => word.toLowerCase());
  const telling = all.filter((term) => !STOP_WORDS.has(term));
  return telling.length > 0 ? telling : all;
}
