/** What speaks for and against a key point once its window is found: how much of it is said, how, and beside what. */
import { findTerm, likeness } from "./compare";
import { ABSOLUTES } from "./lexicon/function-words";
import type { PointMatch } from "./match-point";
import type { Token } from "./read-text";
import { type Search, trueStatements } from "./search";
import { type CompiledItem, type CompiledPoint, deniesAny, type Statement } from "./statement";
import { findIds, type ReadAnswer, type Window } from "./windows";

export interface PointFeatures {
  /** The evidence by which the window was chosen, as log odds, a quarter of them. */
  readonly evidence: number;
  /** The share of the statement itself that one sentence says, at best, and that the answer says in any place. */
  readonly statement: number;
  readonly anywhere: number;
  /** How much was matched in all, from 0 to 1, and how alike the window is to the nearest saying. */
  readonly words: number;
  readonly likeness: number;
  /** Words that know no exception (always, only, at once) and that the point does not use. */
  readonly absolute: number;
  /** The share of the window that nothing true of the item explains. */
  readonly strange: number;
  /** The share of the matched words that stand in one clause. */
  readonly together: number;
  /** The share of neighbouring words of a saying that follow each other in the window too. */
  readonly order: number;
  /** Whether the window denies something although no saying does. */
  readonly denies: number;
  /** How much more alike the window is to a misconception than to the point. */
  readonly wrongLead: number;
  /** How likely it is that the answer claims what rules the point out, and how many misconceptions it seems to claim. */
  readonly suspicion: number;
  readonly mistakes: number;
  /** The share of things side by side in the answer that no text of the field pairs. */
  readonly company: number;
  /** The share of the matched words that the question names already, and the same of all words of the item in the answer. */
  readonly given: number;
  readonly echo: number;
}

/** What is the same for all points of an answer. */
export interface AnswerContext {
  readonly item: CompiledItem;
  readonly search: Search;
  /** The likelihood of each misconception, by id. */
  readonly claims: ReadonlyMap<string, number>;
  /** What `strangeCompany` gives for it. */
  readonly company: number;
  /** The share of its content words that the question names already. */
  readonly echo: number;
}

const EVIDENCE_SCALE = 4;
const EVIDENCE_MIN = 0.001;
const ABSOLUTES_MANY = 3;
const MISTAKES_MANY = 3;
const NEIGHBOUR_PLACES_MAX = 5;

/** Takes a point, where it was found, and the answer's context; null where nothing was found. */
export function pointFeatures(point: CompiledPoint, match: PointMatch, context: AnswerContext): PointFeatures | null {
  const { window } = match;
  const [statement] = point.statements;
  if (window === null || statement === undefined) return null;
  const { search, item, claims, company, echo } = context;
  const { answer } = search;
  const tokens = window.clauses.flatMap((index) => answer.clauses[index]?.tokens ?? []);
  const odds = Math.log(Math.max(match.evidence, EVIDENCE_MIN) / Math.max(1 - match.evidence, EVIDENCE_MIN));
  return {
    evidence: odds / EVIDENCE_SCALE,
    statement: bestInOneSentence(statement, search),
    anywhere: shareAnywhere(statement, answer),
    words: match.features.words,
    likeness: match.features.likeness,
    absolute: absoluteShare(point, tokens),
    strange: strangeShare(window, tokens, item, search),
    together: togetherShare(match),
    order: Math.max(...point.statements.map((one) => orderShare(one, window, answer))),
    denies: tokens.some((token) => token.isNegated) && !point.statements.some(deniesAny) ? 1 : 0,
    wrongLead: wrongLead(point, window, item, search),
    ...wrongness(point, item, claims),
    company,
    given: givenShare(
      match.hits.map(({ token }) => token),
      item,
    ),
    echo,
  };
}

/**
 * The share of the item's own words among `tokens`, each counted once, that the question names already, as such or by
 * another name; 0 to 1. Words that are not the item's make no difference.
 */
export function givenShare(tokens: readonly Token[], { ownKeys, questionIds }: CompiledItem): number {
  const content = tokens.filter(({ isStop, isGeneric, key }) => !isStop && !isGeneric && ownKeys.has(key));
  const words = new Map(content.map(({ key, ids }) => [key, ids]));
  const given = [...words.values()].filter((ids) => [...ids].some((id) => questionIds.has(id)));
  return words.size === 0 ? 0 : given.length / words.size;
}

/** What the claims of an answer say about a point; `claims` has the likelihood of each misconception by its id. */
export function wrongness(
  { point }: CompiledPoint,
  item: CompiledItem,
  claims: ReadonlyMap<string, number>,
): Pick<PointFeatures, "suspicion" | "mistakes"> {
  const against = item.misconceptions.filter(({ misconception }) => misconception.against.includes(point.id));
  const sum = [...claims.values()].reduce((total, one) => total + one, 0);
  return {
    suspicion: Math.max(0, ...against.map(({ misconception }) => claims.get(misconception.id) ?? 0)),
    mistakes: Math.min(sum / MISTAKES_MANY, 1),
  };
}

function bestInOneSentence(statement: Statement, search: Search): number {
  let best = 0;
  for (const window of search.answer.windows) {
    if (window.sentenceCount > 1 || search.recallBound(statement, window) <= best) continue;
    best = Math.max(best, search.compare(statement, window).recall);
  }
  return best;
}

function shareAnywhere(statement: Statement, answer: ReadAnswer): number {
  const found = statement.terms.filter((term) => findTerm(term, answer).length > 0);
  return found.reduce((sum, term) => sum + term.weight, 0) / Math.max(statement.weight, 1e-9);
}

function absoluteShare(point: CompiledPoint, tokens: readonly Token[]): number {
  const count = tokens.filter(({ word }) => ABSOLUTES.has(word) && !point.words.has(word)).length;
  return Math.min(count, ABSOLUTES_MANY) / ABSOLUTES_MANY;
}

function strangeShare(window: Window, tokens: readonly Token[], item: CompiledItem, search: Search): number {
  const explained = new Set<Token>();
  for (const statement of trueStatements(item)) {
    for (const { token } of search.compare(statement, window).hits) explained.add(token);
  }
  let strange = 0;
  for (const token of tokens) if (!explained.has(token)) strange += search.answer.weights.get(token) ?? 0;
  return window.weight === 0 ? 0 : strange / window.weight;
}

function togetherShare({ hits }: PointMatch): number {
  const counts = new Map<number, number>();
  for (const { clause } of hits) counts.set(clause, (counts.get(clause) ?? 0) + 1);
  return hits.length === 0 ? 0 : Math.max(...counts.values()) / hits.length;
}

function orderShare(statement: Statement, window: Window, answer: ReadAnswer): number {
  const places = statement.terms.map(({ ids }) =>
    findIds(ids, answer).flatMap(({ hit }) => (window.members.has(hit.clause) ? [hit.place] : [])),
  );
  const pairs = places.slice(1).map((next, index) => ({ before: places[index] ?? [], next }));
  const kept = pairs.filter(({ before, next }) =>
    before.some((one) => next.some((other) => other > one && other - one <= NEIGHBOUR_PLACES_MAX)),
  );
  return pairs.length === 0 ? 0 : kept.length / pairs.length;
}

function wrongLead(point: CompiledPoint, window: Window, item: CompiledItem, search: Search): number {
  const claims = item.misconceptions.flatMap((one) => one.claims);
  const wrong = search.windowLikeness(claims, window);
  const right = point.statements.reduce((best, one) => Math.max(best, likeness(search.compare(one, window))), 0);
  return Math.max(0, wrong - right);
}
