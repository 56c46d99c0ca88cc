/** Which of several neighbours (checkpoint or savepoint, source or sink) each clause speaks of. */
import type { Clause } from "./read-text";

export type Topics = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Gives, for each clause, the members of each family that it speaks of: those that it names; where it names none, those of
 * the clause before it in the sentence, or the next that names one; else, in prose, those of the sentence before.
 */
export function topicsOf(clauses: readonly Clause[]): Topics[] {
  const own = clauses.map(ownTopics);
  const result: Topics[] = [];
  clauses.forEach((clause, index) => {
    const topics = new Map<string, ReadonlySet<string>>(own[index]);
    const take = (from: Topics | undefined): void => {
      for (const [family, members] of from ?? []) if (!topics.has(family)) topics.set(family, members);
    };
    if (clauses[index - 1]?.sentence === clause.sentence) take(result[index - 1]);
    for (let next = index + 1; clauses[next]?.sentence === clause.sentence; next += 1) take(own[next]);
    const before = clauses[index - 1];
    if (before !== undefined && clause.blockKind === "prose" && before.block === clause.block) take(result[index - 1]);
    result.push(topics);
  });
  return result;
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
