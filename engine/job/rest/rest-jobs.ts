/**
 * Jobs: `/jobs`, `/jobs/overview`, `/jobs/:jobid` with `/status`, `/plan` and `/accumulators`. Answers to Flink's
 * `JobDetailsHandler` and its like.
 */
import { ioMetrics } from "./rest-io-metrics";
import {
  aggregateState,
  countStates,
  executionStateOf,
  isTerminal,
  JOB_STATUSES,
  type Json,
  type JsonObject,
  parallelismOf,
  type RestFacts,
  tasksOf,
  type Vertex,
} from "./rest-facts";

export function jobs({ jobId, status }: RestFacts): JsonObject {
  return { jobs: [{ id: jobId, status }] };
}

export function jobsOverview(facts: RestFacts): JsonObject {
  const states = facts.tasks.map(executionStateOf);
  const lowerCase = Object.entries(countStates(states)).map(([state, count]) => [state.toLowerCase(), count]);
  const { tasks: _tasks, ...times } = jobTimes(facts);
  return {
    jobs: [
      {
        jid: facts.jobId,
        name: facts.plan.jobName,
        state: facts.status,
        jobType: facts.plan.jobType,
        ...times,
        "last-modification": Math.max(...JOB_STATUSES.map((status) => facts.times.at(status) ?? 0)),
        tasks: { total: states.length, ...(Object.fromEntries(lowerCase) as JsonObject) },
        "pending-operators": 0,
      },
    ],
  };
}

export function jobDetails(facts: RestFacts): JsonObject {
  const vertices = facts.plan.vertices.map((vertex) => jobVertex(facts, vertex));
  const { tasks: _tasks, ...times } = jobTimes(facts);
  return {
    jid: facts.jobId,
    name: facts.plan.jobName,
    isStoppable: false,
    state: facts.status,
    "job-type": facts.plan.jobType,
    ...times,
    maxParallelism: -1,
    now: facts.now,
    timestamps: Object.fromEntries(JOB_STATUSES.map((status) => [status, facts.times.at(status) ?? 0])),
    vertices: vertices.map(({ body }) => body),
    "status-counts": countStates(vertices.map(({ state }) => state)),
    plan: jobPlan(facts),
    "pending-operators": 0,
  };
}

export function jobStatus({ status }: RestFacts): JsonObject {
  return { status };
}

export function plan(facts: RestFacts): JsonObject {
  return { plan: jobPlan(facts) };
}

/** The newest first. There are no stack traces of Java: an entry says what was thrown, and the message. */
export function exceptions({ times }: RestFacts): JsonObject {
  const entries = times.exceptions.map(({ exceptionName, message, at, taskName, taskManager }): JsonObject => {
    const where = taskManager === null ? null : `taskmanager-${taskManager}`;
    return {
      exceptionName,
      stacktrace: `${exceptionName}: ${message}`,
      timestamp: at,
      failureLabels: {},
      taskName,
      endpoint: where === null ? null : `${where}:0`,
      taskManagerId: where,
      concurrentExceptions: [],
    };
  });
  return { exceptionHistory: { entries, truncated: false } };
}

export function accumulators({ accumulators: results }: RestFacts): JsonObject {
  const entries = [...results].map(([name, value]) => ({ name, type: typeOf(value), value: String(value) }));
  return { "job-accumulators": [], "user-task-accumulators": entries };
}

function typeOf(value: unknown): string {
  return typeof value === "object" && value !== null ? value.constructor.name : typeof value;
}

function jobTimes({ times, now }: RestFacts): { readonly tasks: null } & JsonObject {
  const start = times.at("INITIALIZING") ?? 0;
  const isOver = isTerminal(times.status as never);
  const end = isOver ? (times.at(times.status) ?? now) : -1;
  return { tasks: null, "start-time": start, "end-time": end, duration: (isOver ? end : now) - start };
}

function jobVertex(facts: RestFacts, vertex: Vertex) {
  const tasks = tasksOf(facts, vertex);
  const states = tasks.map(executionStateOf);
  const state = aggregateState(states);
  const starts = tasks.flatMap(({ metrics }) => (metrics.startedAt === null ? [] : [metrics.startedAt]));
  const hasStarted = starts.length > 0;
  const start = hasStarted ? Math.min(...starts) : -1;
  const isOver = hasStarted && states.every(isTerminal);
  const end = isOver ? Math.max(...tasks.map(({ metrics }) => metrics.endedAt ?? facts.now)) : -1;
  const body: JsonObject = {
    id: vertex.id,
    slotSharingGroupId: vertex.slotSharingGroup,
    name: vertex.name,
    maxParallelism: vertex.maxParallelism,
    parallelism: parallelismOf(tasks, vertex),
    status: state,
    "start-time": start,
    "end-time": end,
    duration: hasStarted ? (isOver ? end : facts.now) - start : -1,
    tasks: countStates(states),
    metrics: ioMetrics(tasks, facts.now),
  };
  return { state, body };
}

function jobPlan({ jobId, plan: { jobName, jobType, vertices } }: RestFacts): JsonObject {
  const nodes = vertices.map((vertex): JsonObject => {
    const inputs = vertex.inputs.map(
      ({ from, shipStrategy, resultType }, num): Json => ({
        num,
        id: vertices[from]?.id ?? "",
        ship_strategy: shipStrategy,
        exchange: resultType.toLowerCase(),
      }),
    );
    return {
      id: vertex.id,
      parallelism: vertex.parallelism,
      operator: "",
      operator_strategy: "",
      description: escapeHtml(vertex.description).replaceAll("\n", "<br/>").replaceAll("\\", "&#92;"),
      ...(inputs.length === 0 ? {} : { inputs }),
      optimizer_properties: {},
    };
  });
  return { jid: jobId, name: jobName, type: jobType, nodes };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
