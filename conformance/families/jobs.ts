/**
 * Recordings of whole programs on a Flink mini cluster: what each sink got.
 *
 * The engine's programs are run with seed 0, as streams and in batch mode, and their results compared as the sink's
 * `order` says.
 */
import { RuntimeExecutionMode } from "../../engine/api/index";
import { createLocalEnvironment } from "../../engine/job/index";
import type { Difference, Entry, FamilyAdapter, ReplayWatch } from "../adapter";
import { differenceAt, encodeFailure, encodeTime, encodeValue, resultOf } from "../compare";
import { buildJob, type JobProgram, type JobSink, type SinkEntry } from "./job-programs";

type Outcome = {
  readonly refused: Entry | null;
  readonly failed: Entry | null;
  readonly sinks: Map<string, SinkEntry[]>;
};

function run(program: JobProgram, mode: RuntimeExecutionMode, watch: ReplayWatch): Outcome {
  const env = createLocalEnvironment({ trace: watch.tracer.enabled, stateBackend: watch.stateBackend })
    .setRuntimeMode(mode)
    .configure({ "execution.batch.adaptive.auto-parallelism.enabled": false });
  let readers: Map<string, () => SinkEntry[]>;
  try {
    readers = buildJob(env, program);
  } catch (error) {
    return { refused: encodeFailure(error), failed: null, sinks: new Map() };
  }
  try {
    const job = env.execute();
    job.runToEnd();
    const columns = job.trace();
    if (columns !== null) watch.onJobTrace(columns);
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

function compareSinks(
  program: JobProgram,
  mode: RuntimeExecutionMode,
  expected: Readonly<Record<string, Entry[]>>,
  outcome: Outcome,
) {
  return program.sinks.map((sink): Difference | null => {
    const recorded = inOrder(sink, expected[sink.id] ?? []);
    return differenceAt(`${sink.id}, ${mode}`, recorded, encodeSink(sink, outcome.sinks.get(sink.id) ?? []));
  });
}

/** What each sink got in one mode, or the failure of the job. */
type ModeResults = Readonly<Record<string, Entry[] | "same">> | Entry;

/** The differences of one mode; a sink that is the same as in streaming mode only says so. */
function compareMode(
  program: JobProgram,
  mode: RuntimeExecutionMode,
  results: JobResults,
  watch: ReplayWatch,
): (Difference | null)[] {
  const expected = results[mode] as ModeResults;
  const outcome = run(program, mode, watch);
  if (Array.isArray(expected)) return [differenceAt(`failure, ${mode}`, expected, outcome.failed)];
  const sinks = Object.entries(expected as Readonly<Record<string, Entry[] | "same">>).map(
    ([sink, got]): [string, Entry[]] => {
      return [sink, got === "same" ? ((results.STREAMING as Record<string, Entry[]>)[sink] as Entry[]) : got];
    },
  );
  return [
    differenceAt(`failure, ${mode}`, null, encodeValue(outcome.failed)),
    ...compareSinks(program, mode, Object.fromEntries(sinks), outcome),
  ];
}

type JobResults = Readonly<Partial<Record<RuntimeExecutionMode, ModeResults>>>;

const MODES = [RuntimeExecutionMode.STREAMING, RuntimeExecutionMode.BATCH];

export const jobs: FamilyAdapter = {
  family: "jobs",
  replay(recording, watch) {
    const program = recording.program as unknown as JobProgram;
    if (recording.refused !== undefined) {
      const { refused } = run(program, RuntimeExecutionMode.STREAMING, watch);
      return resultOf(differenceAt("refused", recording.refused, refused));
    }
    const results = recording.results as JobResults;
    const recorded = MODES.filter((mode) => mode in results);
    return resultOf(...recorded.flatMap((mode) => compareMode(program, mode, results, watch)));
  },
};
