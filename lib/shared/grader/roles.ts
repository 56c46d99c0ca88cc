/** Who does what to whom: the things before and after a clause's verb. */
import type { Clause, Token } from "./read-text";

export interface Roles {
  /** Keys and concepts of the clause's verb. */
  readonly verb: ReadonlySet<string>;
  /** Keys of what acts, and of what it acts on; in a passive clause with "by" they are changed round. */
  readonly actor: ReadonlySet<string>;
  readonly target: ReadonlySet<string>;
}

/** Gives the roles of a clause, or null where it has no verb with a thing on either side. */
export function rolesOf(clause: Clause): Roles | null {
  const { tokens } = clause;
  const place = tokens.findIndex((token, index) => token.pos === "VERB" && tokens.slice(0, index).some(isThing));
  const verb = tokens[place];
  if (verb === undefined) return null;
  const before = keysOf(tokens.slice(0, place));
  const after = tokens.slice(place + 1);
  if (before.size === 0 || !after.some(isThing)) return null;
  const isPassive = tokens[place - 1]?.pos === "AUX" && /(?:ed|en|t)$/.test(verb.word);
  const by = after.findIndex((token) => token.word === "by");
  if (isPassive && by !== -1) return { verb: verb.ids, actor: keysOf(after.slice(by + 1)), target: before };
  return { verb: verb.ids, actor: before, target: keysOf(after) };
}

/** Whether two clauses say the same of each other's actor and target: "a waits for b" and "b waits for a". */
export function isSwapped(one: Roles, other: Roles): boolean {
  if (!meet(one.verb, other.verb)) return false;
  const isCrossed = meet(one.actor, other.target) && meet(one.target, other.actor);
  return isCrossed && !meet(one.actor, other.actor) && !meet(one.target, other.target);
}

function isThing(token: Token): boolean {
  return (token.pos === "NOUN" || token.pos === "PROPN") && !token.isStop;
}

function keysOf(tokens: readonly Token[]): Set<string> {
  return new Set(tokens.filter((token) => isThing(token) && !token.isGeneric).map((token) => token.key));
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const key of one) if (other.has(key)) return true;
  return false;
}
