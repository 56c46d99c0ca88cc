/**
 * Checkpoints while tasks come to their end. Answers to Flink 2.3's `DefaultCheckpointPlan`.
 *
 * Union list state of a vertex belongs to all its subtasks together: without the parts of those that have finished it
 * would be incomplete, so such a checkpoint is declined. That also makes fast subtasks wait for slow ones.
 */
import type { CompletedCheckpoint } from "./snapshot";

/** A finished task is gone; one whose operators have finished waits for its final checkpoint. */
export type SubtaskProgress = "running" | "operators-finished" | "finished";

export type FinishingVertex = {
  readonly id: string;
  readonly name: string;
  readonly operatorIds: readonly string[];
  /** By subtask. */
  readonly subtasks: readonly SubtaskProgress[];
};

/** Flink's message for the first vertex whose union list state would be incomplete; null where there is none. */
export function partlyFinishedUnionState(
  vertices: readonly FinishingVertex[],
  operators: CompletedCheckpoint["operators"],
): string | null {
  const used = vertices.filter((vertex) => usesUnionState(vertex, operators));
  const partlyFinished = used.find(
    ({ subtasks }) => subtasks.includes("finished") && subtasks.some((progress) => progress !== "finished"),
  );
  if (partlyFinished !== undefined) return message(partlyFinished, "part of its tasks are FINISHED.");
  const partlyEnding = used.find(
    ({ subtasks }) => subtasks.includes("operators-finished") && subtasks.includes("running"),
  );
  return partlyEnding === undefined
    ? null
    : message(partlyEnding, "part of its tasks has called operators' finish method.");
}

function usesUnionState({ operatorIds }: FinishingVertex, operators: CompletedCheckpoint["operators"]): boolean {
  return operatorIds.some((id) =>
    (operators.get(id) ?? []).some(({ operatorState }) => operatorState.lists.some(({ mode }) => mode === "UNION")),
  );
}

function message({ name, id }: FinishingVertex, what: string): string {
  return `The vertex ${name} (id = ${id}) has used UnionListState, but ${what}`;
}
