/**
 * Hands the state of a checkpoint or savepoint to the subtasks of a job, and tells who got what. Answers to the last part
 * of Flink's `StateAssignmentOperation`; the rules are in `assignOperatorState`.
 */
import {
  assignOperatorState,
  type CompletedCheckpoint,
  type FormerSubtask,
  type OperatorStateSnapshot,
  stateMoves,
} from "../checkpoint/index";
import type { ChainedOperator, JobGraph, JobVertex } from "../graph/index";
import type { Tracer } from "../trace/index";
import type { RestoredState } from "./operator-chain";

/** What each operator restores; `isNew`: whether the subtask is started now, and hence takes its share. */
export function assignState(
  tracer: Tracer,
  graph: JobGraph,
  checkpoint: CompletedCheckpoint,
  isNew: (vertex: JobVertex, subtask: number) => boolean,
): RestoredState {
  const assigned = new Map<string, ReturnType<typeof assignOperatorState>>();
  for (const vertex of graph.vertices) {
    for (const index of vertex.operators) {
      const { operatorId } = graph.operators[index] as ChainedOperator;
      const former = checkpoint.operators.get(operatorId);
      if (former === undefined) continue;
      assigned.set(operatorId, assignOperatorState(former, vertex.parallelism, vertex.maxParallelism));
      if (tracer.enabled) reportMoves(tracer, index, vertex, former, isNew);
    }
  }
  return assigned;
}

/** Whether all operators of the vertex had finished in the checkpoint: its tasks only pass on that there is no more data. */
export function isFinishedIn(checkpoint: CompletedCheckpoint, graph: JobGraph, vertex: JobVertex): boolean {
  return vertex.operators.every((index) => {
    const former = checkpoint.operators.get((graph.operators[index] as ChainedOperator).operatorId);
    return former !== undefined && former.length > 0 && former.every((snapshot) => snapshot.isFinished === true);
  });
}

function reportMoves(
  tracer: Tracer,
  operator: number,
  vertex: JobVertex,
  former: readonly OperatorStateSnapshot[],
  isNew: (vertex: JobVertex, subtask: number) => boolean,
): void {
  for (const { subtask, ...move } of stateMoves(former.map(countsOf), vertex.parallelism, vertex.maxParallelism)) {
    if (isNew(vertex, subtask)) tracer.emit({ kind: "state-assigned", operator, subtask, ...move });
  }
}

/** How much there is in each key group. */
function countsOf({ keyed, timers, operatorState }: OperatorStateSnapshot): FormerSubtask {
  if (keyed === null) return { entriesByKeyGroup: null, operatorState };
  const entriesByKeyGroup = new Map<number, number>();
  const count = (keyGroups: ReadonlyMap<number, readonly unknown[]>): void => {
    for (const [keyGroup, entries] of keyGroups) {
      entriesByKeyGroup.set(keyGroup, (entriesByKeyGroup.get(keyGroup) ?? 0) + entries.length);
    }
  };
  for (const { keyGroups } of keyed.states) count(keyGroups);
  for (const { eventTime, processingTime } of timers) {
    count(eventTime);
    count(processingTime);
  }
  return { entriesByKeyGroup, operatorState };
}
