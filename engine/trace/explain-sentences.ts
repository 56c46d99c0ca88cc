/**
 * The sentences of an explanation. Facts come from the record ledger; here they only get their words.
 */
import { MAX_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import type { ExplainWords } from "./explain";
import type { Emission, Firing, Holding, Station } from "./record-ledger";
import { windowStay } from "./window-stay";

/** Where the record comes from and why it was emitted. */
export function describeOrigin(emission: Emission | null, first: Station | null, words: ExplainWords): string {
  if (emission === null) {
    if (first === null) return "";
    const { record, value, timestamp } = first.received;
    return `Record ${record}, ${value}, came in${atTime(timestamp, words)}.`;
  }
  const { event } = emission;
  const place = words.operator(event.operator, event.subtask);
  const side = event.outputTag === "" ? "" : ` to the side output ${event.outputTag}`;
  const head = `Record ${event.record}, ${event.value}${atTime(event.timestamp, words)}, was emitted by ${place}${side}`;
  return `${head}${causeOf(emission, words)}.`;
}

function causeOf({ event, firing, timer, parts }: Emission, words: ExplainWords): string {
  if (parts.length > 0) return ` and made of ${list(parts.map((part) => `record ${part.record} as ${part.as}`))}`;
  if (firing !== null) return ` when ${firingText(firing, words)}, with ${countOf(firing.records)}`;
  if (timer !== null)
    return ` when the ${timer.domain} timer for ${words.time(timer.timestamp)} of key ${timer.key} fired`;
  return event.parent === 0 ? "" : ` because of record ${event.parent}`;
}

/** What one operator did with the record. */
export function describeStation(station: Station, words: ExplainWords): string[] {
  const place = words.operator(station.received.operator, station.received.subtask);
  const facts = [
    ...station.late.map((late) => lateText(late, words)),
    ...station.dropped.map((drop) => dropText(drop, words)),
    ...station.windows.map((stay) => stayText(station, stay, words)),
    ...station.held.map((holding) => heldText(holding, words)),
    ...requestText(station, words),
    ...contributionTexts(station),
    ...emittedText(station),
    ...keptText(station, words),
  ];
  if (facts.length === 0) facts.push(nothingText(words.kind(station.received.operator)));
  const sentences = facts.map((fact) => `${place} ${fact}.`);
  if (station.undone !== null) sentences.push(undoneText(station.undone));
  return sentences;
}

function nothingText(kind: string): string {
  if (kind === "sink") return "took it";
  return kind === "filter" ? "did not let it through" : "emitted nothing for it";
}

function stayText(station: Station, stay: Station["windows"][number], words: ExplainWords): string {
  const { life, firings, evicted, wasPurged, closed, isOpen } = windowStay(stay);
  const first = words.window(stay.life.start, stay.life.end);
  const isSame = life.start === stay.life.start && life.end === stay.life.end;
  const merged = isSame ? "" : `, which merged into ${words.window(life.start, life.end)}`;
  const head = `${stay.late ? "took it, although it came behind the watermark," : "put it"} into window ${first} of key ${life.key}${merged}`;
  const fired = firings.map((firing) => `fired ${causeText(firing, words)}${resultText(firing)}`);
  if (evicted !== null) fired.push(`lost it to its evictor ${evicted} its function ran`);
  if (fired.length > 0) return `${head}; the window ${list(fired)}`;
  if (isOpen && station.undone !== null) return head;
  if (isOpen) return `${head}; the window has not fired since${openText(station, life, words)}`;
  if (wasPurged) return `${head}; the trigger purged the window before it fired`;
  return `${head}; the window was cleaned up at watermark ${words.time(closed?.watermark ?? NO_TIMESTAMP)} without firing`;
}

/** How far the watermark is from the window's last timestamp. */
function openText(station: Station, life: { end: number }, words: ExplainWords): string {
  const watermark = words.watermark(station.received.operator, station.received.subtask);
  if (life.end === MAX_TIMESTAMP) return "";
  const stands =
    watermark === NO_TIMESTAMP ? "no watermark has come yet" : `the watermark stands at ${words.time(watermark)}`;
  return `: its last timestamp is ${words.time(life.end - 1)} and ${stands}`;
}

function firingText(firing: Firing, words: ExplainWords): string {
  const { start, end, key } = firing.event;
  return `window ${words.window(start, end)} of key ${key} fired ${causeText(firing, words)}`;
}

function causeText({ event }: Firing, words: ExplainWords): string {
  const again = event.late ? "again " : "";
  if (event.cause === "element") return `${again}because of an element`;
  if (event.cause === "processing-time") return `${again}by its processing-time timer`;
  return `${again}at watermark ${words.time(event.watermark)}`;
}

function resultText({ results }: Firing): string {
  return results.length === 0 ? " and emitted nothing" : ` and emitted ${records(results)}`;
}

function lateText(late: Station["late"][number], words: ExplainWords): string {
  const went = late.outcome === "dropped" ? "dropped it" : "sent it to the side output of late data";
  const lateness =
    late.allowedLateness === 0 ? "no lateness is allowed" : `${late.allowedLateness} ms of lateness are allowed`;
  const why = `its window ${words.window(late.start, late.end)} was over: the watermark stood at ${words.time(late.watermark)} and ${lateness}`;
  return `${went}, since ${why}`;
}

function dropText(drop: Station["dropped"][number], words: ExplainWords): string {
  const limit = drop.limit === NO_TIMESTAMP ? "" : ` (${words.time(drop.limit)})`;
  return `dropped it: ${drop.rule}${limit}`;
}

function heldText({ event, released }: Holding, words: ExplainWords): string {
  const until = event.until === MAX_TIMESTAMP ? "" : `, until ${words.time(event.until)} at the latest`;
  if (released === null) return `keeps it in the ${event.where}${until}`;
  return `kept it in the ${event.where}${until}; it left: ${released.reason}`;
}

/** How often the function was asked for the record, when, and how that ended. */
function requestText({ requests }: Station, words: ExplainWords): string[] {
  const times = (wanted: string) => requests.filter(({ event }) => event === wanted).map(({ at }) => words.time(at));
  const calls = times("invoked");
  if (calls.length === 0) return [];
  const ends = [
    ...times("timed-out").map((at) => `its timeout came at ${at}`),
    ...times("failed").map((at) => `it failed at ${at}`),
    ...times("completed").map((at) => `its result was there at ${at}`),
  ];
  const asked = `asked for it at ${list(calls)}`;
  return [ends.length === 0 ? asked : `${asked}; ${list(ends)}`];
}

function contributionTexts(station: Station): string[] {
  const emitted = station.contributed
    .filter(({ record }) => record > 0)
    .map(({ record, as }) => `record ${record} as ${as}`);
  return emitted.length === 0 ? [] : [`made it a part of ${list(emitted)}`];
}

function emittedText({ emitted }: Station): string[] {
  return emitted.length === 0 ? [] : [`emitted ${records(emitted)} for it`];
}

/** State and timers of functions; those of windows and buffers are told with them. */
function keptText({ windows, held, late, dropped, states, timers }: Station, words: ExplainWords): string[] {
  if (windows.length + held.length + late.length + dropped.length > 0) return [];
  const texts: string[] = [];
  if (states.size > 0) texts.push(`changed its state ${list([...states])}`);
  const times = timers.map((timer) => `${timer.domain} ${words.time(timer.timestamp)}`);
  if (times.length > 0) texts.push(`set ${times.length === 1 ? "a timer" : "timers"} for ${list(times)}`);
  return texts;
}

function undoneText(restore: { readonly step: number; readonly checkpoint: number }): string {
  const from = restore.checkpoint === 0 ? "from the beginning" : `from checkpoint ${restore.checkpoint}`;
  return `The restart at step ${restore.step} ${from} undid this.`;
}

function atTime(timestamp: number, words: ExplainWords): string {
  return timestamp === NO_TIMESTAMP ? " without timestamp" : ` of time ${words.time(timestamp)}`;
}

function records(ids: readonly number[]): string {
  return ids.length === 1 ? `record ${ids[0]}` : `records ${list(ids.map(String))}`;
}

function countOf(ids: readonly number[]): string {
  return ids.length === 1 ? "one record" : `${ids.length} records`;
}

function list(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
