/** Cuts a sentence into clauses, so that each says one thing of its own polarity. */
import type { RawToken } from "./read-text";

const ALWAYS = new Set([
  "but",
  "because",
  "since",
  "so",
  "while",
  "whereas",
  "although",
  "though",
  "unless",
  "if",
  "when",
  "whenever",
  "which",
  "who",
  "until",
  "till",
  "before",
  "after",
  "once",
  "then",
  "however",
  "therefore",
  "otherwise",
  "hence",
]);
const MAYBE = new Set(["and", "that", "as", "where", "nor"]);
const PRONOUNS = new Set(["it", "they", "we", "you", "i"]);
const BREAKING = new Set([".", "!", "?", ";", ":", "(", ")"]);
const VERB_LOOKAHEAD_TOKENS = 7;

/** Takes the tokens of one sentence and gives its clauses in order; punctuation ends them and is kept. */
export function splitClauses(sentence: readonly RawToken[]): RawToken[][] {
  const clauses: RawToken[][] = [];
  let open: RawToken[] = [];
  const close = (): void => {
    if (open.some((token) => token.isWord)) clauses.push(open);
    open = [];
  };
  sentence.forEach((token, index) => {
    if (!token.isWord && BREAKING.has(token.word)) {
      open.push(token);
      close();
      return;
    }
    if (startsClause(sentence, index, open)) close();
    open.push(token);
  });
  close();
  return clauses;
}

function startsClause(sentence: readonly RawToken[], index: number, open: readonly RawToken[]): boolean {
  const token = sentence[index];
  const before = sentence[index - 1];
  if (token === undefined || !token.isWord) return false;
  if (before?.word === "," && ALWAYS.has(token.word)) return true;
  if (!open.some(isVerb)) return false;
  if (ALWAYS.has(token.word)) {
    // "at once" and "only if" stay whole.
    return !(
      token.word === "once" &&
      (before?.word === "at" || before?.word === "exactly" || before?.word === "least")
    );
  }
  const next = sentence[index + 1];
  // "If it cannot keep up it stops": a pronoun before a verb is the subject of a new clause.
  if (PRONOUNS.has(token.word) && next !== undefined && isVerb(next) && before?.pos !== "SCONJ") return true;
  const isAfterComma = before !== undefined && before.word === ",";
  if (!MAYBE.has(token.word) && !isAfterComma) return false;
  const ahead = sentence.slice(index, index + VERB_LOOKAHEAD_TOKENS);
  const end = ahead.findIndex((one) => !one.isWord);
  return (end === -1 ? ahead : ahead.slice(0, end)).some(isVerb);
}

/** Whether the model tags the token as a verb or an auxiliary. */
export function isVerb(token: { readonly pos: string }): boolean {
  return token.pos === "VERB" || token.pos === "AUX";
}
