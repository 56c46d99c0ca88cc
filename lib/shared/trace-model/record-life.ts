/** A record's whole life in a few sentences: where it came from, where it went, what became of it. */
import type { TraceLog } from "@tidemark/engine/trace";
import { unquote, wordList } from "./record-label";
import { type EventOf, indexOf, operatorName, recordPhrase } from "./trace-index";

type RecordEvent = EventOf<"record-emitted" | "record-received" | "record-assigned" | "record-late">;

function isOf(event: { kind: string }, record: number): event is RecordEvent {
  return "record" in event && event.record === record && event.kind !== "failure";
}

/** The record that began it all: the one that the source emitted. */
function originOf(trace: TraceLog, record: number): number {
  const { records } = indexOf(trace);
  let current = record;
  for (let parent = records.get(current)?.parent ?? 0; parent > 0; parent = records.get(current)?.parent ?? 0) {
    current = parent;
  }
  return current;
}

/** One string of sentences; empty for a record that the trace does not know. */
export function recordLife(trace: TraceLog, record: number): string {
  const index = indexOf(trace);
  const events = trace.events.filter((event): event is RecordEvent & (typeof trace.events)[number] =>
    isOf(event, record),
  );
  const received = events.find((e): e is EventOf<"record-received"> => e.kind === "record-received");
  const facts = index.records.get(record);
  if (received === undefined && facts === undefined) return "";
  const key = received?.key ?? "";
  const { value, timestamp } = received ?? (facts as { value: string; timestamp: number });
  const sentences = [`Record ${recordPhrase(index, { key, value, timestamp })}`];
  const origin = index.records.get(originOf(trace, record));
  const from =
    origin === undefined ? "" : ` left ${operatorName(index, origin.operator, origin.subtask)} at step ${origin.step}`;
  const to =
    received === undefined
      ? ""
      : `${from === "" ? "" : " and"} reached ${operatorName(index, received.operator, received.subtask)} at step ${received.step}`;
  sentences[0] += `${from}${to}.`;
  sentences.push(...fateOf(trace, events, record));
  return sentences.join(" ");
}

function fateOf(trace: TraceLog, events: readonly RecordEvent[], record: number): string[] {
  const { format } = indexOf(trace);
  const assigned = events.filter((e) => e.kind === "record-assigned");
  const late = events.find((e) => e.kind === "record-late");
  const sentences: string[] = [];
  if (assigned.length > 0) {
    const windows = [...new Set(assigned.map((e) => format.window(e.start, e.end)))];
    const how = assigned.some((e) => e.late) ? "It came late but still counted in" : "It counts in";
    sentences.push(
      `${how} ${windows.length === 1 ? "window" : "windows"} ${wordList(windows)} of key ${unquote(assigned[0]?.key ?? "")}.`,
    );
    const last = assigned[assigned.length - 1];
    const firing = trace.events.find(
      (e) =>
        e.kind === "window-fired" &&
        last !== undefined &&
        e.key === last.key &&
        e.start === last.start &&
        e.end === last.end &&
        e.step >= last.step &&
        e.operator === last.operator,
    );
    sentences.push(
      firing === undefined ? "The window has not fired with it." : `The window fires with it at step ${firing.step}.`,
    );
  }
  if (late !== undefined) {
    sentences.push(
      late.outcome === "dropped"
        ? `It came too late for window ${format.window(late.start, late.end)} and was dropped.`
        : `It came too late for window ${format.window(late.start, late.end)} and went to the side output.`,
    );
  }
  const children = trace.events.filter((e) => e.kind === "record-emitted" && e.parent === record);
  if (children.length > 0 && late === undefined) {
    sentences.push(`It became ${children.length} ${children.length === 1 ? "record" : "records"} further down.`);
  }
  return sentences;
}
