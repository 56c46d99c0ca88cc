/** Answers that say nothing: empty, the question again, words without statements, nonsense, "I do not know". */
import type { Refusal } from "./grade";
import { NO_IDEA } from "./lexicon/cues";
import { CONNECTING_WORDS } from "./lexicon/function-words";
import { STATING_SHARE_MIN, statingShare } from "./keywords";
import type { ReadText, Token } from "./read-text";
import type { CompiledItem } from "./statement";
import { isShuffled } from "./word-order";

const NO_IDEA_WORDS_MAX = 30;
/** So many words of the item outside "I do not know" are an answer all the same. */
const ANSWERING_WORDS_MIN = 2;
const ECHO_NEW_WORDS_MAX = 2;
const ECHO_NEW_SHARE_MAX = 0.2;
/** A short right answer may be made of words of the question; an echo repeats most of them. */
const ECHO_REPEATED_SHARE_MIN = 0.4;
const KNOWN_SHARE_MIN = 0.5;
const KEYWORD_SHARE_MIN = 0.7;
const LIST_WORDS_MIN = 20;
/** Terms of the field are the same in many languages; of the words beside them English knows more than half. */
const STRANGER_SHARE_MIN = 0.5;
const STRANGER_WORDS_MIN = 6;
/** English prose has a connecting word in every fourth place or so; a few look the same in other languages. */
const CONNECTING_SHARE_MIN = 0.12;
/** Of the content words of an answer on the matter at least two in five belong to the field or to the item. */
const FIELD_SHARE_MIN = 0.33;
const FIELD_WORDS_MIN = 12;
/** In answers with sense at most a third of the things side by side were never seen together. */
const STRANGE_COMPANY_MIN = 0.4;

/** What is known of an answer before it is compared with anything. */
interface Reading {
  readonly text: ReadText;
  /** Whether English or the lexicon knows a word. */
  readonly isKnown: (token: Token) => boolean;
  /** Words in rows that state nothing. */
  readonly rows: ReadonlySet<Token>;
  readonly isInNotes: boolean;
  /** What `strangeCompany` gives. */
  readonly company: number;
}

/** Why the whole answer earns nothing, or null. */
export function refusalOf({ text, isKnown, rows, isInNotes, company }: Reading, item: CompiledItem): Refusal {
  const tokens = text.clauses.flatMap((clause) => clause.tokens);
  if (tokens.length === 0) return "empty";
  if (saysNothingKnown(text, item)) return "no-idea";
  const knownCount = tokens.filter(isKnown).length;
  if (knownCount / tokens.length < KNOWN_SHARE_MIN) return "nonsense";
  if (!isInNotes && isOtherLanguage(tokens, isKnown)) return "nonsense";
  if (isEcho(text, item)) return "echo";
  if (isOtherSubject(tokens, item)) return "nonsense";
  if (rows.size / tokens.length >= KEYWORD_SHARE_MIN || (!isInNotes && isWordList(tokens))) return "keywords";
  return company >= STRANGE_COMPANY_MIN || isShuffled(text.clauses) ? "nonsense" : null;
}

/** Whether the words between the terms of the field are not English. */
function isOtherLanguage(tokens: readonly Token[], isKnown: (token: Token) => boolean): boolean {
  const others = tokens.filter((token) => ![...token.ids].some((id) => id.startsWith("f:")));
  const strangers = others.filter((token) => !isKnown(token)).length;
  const connecting = tokens.filter((token) => CONNECTING_WORDS.has(token.word)).length;
  return (
    others.length >= STRANGER_WORDS_MIN &&
    strangers >= STRANGER_SHARE_MIN * others.length &&
    connecting < CONNECTING_SHARE_MIN * tokens.length
  );
}

/** Whether the answer says that the learner does not know, and little of the matter beside it. */
function saysNothingKnown(text: ReadText, item: CompiledItem): boolean {
  const count = text.clauses.reduce((sum, { tokens }) => sum + tokens.length, 0);
  if (count > NO_IDEA_WORDS_MAX) return false;
  const isNoIdea = (sentence: string): boolean => NO_IDEA.some((pattern) => pattern.test(sentence));
  if (!text.clauses.some(({ sentenceText }) => isNoIdea(plain(sentenceText)))) return false;
  const answering = text.clauses.filter(
    ({ sentenceText, tokens }) => !isNoIdea(plain(sentenceText)) || tokens[0]?.word === "but",
  );
  const keys = answering.flatMap(({ tokens }) =>
    tokens.filter((token) => !token.isStop && item.ownKeys.has(token.key)),
  );
  return new Set(keys.map(({ key }) => key)).size < ANSWERING_WORDS_MIN;
}

function plain(sentence: string): string {
  return sentence
    .replace(/[^\p{L}\p{N}' ]/gu, "")
    .replace(/ +/g, " ")
    .trim();
}

/** Whether the answer is made of the question's words, and says nothing of it: neither denies it nor adds an idea. */
function isEcho(text: ReadText, item: CompiledItem): boolean {
  const tokens = text.clauses.flatMap((clause) => clause.tokens);
  const content = tokens.filter((token) => !token.isStop);
  const keys = new Set(content.map((token) => token.key));
  const fresh = [...keys].filter((key) => !item.questionKeys.has(key));
  const repeated = (keys.size - fresh.length) / Math.max(item.questionKeys.size, 1);
  if (repeated < ECHO_REPEATED_SHARE_MIN || fresh.length > ECHO_NEW_WORDS_MAX) return false;
  if (fresh.length / keys.size > ECHO_NEW_SHARE_MAX) return false;
  if (tokens.some((token) => token.isNegated) && !item.deniesInQuestion) return false;
  return !content.some((token) => [...token.ids].some((id) => item.answeringIds.has(id)));
}

/** Whether hardly a word of a longer answer belongs to the field. */
function isOtherSubject(tokens: readonly Token[], item: CompiledItem): boolean {
  const content = tokens.filter((token) => !token.isStop && !token.isGeneric);
  if (content.length < FIELD_WORDS_MIN) return false;
  const near = content.filter(
    (token) => item.ownKeys.has(token.key) || [...token.ids].some((id) => id.startsWith("f:")),
  );
  return near.length / content.length < FIELD_SHARE_MIN;
}

/** Whether hardly a word or mark of a longer answer states something. */
function isWordList(tokens: readonly Token[]): boolean {
  return tokens.length >= LIST_WORDS_MIN && statingShare(tokens) < STATING_SHARE_MIN;
}
