/**
 * What a run is told to do besides its program, between two steps: savepoints, and ends. Plain data, so that a page can
 * plan it; the same plan on the same run does the same.
 */
import type { SavepointFormatType } from "../api/index";

export type PlannedAction =
  | {
      readonly kind: "savepoint";
      /** After so many steps of the run; 0 is before the first one. */
      readonly afterStep: number;
      /** Default `CANONICAL`. */
      readonly format?: SavepointFormatType;
    }
  | {
      readonly kind: "stop-with-savepoint";
      readonly afterStep: number;
      /** Whether event time is advanced to its end first; default false. */
      readonly drain?: boolean;
      readonly format?: SavepointFormatType;
    }
  | { readonly kind: "cancel"; readonly afterStep: number };

/** The actions of a plan, each of which happens once, in order of their steps. */
export class PlannedActions {
  readonly #pending: PlannedAction[];

  constructor(plan: readonly PlannedAction[]) {
    this.#pending = plan.toSorted((a, b) => a.afterStep - b.afterStep);
  }

  /** How many steps may be taken before the next action; infinite without one. */
  stepsLeft(stepsTaken: number): number {
    const next = this.#pending[0];
    return next === undefined ? Number.POSITIVE_INFINITY : Math.max(0, next.afterStep - stepsTaken);
  }

  /** The actions that are due after so many steps. */
  takeDue(stepsTaken: number): readonly PlannedAction[] {
    const count = this.#pending.findIndex(({ afterStep }) => afterStep > stepsTaken);
    return this.#pending.splice(0, count < 0 ? this.#pending.length : count);
  }
}
