/**
 * Small traces written by hand, for the tests of the models: every number in them is a calculation of the test's author
 * and none comes from a run.
 */
import type { TraceEvent, TraceEventBody, TraceLog, TraceOperator } from "@tidemark/engine/trace";

/** Noon of the first day: 12:00:00 UTC in milliseconds. */
export const NOON = 12 * 3_600_000;

export function handMadeOperator(
  name: string,
  kind: string,
  vertex: number,
  more: Partial<TraceOperator> = {},
): TraceOperator {
  return {
    id: name,
    name,
    uid: null,
    kind,
    vertex,
    chainIndex: 0,
    parallelism: 1,
    maxParallelism: 128,
    inputs: vertex === 0 ? [] : [vertex - 1],
    ...more,
  };
}

/** Collects events; each call of `at` begins a step, counted from 1, at a processing time in milliseconds. */
export class HandMadeTrace {
  readonly operators: readonly TraceOperator[];
  readonly events: TraceEvent[] = [];
  #step = 0;

  constructor(operators: readonly TraceOperator[]) {
    this.operators = operators;
  }

  at(processingTime: number, ...bodies: TraceEventBody[]): this {
    this.#step++;
    for (const body of bodies) this.events.push({ step: this.#step, processingTime, ...body });
    return this;
  }

  log(): TraceLog {
    return { version: 1, operators: this.operators, events: this.events, droppedEvents: 0 };
  }
}

const SOURCE = 0;
const SUM = 1;
const WINDOW_MILLIS = 10_000;
const LATENESS_MILLIS = 5_000;
const OUT_OF_ORDERNESS_MILLIS = 5_000;

/** Arrival in milliseconds since the start, key, value, event time in seconds after noon. */
const READINGS: readonly (readonly [number, string, number, number])[] = [
  [1_000, "a", 3, 2],
  [2_000, "a", 1, 4],
  [3_000, "b", 4, 9],
  [4_200, "a", 2, 7],
  [5_500, "b", 5, 12],
  [6_400, "a", 3, 16],
  [7_200, "b", 1, 8],
  [8_500, "a", 2, 19],
  [9_600, "b", 6, 22],
  [10_600, "a", 2, 9],
  [11_800, "b", 1, 27],
  [13_000, "a", 3, 6],
  [14_000, "a", 4, 31],
  [15_000, "b", 2, 24],
  [16_200, "b", 1, 36],
];

/**
 * Ten-second sums per sensor with five seconds of disorder and of allowed lateness: on time, out of order, late but
 * counted, and dropped records all occur. Steps: for each reading one in which it arrives, and one in which the
 * watermark follows where it rises.
 */
export function lateReadings(): TraceLog {
  const trace = new HandMadeTrace([handMadeOperator("readings", "source", 0), handMadeOperator("sum", "window", 1)]);
  const open = new Map<string, { key: string; start: number; sum: number; fired: boolean }>();
  let record = 0;
  let watermark = Number.NEGATIVE_INFINITY;
  trace.at(0, { kind: "task-deployed", operator: SUM, subtask: 0, taskManager: 0, slot: 0, attempt: 0 });
  for (const [arrival, key, value, second] of READINGS) {
    record++;
    const timestamp = NOON + second * 1_000;
    const start = NOON + Math.floor(second / 10) * WINDOW_MILLIS;
    const end = start + WINDOW_MILLIS;
    const at = { operator: SUM, subtask: 0 };
    const preview = `{sensor: "${key}", value: ${value}}`;
    const bodies: TraceEventBody[] = [
      {
        kind: "record-emitted",
        operator: SOURCE,
        subtask: 0,
        record,
        parent: 0,
        timestamp,
        value: preview,
        outputTag: "",
      },
      { kind: "record-received", ...at, record, channel: 0, timestamp, key, value: preview },
    ];
    if (end - 1 + LATENESS_MILLIS <= watermark) {
      bodies.push({
        kind: "record-late",
        ...at,
        key,
        start,
        end,
        record,
        timestamp,
        watermark,
        allowedLateness: LATENESS_MILLIS,
        outcome: "dropped",
      });
      trace.at(arrival, ...bodies);
      continue;
    }
    const id = `${key}/${start}`;
    const late = end - 1 <= watermark;
    let window = open.get(id);
    if (window === undefined) {
      window = { key, start, sum: 0, fired: false };
      open.set(id, window);
      bodies.push({ kind: "window-opened", ...at, key, start, end });
    }
    window.sum += value;
    bodies.push({ kind: "record-assigned", ...at, key, start, end, record, timestamp, late });
    bodies.push({
      kind: "state-written",
      ...at,
      state: "window-contents",
      key,
      namespace: `[${start}, ${end})`,
      value: String(window.sum),
    });
    if (late) bodies.push({ kind: "window-fired", ...at, key, start, end, cause: "event-time", late: true, watermark });
    trace.at(arrival, ...bodies);
    if (timestamp - OUT_OF_ORDERNESS_MILLIS - 1 <= watermark) continue;
    watermark = timestamp - OUT_OF_ORDERNESS_MILLIS - 1;
    const rise: TraceEventBody[] = [
      { kind: "watermark-received", ...at, channel: 0, watermark },
      { kind: "watermark-advanced", ...at, watermark },
    ];
    for (const [other, w] of [...open]) {
      const bounds = { key: w.key, start: w.start, end: w.start + WINDOW_MILLIS };
      if (!w.fired && bounds.end - 1 <= watermark) {
        w.fired = true;
        rise.push({ kind: "window-fired", ...at, ...bounds, cause: "event-time", late: false, watermark });
      }
      if (bounds.end - 1 + LATENESS_MILLIS <= watermark) {
        open.delete(other);
        rise.push({
          kind: "state-cleared",
          ...at,
          state: "window-contents",
          key: w.key,
          namespace: `[${bounds.start}, ${bounds.end})`,
          value: "",
        });
        rise.push({ kind: "window-closed", ...at, ...bounds, watermark });
      }
    }
    trace.at(arrival, ...rise);
  }
  return trace.log();
}
