/** Compares a statement with a window of an answer: how much of it is said, with which sign, of what, in which numbers. */
import type { Quantity } from "./quantities";
import type { Opposites } from "./opposites";
import type { Statement, Term } from "./statement";
import { isSwapped } from "./roles";
import { THRESHOLDS as T } from "./thresholds";
import { findIds, type Found, type Hit, type ReadAnswer, type Window } from "./windows";

export interface Comparison {
  /** The share of the statement's weight that the window says, 0 to 1. */
  readonly recall: number;
  /** The share of the window's weight that belongs to the statement, 0 to 1. */
  readonly precision: number;
  /** The share of the weight of its verbs and adjectives, 0 to 1; 1 where it has none. */
  readonly verbRecall: number;
  /** The weight of all that was matched. */
  readonly matchedWeight: number;
  /** The share of what was matched that is said with the opposite sign, 0 to 1. */
  readonly flipped: number;
  /** The share of what was matched that is said of a neighbour instead, 0 to 1. */
  readonly misplaced: number;
  /** Whether the statement's actor and target stand in it the other way round. */
  readonly isCrossed: boolean;
  readonly hasWrongNumber: boolean;
  readonly hits: readonly Hit[];
}

const OPPOSITE_SHARE = 0.8;
/** "Not" denies what is said of things, verbs and adjectives; on the things themselves it weighs less. */
const BARE_SIGN_SHARE = 0.4;
/** Where what a statement mainly denies is said to be so, the rest of its words says little. */
const UNDONE_SHARE = 0.7;
const DENIAL_SHARE_MIN = 0.35;
/** Only a statement that is there for the most part can be there the wrong way round. */
const CROSSED_SHARE_MIN = 0.5;
/** So much of what was matched must be said of members of families before their exchange counts. */
const BOUND_SHARE_MIN = 0.25;

/** A statement prepared for one answer: where its terms stand in it. */
export interface Prepared {
  readonly statement: Statement;
  /** How much of the statement stands in each clause of the answer. */
  readonly clauseWeights: ReadonlyMap<number, number>;
  /** The same with the words that deny it: no more than this can be matched in a clause. */
  readonly clauseBounds: ReadonlyMap<number, number>;
  readonly found: readonly {
    readonly term: Term;
    readonly same: readonly Placed[];
    readonly opposite: readonly Placed[];
  }[];
  /** By clause whether it has actor and target the other way round; filled as clauses are asked for. */
  readonly crossed: Map<number, boolean>;
}

/** A place of a term, and whether it is said of what the statement says it of. */
interface Placed extends Found {
  readonly binding: "right" | "wrong" | "open";
}

/** Where the words of a term stand in an answer, and where those that deny it. */
export interface Places {
  readonly same: readonly Found[];
  readonly opposite: readonly Found[];
}

/** Looks up a term in an answer. */
export function placesOf(term: Term, answer: ReadAnswer, opposites: Opposites): Places {
  return { same: findTerm(term, answer), opposite: findIds(opposites.of(term.ids), answer) };
}

/** Places all terms of a statement in an answer, once for all windows; `find` is what `placesOf` gives. */
export function prepare(statement: Statement, answer: ReadAnswer, find: (term: Term) => Places): Prepared {
  const found = statement.terms.map((term) => {
    const placed = ({ hit, quality }: Found): Placed => ({ hit, quality, binding: bindingOf(term, hit, answer) });
    const { same, opposite } = find(term);
    return { term, same: same.map(placed), opposite: opposite.map(placed) };
  });
  const clauseWeights = new Map<number, number>();
  const clauseBounds = new Map<number, number>();
  for (const { term, same, opposite } of found) {
    addWeight(clauseWeights, term.weight, same);
    addWeight(clauseBounds, term.weight, opposite.length === 0 ? same : [...same, ...opposite]);
  }
  return { statement, found, clauseWeights, clauseBounds, crossed: new Map() };
}

function addWeight(weights: Map<number, number>, weight: number, places: readonly Found[]): void {
  for (const clause of new Set(places.map(({ hit }) => hit.clause))) {
    weights.set(clause, (weights.get(clause) ?? 0) + weight);
  }
}

