/**
 * The metrics of a task and of its operators, under Flink's names and in Flink's scopes: those of the task bare, those
 * of an operator behind its name. Answers to what `TaskIOMetricGroup`, `InternalOperatorIOMetricGroup`, `StreamTask`
 * and `InputChannelMetrics` register, as Flink's `MetricStore` keeps it: every value as Java writes it.
 *
 * Bytes are only counted in runs whose channels are made of network buffers.
 */
import {
  type Counter,
  type Gauge,
  type Meter,
  type MetricHistogram,
  MeterView,
  type RegisteredMetric,
} from "../metrics/index";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { networkMetrics } from "./network-metrics";
import type { SubtaskContext } from "./subtask-context";
import type { Task } from "./task";

/** A number under its name. */
export type NamedReading = { readonly name: string; readonly read: () => number };

/** A rate for each counter that has one, by its name. */
export function createTaskRates(task: Task): ReadonlyMap<string, MeterView> {
  return new Map(
    countersWithRates(task).map(({ name, read }) => {
      const counter = { inc: () => undefined, dec: () => undefined, getCount: read };
      return [rateName(name), new MeterView(counter)];
    }),
  );
}

/** All metrics of a task at an instant of the clock, by name; empty before it runs. */
export function readTaskMetrics(task: Task, now: number): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  if (task.metrics.startedAt === null) return values;
  const put = (name: string, value: string) => values.set(name, value);
  for (const { name, read } of countersWithRates(task)) {
    put(name, String(read()));
    put(rateName(name), javaDouble(task.metrics.rate(rateName(name))));
  }
  for (const [name, value] of Object.entries(timesOf(task, now))) put(name, value);
  for (const [name, value] of networkMetrics(task.run, task)) put(name, value);
  for (const metric of task.metrics.group.registered()) putRegistered(values, metric.name, metric);
  for (const context of task.chain.contexts) {
    for (const [name, value] of operatorMetrics(task, context, now)) put(`${context.operatorName}.${name}`, value);
    for (const metric of context.registeredMetrics)
      putRegistered(values, `${context.operatorName}.${metric.name}`, metric);
  }
  return values;
}

/** A double as Java's `Double.toString` writes it. */
function javaDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits, exponent] = value.toExponential().split("e") as [string, string];
    return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** A watermark as Java writes a long: the first and last times are not rounded. */
function javaLong(value: number): string {
  if (value === MIN_TIMESTAMP) return "-9223372036854775808";
  return value === MAX_TIMESTAMP ? "9223372036854775807" : String(value);
}

function rateName(counter: string): string {
  return `${counter}PerSecond`;
}

function countersWithRates(task: Task): readonly NamedReading[] {
  const head = task.chain.headContext.counters;
  const ofTask: NamedReading[] = [
    { name: "numRecordsIn", read: () => head.recordsIn },
    { name: "numRecordsOut", read: () => task.writers.reduce((sum, { recordsOut }) => sum + recordsOut, 0) },
  ];
  return [...ofTask, ...bytesOf(task), ...task.chain.contexts.flatMap(countersOfOperator)];
}

/** Only where channels are made of buffers, whose bytes are known. */
function bytesOf(task: Task): readonly NamedReading[] {
  const { network } = task.run;
  if (network === null) return [];
  const [outputs, inputs] = [network.outputsOf(task), network.inputsOf(task)];
  return [
    { name: "numBytesIn", read: () => inputs.reduce((sum, { bytesIn }) => sum + bytesIn, 0) },
    { name: "numBytesOut", read: () => outputs.reduce((sum, { bytesOut }) => sum + bytesOut, 0) },
    { name: "numBuffersOut", read: () => outputs.reduce((sum, { buffersOut }) => sum + buffersOut, 0) },
  ];
}

