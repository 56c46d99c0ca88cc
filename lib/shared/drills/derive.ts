/** Derives what is true of a drill from its numbers, in sentences. */
import type { Drill, DrillRow, Firing } from "./drill";
import { firstMoment, type Prediction } from "./predict";
import type { PartitionState } from "./predict-watermarks";
import type { DrillPart } from "./read-response";
import { DrillWords } from "./words";

/** What there is to derive from. */
export interface Derivation {
  readonly drill: Drill;
  readonly truth: Prediction;
  /** The answer of the learner to the part, in the form of `answersTo`. */
  readonly given: string;
}

/** The sentences that lead to the right answer of a part, those first that concern what the learner answered. */
export function derive(part: DrillPart, from: Derivation): string[] {
  if (part.kind === "watermark") return deriveWatermark(part.after, from);
  if (part.kind === "dropped") return deriveDropped(from);
  const row = from.truth.rows[part.row];
  if (row === undefined) return [];
  if (part.kind === "moment") return deriveMoment(row, from);
  return row.window === null ? deriveSessions(row, from) : deriveContents(row, from);
}

function deriveWatermark(after: number, { drill, truth }: Derivation): string[] {
  const words = new DrillWords(drill.stream);
  const state = truth.states[after];
  const element = drill.stream.elements[after - 1];
  if (state === undefined || element === undefined) return [];
  const active = state.partitions.filter(({ idle }) => !idle);
  if (state.value === null) return ["Until the next element arrives, no watermark has gone out."];
  const lowest = Math.min(
    ...active.map(({ leader }) => (leader === null ? Number.NEGATIVE_INFINITY : words.watermarkOf(leader.timestamp))),
  );
  const sentences = state.partitions.map((partition) => partitionSentence(partition, state.partitions.length, words));
  if (lowest < state.value) {
    sentences.push(`A watermark does not go back: ${words.time(state.value)}, which had gone out before, stands.`);
  } else if (active.length > 1) {
    sentences.push(`The ${active.length > 2 ? "smallest" : "smaller"} one counts: ${words.time(state.value)}.`);
  }
  const own = state.partitions[element.partition]?.leader;
  if (own !== null && own !== undefined && own.number < after && element.happened > own.timestamp) {
    sentences.push(`Element ${after} came too late for that emission, and the next one is not yet due.`);
  } else if (own?.number !== after) {
    sentences.push(`Element ${after}, of ${words.time(element.happened)}, does not change it.`);
  }
  return sentences;
}

function partitionSentence({ partition, leader, idle }: PartitionState, count: number, words: DrillWords): string {
  if (idle) return `Partition ${partition} was idle and did not count.`;
  if (leader === null) return `Partition ${partition} had sent nothing.`;
  const whose = count > 1 ? `The largest timestamp of partition ${partition}` : "The largest timestamp";
  const difference = words.subtraction(leader.timestamp);
  return `${whose} is ${words.time(leader.timestamp)}, of element ${leader.number}: ${difference} = ${words.time(words.watermarkOf(leader.timestamp))}.`;
}

function deriveContents(row: DrillRow, from: Derivation): string[] {
  const { drill, truth, given } = from;
  const words = new DrillWords(drill.stream);
  const { window } = row;
  if (window === null) return [];
  const own = new Set(row.firings.flatMap(({ elements }) => elements));
  const named = new Set(given.split(/[; ]+/).filter(Boolean).map(Number));
  const differing = drill.stream.elements.flatMap((element, index) => {
    const number = index + 1;
    if (own.has(number) === named.has(number)) return [];
    if (element.key !== row.key) return [`Element ${number} has the key ${element.key}.`];
    const isInside = element.happened >= window.start && element.happened < window.end;
    if (!isInside)
      return [`Element ${number} happened at ${words.time(element.happened)}, outside of ${words.span(window)}.`];
    const standing = words.watermark(truth.states[index]?.value ?? null);
    return own.has(number)
      ? [
          `Element ${number} belongs to it: it happened at ${words.time(element.happened)}, and when it arrived the watermark (${standing}) had not reached ${words.keptUntil(window.end)}.`,
        ]
      : [
          `Element ${number}, of ${words.time(element.happened)}, came too late: when it arrived the watermark stood at ${standing}, and ${words.span(window)} was kept until ${words.keptUntil(window.end)}.`,
        ];
  });
  return differing.length > 0 ? differing : deriveFirings(row, from);
}

function deriveFirings(row: DrillRow, { drill, truth }: Derivation): string[] {
  const words = new DrillWords(drill.stream);
  if (row.firings.length === 0) return [`No element was counted in ${words.row(row)}, so nothing fires.`];
  return row.firings.map((firing, index) => {
    const { elements, after, end, start } = firing;
    const isAgain = row.firings.slice(0, index).some((earlier) => isOfSameWindow(earlier, firing));
    const holding = `${isAgain ? "again " : ""}with ${elements.join(" ")}`;
    if (after === "end") return `${words.span({ start, end })} fires ${holding} when the input ends.`;
    const at = truth.states[after - 1]?.value ?? null;
    const isLate = at !== null && at >= end - 1;
    return isLate
      ? `${words.span({ start, end })} fires ${holding} as soon as element ${after} arrives: the watermark, ${words.time(at)}, has passed its last millisecond, and it is kept until ${words.keptUntil(end)}.`
      : `${words.span({ start, end })} fires ${holding} after element ${after}, when the watermark comes to ${words.watermark(truth.states[after]?.value ?? null)}.`;
  });
}