/** The recall that comparing cannot exceed: what the clauses of the window hold together. */
export function recallBound({ statement, clauseBounds }: Prepared, window: Window): number {
  let bound = 0;
  for (const clause of window.clauses) bound += clauseBounds.get(clause) ?? 0;
  return Math.min(bound / Math.max(statement.weight, 1e-9), 1);
}

/** Where a term stands, in its own words or in those that the item lets stand for it. */
export function findTerm(term: Term, answer: ReadAnswer): Found[] {
  const own = findIds(term.ids, answer);
  if (term.also.size === 0) return own;
  const known = new Set(own.map(({ hit }) => hit));
  const also = findIds(term.also, answer).filter(({ hit }) => !known.has(hit));
  return [...own, ...also.map(({ hit, quality }) => ({ hit, quality: quality * T.needSynonym }))];
}

const NOTHING: Comparison = {
  ...{ recall: 0, precision: 0, verbRecall: 0, matchedWeight: 0, flipped: 0, misplaced: 0 },
  ...{ isCrossed: false, hasWrongNumber: false, hits: [] },
};

/** Compares within one window. */
export function compare(prepared: Prepared, window: Window, answer: ReadAnswer): Comparison {
  const { members } = window;
  const anchor = anchorOf(prepared, window);
  if (anchor === -1) return NOTHING;
  const sums = {
    matched: 0,
    verbs: 0,
    allVerbs: 0,
    signed: 0,
    flipped: 0,
    right: 0,
    misplaced: 0,
    denied: 0,
    undone: 0,
  };
  const hits: Hit[] = [];
  for (const { term, same, opposite } of prepared.found) {
    if (term.isPredicate) sums.allVerbs += term.weight;
    const found = pick(same, members, anchor, term.isNegated);
    const used = found ?? pick(opposite, members, anchor, !term.isNegated);
    if (used === null) continue;
    const weight = term.weight * used.quality * (found === null ? OPPOSITE_SHARE : 1);
    const { hit } = used;
    sums.matched += weight;
    if (term.isPredicate) sums.verbs += weight;
    hits.push(hit);
    const signWeight = term.isPredicate ? weight : weight * BARE_SIGN_SHARE;
    sums.signed += signWeight;
    const isFlipped = (hit.token.isNegated === term.isNegated) !== (found !== null);
    if (isFlipped) sums.flipped += signWeight;
    if (term.isNegated) sums.denied += weight;
    if (term.isNegated && isFlipped) sums.undone += weight;
    if (used.binding === "right") sums.right += weight;
    if (used.binding === "wrong") sums.misplaced += weight;
  }
  const total = Math.max(prepared.statement.weight, 1e-9);
  const isDenial = sums.denied >= DENIAL_SHARE_MIN * sums.matched;
  const undone = isDenial ? UNDONE_SHARE * shareOf(sums.undone, sums.denied) : 0;
  const crossed = sums.matched >= CROSSED_SHARE_MIN * total && isCrossed(prepared, window, answer);
  const isBound = sums.misplaced + sums.right >= BOUND_SHARE_MIN * sums.matched;
  const bound = isBound ? shareOf(sums.misplaced, sums.misplaced + sums.right) : 0;
  return {
    recall: Math.min(sums.matched / total, 1),
    precision: Math.min(weightOfHits(hits, answer) / Math.max(window.weight, 1e-9), 1),
    verbRecall: sums.allVerbs === 0 ? 1 : Math.min(sums.verbs / sums.allVerbs, 1),
    matchedWeight: sums.matched,
    flipped: Math.max(shareOf(sums.flipped, sums.signed), undone),
    isCrossed: crossed,
    misplaced: crossed ? 1 : bound,
    hasWrongNumber: hasWrongNumber(prepared.statement.quantities, window, answer),
    hits,
  };
}

/** What the matched words weigh in the answer, each once. */
function weightOfHits(hits: readonly Hit[], answer: ReadAnswer): number {
  let weight = 0;
  hits.forEach((hit, index) => {
    if (hits.findIndex(({ token }) => token === hit.token) === index) weight += answer.weights.get(hit.token) ?? 0;
  });
  return weight;
}

