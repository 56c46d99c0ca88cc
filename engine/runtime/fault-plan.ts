/**
 * Failures that a run is told to have: of a whole TaskManager, or inside a function. Deterministic: the same plan
 * on the same run fails at the same step.
 */
import { UserCodeError } from "../operators/index";

export type Fault =
  /** After `afterStep` steps of the run all tasks of a TaskManager are lost; 0 is before the first step. */
  | { readonly kind: "kill-task-manager"; readonly afterStep: number; readonly taskManager: number }
  /** The `atRecord`-th record (from 1) that reaches the operator of this name or uid makes its function throw, once. */
  | {
      readonly kind: "throw-in-operator";
      readonly operator: string;
      readonly atRecord: number;
      readonly message?: string;
    };

export type FaultPlan = readonly Fault[];

/** A failure inside one operator; counts over all subtasks and attempts of the run. */
export class RecordFault {
  readonly #operatorName: string;
  readonly #atRecord: number;
  readonly #message: string;
  #seen = 0;

  constructor(operatorName: string, atRecord: number, message: string) {
    this.#operatorName = operatorName;
    this.#atRecord = atRecord;
    this.#message = message;
  }

  /** Counts a record, and throws at the one that was named. */
  check(value: unknown): void {
    this.#seen += 1;
    if (this.#seen !== this.#atRecord) return;
    const site = { operatorName: this.#operatorName, subtaskIndex: 0 };
    throw new UserCodeError(site, value, new Error(this.#message));
  }
}

/** The TaskManager losses of a plan, each of which happens once, in order of their steps. */
export class TaskManagerLosses {
  readonly #pending: { readonly afterStep: number; readonly taskManager: number }[];

  constructor(plan: FaultPlan) {
    this.#pending = plan
      .filter((fault) => fault.kind === "kill-task-manager")
      .sort((a, b) => a.afterStep - b.afterStep);
  }

  /** After how many steps the next TaskManager is lost; infinite when none is any more. */
  get nextStep(): number {
    return this.#pending[0]?.afterStep ?? Number.POSITIVE_INFINITY;
  }

  /** The TaskManager to lose now, or null. */
  next(stepsTaken: number): number | null {
    const first = this.#pending[0];
    if (first === undefined || first.afterStep > stepsTaken) return null;
    this.#pending.shift();
    return first.taskManager;
  }
}
