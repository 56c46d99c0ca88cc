/** What the sentences of one step are made from. */
import type { TraceEvent, TraceEventKind, EventOf } from "@tidemark/engine/trace";
import { MAX_TIME, MIN_TIME } from "./time-format";
import { eventsAt, operatorName, recordPhrase, type TraceIndex } from "./trace-index";

export type ExplainContext = {
  readonly index: TraceIndex;
  readonly step: number;
  readonly events: readonly TraceEvent[];
};

export function explainContext(index: TraceIndex, step: number): ExplainContext {
  return { index, step, events: eventsAt(index, step) };
}

/** The step's events of some kinds, in order. */
export function ofKind<K extends TraceEventKind>(context: ExplainContext, ...kinds: K[]): EventOf<K>[] {
  return context.events.filter((event): event is EventOf<K> => (kinds as TraceEventKind[]).includes(event.kind));
}

/** `the watermark stands at 12:00:16.999`, and what to say before the first and after the last one. */
export function watermarkStands(context: ExplainContext, watermark: number): string {
  if (watermark <= MIN_TIME) return "no watermark has come yet";
  if (watermark >= MAX_TIME) return "the watermark stands at the end of input";
  return `the watermark stands at ${context.index.format.time(watermark)}`;
}

/** A watermark as a noun: a clock time, `no watermark` or `the end of input`. */
export function watermarkText(context: ExplainContext, watermark: number): string {
  if (watermark <= MIN_TIME) return "no watermark";
  return watermark >= MAX_TIME ? "the end of input" : context.index.format.time(watermark);
}

export function where(context: ExplainContext, at: { operator: number; subtask: number }): string {
  return operatorName(context.index, at.operator, at.subtask);
}

/** How a record is called where an event gives only its identity: its value is known from arrival or emission. */
export function recordById(context: ExplainContext, record: number, key: string, timestamp: number): string {
  const received = ofKind(context, "record-received").find((event) => event.record === record);
  const value = received?.value ?? context.index.records.get(record)?.value ?? "";
  return recordPhrase(context.index, {
    key: key === "" ? (context.index.keys.get(record) ?? "") : key,
    value,
    timestamp,
  });
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** `1 record`, `3 records`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
