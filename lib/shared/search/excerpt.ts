import type { MarkedPart } from "./search-doc";
import { termsOfWord, wordsOf } from "./tokens";

/** So many characters of a long text are shown around the first hit. */
const EXCERPT_LENGTH = 160;
/** So many of them stand before the hit. */
const BEFORE_LENGTH = 50;

/** A text with the words marked that one of the matched terms stands for. */
export function markText(text: string, matched: ReadonlySet<string>): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let from = 0;
  for (const { word, at } of wordsOf(text)) {
    if (!isHit(word, matched)) continue;
    if (at > from) parts.push({ text: text.slice(from, at), hit: false });
    parts.push({ text: word, hit: true });
    from = at + word.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), hit: false });
  return parts;
}

/** The place of a text where the first hit is, with the hits marked; its beginning where there is none. */
export function excerptOf(text: string, matched: ReadonlySet<string>): MarkedPart[] {
  const plain = text.replaceAll("`", "").replace(/\s+/g, " ").trim();
  if (plain.length <= EXCERPT_LENGTH) return markText(plain, matched);
  const words = wordsOf(plain);
  const first = words.find(({ word }) => isHit(word, matched))?.at ?? 0;
  const from = first <= BEFORE_LENGTH ? 0 : (words.find(({ at }) => at >= first - BEFORE_LENGTH)?.at ?? 0);
  const lastWord = words.findLast(({ word, at }) => at + word.length <= from + EXCERPT_LENGTH);
  const to = lastWord === undefined ? from + EXCERPT_LENGTH : lastWord.at + lastWord.word.length;
  const cut = `${from > 0 ? "… " : ""}${plain.slice(from, to)}${to < plain.length ? " …" : ""}`;
  return markText(cut, matched);
}

function isHit(word: string, matched: ReadonlySet<string>): boolean {
  return termsOfWord(word).some((term) => matched.has(term));
}
