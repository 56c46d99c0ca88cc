/**
 * Metrics: `/jobs/:jobid/metrics` and those of a vertex, of its subtasks together and of each one. Answers to Flink's
 * `AbstractMetricsHandler`, `AggregatingSubtasksMetricsHandler` and `JobVertexWatermarksHandler`.
 *
 * Without `get` an answer lists the names that there are; with it the values of those that exist.
 */
import { readTaskMetrics, stateBytes, checkpointedBytes, endToEndMillis } from "../../runtime/index";
import { type Json, RestError, type RestFacts, taskOf, tasksOf, vertexOf } from "./rest-facts";

type Metrics = ReadonlyMap<string, string>;
/** What follows the question mark, by name; several values are separated by commas. */
export type Query = ReadonlyMap<string, readonly string[]>;

export function jobMetrics(facts: RestFacts, query: Query): Json {
  return answer(readJobMetrics(facts), query);
}

/** Metrics of a whole vertex carry the subtask in front of their name. */
export function vertexMetrics(facts: RestFacts, vertexId: string, query: Query): Json {
  const all = tasksOf(facts, vertexOf(facts, vertexId)).flatMap((task) =>
    [...readTaskMetrics(task, facts.now)].map(([name, value]) => [`${task.subtaskIndex}.${name}`, value] as const),
  );
  return answer(new Map(all), query);
}

export function subtaskMetrics(facts: RestFacts, vertexId: string, subtask: string, query: Query): Json {
  return answer(readTaskMetrics(taskOf(facts, vertexOf(facts, vertexId), subtask), facts.now), query);
}

/** The current input watermark of each subtask. */
export function watermarks(facts: RestFacts, vertexId: string): Json {
  const name = "currentInputWatermark";
  return tasksOf(facts, vertexOf(facts, vertexId)).flatMap((task) => {
    const value = readTaskMetrics(task, facts.now).get(name);
    return value === undefined ? [] : [{ id: `${task.subtaskIndex}.${name}`, value }];
  });
}

/** Over the subtasks: smallest, largest, average, sum and skew of each metric that is asked for. */
export function aggregatedSubtaskMetrics(facts: RestFacts, vertexId: string, query: Query): Json {
  const wanted = subtasksWanted(query);
  const stores = tasksOf(facts, vertexOf(facts, vertexId))
    .filter(({ subtaskIndex }) => wanted === null || wanted.has(subtaskIndex))
    .map((task) => readTaskMetrics(task, facts.now));
  const names = query.get("get");
  if (names === undefined) {
    return [...new Set(stores.flatMap((store) => [...store.keys()]))].map((id) => ({ id }));
  }
  const modes = aggregationsWanted(query);
  const aggregated: Json[] = [];
  for (const id of names) {
    const values = stores.flatMap((store) => store.get(id) ?? []).map(toNumber);
    if (values.length === 0) return [];
    if (values.some((value) => value === null)) continue;
    const numbers = values as readonly number[];
    aggregated.push({ id, ...Object.fromEntries(modes.map((mode) => [mode, AGGREGATIONS[mode](numbers)])) });
  }
  return aggregated;
}

function answer(metrics: Metrics, query: Query): Json {
  const names = query.get("get");
  if (names === undefined) return [...metrics.keys()].map((id) => ({ id }));
  return names.flatMap((id) => (metrics.has(id) ? [{ id, value: metrics.get(id) as string }] : []));
}

const AGGREGATIONS = {
  min: (values: readonly number[]) => Math.min(...values),
  max: (values: readonly number[]) => Math.max(...values),
  avg: (values: readonly number[]) => sum(values) / values.length,
  sum,
  skew,
} as const;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The mean distance from the average in per cent of the average, at most 100. */
function skew(values: readonly number[]): number {
  const average = sum(values) / values.length;
  if (average === 0) return 0;
  const deviation = sum(values.map((value) => Math.abs(average - value))) / values.length;
  return Math.min((deviation / average) * 100, 100);
}

function aggregationsWanted(query: Query): readonly (keyof typeof AGGREGATIONS)[] {
  const wanted = query.get("agg");
  const all = Object.keys(AGGREGATIONS) as (keyof typeof AGGREGATIONS)[];
  if (wanted === undefined) return all;
  const unknown = wanted.find((mode) => !all.includes(mode.toLowerCase() as (typeof all)[number]));
  if (unknown !== undefined) throw new RestError(400, `${unknown} is not a valid metrics aggregation.`);
  return all.filter((mode) => wanted.some((each) => each.toLowerCase() === mode));
}

/** Of `subtasks=0,2-4`; null: all. */
function subtasksWanted(query: Query): ReadonlySet<number> | null {
  const ranges = query.get("subtasks");
  if (ranges === undefined) return null;
  const wanted = new Set<number>();
  for (const range of ranges) {
    const [first, last = first] = range.split("-").map(Number) as [number, number?];
    if (!Number.isInteger(first) || !Number.isInteger(last)) throw new RestError(400, `Invalid subtask range ${range}`);
    for (let subtask = first; subtask <= last; subtask += 1) wanted.add(subtask);
  }
  return wanted;
}

function toNumber(text: string): number | null {
  if (text === "NaN") return Number.NaN;
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? null : value;
}

function readJobMetrics({ times, checkpoints, checkpointing, now }: RestFacts): Metrics {
  const values = new Map<string, string>([
    ["numRestarts", String(times.restarts)],
    ["fullRestarts", String(times.restarts)],
    ["uptime", String(times.uptime(now))],
    ["downtime", String(times.downtime(now))],
  ]);
  if (checkpointing === null) return values;
  const { counts, latestCompleted: latest, latestRestored } = checkpoints;
  const lastOf = (read: number | undefined) => String(read ?? -1);
  const { total, in_progress: inProgress, completed, failed } = counts;
  values.set("totalNumberOfCheckpoints", String(total));
  values.set("numberOfInProgressCheckpoints", String(inProgress));
  values.set("numberOfCompletedCheckpoints", String(completed));
  values.set("numberOfFailedCheckpoints", String(failed));
  values.set("lastCheckpointRestoreTimestamp", lastOf(latestRestored?.restoredAt));
  values.set("lastCheckpointSize", latest === null ? "-1" : String(checkpointedBytes(latest)));
  values.set("lastCheckpointFullSize", latest === null ? "-1" : String(stateBytes(latest)));
  values.set("lastCheckpointDuration", latest === null ? "-1" : String(endToEndMillis(latest)));
  values.set("lastCompletedCheckpointId", lastOf(latest?.checkpointId));
  return values;
}
