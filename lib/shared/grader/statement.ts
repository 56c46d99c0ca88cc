/** The statements of an item, read once and weighed: what an answer is compared with. */
import type { KeyPoint, Misconception } from "@/lib/shared/content/item-schema";
import type { GradedQuestion } from "./grade";
import type { Quantity } from "./quantities";
import { type Clause, type Language, readText, type Token } from "./read-text";
import { type Roles, rolesOf } from "./roles";
import { topicsOf } from "./topics";

export interface Term {
  /** The same for all terms that are found by the same words. */
  readonly name: string;
  readonly ids: ReadonlySet<string>;
  /** What the item lets stand for it in this point: the other words for an idea that the point needs. */
  readonly also: ReadonlySet<string>;
  readonly weight: number;
  readonly isNegated: boolean;
  /** Whether it is said of something, as verbs and adjectives are. */
  readonly isPredicate: boolean;
  /** Members of families of neighbours that its clause is about. */
  readonly topics: ReadonlyMap<string, ReadonlySet<string>>;
  readonly clause: Clause;
}

export interface Statement {
  readonly text: string;
  readonly terms: readonly Term[];
  readonly weight: number;
  readonly quantities: readonly Quantity[];
  readonly clauses: readonly Clause[];
  readonly roles: readonly Roles[];
}

/** One way to name an idea: all `terms` near to each other, or one of `phrases`. */
export interface Alternative {
  readonly phrases: ReadonlySet<string>;
  readonly terms: readonly ReadonlySet<string>[];
  readonly isNegated: boolean;
}

export interface Need {
  readonly alternatives: readonly Alternative[];
  /** Whether the question names it already, so that an answer need not. */
  readonly isGiven: boolean;
}

export interface CompiledPoint {
  readonly point: KeyPoint;
  readonly statements: readonly Statement[];
  readonly needs: readonly Need[];
  /** All words of its statements, as written. */
  readonly words: ReadonlySet<string>;
}

export interface CompiledMisconception {
  readonly misconception: Misconception;
  readonly claims: readonly Statement[];
  readonly truth: Statement;
  /** Of each claim the terms that nothing true of the same matter says with the same sign. */
  readonly own: ReadonlyMap<Statement, ReadonlySet<Term>>;
}

export interface CompiledItem {
  readonly points: readonly CompiledPoint[];
  readonly misconceptions: readonly CompiledMisconception[];
  readonly questionIds: ReadonlySet<string>;
  readonly questionKeys: ReadonlySet<string>;
  /** Whether the question itself denies something. */
  readonly deniesInQuestion: boolean;
  /** Keys and concepts of the ideas that an answer has to bring, because the question does not name them. */
  readonly answeringIds: ReadonlySet<string>;
  /** Keys of all words of the item, for mending typos and telling nonsense. */
  readonly vocabulary: ReadonlyMap<string, string>;
  /** The keys in `vocabulary`. */
  readonly ownKeys: ReadonlySet<string>;
  /** Names that its needs write as one word. */
  readonly compounds: ReadonlySet<string>;
}

/** How much a key says, from 0 to 1: rare words say more. */
export type Rarity = (key: string) => number;

const NO_IDS: ReadonlySet<string> = new Set();
const GENERIC_WEIGHT = 0.3;
const GIVEN_FACTOR = 0.5;
const PHRASE_WORDS_MAX = 2;

/** Reads everything that an item says into statements. */
export function compileItem(item: GradedQuestion, language: Language, rarity: Rarity): CompiledItem {
  const compounds = compoundsOf(item);
  const question = readText(item.question, language, { compounds });
  const content = question.clauses.flatMap((clause) => clause.tokens).filter((token) => !token.isStop);
  const questionIds = new Set(content.flatMap((token) => [...token.ids]));
  const questionKeys = new Set(content.map((token) => token.key));
  const vocabulary = new Map<string, string>();
  const statement = (text: string): Statement => {
    const clauses = readText(text, language, { compounds }).clauses;
    for (const token of clauses.flatMap((clause) => clause.tokens)) vocabulary.set(token.word, token.key);
    return toStatement(text, clauses, questionKeys, rarity);
  };
  for (const token of content) vocabulary.set(token.word, token.key);
  const points = item.keyPoints.map((point): CompiledPoint => {
    const needs = point.needs.map((need) => compileNeed(need, language, questionIds, vocabulary));
    const statements = [point.text, ...point.says].map((text) => widen(statement(text), needs));
    const tokens = statements.flatMap(({ clauses }) => clauses).flatMap((clause) => clause.tokens);
    return { point, statements, needs, words: new Set(tokens.map(({ word }) => word)) };
  });
  const misconceptions = accusationsOf(item).map((misconception) => {
    const claims = [misconception.claim, ...misconception.says].map(statement);
    const truth = statement(misconception.truth);
    const contrary = points.filter(({ point }) => misconception.against.includes(point.id));
    const truths = [truth, ...contrary.flatMap(({ statements }) => statements)];
    const own = new Map(claims.map((claim) => [claim, ownTerms(claim, truths)]));
    return { misconception, claims, truth, own };
  });
  const deniesInQuestion = content.some((token) => token.isNegated);
  const answeringIds = answeringIdsOf(points, questionIds);
  const ownKeys = new Set(vocabulary.values());
  return {
    ...{ points, misconceptions, questionIds, questionKeys, deniesInQuestion, answeringIds },
    ...{ vocabulary, ownKeys, compounds },
  };
}

/** Begins the id of what the mistakes of one point are read as. */
const MISTAKE = "mistake:";

/** Whether a compiled misconception stands for the mistakes of a point, and is none of the item's own. */
export function isMistake(misconception: Misconception): boolean {
  return misconception.id.startsWith(MISTAKE);
}

