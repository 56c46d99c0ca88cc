/**
 * A job, read as over Flink's REST API: a path in, what Flink 2.3 answers to `GET` out. Nothing is changed by asking.
 *
 *   answerRest(facts, "/jobs/…/vertices/…/backpressure")   ->   { status: 200, body: { status: "ok", … } }
 */
import type { RestResponse } from "../../api/index";
import { checkpointConfig, checkpointDetails, checkpoints, checkpointSubtasks } from "./rest-checkpoints";
import { type Json, RestError, type RestFacts } from "./rest-facts";
import { accumulators, exceptions, jobDetails, jobs, jobsOverview, jobStatus, plan } from "./rest-jobs";
import {
  aggregatedSubtaskMetrics,
  jobMetrics,
  type Query,
  subtaskMetrics,
  vertexMetrics,
  watermarks,
} from "./rest-metrics";
import { backPressure, subtaskDetails, subtaskTimes, vertexDetails } from "./rest-vertices";

type Route = {
  /** With `:name` for what is handed on, in order. */
  readonly path: string;
  readonly answer: (facts: RestFacts, parameters: readonly string[], query: Query) => Json;
};

const JOB = "/jobs/:jobid";
const VERTEX = `${JOB}/vertices/:vertexid`;

const ROUTES: readonly Route[] = [
  { path: "/jobs", answer: jobs },
  { path: "/jobs/overview", answer: jobsOverview },
  { path: JOB, answer: jobDetails },
  { path: `${JOB}/status`, answer: jobStatus },
  { path: `${JOB}/plan`, answer: plan },
  { path: `${JOB}/exceptions`, answer: exceptions },
  { path: `${JOB}/accumulators`, answer: accumulators },
  { path: `${JOB}/metrics`, answer: (facts, _parameters, query) => jobMetrics(facts, query) },
  { path: `${JOB}/checkpoints`, answer: checkpoints },
  { path: `${JOB}/checkpoints/config`, answer: checkpointConfig },
  { path: `${JOB}/checkpoints/details/:id`, answer: (facts, [id = ""]) => checkpointDetails(facts, id) },
  {
    path: `${JOB}/checkpoints/details/:id/subtasks/:vertexid`,
    answer: (facts, [id = "", vertex = ""]) => checkpointSubtasks(facts, id, vertex),
  },
  { path: VERTEX, answer: (facts, [vertex = ""]) => vertexDetails(facts, vertex) },
  { path: `${VERTEX}/backpressure`, answer: (facts, [vertex = ""]) => backPressure(facts, vertex) },
  { path: `${VERTEX}/subtasktimes`, answer: (facts, [vertex = ""]) => subtaskTimes(facts, vertex) },
  { path: `${VERTEX}/watermarks`, answer: (facts, [vertex = ""]) => watermarks(facts, vertex) },
  { path: `${VERTEX}/metrics`, answer: (facts, [vertex = ""], query) => vertexMetrics(facts, vertex, query) },
  {
    path: `${VERTEX}/subtasks/metrics`,
    answer: (facts, [vertex = ""], query) => aggregatedSubtaskMetrics(facts, vertex, query),
  },
  {
    path: `${VERTEX}/subtasks/:index`,
    answer: (facts, [vertex = "", index = ""]) => subtaskDetails(facts, vertex, index),
  },
  {
    path: `${VERTEX}/subtasks/:index/metrics`,
    answer: (facts, [vertex = "", index = ""], query) => subtaskMetrics(facts, vertex, index, query),
  },
];

/** What the path names, or an error of Flink's shape (`{ errors: [...] }`) with status 400 or 404. */
export function answerRest(facts: RestFacts, pathAndQuery: string): RestResponse {
  const [path = "", search = ""] = pathAndQuery.replace(/^\/v1(?=\/)/, "").split("?");
  try {
    return { status: 200, body: route(facts, path, parseQuery(search)) };
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return { status: error.status, body: { errors: [error.message] } };
  }
}

function route(facts: RestFacts, path: string, query: Query): Json {
  const parts = path.split("/");
  for (const candidate of ROUTES) {
    const parameters = match(candidate.path.split("/"), parts);
    if (parameters === null) continue;
    const { ":jobid": jobId, ...rest } = parameters;
    if (jobId !== undefined && jobId !== facts.jobId) throw new RestError(404, `Job ${jobId} not found`);
    return candidate.answer(facts, Object.values(rest), query);
  }
  throw new RestError(404, `Not found: ${path}`);
}

/** The parameters in the order in which the route names them; null where the path is another one. */
function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, name] of pattern.entries()) {
    const part = decodeURIComponent(parts[index] as string);
    if (name.startsWith(":")) parameters[name] = part;
    else if (name !== part) return null;
  }
  return parameters;
}

function parseQuery(search: string): Query {
  const query = new Map<string, readonly string[]>();
  for (const pair of search.split("&")) {
    const [name = "", value = ""] = pair.split("=");
    if (value !== "") query.set(decodeURIComponent(name), decodeURIComponent(value).split(","));
  }
  return query;
}
