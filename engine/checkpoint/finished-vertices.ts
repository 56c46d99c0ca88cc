/**
 * Vertices that had finished when a savepoint was taken: their tasks end at once after a restore, so nothing may come in
 * front of them that still has something to say. Answers to Flink 2.3's `VertexFinishedStateChecker`.
 */
import { EngineError } from "../core/index";
import type { RestorableOperator, RestorableVertex, RestoredOperator } from "./restore-plan";
import { isFullyFinished, type SavepointOperator } from "./savepoint";

export type FinishedState = "all running" | "partially finished" | "fully finished";

/** The state of each vertex, by its index, and what makes Flink refuse the program. */
export function checkFinishedVertices(
  vertices: readonly RestorableVertex[],
  restored: readonly RestoredOperator[],
  fresh: readonly RestorableOperator[],
): { readonly states: readonly FinishedState[]; readonly problems: readonly EngineError[] } {
  const problems: EngineError[] = [];
  const states = vertices.map((vertex, index): FinishedState => {
    const own = restored.filter(({ operator }) => operator.vertex === index).map(({ from }) => stateOf(from));
    if (fresh.some((operator) => operator.vertex === index)) own.push("all running");
    const distinct = [...new Set(own)];
    if (distinct.length > 1) problems.push(mixed(vertex, distinct));
    return distinct.length === 1 ? (distinct[0] as FinishedState) : "all running";
  });
  for (const [index, vertex] of vertices.entries()) {
    const problem = checkPredecessors(vertex, states[index] as FinishedState, states);
    if (problem !== null) problems.push(problem);
  }
  return { states, problems };
}

function stateOf(operator: SavepointOperator): FinishedState {
  if (isFullyFinished(operator)) return "fully finished";
  return operator.subtasks.some(({ finished }) => finished) ? "partially finished" : "all running";
}

function checkPredecessors(
  vertex: RestorableVertex,
  state: FinishedState,
  states: readonly FinishedState[],
): EngineError | null {
  if (state === "all running") return null;
  const before = vertex.inputs.map(({ from, pattern }) => ({ state: states[from] as FinishedState, pattern }));
  if (state === "fully finished") {
    if (before.every((input) => input.state === "fully finished")) return null;
    return illegalModification(vertex, "fully finished vertices predeceased with the ones not fully finished");
  }
  for (const input of before) {
    if (input.pattern === "ALL_TO_ALL" && input.state !== "fully finished") {
      return illegalModification(
        vertex,
        "partially finished vertices predeceased with running or partially finished ones and connected via the ALL_TO_ALL edges",
      );
    }
    if (input.pattern === "POINTWISE" && input.state === "all running") {
      return illegalModification(vertex, "partially finished vertices predeceased with all running ones");
    }
  }
  return null;
}

function mixed(vertex: RestorableVertex, states: readonly FinishedState[]): EngineError {
  const names = states.map((state) => state.toUpperCase().replace(" ", "_")).sort();
  return finishedError(
    `Can not restore vertex ${vertex.name}(${vertex.id}) which contain mixed operator finished state: [${names.join(", ")}]`,
    "Operators that had finished cannot share a task with operators that have work to do: chain them as they were.",
  );
}

function illegalModification(vertex: RestorableVertex, what: string): EngineError {
  return finishedError(
    `Illegal JobGraph modification. Cannot run a program with ${what}. Task vertex ${vertex.name}(${vertex.id})`,
    "What had finished stays finished after a restore: put new sources and operators behind it, not in front of it.",
  );
}

function finishedError(message: string, hint: string): EngineError {
  return new EngineError({ code: "RESTORE_REFUSED", message, hint, flinkClass: "FlinkRuntimeException" });
}
