/**
 * Conditions of pattern stages. Answers to Flink's `IterativeCondition`, `SimpleCondition`, `RichIterativeCondition`
 * and the conditions that the compiler makes of them (`RichAndCondition`, `RichOrCondition`, `RichNotCondition`).
 *
 * `TRUE` and `FALSE` are single objects, so that the compiler can leave out what a constant decides. Evaluating a
 * constant has no effect, so leaving it out cannot be seen.
 */
import type { RichFunction, RuntimeContext } from "../operators/index";

/** What a condition may ask besides the event. */
export interface IterativeConditionContext<T> {
  /** The events that this partial match has taken under the stage's name, in the order taken; never the current one. */
  getEventsForPattern(name: string): Iterable<T>;
  /** Event time of the current event; in processing time the clock when it was processed. Milliseconds. */
  timestamp(): number;
  currentProcessingTime(): number;
}

/** A condition that may look at the events taken so far. Flink's `IterativeCondition`. */
export abstract class IterativeCondition<T> {
  abstract filter(value: T, context: IterativeConditionContext<T>): boolean;
}

/** A condition that looks at the event alone. Flink's `SimpleCondition`. */
export abstract class SimpleCondition<T> extends IterativeCondition<T> {
  abstract override filter(value: T): boolean;

  /** A condition from a function of the event. */
  static of<T>(filter: (value: T) => boolean): SimpleCondition<T> {
    return new FilterCondition(filter);
  }
}

/** A condition with `open`, `close` and a runtime context, which offers neither state nor accumulators. */
export abstract class RichIterativeCondition<T> extends IterativeCondition<T> implements RichFunction {
  runtimeContext!: RuntimeContext;
  open(_context: RuntimeContext): void {}
  close(): void {}
}

class FilterCondition<T> extends SimpleCondition<T> {
  /** Not a `#` field: every subtask gets a copy of the condition. */
  private readonly predicate: (value: T) => boolean;

  constructor(predicate: (value: T) => boolean) {
    super();
    this.predicate = predicate;
  }

  filter(value: T): boolean {
    return this.predicate(value);
  }
}

/** A condition, or the plain function that Flink would take as a lambda. */
export type ConditionLike<T> =
  | IterativeCondition<T>
  | { filter(value: T, context: IterativeConditionContext<T>): boolean }
  | ((value: T, context: IterativeConditionContext<T>) => boolean);

/** How a condition of a compiled pattern is asked. */
export type Predicate<T> = (value: T, context: IterativeConditionContext<T>) => boolean;

type ConstantCondition = { readonly kind: "constant"; readonly value: boolean };

/** A condition of a pattern as data: user conditions, joined by the words of the pattern and of the compiler. */
export type Condition<T> =
  | ConstantCondition
  | { readonly kind: "user"; readonly condition: ConditionLike<T> }
  | { readonly kind: "and" | "or"; readonly left: Condition<T>; readonly right: Condition<T> }
  | { readonly kind: "not"; readonly negated: Condition<T> };

export const TRUE: ConstantCondition = { kind: "constant", value: true };
export const FALSE: ConstantCondition = { kind: "constant", value: false };

export function userCondition<T>(condition: ConditionLike<T>): Condition<T> {
  return { kind: "user", condition };
}

/** `right` is asked only when `left` holds. */
export function and<T>(left: Condition<T>, right: Condition<T>): Condition<T> {
  if (left.kind === "constant") return left.value ? right : FALSE;
  return right === TRUE ? left : { kind: "and", left, right };
}

/** `right` is asked only when `left` does not hold. */
export function or<T>(left: Condition<T>, right: Condition<T>): Condition<T> {
  return { kind: "or", left, right };
}

export function not<T>(negated: Condition<T>): Condition<T> {
  if (negated.kind === "constant") return negated.value ? FALSE : TRUE;
  return { kind: "not", negated };
}

/** The condition as one function; `callable` makes the function of each condition that a user wrote. */
export function toPredicate<T>(
  condition: Condition<T>,
  callable: (condition: ConditionLike<T>) => Predicate<T>,
): Predicate<T> {
  switch (condition.kind) {
    case "constant":
      return condition.value ? () => true : () => false;
    case "user":
      return callable(condition.condition);
    case "not": {
      const negated = toPredicate(condition.negated, callable);
      return (value, context) => !negated(value, context);
    }
    case "and": {
      const left = toPredicate(condition.left, callable);
      const right = toPredicate(condition.right, callable);
      return (value, context) => left(value, context) && right(value, context);
    }
    case "or": {
      const left = toPredicate(condition.left, callable);
      const right = toPredicate(condition.right, callable);
      return (value, context) => left(value, context) || right(value, context);
    }
  }
}
