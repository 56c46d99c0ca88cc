/**
 * Vertices: `/jobs/:jobid/vertices/:vertexid` with `/backpressure`, `/subtasktimes`, `/subtasks/:index`, `/watermarks`.
 * Answers to Flink's `JobVertexDetailsHandler`, `JobVertexBackPressureHandler`, `SubtasksTimesHandler` and their like.
 */
import type { Task } from "../../runtime/index";
import { ioMetrics } from "./rest-io-metrics";
import {
  endpointOf,
  EXECUTION_STATES,
  executionStateOf,
  isTerminal,
  type JsonObject,
  parallelismOf,
  type RestFacts,
  taskManagerOf,
  taskOf,
  tasksOf,
  vertexOf,
} from "./rest-facts";

/** Up to this share of the time a vertex is not back-pressured, in the words of Flink's UI. */
const OK_RATIO_MAX = 0.1;
/** Up to this share it is a little, above it is very much. */
const LOW_RATIO_MAX = 0.5;

export function vertexDetails(facts: RestFacts, vertexId: string): JsonObject {
  const vertex = vertexOf(facts, vertexId);
  const tasks = tasksOf(facts, vertex);
  const subtasks = tasks.map((task) => attempt(facts, task));
  return {
    id: vertex.id,
    name: vertex.name,
    parallelism: parallelismOf(tasks, vertex),
    maxParallelism: vertex.maxParallelism,
    now: facts.now,
    subtasks,
  };
}

export function subtaskDetails(facts: RestFacts, vertexId: string, subtask: string): JsonObject {
  return attempt(facts, taskOf(facts, vertexOf(facts, vertexId), subtask));
}

export function subtaskTimes(facts: RestFacts, vertexId: string): JsonObject {
  const vertex = vertexOf(facts, vertexId);
  const subtasks = tasksOf(facts, vertex).map((task): JsonObject => {
    const { startedAt, endedAt } = task.metrics;
    const timestamps = Object.fromEntries(EXECUTION_STATES.map((state) => [state, 0]));
    for (const state of ["CREATED", "SCHEDULED", "DEPLOYING", "INITIALIZING", "RUNNING"] as const) {
      timestamps[state] = startedAt ?? 0;
    }
    const state = executionStateOf(task);
    if (isTerminal(state)) timestamps[state] = endedAt ?? facts.now;
    const duration = startedAt === null ? -1 : (endedAt ?? facts.now) - startedAt;
    return { subtask: task.subtaskIndex, endpoint: endpointOf(task), duration, timestamps };
  });
  return { id: vertex.id, name: vertex.name, now: facts.now, subtasks };
}

/** Ratios of idle, busy and back-pressured time and their level: ok up to 10 %, low up to 50 %, high above. */
export function backPressure(facts: RestFacts, vertexId: string): JsonObject {
  const tasks = tasksOf(facts, vertexOf(facts, vertexId));
  if (tasks.every(({ metrics }) => metrics.startedAt === null)) return { status: "deprecated" };
  const subtasks = tasks.map((task) => {
    const { metrics, subtaskIndex: subtask } = task;
    const ratio = metrics.backPressuredMillisPerSecond / 1_000;
    const [idleRatio, busyRatio] = [metrics.idle.getValue() / 1_000, metrics.busyMillisPerSecond / 1_000];
    return { subtask, ...levels(ratio), ratio, idleRatio, busyRatio };
  });
  const highest = Math.max(...subtasks.map(({ ratio }) => ratio));
  return { status: "ok", ...levels(highest), "end-timestamp": facts.metricsUpdatedAt, subtasks };
}

function levels(ratio: number) {
  const level = backPressureLevel(ratio);
  return { "backpressure-level": level, backpressureLevel: level };
}

/** The word for a share of time, 0 to 1, that a task is back-pressured. */
export function backPressureLevel(ratio: number): "ok" | "low" | "high" {
  if (ratio <= OK_RATIO_MAX) return "ok";
  return ratio <= LOW_RATIO_MAX ? "low" : "high";
}

function attempt({ now }: RestFacts, task: Task): JsonObject {
  const { startedAt, endedAt } = task.metrics;
  const start = startedAt ?? -1;
  const status = executionStateOf(task);
  const end = isTerminal(status) ? (endedAt ?? now) : -1;
  return {
    subtask: task.subtaskIndex,
    status,
    attempt: task.attemptNumber,
    endpoint: endpointOf(task),
    "start-time": start,
    "end-time": end,
    duration: startedAt === null ? -1 : (end === -1 ? now : end) - startedAt,
    metrics: ioMetrics([task], now),
    "taskmanager-id": taskManagerOf(task),
    start_time: start,
  };
}
