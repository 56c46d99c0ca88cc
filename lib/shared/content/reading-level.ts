/**
 * How hard a text is to read, by LIX: the mean length of a sentence in words, plus the share of words of more than six
 * letters in percent. Around 40 is a newspaper, from 60 on it is called very difficult. LIX counts letters and not
 * syllables, so that names and technical words need no dictionary.
 */

/**
 * Beyond these a text is one that no one can read. They are generous, because the field has long words, and more so for
 * a question, whose one or two sentences have no mean to speak of.
 */
export const ANSWER_LIX_MAX = 60;
export const QUESTION_LIX_MAX = 75;
export const SENTENCE_WORDS_MAX = 50;

export interface ReadingLevel {
  readonly lix: number;
  /** The words of the longest sentence, and how it begins. */
  readonly longest: { readonly wordCount: number; readonly start: string };
}

/** Too short to be measured: a few words have no mean. */
const WORDS_MIN = 20;
const START_WORDS = 6;

/** Reads plain text or markdown; null where there is too little of it. */
export function readingLevel(markdown: string): ReadingLevel | null {
  const sentences = sentencesOf(markdown)
    .map(wordsOf)
    .filter((words) => words.length > 0);
  const words = sentences.flat();
  if (words.length < WORDS_MIN) return null;
  const longWords = words.filter((word) => word.length > 6).length;
  const longest = sentences.reduce((best, sentence) => (sentence.length > best.length ? sentence : best));
  return {
    lix: words.length / sentences.length + (100 * longWords) / words.length,
    longest: { wordCount: longest.length, start: longest.slice(0, START_WORDS).join(" ") },
  };
}

/** Items of lists and headings are sentences of their own; code is one word, for it is looked at rather than read. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .replaceAll(/^```[\s\S]*?^```$/gm, "\n\n")
    .replaceAll(/`[^`\n]*`/g, "code")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/^\|.*\|$/gm, "\n\n")
    .split(/\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.|#{1,6})\s)|(?<=[.!?:;])["”)*_]*\s+/);
}

function wordsOf(sentence: string): string[] {
  return sentence.match(/\p{L}[\p{L}\p{N}'’-]*/gu) ?? [];
}
