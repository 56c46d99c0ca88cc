/**
 * Recordings of whole programs on a Flink mini cluster: what each sink got.
 *
 * The engine's programs are run with seed 0, its streaming results compared as the sink's `order` says. Results of
 * batch mode are not compared yet: the engine has no batch mode.
 */
import { createLocalEnvironment } from "../../engine/job/index";
import {
  type Difference,
  type Entry,
  type FamilyAdapter,
  notCovered,
  type Recording,
  type ReplayResult,
} from "../adapter";
import { differenceAt, encodeFailure, encodeTime, encodeValue, resultOf } from "../compare";
import { buildJob, type JobProgram, type JobSink, type SinkEntry } from "./job-programs";

/** Operators that the engine does not have yet. */
const MISSING = new Set(["join", "coGroup"]);

type Outcome = {
  readonly refused: Entry | null;
  readonly failed: Entry | null;
  readonly sinks: Map<string, SinkEntry[]>;
};

function run(program: JobProgram): Outcome {
  const env = createLocalEnvironment();
  let readers: Map<string, () => SinkEntry[]>;
  try {
    readers = buildJob(env, program);
  } catch (error) {
    return { refused: encodeFailure(error), failed: null, sinks: new Map() };
  }
  try {
    env.execute().runToEnd();
  } catch (error) {
    const failure = encodeFailure(error);
    return { refused: failure, failed: failure, sinks: new Map() };
  }
  return {
    refused: null,
    failed: null,
    sinks: new Map([...readers].map(([id, read]) => [id, read()])),
  };
}

/** A sink's entries as recorded: `[ts, key, value, id]` and `["w", t]`, in the order that is compared. */
function encodeSink(sink: JobSink, entries: readonly SinkEntry[]): Entry[] {
  const encoded = entries.map((entry): Entry => {
    if ("watermark" in entry) return ["w", encodeTime(entry.watermark)];
    return [sink.times === false ? null : encodeTime(entry.timestamp), ...entry.value];
  });
  return inOrder(sink, encoded);
}

function inOrder(sink: JobSink, entries: readonly Entry[]): Entry[] {
  switch (sink.order) {
    case "exact":
      return [...entries];
    case "key":
      return [...entries].sort((a, b) => compareText(a[1] as string, b[1] as string));
    case "any":
      return [...entries].sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareSinks(program: JobProgram, expected: Readonly<Record<string, Entry[]>>, outcome: Outcome) {
  return program.sinks.map((sink): Difference | null => {
    const recorded = inOrder(sink, expected[sink.id] ?? []);
    return differenceAt(sink.id, recorded, encodeSink(sink, outcome.sinks.get(sink.id) ?? []));
  });
}

/** Says so where the recording has results of batch mode, which are not compared yet. */
function streamingOnly(recording: Recording, result: ReplayResult): ReplayResult {
  const hasBatch = "BATCH" in (recording.results as object);
  return result.status === "pass" && hasBatch ? { ...result, part: "streaming only" } : result;
}

export const jobs: FamilyAdapter = {
  family: "jobs",
  replay(recording) {
    const program = recording.program as unknown as JobProgram;
    const missing = program.operators.find((operator) => MISSING.has(operator.type));
    if (missing !== undefined) return notCovered(`needs ${missing.type}`);
    const outcome = run(program);
    if (recording.refused !== undefined) return resultOf(differenceAt("refused", recording.refused, outcome.refused));
    const { STREAMING: expected } = recording.results as { readonly STREAMING: unknown };
    if (Array.isArray(expected)) {
      return streamingOnly(recording, resultOf(differenceAt("results", expected, outcome.failed)));
    }
    return streamingOnly(
      recording,
      resultOf(
        differenceAt("failure", null, encodeValue(outcome.failed)),
        ...compareSinks(program, expected as Record<string, Entry[]>, outcome),
      ),
    );
  },
};
