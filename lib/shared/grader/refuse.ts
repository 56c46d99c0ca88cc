/** Answers that say nothing: empty, the question again, words without statements, nonsense, "I do not know". */
import type { Refusal } from "./grade";
import { NO_IDEA } from "./lexicon/cues";
import { keywordRuns } from "./keywords";
import type { ReadText, Token } from "./read-text";
import type { CompiledItem } from "./statement";

const NO_IDEA_WORDS_MAX = 14;
const ECHO_NEW_WORDS_MAX = 2;
const ECHO_NEW_SHARE_MAX = 0.2;
/** A short right answer may be made of words of the question; an echo repeats most of them. */
const ECHO_REPEATED_SHARE_MIN = 0.4;
const KNOWN_SHARE_MIN = 0.5;
const KEYWORD_SHARE_MIN = 0.7;

/** Why the whole answer earns nothing, or null. `isKnown` says whether English or the lexicon knows a word. */
export function refusalOf(text: ReadText, item: CompiledItem, isKnown: (token: Token) => boolean): Refusal {
  const tokens = text.clauses.flatMap((clause) => clause.tokens);
  if (tokens.length === 0) return "empty";
  const plain = tokens.map((token) => token.word).join(" ");
  if (tokens.length <= NO_IDEA_WORDS_MAX && NO_IDEA.some((pattern) => pattern.test(plain))) return "no-idea";
  const knownCount = tokens.filter(isKnown).length;
  if (knownCount / tokens.length < KNOWN_SHARE_MIN) return "nonsense";
  const content = new Set(tokens.filter((token) => !token.isStop).map((token) => token.key));
  const fresh = [...content].filter((key) => !item.questionKeys.has(key));
  const repeated = (content.size - fresh.length) / Math.max(item.questionKeys.size, 1);
  if (
    repeated >= ECHO_REPEATED_SHARE_MIN &&
    fresh.length <= ECHO_NEW_WORDS_MAX &&
    fresh.length / content.size <= ECHO_NEW_SHARE_MAX
  ) {
    return "echo";
  }
  return keywordRuns(text.clauses).size / tokens.length >= KEYWORD_SHARE_MIN ? "keywords" : null;
}
