/**
 * A compiled pattern in the form in which it runs: conditions are functions, edges point to states, and each state
 * knows its window.
 */
import { type ConditionLike, type Predicate, toPredicate } from "./conditions";
import type { CompiledPattern } from "./nfa-compiler/compile-pattern";
import { originalName } from "./nfa-compiler/state-names";
import type { StateTransitionAction, StateType } from "./nfa-compiler/states";

export type NfaEdge<T> = {
  readonly action: StateTransitionAction;
  readonly source: NfaNode<T>;
  /** Null where Flink leads an edge nowhere: following it fails. */
  readonly target: NfaNode<T> | null;
  /** Null: always holds. */
  readonly condition: Predicate<T> | null;
};

export type NfaNode<T> = {
  readonly name: string;
  /** The stage under whose name events are kept. */
  readonly stage: string;
  readonly type: StateType;
  /** Between the event taken before and the one that is waited for here, in milliseconds; 0: no window. */
  readonly windowMillis: number;
  readonly edges: NfaEdge<T>[];
};

/** The states by name; `callable` makes the function of each condition that a user wrote, once for each condition. */
export function buildNfaNodes<T>(
  compiled: CompiledPattern<T>,
  callable: (condition: ConditionLike<T>) => Predicate<T>,
): Map<string, NfaNode<T>> {
  const known = new Map<ConditionLike<T>, Predicate<T>>();
  const callableOnce = (condition: ConditionLike<T>): Predicate<T> => {
    let predicate = known.get(condition);
    if (predicate === undefined) {
      predicate = callable(condition);
      known.set(condition, predicate);
    }
    return predicate;
  };
  const nodes = new Map<string, NfaNode<T>>();
  for (const { name, type } of compiled.states) {
    const windowMillis = compiled.stateWindows.get(name) ?? 0;
    nodes.set(name, { name, stage: originalName(name), type, windowMillis, edges: [] });
  }
  for (const { name, transitions } of compiled.states) {
    const source = nodes.get(name) as NfaNode<T>;
    for (const { action, target, condition } of transitions) {
      const isAlways = condition.kind === "constant" && condition.value;
      source.edges.push({
        action,
        source,
        target: target === null ? null : (nodes.get(target.name) as NfaNode<T>),
        condition: isAlways ? null : toPredicate(condition, callableOnce),
      });
    }
  }
  return nodes;
}
