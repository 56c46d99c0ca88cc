/**
 * One pass over a trace that answers everything else in logarithmic time: which events a step holds, what a record
 * is, where a watermark stood. Built once for each trace and remembered with it.
 */
import type { TraceEvent, TraceLog, TraceOperator } from "@tidemark/engine/trace";
import { createTimeFormat, formatDuration, isFiniteTime, MIN_TIME, type TimeFormat } from "./time-format";
import { recordLabel } from "./record-label";

/** What is known of one record: who emitted it, from which record, and with which content. */
export type RecordFacts = {
  readonly record: number;
  readonly parent: number;
  readonly operator: number;
  readonly subtask: number;
  readonly step: number;
  readonly timestamp: number;
  readonly value: string;
  readonly outputTag: string;
};

/** How a value moved over the steps; `values[i]` holds from `steps[i]` on. */
export type StepSeries = { readonly steps: number[]; readonly values: number[] };

export type TraceIndex = {
  readonly trace: TraceLog;
  readonly operators: readonly TraceOperator[];
  readonly events: readonly TraceEvent[];
  /** The distinct steps, ascending, and where each begins in `events`. */
  readonly steps: readonly number[];
  readonly offsets: readonly number[];
  readonly format: TimeFormat;
  readonly records: ReadonlyMap<number, RecordFacts>;
  /** The key by which a record was first received at a keyed operator; absent where it never was. */
  readonly keys: ReadonlyMap<number, string>;
  /** The combined watermark of each operator subtask by `place(operator, subtask)`. */
  readonly watermarks: ReadonlyMap<string, StepSeries>;
  /** Processing time of the first event, in milliseconds. */
  readonly startedAt: number;
  /** Whether windows lie in processing time; their bounds are then written as times since the start. */
  readonly processingTimeWindows: boolean;
};

/** The key under which an operator's subtask, or one of its channels, is found. */
export function place(operator: number, subtask: number, channel?: number): string {
  return channel === undefined ? `${operator}/${subtask}` : `${operator}/${subtask}/${channel}`;
}

/** Position of the last entry that is not above `value`, in an ascending list; -1 where all are above. */
export function lastAtMost(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const indexes = new WeakMap<TraceLog, TraceIndex>();

/** The index of a trace; built on the first call. */
export function indexOf(trace: TraceLog): TraceIndex {
  let index = indexes.get(trace);
  if (index === undefined) {
    index = buildIndex(trace);
    indexes.set(trace, index);
  }
  return index;
}

function buildIndex(trace: TraceLog): TraceIndex {
  const steps: number[] = [];
  const offsets: number[] = [];
  const records = new Map<number, RecordFacts>();
  const keys = new Map<number, string>();
  const watermarks = new Map<string, { steps: number[]; values: number[] }>();
  let processingTimeWindows = false;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const see = (time: number) => {
    if (!isFiniteTime(time)) return;
    if (time < min) min = time;
    if (time > max) max = time;
  };
  trace.events.forEach((event, at) => {
    if (steps[steps.length - 1] !== event.step) {
      steps.push(event.step);
      offsets.push(at);
    }
    if (event.kind === "record-emitted") {
      const { record, parent, operator, subtask, step, timestamp, value, outputTag } = event;
      records.set(record, { record, parent, operator, subtask, step, timestamp, value, outputTag });
      if (trace.operators[operator]?.kind === "source") see(timestamp);
    } else if (event.kind === "record-received") {
      if (trace.operators[event.operator]?.kind !== "sink") see(event.timestamp);
      if (event.key !== "" && !keys.has(event.record)) keys.set(event.record, event.key);
    } else if (event.kind === "window-fired") {
      if (event.cause === "processing-time") processingTimeWindows = true;
    } else if (event.kind === "watermark-advanced") {
      const where = place(event.operator, event.subtask);
      const series = watermarks.get(where) ?? { steps: [], values: [] };
      series.steps.push(event.step);
      series.values.push(event.watermark);
      watermarks.set(where, series);
    } else if (event.kind === "restore") {
      for (const series of watermarks.values()) {
        series.steps.push(event.step);
        series.values.push(MIN_TIME);
      }
    }
  });
  const startedAt = trace.events[0]?.processingTime ?? 0;
  const times = min <= max ? createTimeFormat(min, max) : createTimeFormat(0, 0);
  const format = processingTimeWindows ? { ...times, window: sinceStartWindow(startedAt) } : times;
  return {
    trace,
    operators: trace.operators,
    events: trace.events,
    steps,
    offsets,
    format,
    records,
    keys,
    watermarks,
    startedAt,
    processingTimeWindows,
  };
}

function sinceStartWindow(startedAt: number): TimeFormat["window"] {
  const place = (time: number) => `+${formatDuration(time - startedAt)}`;
  return (start, end) => (isFiniteTime(start) ? `[${place(start)}, ${place(end)})` : "the global window");
}

/** The events of exactly this step. */
export function eventsAt(index: TraceIndex, step: number): readonly TraceEvent[] {
  const at = lastAtMost(index.steps, step);
  if (at < 0 || index.steps[at] !== step) return [];
  return index.events.slice(index.offsets[at], index.offsets[at + 1] ?? index.events.length);
}

/** The distinct step at or before `step`; the first one where all are later. */
export function nearestStep(index: TraceIndex, step: number): number {
  return index.steps[Math.max(0, lastAtMost(index.steps, step))] ?? 0;
}

/** The combined watermark of an operator subtask after this step, in milliseconds; `MIN_TIME` before any. */
export function watermarkAt(index: TraceIndex, operator: number, subtask: number, step: number): number {
  const series = index.watermarks.get(place(operator, subtask));
  if (series === undefined) return MIN_TIME;
  return series.values[lastAtMost(series.steps, step)] ?? MIN_TIME;
}

/** The index of the operator that heads the chain of `operator`; barriers and channels are reported for it. */
export function chainHead(operators: readonly TraceOperator[], operator: number): number {
  const vertex = operators[operator]?.vertex;
  const head = operators.findIndex((o) => o.vertex === vertex && o.chainIndex === 0);
  return head < 0 ? operator : head;
}

/** `sum` where it runs once, `sum, subtask 1 of 2` where it runs in parallel; subtasks count from 1 for readers. */
export function operatorName(index: TraceIndex, operator: number, subtask: number): string {
  const facts = index.operators[operator];
  if (facts === undefined) return "the job";
  return facts.parallelism > 1 ? `${facts.name}, subtask ${subtask + 1} of ${facts.parallelism}` : facts.name;
}

/** `a·2 of 12:00:09`: label and event time of a record in sentences. */
export function recordPhrase(index: TraceIndex, facts: { key: string; value: string; timestamp: number }): string {
  const label = recordLabel(facts.key, facts.value, facts.timestamp);
  return isFiniteTime(facts.timestamp)
    ? `${label} of ${index.format.time(facts.timestamp)}`
    : `${label} without timestamp`;
}