/** How alike statement and window are when each is measured by the other, less what is said otherwise; 0 to 1. */
export function likeness(comparison: Comparison): number {
  const { recall, precision } = comparison;
  if (recall + precision === 0) return 0;
  const mean = (2 * recall * precision) / (recall + precision);
  return mean * (1 - comparison.flipped) * (1 - comparison.misplaced) * (comparison.hasWrongNumber ? 0.5 : 1);
}

/** What a likeness cannot exceed where no more than `recall` of the statement is said. */
export function likenessAtMost(recall: number): number {
  return (2 * recall) / (1 + recall);
}

/** The clause of the window in which most of the statement stands. */
function anchorOf(prepared: Prepared, window: Window): number {
  let anchor = -1;
  let best = 0;
  for (const clause of window.clauses) {
    const weight = prepared.clauseWeights.get(clause) ?? 0;
    if (weight > best) [anchor, best] = [clause, weight];
  }
  return anchor;
}

/** Of several places of a word the one in the anchor clause speaks; elsewhere one with the wanted sign does. */
function pick(
  found: readonly Placed[],
  members: ReadonlySet<number>,
  anchor: number,
  isNegated: boolean,
): Placed | null {
  let best: Placed | null = null;
  let bestRank = -1;
  for (const one of found) {
    const { clause, token } = one.hit;
    if (!members.has(clause)) continue;
    const rank = (clause === anchor ? 4 : 0) + (token.isNegated === isNegated ? 2 : 0) + one.quality;
    if (rank > bestRank) [best, bestRank] = [one, rank];
  }
  return best;
}

/** Whether a matched word is said of the member of a family that the statement says it of. */
function bindingOf(term: Term, hit: Hit, answer: ReadAnswer): Placed["binding"] {
  const said = answer.topics[hit.clause];
  let result: Placed["binding"] = "open";
  for (const [family, members] of term.topics) {
    const others = said?.get(family);
    if (others === undefined || isMember(term.ids, family)) continue;
    const isShared = [...others].some((member) => members.has(member));
    if (!isShared) return "wrong";
    result = "right";
  }
  return result;
}

function isMember(ids: ReadonlySet<string>, family: string): boolean {
  for (const id of ids) if (id.startsWith(`n:${family}:`)) return true;
  return false;
}

/** Sizes are written in steps of 1000 and of 1024; both are meant by the same words. */
const SIZE_TOLERANCE = 0.08;

/** Whether a clause of the window has the statement's actor and target the other way round. */
function isCrossed({ statement, crossed }: Prepared, window: Window, answer: ReadAnswer): boolean {
  if (statement.roles.length === 0) return false;
  return window.clauses.some((index) => {
    const clause = answer.clauses[index];
    const isKnown = crossed.get(index);
    if (isKnown !== undefined || clause === undefined) return isKnown === true;
    const isCrossedHere = statement.roles.some((roles) => isSwapped(roles, clause));
    crossed.set(index, isCrossedHere);
    return isCrossedHere;
  });
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Whether the sentences of the window give another number where the statement has one that they do not give. */
function hasWrongNumber(wanted: readonly Quantity[], window: Window, answer: ReadAnswer): boolean {
  if (wanted.length === 0) return false;
  const sentence = answer.windows[window.sentenceWindow]?.clauses ?? [];
  const places = new Set([...sentence, ...window.clauses]);
  const given = [...places].flatMap((index) => answer.clauses[index]?.quantities ?? []);
  const strange = given.filter((one) => !wanted.some((quantity) => isAlike(one, quantity) && isSame(one, quantity)));
  return wanted.some((quantity) => {
    if (given.some((one) => one.dimension === quantity.dimension && isSame(one, quantity))) return false;
    return strange.some((one) => isAlike(one, quantity));
  });
}

/** Whether two quantities could be meant for each other: of one dimension, and of one thing where things are counted. */
function isAlike(one: Quantity, other: Quantity): boolean {
  if (one.dimension !== other.dimension) return false;
  return one.dimension !== "plain" || (one.noun !== "" && one.noun === other.noun);
}

function isSame(one: Quantity, other: Quantity): boolean {
  const tolerance = one.dimension === "size" ? SIZE_TOLERANCE : 1e-9;
  return Math.abs(one.value - other.value) <= tolerance * Math.max(Math.abs(one.value), Math.abs(other.value));
}
