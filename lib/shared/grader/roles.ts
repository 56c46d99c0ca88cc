/** Who does what to whom: the things before and after a clause's verb. */
import type { Clause, Token } from "./read-text";

export interface Roles {
  /** The verb's key. */
  readonly key: string;
  /** Key and concepts of the clause's verb. */
  readonly verb: ReadonlySet<string>;
  /** Keys of what acts, and of what it acts on; in a passive clause with "by" they are changed round. */
  readonly actor: ReadonlySet<string>;
  readonly target: ReadonlySet<string>;
}

/** Gives the roles of a statement's clause, or null where it has no verb with a thing on either side. */
export function rolesOf(clause: Clause): Roles | null {
  const { tokens } = clause;
  const place = tokens.findIndex((token, index) => token.pos === "VERB" && tokens.slice(0, index).some(isThing));
  return place === -1 ? null : rolesAround(tokens, place);
}

/**
 * Whether a clause of an answer has the statement's actor and target the other way round, as "a waits for b" and "b waits
 * for a". The answer's verb is found by the statement's: the model's tags mistake short clauses.
 */
export function isSwapped(statement: Roles, clause: Clause): boolean {
  const readings = verbPlaces(statement, clause).flatMap((place) => rolesAround(clause.tokens, place) ?? []);
  if (readings.some((said) => meet(said.actor, statement.actor))) return false;
  return readings.some((said) => meet(said.actor, statement.target) && meet(said.target, statement.actor));
}

/** Whether a clause of an answer has the statement's actor and target in their own places. */
export function isStraight(statement: Roles, clause: Clause): boolean {
  return verbPlaces(statement, clause)
    .flatMap((place) => rolesAround(clause.tokens, place) ?? [])
    .some((said) => meet(said.actor, statement.actor) && meet(said.target, statement.target));
}

/** Where the clause has the statement's verb; a synonym counts only where the verb itself is not there. */
function verbPlaces(statement: Roles, clause: Clause): number[] {
  const placesOf = (isVerb: (token: Token) => boolean): number[] =>
    clause.tokens.flatMap((token, index) => (index > 0 && isVerb(token) ? [index] : []));
  const own = placesOf((token) => token.key === statement.key);
  return own.length > 0 ? own : placesOf((token) => token.pos === "VERB" && meet(token.ids, statement.verb));
}

function rolesAround(tokens: readonly Token[], place: number): Roles | null {
  const verb = tokens[place];
  const before = keysOf(tokens.slice(0, place));
  const after = tokens.slice(place + 1);
  if (verb === undefined || before.size === 0 || !after.some(isThing)) return null;
  const isPassive = tokens[place - 1]?.pos === "AUX" && /(?:ed|en|t)$/.test(verb.word);
  const by = after.findIndex((token) => token.word === "by");
  const names = { key: verb.key, verb: verb.ids };
  // "Is stored in a": what stands after the verb is a place, and who acts is not said.
  if (isPassive) return by === -1 ? null : { ...names, actor: keysOf(after.slice(by + 1)), target: before };
  // "Controls it by a": the means is not what is acted on.
  return { ...names, actor: before, target: keysOf(by === -1 ? after : after.slice(0, by)) };
}

function isThing(token: Token): boolean {
  return (token.pos === "NOUN" || token.pos === "PROPN") && !token.isStop && !token.isGeneric;
}

function keysOf(tokens: readonly Token[]): Set<string> {
  return new Set(tokens.filter(isThing).map((token) => token.key));
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const key of one) if (other.has(key)) return true;
  return false;
}
