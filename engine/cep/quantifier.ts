/**
 * How often a stage is taken, and what may stand before it and between its events. Answers to Flink's `Quantifier`.
 * A second quantifier makes a new object, so what `optional()` said before it is forgotten, as in Flink.
 */
import { invalidTimes, malformedPattern } from "./errors";

/** What may stand between a stage and the one before it, or between the events of one stage. */
export type ConsumingStrategy = "STRICT" | "SKIP_TILL_NEXT" | "SKIP_TILL_ANY" | "NOT_FOLLOW" | "NOT_NEXT";

export type QuantifierKind = "SINGLE" | "LOOPING" | "TIMES";

/** At least `from` and, unless the stage loops, at most `to` events; `windowMillis` null for no window. */
export type Times = { readonly from: number; readonly to: number; readonly windowMillis: number | null };

/** Checked counts of a stage. */
export function timesOf(from: number, to: number, windowMillis: number | null): Times {
  if (!Number.isInteger(from) || !Number.isInteger(to)) {
    throw invalidTimes(`A stage occurs a whole number of times, not ${from === to ? from : `${from} to ${to}`}.`);
  }
  if (!(from > 0)) throw invalidTimes("The from should be a positive number greater than 0.");
  if (!(to >= from)) throw invalidTimes(`The to should be a number greater than or equal to from: ${from}.`);
  return { from, to, windowMillis };
}

export class Quantifier {
  #inner: ConsumingStrategy = "SKIP_TILL_NEXT";
  #isOptional = false;
  #isGreedy = false;

  constructor(
    readonly kind: QuantifierKind,
    readonly consumingStrategy: ConsumingStrategy,
  ) {}

  get innerConsumingStrategy(): ConsumingStrategy {
    return this.#inner;
  }
  get isOptional(): boolean {
    return this.#isOptional;
  }
  get isGreedy(): boolean {
    return this.#isGreedy;
  }
  get isNot(): boolean {
    return this.consumingStrategy === "NOT_FOLLOW" || this.consumingStrategy === "NOT_NEXT";
  }

  combinations(): void {
    if (this.kind === "SINGLE") {
      throw malformedPattern(
        `Combinations not applicable to ${this.toString()}!`,
        "Call oneOrMore() or times(n) before it.",
      );
    }
    if (this.#inner === "STRICT") throw bothContiguities();
    if (this.#inner === "SKIP_TILL_ANY") {
      throw malformedPattern("Combinations already applied!", "Call allowCombinations() once.");
    }
    this.#inner = "SKIP_TILL_ANY";
  }

  consecutive(): void {
    if (this.kind === "SINGLE") {
      throw malformedPattern(
        `Consecutive not applicable to ${this.toString()}!`,
        "Call oneOrMore() or times(n) before it; for a single event use next().",
      );
    }
    if (this.#inner === "SKIP_TILL_ANY") throw bothContiguities();
    if (this.#inner === "STRICT") throw malformedPattern("Consecutive already applied!", "Call consecutive() once.");
    this.#inner = "STRICT";
  }

  optional(): void {
    if (this.#isOptional) throw malformedPattern("Optional already applied!", "Call optional() once.");
    if (this.isNot) throw malformedPattern("NOT pattern cannot be optional", "Leave out optional() on this stage.");
    this.#isOptional = true;
  }

  greedy(): void {
    if (this.#inner === "SKIP_TILL_ANY") {
      throw malformedPattern(
        "Option not applicable to FollowedByAny pattern",
        "Choose greedy() or allowCombinations(), not both.",
      );
    }
    if (this.kind === "SINGLE") {
      throw malformedPattern(
        "Option not applicable to singleton quantifier",
        "Call oneOrMore() or times(from, to) before greedy().",
      );
    }
    this.#isGreedy = true;
  }

  toString(): string {
    const properties = [this.kind, ...(this.#isOptional ? ["OPTIONAL"] : []), ...(this.#isGreedy ? ["GREEDY"] : [])];
    return (
      `Quantifier{properties=[${properties.join(", ")}], consumingStrategy=${this.consumingStrategy}, ` +
      `innerConsumingStrategy=${this.#inner}}`
    );
  }
}

function bothContiguities() {
  return malformedPattern(
    "You can apply either combinations or consecutive, not both!",
    "Choose consecutive() or allowCombinations() for this stage.",
  );
}
