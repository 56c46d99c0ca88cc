/**
 * What the REST answers are made of, and what several of them need: the tasks of a vertex, their states in Flink's
 * words, and their sums. Nothing here changes a run.
 */
import type { RestValue } from "../../api/index";
import type { GraphDescription } from "../../graph/index";
import type { CheckpointSettings } from "../../checkpoint/index";
import type { CheckpointStatisticsTracker, JobTimes, Task } from "../../runtime/index";

/** Plain data that JSON can hold; NaN occurs where Flink writes "NaN". */
export type Json = RestValue;
export type JsonObject = { readonly [name: string]: Json };

/** A vertex of the plan. */
export type Vertex = GraphDescription["vertices"][number];

export type RestFacts = {
  readonly jobId: string;
  readonly plan: GraphDescription;
  /** Flink's name of the job's status. */
  readonly status: string;
  readonly now: number;
  /** When metrics were updated last. */
  readonly metricsUpdatedAt: number;
  readonly times: JobTimes;
  readonly tasks: readonly Task[];
  readonly checkpoints: CheckpointStatisticsTracker;
  /** null: no periodic checkpoints. */
  readonly checkpointing: CheckpointSettings | null;
  readonly accumulators: ReadonlyMap<string, unknown>;
};

/** A question that has no answer, with its HTTP status. */
export class RestError extends Error {
  constructor(
    readonly status: 400 | 404,
    message: string,
  ) {
    super(message);
  }
}

/** Flink's `ExecutionState`s, in its order. */
export const EXECUTION_STATES = [
  "CREATED",
  "SCHEDULED",
  "DEPLOYING",
  "RUNNING",
  "FINISHED",
  "CANCELING",
  "CANCELED",
  "FAILED",
  "RECONCILING",
  "INITIALIZING",
] as const;

export type ExecutionState = (typeof EXECUTION_STATES)[number];

/** Flink's `JobStatus`es, in its order. */
export const JOB_STATUSES = [
  "INITIALIZING",
  "CREATED",
  "RUNNING",
  "FAILING",
  "FAILED",
  "CANCELLING",
  "CANCELED",
  "FINISHED",
  "RESTARTING",
  "SUSPENDED",
  "RECONCILING",
] as const;

/** A task that waits for its final checkpoint still runs, in Flink's words. */
export function executionStateOf(task: Task): ExecutionState {
  return task.state === "DRAINED" ? "RUNNING" : task.state;
}

export function isTerminal(state: ExecutionState): boolean {
  return state === "FINISHED" || state === "CANCELED" || state === "FAILED";
}

/** How many tasks are in each state; all states are there. */
export function countStates(states: readonly ExecutionState[]): Readonly<Record<ExecutionState, number>> {
  const counts = Object.fromEntries(EXECUTION_STATES.map((state) => [state, 0])) as Record<ExecutionState, number>;
  for (const state of states) counts[state] += 1;
  return counts;
}

/** Flink's `ExecutionJobVertex.getAggregateJobVertexState`. */
export function aggregateState(states: readonly ExecutionState[]): ExecutionState {
  const counts = countStates(states);
  for (const state of ["FAILED", "CANCELING", "CANCELED", "INITIALIZING", "RUNNING"] as const) {
    if (counts[state] > 0) return state;
  }
  if (counts.FINISHED > 0) return counts.FINISHED === states.length ? "FINISHED" : "RUNNING";
  return "CREATED";
}

/** The vertex of that id. Errors: 404. */
export function vertexOf({ plan }: RestFacts, id: string): Vertex {
  const vertex = plan.vertices.find((candidate) => candidate.id === id);
  if (vertex === undefined) throw new RestError(404, `JobVertex ${id} not found`);
  return vertex;
}

export function tasksOf({ tasks }: RestFacts, vertex: Vertex): readonly Task[] {
  return tasks.filter((task) => task.vertex.index === vertex.index);
}

/** As the vertex is deployed now, which an adaptive scheduler may have changed. */
export function parallelismOf(tasks: readonly Task[], vertex: Vertex): number {
  return tasks[0]?.vertex.parallelism ?? vertex.parallelism;
}

/** The task of a subtask. Errors: 404. */
export function taskOf(facts: RestFacts, vertex: Vertex, subtask: string): Task {
  const task = tasksOf(facts, vertex).find(({ subtaskIndex }) => String(subtaskIndex) === subtask);
  if (task === undefined) throw new RestError(404, `Invalid subtask index for vertex ${vertex.id}`);
  return task;
}

/** Where a task runs, as Flink writes an endpoint. */
export function endpointOf(task: Task): string {
  return `${taskManagerOf(task)}:0`;
}

export function taskManagerOf(task: Task): string {
  const { taskManager } = task.placement;
  return taskManager < 0 ? "(unassigned)" : `taskmanager-${taskManager}`;
}
