/**
 * Small traces written by hand, for the tests of the models: every number in them is a calculation of the test's author
 * and none comes from a run.
 */
import {
  SNAPSHOT_WITHOUT_COST,
  type TraceEvent,
  type TraceEventBody,
  type TraceLog,
  type TraceOperator,
} from "@tidemark/engine/trace";

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

/**
 * Two sources, one counting operator with two subtasks, checkpoint 1 with alignment, a lost TaskManager, and a restart
 * from checkpoint 1. Subtask 0 counts key a: 1 before its barrier, 2 after it (undone), 2 again after the restore.
 */
export function countWithFailure(): TraceLog {
  const counted = { parallelism: 2 };
  const trace = new HandMadeTrace([
    handMadeOperator("clicks", "source", 0, counted),
    handMadeOperator("count", "keyed-process", 1, counted),
    handMadeOperator("results", "sink", 2, { inputs: [1] }),
  ]);
  const first = { operator: 1, subtask: 0 };
  const second = { operator: 1, subtask: 1 };
  const arrival = (
    at: { operator: number; subtask: number },
    record: number,
    channel: number,
    key: string,
    second: number,
  ): TraceEventBody => ({
    kind: "record-received",
    ...at,
    record,
    channel,
    timestamp: NOON + second * 1_000,
    key,
    value: `{user: "${key}"}`,
  });
  const count = (at: { operator: number; subtask: number }, key: string, value: number): TraceEventBody => ({
    kind: "state-written",
    ...at,
    state: "count",
    key,
    namespace: "",
    value: String(value),
  });
  const watermark = (at: { operator: number; subtask: number }, channel: number, second: number): TraceEventBody => ({
    kind: "watermark-received",
    ...at,
    channel,
    watermark: NOON + second * 1_000,
  });
  const advanced = (at: { operator: number; subtask: number }, second: number): TraceEventBody => ({
    kind: "watermark-advanced",
    ...at,
    watermark: NOON + second * 1_000,
  });
  return trace
    .at(0, arrival(first, 1, 0, "a", 1), count(first, "a", 1))
    .at(1_000, arrival(second, 2, 0, "b", 2), count(second, "b", 1))
    .at(1_500, watermark(first, 0, 4))
    .at(2_000, watermark(first, 1, 2), advanced(first, 2))
    .at(2_500, { kind: "checkpoint-triggered", checkpoint: 1, type: "checkpoint", unaligned: false })
    .at(
      3_000,
      { kind: "barrier-received", ...first, checkpoint: 1, channel: 0 },
      { kind: "channel-blocked", ...first, checkpoint: 1, channel: 0 },
    )
    .at(
      3_500,
      { kind: "barrier-received", ...second, checkpoint: 1, channel: 0 },
      { kind: "barrier-emitted", ...second, checkpoint: 1, overtaken: 0 },
      { kind: "snapshot-acknowledged", ...second, checkpoint: 1, ...SNAPSHOT_WITHOUT_COST },
    )
    .at(
      4_000,
      { kind: "barrier-received", ...first, checkpoint: 1, channel: 1 },
      { kind: "channel-unblocked", ...first, checkpoint: 1, channel: 0 },
      { kind: "barrier-emitted", ...first, checkpoint: 1, overtaken: 0 },
      { kind: "snapshot-acknowledged", ...first, checkpoint: 1, ...SNAPSHOT_WITHOUT_COST },
    )
    .at(4_500, { kind: "checkpoint-completed", checkpoint: 1 })
    .at(5_000, arrival(first, 3, 1, "a", 6), count(first, "a", 2))
    .at(5_500, watermark(first, 1, 5), advanced(first, 4))
    .at(6_000, {
      kind: "failure",
      operator: -1,
      subtask: -1,
      cause: "task-manager-lost",
      taskManager: 0,
      record: 0,
      message: "TaskManager 1 was killed",
    })
    .at(6_000, { kind: "restart-scheduled", attempt: 1, at: 7_000 })
    .at(7_000, { kind: "restore", attempt: 1, checkpoint: 1 })
    .at(7_500, arrival(first, 4, 1, "a", 6), count(first, "a", 2))
    .at(8_000, watermark(first, 0, 4), watermark(first, 1, 5), advanced(first, 4))
    .at(8_500, arrival(second, 5, 1, "b", 7), count(second, "b", 2))
    .log();
}

/** Sessions of key a with a gap of ten seconds: two that a late comer joins into one, which then fires. */
export function joinedSessions(): TraceLog {
  const trace = new HandMadeTrace([handMadeOperator("visits", "source", 0), handMadeOperator("sessions", "window", 1)]);
  const at = { operator: 1, subtask: 0, key: "a" };
  const session = (from: number, to: number) => ({ ...at, start: NOON + from * 1_000, end: NOON + to * 1_000 });
  const visit = (record: number, second: number): TraceEventBody => ({
    kind: "record-received",
    operator: 1,
    subtask: 0,
    record,
    channel: 0,
    timestamp: NOON + second * 1_000,
    key: "a",
    value: "1",
  });
  const joins = (record: number, second: number, from: number, to: number): TraceEventBody => ({
    kind: "record-assigned",
    ...session(from, to),
    record,
    timestamp: NOON + second * 1_000,
    late: false,
  });
  const merged = (from: number, to: number, oldFrom: number, oldTo: number): TraceEventBody => ({
    kind: "window-merged",
    ...session(from, to),
    fromStart: NOON + oldFrom * 1_000,
    fromEnd: NOON + oldTo * 1_000,
  });
  const watermark = NOON + 31_000;
  return trace
    .at(0, visit(1, 0), { kind: "window-opened", ...session(0, 10) }, joins(1, 0, 0, 10))
    .at(1_000, visit(2, 15), { kind: "window-opened", ...session(15, 25) }, joins(2, 15, 15, 25))
    .at(2_000, visit(3, 8), merged(0, 25, 0, 10), merged(0, 25, 15, 25), joins(3, 8, 0, 25))
    .at(
      3_000,
      { kind: "watermark-received", operator: 1, subtask: 0, channel: 0, watermark },
      { kind: "watermark-advanced", operator: 1, subtask: 0, watermark },
      { kind: "window-fired", ...session(0, 25), cause: "event-time", late: false, watermark },
      { kind: "window-closed", ...session(0, 25), watermark },
    )
    .log();
}
