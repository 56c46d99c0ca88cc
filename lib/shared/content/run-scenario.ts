import {
  type AggregateFunction,
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  EventTimeSessionWindows,
  type SingleOutputStreamOperator,
  SlidingEventTimeWindows,
  type TimeWindow,
  TumblingEventTimeWindows,
  WatermarkStrategy,
  type WindowAssigner,
} from "@tidemark/engine";
import { decodeTrace, type TraceColumns } from "@tidemark/engine/trace";
import type { ScenarioAnswer } from "./scenario-answer";
import type { Scenario, ScenarioStream } from "./scenario-schema";
import { candidateWindows } from "./scenario-windows";

/** One element as it flows: `number` is its place in the scenario, from 1. */
export type ScenarioRecord = { readonly number: number; readonly key: string; readonly value: number };
export type WindowResult<Result> = {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly result: Result;
};

export interface ScenarioRun {
  readonly answer: ScenarioAnswer;
  /** The whole run, for the event-time plane. */
  readonly trace: TraceColumns;
}

/** What the engine gave: the window results in order, and the trace. */
interface RunOutput<Result> {
  readonly results: readonly WindowResult<Result>[];
  readonly trace: TraceColumns;
}

const runs = new WeakMap<Scenario, ScenarioRun>();

/** Runs a declared scenario on the engine and reads the answer off the run; each scenario is run once. */
export function runScenario(scenario: Scenario): ScenarioRun {
  const known = runs.get(scenario);
  if (known !== undefined) return known;
  const output = executeStream<number>(scenario, scenario.function, {
    createAccumulator: () => 0,
    add: (element, sum) => sum + (scenario.function === "count" ? 1 : element.value),
    getResult: (sum) => sum,
    merge: (a, b) => a + b,
  });
  const run = { answer: readAnswer(scenario, output), trace: output.trace };
  runs.set(scenario, run);
  return run;
}

/** Runs a stream on the engine, its windows by the function given; `what` names the function in the trace. */
export function executeStream<Result>(
  scenario: ScenarioStream,
  what: string,
  aggregate: AggregateFunction<ScenarioRecord, Result, Result>,
): RunOutput<Result> {
  const first = scenario.elements[0]?.arrives ?? 0;
  const env = createLocalEnvironment({
    trace: true,
    startProcessingTime: Math.max(0, first - scenario.autoWatermarkInterval),
  });
  env.getConfig().setAutoWatermarkInterval(Duration.ofMillis(scenario.autoWatermarkInterval));
  const script = scenario.elements.map((element, index) => ({
    value: { number: index + 1, key: element.key, value: element.value },
    arrivalMillis: element.arrives,
    timestamp: element.happened,
    partition: element.partition,
  }));
  const source = createScriptedSource<ScenarioRecord>(script, { partitionsStayOpen: true });
  const elements = env.fromSource(source, watermarkStrategy(scenario), "elements");
  const results = new CollectingSink<WindowResult<Result>>();
  if (scenario.window === undefined) elements.sinkTo(new CollectingSink<ScenarioRecord>()).name("collected");
  else addWindows(elements, scenario, { window: scenario.window, what, aggregate }).sinkTo(results).name("results");
  const job = env.execute("scenario");
  job.runToEnd();
  const trace = job.trace();
  if (trace === null) throw new Error("the run of a scenario was not traced");
  return { results: results.values, trace };
}

function watermarkStrategy({ watermarks }: ScenarioStream): WatermarkStrategy<ScenarioRecord> {
  const strategy =
    watermarks.strategy === "bounded-out-of-orderness"
      ? WatermarkStrategy.forBoundedOutOfOrderness<ScenarioRecord>(Duration.ofMillis(watermarks.bound))
      : watermarks.strategy === "monotonous-timestamps"
        ? WatermarkStrategy.forMonotonousTimestamps<ScenarioRecord>()
        : WatermarkStrategy.noWatermarks<ScenarioRecord>();
  const idleness = "idleness" in watermarks ? watermarks.idleness : undefined;
  return idleness === undefined ? strategy : strategy.withIdleness(Duration.ofMillis(idleness));
}

function addWindows<Result>(
  elements: SingleOutputStreamOperator<ScenarioRecord>,
  scenario: ScenarioStream,
  by: {
    readonly window: NonNullable<ScenarioStream["window"]>;
    readonly what: string;
    readonly aggregate: AggregateFunction<ScenarioRecord, Result, Result>;
  },
): SingleOutputStreamOperator<WindowResult<Result>> {
  return elements
    .keyBy((element) => element.key)
    .window(windowAssigner(by.window))
    .allowedLateness(Duration.ofMillis(scenario.allowedLateness))
    .aggregate<Result, Result, WindowResult<Result>>(by.aggregate, (key, { start, end }, results, out) => {
      for (const result of results) out.collect({ key, start, end, result });
    })
    .name(`windows, ${by.what}`);
}

function windowAssigner(window: NonNullable<Scenario["window"]>): WindowAssigner<ScenarioRecord, TimeWindow> {
  if (window.kind === "tumbling") return TumblingEventTimeWindows.of(Duration.ofMillis(window.size));
  if (window.kind === "session") return EventTimeSessionWindows.withGap(Duration.ofMillis(window.gap));
  return SlidingEventTimeWindows.of(Duration.ofMillis(window.size), Duration.ofMillis(window.slide));
}

function readAnswer(scenario: Scenario, output: RunOutput<number>): ScenarioAnswer {
  const { ask } = scenario;
  if (ask.kind === "watermark")
    return { kind: "watermark", watermark: watermarkAfter(scenario, ask.afterElement, output.trace) };
  if (ask.kind === "dropped") return { kind: "dropped", elements: droppedElements(output.trace) };
  const windows = candidateWindows(scenario).map((window) => ({
    ...window,
    outputs: output.results
      .filter(({ key, start, end }) => key === window.key && start === window.start && end === window.end)
      .map(({ result }) => result),
  }));
  return { kind: "window-output", windows };
}

/** The last watermark that the source had emitted when the next element arrived; null when there was none yet. */
function watermarkAfter(scenario: Scenario, elementNumber: number, trace: TraceColumns): number | null {
  const next = scenario.elements[elementNumber]?.arrives ?? Number.POSITIVE_INFINITY;
  const log = decodeTrace(trace);
  let last: number | null = null;
  for (const event of log.events) {
    if (event.kind !== "watermark-emitted" || event.processingTime >= next) continue;
    if (log.operators[event.operator]?.kind !== "source") continue;
    last = event.watermark;
  }
  return last;
}

/**
 * The numbers of the elements that the windows dropped as late. The source is one subtask and hands the elements
 * out by arrival, so its n-th record is element n.
 */
function droppedElements(trace: TraceColumns): number[] {
  const log = decodeTrace(trace);
  const records = log.events.flatMap((event) =>
    event.kind === "record-emitted" && log.operators[event.operator]?.kind === "source" ? [event.record] : [],
  );
  const dropped = new Set(log.events.flatMap((event) => (event.kind === "record-late" ? [event.record] : [])));
  return records.flatMap((record, index) => (dropped.has(record) ? [index + 1] : []));
}
