/**
 * `explain` answers for every record of every recording that an operator harness replays: where it came from, what became
 * of it, and nothing that the recording contradicts.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeTrace, RecordExplainer, RecordingTracer, type TraceLog } from "../../engine/trace/index";
import { type Recording, UNWATCHED } from "../../conformance/adapter";
import { FAMILY_ADAPTERS } from "../../conformance/families/index";
import { parseRecordings } from "../../conformance/replay";

/** Families without records that an operator takes in: graphs, wiring, watermarks alone, readers. */
const WITHOUT_RECORDS = new Set([
  "execution-plans",
  "job-graphs",
  "key-groups",
  "partitioners",
  "split-watermarks",
  "watermark-valve",
]);

const families = readdirSync("conformance/recordings")
  .map((file) => basename(file, ".jsonl"))
  .filter((family) => !WITHOUT_RECORDS.has(family));

/** The traces of one recording: of its operator, or of each job that it runs. */
function replay(recording: Recording): TraceLog[] {
  const jobs: TraceLog[] = [];
  const adapter = FAMILY_ADAPTERS.find(({ family }) => recording.id.startsWith(`${family}/`));
  let step = 0;
  const tracer = new RecordingTracer({ currentStep: () => step++, currentProcessingTime: () => 0, eventsMax: 1e6 });
  const operator = { id: "0", name: "operator", uid: null, kind: "operator", vertex: 0, chainIndex: 0 };
  tracer.setOperators([{ ...operator, parallelism: 1, maxParallelism: 128, inputs: [] }]);
  const result = adapter?.replay(recording, {
    ...UNWATCHED,
    tracer,
    onJobTrace: (columns) => jobs.push(decodeTrace(columns)),
  });
  expect(result?.status).toBe("pass");
  return jobs.length > 0 ? jobs : [decodeTrace(tracer.toColumns())];
}

/** What is wrong with the explanations of one recording; empty when nothing is. */
function complaints(recording: Recording, log: TraceLog): string[] {
  const explainer = new RecordExplainer(log);
  const found: string[] = [];
  for (const record of explainer.records) {
    const explanation = explainer.explain(record);
    if (explanation === null || explanation.sentences.length === 0) found.push(`record ${record} is not explained`);
    if (explanation?.outcome === "undone") continue;
    for (const part of explanation?.madeOf ?? []) {
      if (!(explainer.explain(part)?.became.includes(record) ?? false)) {
        found.push(`record ${record} is made of ${part}, which does not know it`);
      }
    }
  }
  if (log.events.at(-1)?.kind === "job-finished") found.push(...lostComplaints(explainer));
  return [...found, ...droppedComplaints(recording, log), ...pendingComplaints(recording, explainer, log)];
}

/** When a job has finished, nothing is on its way any more. */
function lostComplaints(explainer: RecordExplainer): string[] {
  return explainer.records
    .map((record) => explainer.explain(record))
    .filter((explanation) => explanation?.stations.length === 0 && explanation.outcome === "pending")
    .map((explanation) => `record ${explanation?.record} went out and never arrived`);
}

/** Flink's metric counts what the trace calls late and dropped. */
function droppedComplaints(recording: Recording, log: TraceLog): string[] {
  if (recording.lateRecordsDropped === undefined) return [];
  const late = log.events.filter(
    (event) =>
      (event.kind === "record-late" && event.outcome === "dropped") ||
      (event.kind === "record-dropped" && event.rule.includes("watermark")),
  );
  return late.length === recording.lateRecordsDropped
    ? []
    : [`${late.length} late, not ${JSON.stringify(recording.lateRecordsDropped)}`];
}

/** Where no state is left at the end, no record waits. */
function pendingComplaints(recording: Recording, explainer: RecordExplainer, log: TraceLog): string[] {
  const left = recording.left as { readonly stateEntries?: number } | undefined;
  if (left?.stateEntries !== 0) return [];
  const received = new Set(log.events.flatMap((event) => (event.kind === "record-received" ? [event.record] : [])));
  const pending = explainer.records.filter(
    (record) => received.has(record) && explainer.explain(record)?.outcome === "pending",
  );
  return pending.map((record) => `record ${record} waits, but no state is left`);
}

describe("explain, on every record of every recording", () => {
  it.each(families)("%s", (family) => {
    const recordings = parseRecordings(readFileSync(`conformance/recordings/${family}.jsonl`, "utf8"));
    const found = recordings
      .filter(({ refused }) => refused === undefined)
      .map((recording) => ({
        id: recording.id,
        complaints: replay(recording).flatMap((log) => complaints(recording, log)),
      }));
    expect(found.filter(({ complaints: each }) => each.length > 0)).toEqual([]);
  });
});
