/**
 * What is to go wrong with the snapshots of a run, by checkpoint and task.
 */
import type { JobGraph } from "../graph/index";
import type { Fault, FaultPlan } from "./fault-plan";

export type SnapshotFault = "fail-snapshot" | "lose-acknowledgement";

type FaultOfSnapshot = Extract<Fault, { readonly kind: SnapshotFault }>;

/** The snapshot faults of a plan. They strike whenever such a checkpoint comes by. */
export class SnapshotFaults {
  readonly #graph: JobGraph;
  readonly #faults: readonly FaultOfSnapshot[];

  constructor(graph: JobGraph, plan: FaultPlan) {
    this.#graph = graph;
    this.#faults = plan.filter((fault): fault is FaultOfSnapshot => {
      return fault.kind === "fail-snapshot" || fault.kind === "lose-acknowledgement";
    });
  }

  /** What goes wrong when a task (its vertex and subtask) has taken its snapshot; null: nothing. */
  of(vertex: number, subtask: number, checkpointId: number): SnapshotFault | null {
    const fault = this.#faults.find(
      ({ checkpoint, operator, subtask: hit }) =>
        checkpoint === checkpointId && hit === subtask && this.#isIn(vertex, operator),
    );
    return fault?.kind ?? null;
  }

  #isIn(vertex: number, operator: string): boolean {
    const operators = this.#graph.vertices[vertex]?.operators ?? [];
    return operators.some((index) => {
      const node = this.#graph.operators[index]?.node;
      return node?.name === operator || node?.uid === operator;
    });
  }
}
