/**
 * A trace as text, one line for each event, for golden tests and bug reports. Equal traces have equal text and the
 * text reads back to the same trace:
 *
 *   trace 3 dropped=0
 *   operator {"id":"a", ...}
 *   12 at 200 window-fired 3.0 key="a" start=0 end=1000 cause="event-time" late=false watermark=MAX
 *
 * The first number is the step, `at` gives the clock, `3.0` is operator 3, subtask 0; events of the whole job have none.
 */
import { assert, MAX_TIMESTAMP, MIN_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import type { TraceEvent, TraceOperator } from "./trace-event";
import { type FieldShape, TRACE_KIND_CODES, TRACE_KINDS } from "./trace-fields";
import type { TraceLog } from "./trace-log";

const NAMES_OF_NUMBERS = new Map<number, string>([
  [NO_TIMESTAMP, "none"],
  [MIN_TIMESTAMP, "MIN"],
  [MAX_TIMESTAMP, "MAX"],
]);
const NUMBERS_OF_NAMES = new Map([...NAMES_OF_NUMBERS].map(([number, name]) => [name, number]));

/** The whole trace as text, ending with a line break. */
export function formatTrace(log: TraceLog): string {
  const lines = [`trace ${log.version} dropped=${log.droppedEvents}`];
  for (const operator of log.operators) lines.push(`operator ${JSON.stringify(operator)}`);
  for (const event of log.events) lines.push(formatTraceEvent(event));
  return `${lines.join("\n")}\n`;
}

/** One event as one line. */
export function formatTraceEvent(event: TraceEvent): string {
  const spec = TRACE_KINDS[TRACE_KIND_CODES.get(event.kind) as number];
  assert(spec !== undefined, "an event kind of this version");
  const parts = [`${formatNumber(event.step)} at ${formatNumber(event.processingTime)} ${event.kind}`];
  if ("operator" in event) parts.push(`${event.operator}.${event.subtask}`);
  const record = event as unknown as Readonly<Record<string, unknown>>;
  for (const { name, shape } of spec.fields) parts.push(`${name}=${formatField(shape, record[name])}`);
  return parts.join(" ");
}

/** Reads back what `formatTrace` wrote. Asserts that the text is well formed. */
export function parseTrace(text: string): TraceLog {
  const operators: TraceOperator[] = [];
  const events: TraceEvent[] = [];
  const [header, ...lines] = text.trimEnd().split("\n");
  const [, version, dropped] = /^trace (\d+) dropped=(\d+)$/.exec(header ?? "") ?? [];
  assert(version !== undefined, "a trace's first line");
  for (const line of lines) {
    if (line.startsWith("operator ")) operators.push(JSON.parse(line.slice("operator ".length)) as TraceOperator);
    else events.push(parseTraceEvent(line));
  }
  return { version: Number(version), operators, events, droppedEvents: Number(dropped) };
}

const HEAD = /^(\S+) at (\S+) (\S+)(?: (-?\d+)\.(-?\d+))?(?: |$)/;

function parseTraceEvent(line: string): TraceEvent {
  const head = HEAD.exec(line);
  assert(head !== null, `a line of a trace, not ${line}`);
  const [whole, step = "", clock = "", kind = "", operator, subtask] = head;
  const spec = TRACE_KINDS[TRACE_KIND_CODES.get(kind) ?? -1];
  assert(spec !== undefined, `a known event kind, not ${kind}`);
  const event: Record<string, unknown> = { step: parseNumber(step), processingTime: parseNumber(clock), kind };
  if (operator !== undefined) {
    event.operator = Number(operator);
    event.subtask = Number(subtask);
  }
  let rest = line.slice(whole.length);
  for (const { name, shape } of spec.fields) {
    assert(rest.startsWith(`${name}=`), `the field ${name} in ${line}`);
    rest = rest.slice(name.length + 1);
    const length = fieldLength(shape, rest);
    event[name] = parseField(shape, rest.slice(0, length));
    rest = rest.slice(length + 1);
  }
  return event as unknown as TraceEvent;
}

function formatField(shape: FieldShape, value: unknown): string {
  return shape === "number" ? formatNumber(value as number) : JSON.stringify(value);
}

function formatNumber(value: number): string {
  return NAMES_OF_NUMBERS.get(value) ?? (Object.is(value, -0) ? "-0" : String(value));
}

function parseField(shape: FieldShape, text: string): unknown {
  return shape === "number" ? parseNumber(text) : (JSON.parse(text) as unknown);
}

function parseNumber(text: string): number {
  return NUMBERS_OF_NAMES.get(text) ?? Number(text);
}

/** How many characters the field at the start of `text` takes: a quoted text ends at its closing quote. */
function fieldLength(shape: FieldShape, text: string): number {
  if (shape === "string") return (/^"(?:[^"\\]|\\.)*"/.exec(text)?.[0] ?? "").length;
  const end = text.indexOf(" ");
  return end === -1 ? text.length : end;
}
