/**
 * Which group is being compiled, and what it means for the conditions of its stages' edges: the first stage of a group
 * has no contiguity of its own but takes the group's, and the group's `until` joins the conditions of all its stages.
 */
import { and, type Condition, not, TRUE } from "../conditions";
import type { GroupPattern, Pattern } from "../pattern";
import type { ConsumingStrategy } from "../quantifier";

export class GroupContext<T> {
  /** The innermost group; null outside of groups. */
  group: GroupPattern<T> | null = null;
  /** Whether the copy of a group that is being compiled is the one that a match enters first. */
  readonly #firstOfLoop = new Map<Pattern<T>, boolean>();

  setFirstOfLoop(group: Pattern<T>, isFirst: boolean): void {
    this.#firstOfLoop.set(group, isFirst);
  }

  isHeadOfGroup(pattern: Pattern<T>): boolean {
    return this.group !== null && pattern.getPrevious() === null;
  }

  isHeadOfOptionalGroup(pattern: Pattern<T>): boolean {
    return (
      this.group !== null &&
      this.isHeadOfGroup(pattern) &&
      this.#isFirstOfLoop() &&
      this.group.getQuantifier().isOptional
    );
  }

  /** What the stage takes. */
  takeCondition(pattern: Pattern<T>): Condition<T> {
    return this.#beforeUntil(pattern.getCondition());
  }

  /** The condition of an edge that asks nothing of the event. */
  proceedCondition(): Condition<T> {
    return this.#beforeUntil(TRUE);
  }

  /** What may pass before the stage's first event; null: nothing may. */
  ignoreCondition(pattern: Pattern<T>): Condition<T> | null {
    const quantifier = this.#isGoverned(pattern) ? this.group.getQuantifier() : null;
    if (quantifier === null) return this.#ignoring(pattern, pattern.getQuantifier().consumingStrategy);
    const strategy = this.#isFirstOfLoop() ? quantifier.consumingStrategy : quantifier.innerConsumingStrategy;
    return this.#ignoring(pattern, strategy);
  }

  /** What may pass between the stage's events; null: nothing may. */
  innerIgnoreCondition(pattern: Pattern<T>): Condition<T> | null {
    const governing = this.#isGoverned(pattern) ? this.group : pattern;
    return this.#ignoring(pattern, governing.getQuantifier().innerConsumingStrategy);
  }

  #isGoverned(pattern: Pattern<T>): this is { readonly group: GroupPattern<T> } {
    return this.isHeadOfGroup(pattern);
  }

  #isFirstOfLoop(): boolean {
    return this.group === null || (this.#firstOfLoop.get(this.group) ?? true);
  }

  #ignoring(pattern: Pattern<T>, strategy: ConsumingStrategy): Condition<T> | null {
    if (strategy === "SKIP_TILL_NEXT") return this.#beforeUntil(not(pattern.getCondition()));
    return strategy === "SKIP_TILL_ANY" ? this.#beforeUntil(TRUE) : null;
  }

  #beforeUntil(condition: Condition<T>): Condition<T> {
    return beforeUntil(condition, this.group?.getUntilCondition() ?? null);
  }
}

/** The condition, as long as `until` does not hold; `until` is asked first. */
export function beforeUntil<T>(condition: Condition<T>, until: Condition<T> | null): Condition<T> {
  return until === null ? condition : and(not(until), condition);
}