/** What an answer must not claim: the misconceptions, and the mistakes of each point as one misconception against it. */
export function accusationsOf(item: GradedQuestion): Misconception[] {
  const mistakes = item.keyPoints.flatMap(({ id, text, mistakes: [claim, ...says] = [] }): Misconception[] =>
    claim === undefined ? [] : [{ id: `${MISTAKE}${id}`, claim, says, truth: text, against: [id], central: false }],
  );
  return [...item.misconceptions, ...mistakes];
}

function answeringIdsOf(points: readonly CompiledPoint[], questionIds: ReadonlySet<string>): Set<string> {
  const alternatives = points.flatMap(({ needs }) => needs).flatMap((need) => (need.isGiven ? [] : need.alternatives));
  const ids = alternatives.flatMap(({ terms }) => terms.flatMap((one) => [...one]));
  return new Set(ids.filter((id) => !questionIds.has(id)));
}

const COMPOUND_CHARS_MIN = 5;

function compoundsOf(item: GradedQuestion): Set<string> {
  const terms = item.keyPoints.flatMap((point) => point.needs.flat());
  return new Set(terms.filter((term) => term.length >= COMPOUND_CHARS_MIN && /^[a-z0-9]+$/.test(term)));
}

function toStatement(text: string, clauses: readonly Clause[], given: ReadonlySet<string>, rarity: Rarity): Statement {
  const topics = topicsOf(clauses);
  const terms = clauses.flatMap((clause, index) =>
    clause.tokens
      .filter((token) => !token.isStop)
      .map(
        (token): Term => ({
          name: nameOf(token.ids, NO_IDS),
          ids: token.ids,
          also: NO_IDS,
          weight: weightOfWord(token, given, rarity),
          isNegated: token.isNegated,
          isPredicate: token.pos === "VERB" || token.pos === "ADJ",
          topics: topics[index] ?? new Map(),
          clause,
        }),
      ),
  );
  const roles = clauses.map(rolesOf).filter((one) => one !== null);
  const weight = terms.reduce((sum, term) => sum + term.weight, 0);
  return { text, terms, weight, quantities: clauses.flatMap((clause) => clause.quantities), clauses, roles };
}

function nameOf(ids: ReadonlySet<string>, also: ReadonlySet<string>): string {
  return `${[...ids].sort().join("|")}=${[...also].sort().join("|")}`;
}

/** Lets the words of one idea stand for one another in a statement of the point that needs the idea. */
function widen(statement: Statement, needs: readonly Need[]): Statement {
  const ideas = needs.map(({ alternatives }) =>
    alternatives.flatMap(({ terms }) => (terms.length === 1 ? [...(terms[0] ?? [])] : [])),
  );
  const terms = statement.terms.map((term): Term => {
    const shared = ideas.filter((ids) => ids.some((id) => term.ids.has(id)));
    if (shared.length === 0) return term;
    const also = new Set(shared.flat());
    return { ...term, also, name: nameOf(term.ids, also) };
  });
  return { ...statement, terms };
}

/** Whether a statement says of anything that it is not so. */
export function deniesAny(statement: Statement): boolean {
  return statement.terms.some((term) => term.isNegated);
}

function ownTerms(claim: Statement, truths: readonly Statement[]): Set<Term> {
  const isShared = (term: Term): boolean =>
    truths.some((truth) =>
      truth.terms.some((other) => other.isNegated === term.isNegated && [...term.ids].some((id) => other.ids.has(id))),
    );
  return new Set(claim.terms.filter((term) => !isShared(term)));
}

/** The weight of a word: what it says in the field, less where the question names it already. */
export function weightOfWord(token: Token, given: ReadonlySet<string>, rarity: Rarity): number {
  const whole = token.isGeneric ? GENERIC_WEIGHT : rarity(token.key);
  // The words of a long phrase together say one thing.
  const weight = token.phraseWords > PHRASE_WORDS_MAX ? (whole * PHRASE_WORDS_MAX) / token.phraseWords : whole;
  return given.has(token.key) ? weight * GIVEN_FACTOR : weight;
}

function compileNeed(
  need: readonly string[],
  language: Language,
  questionIds: ReadonlySet<string>,
  vocabulary: Map<string, string>,
): Need {
  const alternatives = need.map((text) => compileAlternative(text, language, vocabulary));
  const isGiven = alternatives.some((alternative) => {
    const isWhole = [...alternative.phrases].some((id) => questionIds.has(id));
    return isWhole || alternative.terms.every((ids) => [...ids].some((id) => questionIds.has(id)));
  });
  return { alternatives, isGiven };
}

function compileAlternative(text: string, language: Language, vocabulary: Map<string, string>): Alternative {
  const tokens = readText(text, language).clauses.flatMap((clause) => clause.tokens);
  for (const token of tokens) vocabulary.set(token.word, token.key);
  const content = tokens.filter((token) => !token.isStop);
  const used = content.length > 0 ? content : tokens;
  const [first] = used;
  // A concept that every word of the alternative belongs to is the concept of the whole.
  const whole = first === undefined ? [] : [...first.ids].filter((id) => used.every((token) => token.ids.has(id)));
  const phrases = new Set(whole.filter((id) => used.length > 1 && id.includes(":") && !id.startsWith("n:")));
  const terms = used.map((token) => new Set([...token.ids].filter((id) => !id.startsWith("n:") && isOwn(id, token))));
  return { phrases, terms, isNegated: used.some((token) => token.isNegated) };
}

/** Keeps of a word in a phrase what the word stands for itself, unless the phrase is closed. */
function isOwn(id: string, token: Token): boolean {
  return id === token.key || id.includes(":");
}
