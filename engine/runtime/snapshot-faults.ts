/**
 * What is to go wrong with the snapshots of a run, by checkpoint and task.
 */
import type { JobGraph } from "../graph/index";
import { type FaultPlan, vertexOfOperator } from "./fault-plan";

export type SnapshotFault = "fail-snapshot" | "lose-acknowledgement";

type FaultOfTask = {
  readonly kind: SnapshotFault;
  readonly vertex: number;
  readonly subtask: number;
  readonly checkpoint: number;
};

/** The snapshot faults of a plan. They strike whenever such a checkpoint comes by. */
export class SnapshotFaults {
  readonly #faults: readonly FaultOfTask[];

  /** Errors: `IllegalArgumentException` for an operator that is not in the job. */
  constructor(graph: JobGraph, plan: FaultPlan) {
    this.#faults = plan.flatMap((fault): FaultOfTask[] => {
      if (fault.kind !== "fail-snapshot" && fault.kind !== "lose-acknowledgement") return [];
      const { kind, subtask, checkpoint } = fault;
      return [{ kind, vertex: vertexOfOperator(graph, fault.operator).index, subtask, checkpoint }];
    });
  }

  /** What goes wrong when a task (its vertex and subtask) has taken its snapshot; null: nothing. */
  of(vertex: number, subtask: number, checkpointId: number): SnapshotFault | null {
    const fault = this.#faults.find(
      (it) => it.checkpoint === checkpointId && it.subtask === subtask && it.vertex === vertex,
    );
    return fault?.kind ?? null;
  }
}
