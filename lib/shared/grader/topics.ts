/** Which of several neighbours (checkpoint or savepoint, source or sink) each clause speaks of. */
import type { Clause } from "./read-text";

export type Topics = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Gives, for each clause, the members of each family that it names; where it names none, those of the clause before it in
 * the same block, which it goes on speaking of.
 */
export function topicsOf(clauses: readonly Clause[]): Topics[] {
  let before: Topics = new Map();
  let block = -1;
  return clauses.map((clause) => {
    const carried = clause.block === block || clause.blockKind === "bullet" ? before : new Map<string, Set<string>>();
    block = clause.block;
    const topics = new Map<string, ReadonlySet<string>>(carried);
    for (const [family, members] of ownTopics(clause)) topics.set(family, members);
    before = topics;
    return topics;
  });
}

function ownTopics(clause: Clause): Map<string, Set<string>> {
  const own = new Map<string, Set<string>>();
  for (const token of clause.tokens) {
    for (const id of token.ids) {
      const match = /^n:([a-z-]+):(.+)$/.exec(id);
      const [, family, member] = match ?? [];
      if (family === undefined || member === undefined) continue;
      const members = own.get(family) ?? new Set<string>();
      members.add(member);
      own.set(family, members);
    }
  }
  return own;
}
