/**
 * A finished recording, in two shapes: `TraceColumns`, typed arrays that cross a worker boundary without being copied,
 * and `TraceLog`, the same as plain events.
 *
 *   event i:  kind[i]  step[i]  clock[i]  operator[i]  subtask[i]  payload[offset[i] ...]
 *
 * The payload holds the kind's fields in the order of `TRACE_KINDS`: numbers as they are, booleans as 0 and 1, texts as
 * indices into `strings`.
 */
import { assert } from "../core/index";
import { type EventOf, TRACE_VERSION, type TraceEvent, type TraceEventKind, type TraceOperator } from "./trace-event";
import { TRACE_KIND_CODES, TRACE_KINDS } from "./trace-fields";

export type TraceLog = {
  readonly version: number;
  readonly operators: readonly TraceOperator[];
  readonly events: readonly TraceEvent[];
  /** How many later events did not fit into the recording. */
  readonly droppedEvents: number;
};

export type TraceColumns = {
  readonly version: number;
  readonly operators: readonly TraceOperator[];
  readonly droppedEvents: number;
  readonly kind: Uint8Array<ArrayBuffer>;
  readonly step: Float64Array<ArrayBuffer>;
  readonly clock: Float64Array<ArrayBuffer>;
  readonly operator: Int32Array<ArrayBuffer>;
  readonly subtask: Int32Array<ArrayBuffer>;
  readonly offset: Uint32Array<ArrayBuffer>;
  readonly payload: Float64Array<ArrayBuffer>;
  readonly strings: readonly string[];
};

/** The buffers of a recording, for the transfer list of a message. */
export function transferablesOf(columns: TraceColumns): ArrayBuffer[] {
  const { kind, step, clock, operator, subtask, offset, payload } = columns;
  return [kind, step, clock, operator, subtask, offset, payload].map((column) => column.buffer);
}

/** The event at `index`; builds one object, so that views can read a few events of a long recording. */
export function eventAt(columns: TraceColumns, index: number): TraceEvent {
  const spec = TRACE_KINDS[columns.kind[index] as number];
  assert(spec !== undefined, "an event kind of this version");
  const event: Record<string, unknown> = {
    step: columns.step[index],
    processingTime: columns.clock[index],
    kind: spec.kind,
  };
  if (spec.hasPlace) {
    event.operator = columns.operator[index];
    event.subtask = columns.subtask[index];
  }
  let at = columns.offset[index] as number;
  for (const { name, shape } of spec.fields) {
    const raw = columns.payload[at++] as number;
    event[name] = shape === "number" ? raw : shape === "boolean" ? raw === 1 : columns.strings[raw];
  }
  return event as unknown as TraceEvent;
}

/** The events of one kind, in order; the others are not built. */
export function eventsOfKind<K extends TraceEventKind>(columns: TraceColumns, kind: K): EventOf<K>[] {
  const code = TRACE_KIND_CODES.get(kind);
  const events: TraceEvent[] = [];
  columns.kind.forEach((each, index) => {
    if (each === code) events.push(eventAt(columns, index));
  });
  return events as EventOf<K>[];
}

/** All events of a recording. Asserts that the recording is of this version. */
export function decodeTrace(columns: TraceColumns): TraceLog {
  assert(columns.version === TRACE_VERSION, `a trace of version ${TRACE_VERSION}, not ${columns.version}`);
  const events: TraceEvent[] = [];
  for (let index = 0; index < columns.kind.length; index++) events.push(eventAt(columns, index));
  return { version: columns.version, operators: columns.operators, events, droppedEvents: columns.droppedEvents };
}
