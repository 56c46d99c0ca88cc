/**
 * Tasks that have processed all their data, as a checkpoint sees them: what they leave, and how far each vertex has come.
 */
import {
  type CompletedCheckpoint,
  EMPTY_OPERATOR_SNAPSHOT,
  type FinishingVertex,
  type OperatorStateSnapshot,
  type SubtaskProgress,
  type TaskSnapshot,
} from "../checkpoint/index";
import type { Task } from "./task";

/** How far the vertices of the job had come when the checkpoint was taken. */
export function verticesIn(
  tasks: readonly Task[],
  { checkpointId, operators }: CompletedCheckpoint,
): FinishingVertex[] {
  const vertices = new Map<string, FinishingVertex & { readonly subtasks: SubtaskProgress[] }>();
  for (const task of tasks) {
    const { vertex, subtaskIndex } = task;
    const isFinished = operators.get(vertex.id)?.[subtaskIndex]?.isFinished === true;
    const progress = isFinished ? "finished" : task.hadFinishedIn(checkpointId) ? "operators-finished" : "running";
    const known = vertices.get(vertex.id);
    if (known !== undefined) known.subtasks.push(progress);
    else {
      const coordinated = task.chain.coordinatedOperators;
      const operatorIds = [...task.chain.operatorIndices.keys()].filter((id) => !coordinated.has(id));
      vertices.set(vertex.id, { id: vertex.id, name: vertex.name, operatorIds, subtasks: [progress] });
    }
  }
  return [...vertices.values()];
}

/** What a task that has finished leaves: that it has, and no state but what a coordinator would know, as of a source. */
export function finishedSnapshot({ chain, lastSnapshot }: Task): TaskSnapshot {
  const coordinated = chain.coordinatedOperators;
  return new Map(
    [...chain.operatorIndices.keys()].map((operatorId): [string, OperatorStateSnapshot] => {
      const kept = coordinated.has(operatorId) ? lastSnapshot?.get(operatorId) : undefined;
      return [operatorId, { ...(kept ?? EMPTY_OPERATOR_SNAPSHOT), isFinished: true }];
    }),
  );
}
