import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_TIMESTAMP, MIN_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import {
  decodeTrace,
  eventAt,
  formatTrace,
  parseTrace,
  RecordingTracer,
  type TraceEvent,
  type TraceEventBody,
  type TraceOperator,
  transferablesOf,
} from "./index";
import { TRACE_KINDS } from "./trace-fields";

const OPERATOR: TraceOperator = {
  id: "op-1",
  name: 'Window "a"\n',
  uid: null,
  kind: "window",
  vertex: 1,
  chainIndex: 0,
  parallelism: 2,
  maxParallelism: 128,
  inputs: [0],
};

const time = fc.oneof(
  fc.constantFrom(MIN_TIMESTAMP, MAX_TIMESTAMP, NO_TIMESTAMP, 0, -1, -0),
  fc.integer(),
  fc.double({ noNaN: true }),
);
const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", " ", '"', "\\", "\n", "a=b", "1 at 2 x"));

/** Any event of any kind, from the table of fields. */
const event: fc.Arbitrary<TraceEvent> = fc.constantFrom(...TRACE_KINDS).chain(({ kind, hasPlace, fields }) => {
  const members: Record<string, fc.Arbitrary<unknown>> = {
    step: fc.nat(),
    processingTime: time,
    kind: fc.constant(kind),
    ...(hasPlace ? { operator: fc.integer({ min: -1, max: 99 }), subtask: fc.nat(99) } : {}),
  };
  for (const { name, shape } of fields) members[name] = { number: time, boolean: fc.boolean(), string: text }[shape];
  return fc.record(members) as unknown as fc.Arbitrary<TraceEvent>;
});

function record(events: readonly TraceEvent[], limits: { eventsMax?: number; textCharactersMax?: number } = {}) {
  let current: TraceEvent | undefined;
  const tracer = new RecordingTracer({
    currentStep: () => current?.step ?? 0,
    currentProcessingTime: () => current?.processingTime ?? 0,
    ...limits,
  });
  tracer.setOperators([OPERATOR]);
  for (current of events) tracer.emit(current);
  return tracer;
}

describe("a recording", () => {
  it("decodes to exactly the events that were emitted", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const log = decodeTrace(record(events).toColumns());
        expect(log).toEqual({ version: 3, operators: [OPERATOR], events, droppedEvents: 0 });
      }),
    );
  });

  it("reads back from its text", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const log = { version: 3, operators: [OPERATOR], events, droppedEvents: 7 };
        expect(parseTrace(formatTrace(log))).toEqual(log);
      }),
    );
  });

  it("grows beyond its first columns and keeps what it gave away", () => {
    const events = Array.from(
      { length: 5_000 },
      (_, i): TraceEvent => ({
        step: i,
        processingTime: i * 2,
        kind: "watermark-received",
        operator: 1,
        subtask: 0,
        channel: i % 3,
        watermark: i,
      }),
    );
    const tracer = record(events.slice(0, 4_999));
    const columns = tracer.toColumns();
    tracer.emit(events[4_999] as TraceEventBody);
    expect(decodeTrace(columns).events).toEqual(events.slice(0, 4_999));
    expect(eventAt(tracer.toColumns(), 17)).toEqual(events[17]);
    expect(transferablesOf(columns)).toHaveLength(7);
  });

  it("is a prefix of the run and counts what did not fit", () => {
    const line = (i: number): TraceEvent => ({ step: i, processingTime: 0, kind: "job-failed", message: `m${i}` });
    const events = [0, 1, 2, 3, 4].map(line);
    const byCount = decodeTrace(record(events, { eventsMax: 3 }).toColumns());
    expect([byCount.events, byCount.droppedEvents]).toEqual([events.slice(0, 3), 2]);
    const byText = decodeTrace(record(events, { textCharactersMax: 4 }).toColumns());
    expect([byText.events, byText.droppedEvents]).toEqual([events.slice(0, 2), 3]);
  });
});

it("writes one readable line for each event", () => {
  const events: TraceEvent[] = [
    {
      step: 12,
      processingTime: 200,
      kind: "window-fired",
      operator: 3,
      subtask: 0,
      key: "a",
      start: 0,
      end: 1000,
      cause: "event-time",
      late: false,
      watermark: MAX_TIMESTAMP,
    },
    { step: 13, processingTime: 200, kind: "job-finished" },
  ];
  expect(formatTrace({ version: 3, operators: [], events, droppedEvents: 0 })).toBe(
    [
      "trace 3 dropped=0",
      '12 at 200 window-fired 3.0 key="a" start=0 end=1000 cause="event-time" late=false watermark=MAX',
      "13 at 200 job-finished",
      "",
    ].join("\n"),
  );
});

it("mints identities of records from 1", () => {
  const tracer = record([]);
  expect([tracer.nextRecord(), tracer.nextRecord()]).toEqual([1, 2]);
});
