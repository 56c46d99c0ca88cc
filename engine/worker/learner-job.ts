/**
 * Calls a program once, with everything it finds by name, and starts the job that it describes.
 */
import { type JobClient, RestartStrategies, type StreamExecutionEnvironment } from "../api/index";
import { createScriptedSource } from "../connectors/index";
import { Prng } from "../core/index";
import { createLocalEnvironment } from "../job/index";
import type { Fault } from "../runtime/index";
import { WatermarkStrategy } from "../time/index";
import * as learnerApi from "./learner-api";
import type { LearnerEntry, LearnerScope } from "./learner-code";
import { consoleInto, dateWithClock, mathWithRandom, type PrintedLines } from "./learner-globals";
import type { RunRequest } from "./protocol";
import { RowSink } from "./row-sink";

/** Names that every program finds; its streams and sinks come on top. */
export const SCOPE_NAMES: readonly string[] = ["env", "console", "Date", "Math", ...Object.keys(learnerApi)];

export type DescribedJob = {
  readonly job: JobClient;
  readonly sinks: ReadonlyMap<string, RowSink>;
  /** What `print()` wrote so far. */
  readonly printedLines: () => readonly string[];
};

export type DescribeOptions = {
  readonly faults: readonly Fault[];
  readonly trace: boolean;
  readonly printed: PrintedLines;
};

/** Describes the job and deploys it. Throws what the program throws. */
export function describeJob(entry: LearnerEntry, request: RunRequest, options: DescribeOptions): DescribedJob {
  const { settings } = request;
  let job: JobClient | null = null;
  // A step of length zero changes nothing and tells where the job stands, from inside a step as well.
  const standing = () => job?.step(0) ?? { step: 0, processingTime: settings.startProcessingTimeMillis };
  const env = createLocalEnvironment({
    seed: request.seed,
    taskManagers: settings.taskManagers,
    slotsPerTaskManager: settings.slotsPerTaskManager,
    startProcessingTime: settings.startProcessingTimeMillis,
    ...request.machine,
    actions: request.actions,
    savepoint: request.savepoint,
    allowNonRestoredState: request.allowNonRestoredState,
    trace: options.trace,
    limits: {
      stepsMax: request.budgets.steps,
      recordsMax: request.budgets.records,
      stateEntriesMax: request.budgets.stateEntries,
    },
    faults: options.faults,
  });
  configure(env, request);
  const sinks = new Map(request.sinks.map((name) => [name, new RowSink(() => standing().step)]));
  const random = new Prng(request.seed).stream("learner");
  const streams = new Map(request.inputs.map((input) => [input.name, streamOf(env, request, input.name)]));
  const scope: LearnerScope = {
    ...learnerApi,
    ...request.parameters,
    ...Object.fromEntries(streams),
    ...Object.fromEntries(sinks),
    env,
    console: consoleInto(options.printed),
    Date: dateWithClock(() => standing().processingTime),
    Math: mathWithRandom(() => random.nextFloat()),
  };
  entry(scope);
  job = env.jobClient ?? env.execute();
  return { job, sinks, printedLines: () => env.printSinks.flatMap((sink) => sink.lines) };
}

function configure(env: StreamExecutionEnvironment, { settings, faults }: RunRequest): void {
  env.setParallelism(settings.parallelism).setMaxParallelism(settings.maxParallelism);
  env.getConfig().setAutoWatermarkInterval(settings.autoWatermarkIntervalMillis);
  if (settings.checkpointIntervalMillis > 0) env.enableCheckpointing(settings.checkpointIntervalMillis);
  // Injected failures are survived; the first failure of the program's own ends the run and is shown.
  env.setRestartStrategy(RestartStrategies.fixedDelayRestart(faults.length, 1_000));
}

/** The input of this name: its elements arrive as scripted, without timestamps or watermarks. */
function streamOf(env: StreamExecutionEnvironment, request: RunRequest, name: string): unknown {
  const input = request.inputs.find((it) => it.name === name);
  const start = request.settings.startProcessingTimeMillis;
  const script = (input?.elements ?? []).map(({ value, arrivalMillis, partition }) => ({
    value,
    arrivalMillis: start + arrivalMillis,
    partition,
  }));
  return env.fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks(), name);
}