function countersOfOperator({ operatorName, counters }: SubtaskContext): readonly NamedReading[] {
  return [
    { name: `${operatorName}.numRecordsIn`, read: () => counters.recordsIn },
    { name: `${operatorName}.numRecordsOut`, read: () => counters.recordsOut },
  ];
}

function timesOf(task: Task, now: number): Readonly<Record<string, string>> {
  const { metrics } = task;
  const { idle, softBackPressured, hardBackPressured, changelogBusy } = metrics;
  return {
    idleTimeMsPerSecond: String(idle.getValue()),
    busyTimeMsPerSecond: javaDouble(metrics.busyMillisPerSecond),
    backPressuredTimeMsPerSecond: String(metrics.backPressuredMillisPerSecond),
    softBackPressuredTimeMsPerSecond: String(softBackPressured.getValue()),
    hardBackPressuredTimeMsPerSecond: String(hardBackPressured.getValue()),
    maxSoftBackPressureTimeMs: String(softBackPressured.maxSingleMeasurement),
    maxHardBackPressureTimeMs: String(hardBackPressured.maxSingleMeasurement),
    changelogBusyTimeMsPerSecond: String(changelogBusy.getValue()),
    accumulateIdleTimeMs: String(idle.accumulatedCount),
    accumulateBusyTimeMs: javaDouble(metrics.accumulatedBusyMillis(now)),
    accumulateBackPressuredTimeMs: String(metrics.accumulatedBackPressuredMillis),
    isBackPressured: String(task.isAlive && task.counts.fullOutputs > 0),
    mailboxQueueSize: String(task.mailbox.size),
    ...(task.vertex.inputs.length === 0
      ? {}
      : { currentInputWatermark: javaLong(inputWatermark(task.chain.headContext)) }),
  };
}

function* operatorMetrics(task: Task, context: SubtaskContext, now: number): Iterable<[string, string]> {
  const { counters, inputCount, countsLateRecords } = context;
  if (inputCount > 0) yield ["currentInputWatermark", javaLong(inputWatermark(context))];
  if (inputCount === 2) {
    yield ["currentInput1Watermark", javaLong(counters.inputWatermark)];
    yield ["currentInput2Watermark", javaLong(counters.inputWatermark2)];
  }
  yield ["currentOutputWatermark", javaLong(counters.outputWatermark)];
  if (countsLateRecords) yield ["numLateRecordsDropped", String(counters.lateRecordsDropped)];
  if (inputCount > 0) return;
  yield ["sourceIdleTime", String(task.metrics.idleFor(now))];
  if (counters.outputWatermark > MIN_TIMESTAMP) yield ["watermarkLag", String(now - counters.outputWatermark)];
}

/** Of two inputs the lower one. */
function inputWatermark({ counters, inputCount }: SubtaskContext): number {
  return inputCount === 2 ? Math.min(counters.inputWatermark, counters.inputWatermark2) : counters.inputWatermark;
}

const QUANTILES = { median: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p98: 0.98, p99: 0.99, p999: 0.999 } as const;

/** What functions and operators registered, as the four kinds are written. */
function putRegistered(values: Map<string, string>, at: string, { kind, metric }: RegisteredMetric): void {
  if (kind === "counter") values.set(at, String((metric as Counter).getCount()));
  else if (kind === "meter") values.set(at, javaDouble((metric as Meter).getRate()));
  else if (kind === "gauge") values.set(at, String((metric as Gauge<unknown>).getValue()));
  else {
    const statistics = (metric as MetricHistogram).getStatistics();
    values.set(`${at}_min`, String(statistics.getMin()));
    values.set(`${at}_max`, String(statistics.getMax()));
    values.set(`${at}_mean`, javaDouble(statistics.getMean()));
    values.set(`${at}_stddev`, javaDouble(statistics.getStdDev()));
    for (const [quantile, share] of Object.entries(QUANTILES)) {
      values.set(`${at}_${quantile}`, javaDouble(statistics.getQuantile(share)));
    }
  }
}
