/**
 * Faults of systems outside of the job, by the number of steps after which they happen.
 */
import type { ExpiredTransactions } from "../operators/index";
import type { JobGraph } from "../graph/index";
import { type FaultPlan, unknownOperator } from "./fault-plan";
import type { OutsideWorld } from "./outside-world";

type Pending = { readonly afterStep: number; readonly which: ExpiredTransactions };

/** The expiries of a plan, each of which happens once, in order of their steps. */
export class OutsideFaults {
  readonly #world: OutsideWorld;
  readonly #pending: Pending[];

  /** Errors: `IllegalArgumentException` for transactions of an operator that is not in the job. */
  constructor(world: OutsideWorld, graph: JobGraph, plan: FaultPlan) {
    this.#world = world;
    this.#pending = plan
      .filter((fault) => fault.kind === "expire-transaction")
      .flatMap((fault): Pending[] => {
        if ("transactionalId" in fault) return [{ ...fault, which: { transactionalId: fault.transactionalId } }];
        const { operator: name, subtask: subtaskIndex } = fault;
        const writers = graph.operators.filter(
          ({ node }) => [name, `${name}: Writer`].includes(node.name) || node.uid === name,
        );
        if (writers.length === 0) throw unknownOperator(graph, name);
        return writers.map(({ index: operatorIndex }) => ({ ...fault, which: { operatorIndex, subtaskIndex } }));
      })
      .sort((a, b) => a.afterStep - b.afterStep);
  }

  /** After how many steps the next one happens; infinite when none does any more. */
  get nextStep(): number {
    return this.#pending[0]?.afterStep ?? Number.POSITIVE_INFINITY;
  }

  /** Lets happen what is due. */
  apply(stepsTaken: number): void {
    while (this.nextStep <= stepsTaken) {
      const fault = this.#pending.shift();
      if (fault !== undefined) this.#world.expireTransactions(fault.which);
    }
  }
}
