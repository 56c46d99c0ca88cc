/** Answers that say nothing: empty, the question again, words without statements, nonsense, "I do not know". */
import type { Refusal } from "./grade";
import { NO_IDEA } from "./lexicon/cues";
import { CONNECTING_WORDS } from "./lexicon/function-words";
import type { Clause, ReadText, Token } from "./read-text";
import type { CompiledItem } from "./statement";

const NO_IDEA_WORDS_MAX = 14;
const ECHO_NEW_WORDS_MAX = 2;
const ECHO_NEW_SHARE_MAX = 0.2;
const KNOWN_SHARE_MIN = 0.5;
const KEYWORD_SHARE_MIN = 0.7;
/** Prose has more than a third of connecting words; notes have fewer, lists of words hardly any. */
const CONNECTED_SHARE_MIN = 0.12;

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
  if (content.size > 0 && fresh.length <= ECHO_NEW_WORDS_MAX && fresh.length / content.size <= ECHO_NEW_SHARE_MAX) {
    return "echo";
  }
  const inKeywords = text.clauses.filter(isKeywords).reduce((sum, clause) => sum + clause.tokens.length, 0);
  return inKeywords / tokens.length >= KEYWORD_SHARE_MIN ? "keywords" : null;
}

const KEYWORD_RUN_MIN = 5;

/** Whether a clause is a row of words that states nothing. */
export function isKeywords(clause: Clause): boolean {
  const words = clause.tokens.filter((token) => /[a-z]/.test(token.word));
  if (words.length < KEYWORD_RUN_MIN) return false;
  const connecting = words.filter((token) => CONNECTING_WORDS.has(token.word)).length;
  return connecting / words.length < CONNECTED_SHARE_MIN && !words.some(isFinite);
}

/** A verb that stands as a statement's verb: with the third person's -s, in the past, or an auxiliary. */
function isFinite(token: Token): boolean {
  if (token.pos === "AUX") return true;
  return token.pos === "VERB";
}