/** Whether two firings of a row are of one window: a session that has grown still holds what it held. */
function isOfSameWindow(one: Firing, other: Firing): boolean {
  return one.elements.some((number) => other.elements.includes(number));
}

function deriveSessions(row: DrillRow, from: Derivation): string[] {
  const { drill, truth } = from;
  const words = new DrillWords(drill.stream);
  const late = truth.dropped
    .filter((number) => drill.stream.elements[number - 1]?.key === row.key)
    .map((number) => lateSentence(number, from));
  const spans = row.firings.map((firing, index) => {
    const isLast = row.firings.findLastIndex((other) => isOfSameWindow(firing, other)) === index;
    return isLast && firing.elements.length > 1
      ? [`${words.span(firing)} is one session: each of ${firing.elements.join(" ")} is at most a gap from another.`]
      : [];
  });
  return [...spans.flat(), ...deriveFirings(row, from), ...late];
}

function deriveMoment(row: DrillRow, from: Derivation): string[] {
  const { truth, drill } = from;
  const words = new DrillWords(drill.stream);
  const moment = firstMoment(row);
  const { window } = row;
  if (window === null || moment === "never") return deriveFirings(row, from);
  const last = words.time(window.end - 1);
  const before = `${words.span(window)} fires once the watermark is at ${last}, its last millisecond.`;
  if (moment === "end") {
    const final = words.watermark(truth.states.at(-1)?.value ?? null);
    return [before, `Before the input ends it comes to ${final} only; then the last watermark fires what is left.`];
  }
  const number = Number(moment);
  const at = words.watermark(truth.states[number - 1]?.value ?? null);
  const then = truth.states[number]?.value ?? null;
  const isOver = (truth.states[number - 1]?.value ?? Number.NEGATIVE_INFINITY) >= window.end - 1;
  return isOver
    ? [before, `It stood at ${at} already when element ${moment}, its first, arrived: it fires at once.`]
    : [before, `It was ${at} before element ${moment}, and came to ${words.watermark(then)} after it.`];
}

function deriveDropped(from: Derivation): string[] {
  const named = new Set(from.given.split(" ").filter(Boolean).map(Number));
  const dropped = new Set(from.truth.dropped);
  return from.drill.stream.elements.flatMap((_, index) => {
    const number = index + 1;
    if (named.has(number) === dropped.has(number)) return [];
    return [dropped.has(number) ? lateSentence(number, from) : keptSentence(number, from)];
  });
}

/** The end of the last window that could hold an element of this timestamp by itself. */
function lastEnd({ stream }: Pick<Drill, "stream">, happened: number): number {
  const { window } = stream;
  if (window === undefined) return happened;
  if (window.kind === "session") return happened + window.gap;
  const step = window.kind === "sliding" ? window.slide : window.size;
  return Math.floor(happened / step) * step + window.size;
}

/** Whether no window covers the timestamp, since windows begin further apart than they are long. */
function isBetween({ stream }: Drill, happened: number): boolean {
  return stream.window?.kind === "sliding" && lastEnd({ stream }, happened) <= happened;
}

/** What becomes of an element that is in no window. */
function betweenSentence(number: number, { drill, truth }: Derivation): string {
  const words = new DrillWords(drill.stream);
  const { allowedLateness, elements } = drill.stream;
  const happened = elements[number - 1]?.happened ?? 0;
  const standing = words.watermark(truth.states[number - 1]?.value ?? null);
  const limit = words.lateFrom(happened);
  const isLate = truth.dropped.includes(number);
  const what = isLate ? "so it counts as dropped for lateness" : "so it is not late either: nothing counts it";
  return `Element ${number}, of ${words.time(happened)}, is in no window. When it arrived the watermark stood at ${standing}; it is late from ${limit}${allowedLateness > 0 ? "" : ", its own time,"} on, ${what}.`;
}

function lateSentence(number: number, from: Derivation): string {
  const { drill, truth } = from;
  const words = new DrillWords(drill.stream);
  const happened = drill.stream.elements[number - 1]?.happened ?? 0;
  if (isBetween(drill, happened)) return betweenSentence(number, from);
  const standing = words.watermark(truth.states[number - 1]?.value ?? null);
  const end = lastEnd(drill, happened);
  const which = drill.stream.window?.kind === "sliding" ? "its last window" : "its window";
  return `Element ${number} is dropped: it happened at ${words.time(happened)}, and when it arrived the watermark stood at ${standing}; ${which} ends at ${words.time(end)} and was kept until ${words.keptUntil(end)}.`;
}

function keptSentence(number: number, from: Derivation): string {
  const { drill, truth } = from;
  const words = new DrillWords(drill.stream);
  const happened = drill.stream.elements[number - 1]?.happened ?? 0;
  if (isBetween(drill, happened)) return betweenSentence(number, from);
  const standing = truth.states[number - 1]?.value ?? null;
  const holders = truth.rows.flatMap(({ firings }) => firings.filter(({ elements }) => elements.includes(number)));
  const holder = holders.reduce((a, b) => (b.end > a.end ? b : a), holders[0] ?? { start: happened, end: happened });
  const isBehind = standing !== null && happened <= standing;
  return `Element ${number} is counted: when it arrived the watermark stood at ${words.watermark(standing)}, and ${words.span(holder)} is kept until ${words.keptUntil(holder.end)}.${isBehind ? " To be behind the watermark is not to be too late for the window." : ""}`;
}
