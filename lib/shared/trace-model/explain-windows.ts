/** Sentences about windows: which one a record joins, why one fires, why a record is too late. */
import type { EventOf } from "@tidemark/engine/trace";
import { capital, type ExplainContext, ofKind, recordById, watermarkStands, watermarkText } from "./explain-context";
import { recordLabel, unquote, wordList } from "./record-label";
import { isFiniteTime } from "./time-format";
import { watermarkAt } from "./trace-index";

const MAX_LISTED = 4;

function listed(words: readonly string[]): string {
  const distinct = [...new Set(words)];
  if (distinct.length <= MAX_LISTED) return wordList(distinct);
  return `${distinct.slice(0, MAX_LISTED).join(", ")} and ${distinct.length - MAX_LISTED} more`;
}

/** The record that came after its window was cleaned up: the rule, the numbers, and what takes it. */
export function explainLate(context: ExplainContext): string {
  const late = ofKind(context, "record-late");
  const event = late.reduce((a, b) => (b.end > a.end ? b : a));
  const { format, events } = context.index;
  const name = recordById(context, event.record, event.key, event.timestamp);
  const tag = ofKind(context, "record-emitted").find((e) => e.outputTag !== "")?.outputTag;
  const fate =
    event.outcome === "dropped"
      ? "Nothing takes the record, so it is dropped."
      : `The side output ${tag === undefined ? "" : `${tag} `}takes it.`;
  if (event.start >= event.end) {
    return `Record ${name} is too late: ${watermarkStands(context, event.watermark)}, and no window takes it. ${fate}`;
  }
  const window = format.window(event.start, event.end);
  const last = format.time(event.end - 1);
  const fired = events.some(
    (e) =>
      e.kind === "window-fired" &&
      e.operator === event.operator &&
      e.subtask === event.subtask &&
      e.start === event.start &&
      e.end === event.end &&
      e.step <= context.step,
  );
  const verb = fired ? "fired" : "was due";
  const rule =
    event.allowedLateness > 0
      ? `Its window ${window} ${verb} when the watermark passed ${last} and was kept for late records until ${format.time(event.end - 1 + event.allowedLateness)}`
      : `Its window ${window} ${verb} when the watermark passed ${last}, and no lateness is allowed`;
  return `Record ${name} is too late. ${rule}; ${watermarkStands(context, event.watermark)}. ${fate}`;
}

/** A record that joins its windows, in time or late. */
export function explainAssigned(context: ExplainContext): string {
  const all = ofKind(context, "record-assigned");
  const first = all[0] as EventOf<"record-assigned">;
  const { format } = context.index;
  const windows = listed(all.map((e) => format.window(e.start, e.end)));
  const name = recordById(context, first.record, first.key, first.timestamp);
  const watermark = watermarkAt(context.index, first.operator, first.subtask, context.step);
  const late = context.index.processingTimeWindows ? [] : all.filter((e) => e.end - 1 <= watermark);
  if (late.length > 0) {
    const over = late.length === 1 ? "its window" : "its windows";
    const again =
      ofKind(context, "window-fired").length > 0 ? " and the window fires again with the corrected result" : "";
    return `Record ${name} is late, but not too late: ${watermarkStands(context, watermark)}, past the end of ${over} ${listed(late.map((e) => format.window(e.start, e.end)))}. The allowed lateness still keeps ${late.length === 1 ? "it" : "them"}, so the record counts${again}.${emitted(context)}`;
  }
  const behind = first.timestamp <= watermark;
  const opened = ofKind(context, "window-opened").length > 0;
  const verb = opened ? (all.length === 1 ? "opens" : "joins") : "joins";
  const noun = all.length === 1 ? "window" : "windows";
  const joined = `Record ${name} ${verb} ${isFiniteTime(first.start) ? `${noun} ` : ""}${windows} of key ${unquote(first.key)}`;
  const merged = ofKind(context, "window-merged").length > 0 ? explainMerged(context) : "";
  const fired = ofKind(context, "window-fired");
  if (fired.length > 0) return `${joined}.${merged} ${firedByElement(context, fired)}${emitted(context)}`;
  if (!isFiniteTime(first.end)) return `${joined}.`;
  if (behind && !context.index.processingTimeWindows) {
    const [its, has, it] = all.length === 1 ? ["its window", "has", "it"] : ["its windows", "have", "them"];
    return `Record ${name} is late: ${watermarkStands(context, watermark)}. But ${its} ${windows} ${has} not fired yet, so the record still counts in ${it}.`;
  }
  if (context.index.processingTimeWindows) {
    return `${joined}.${merged} ${all.length === 1 ? "It fires" : "The first of them fires"} when the clock passes its end.`;
  }
  const next = Math.min(...all.map((e) => e.end));
  const which = all.length === 1 ? "It fires" : "The first of them fires";
  return `${joined}.${merged} ${which} when the watermark reaches ${format.time(next - 1)}; ${watermarkStands(context, watermark)}.`;
}

function firedByElement(context: ExplainContext, fired: readonly EventOf<"window-fired">[]): string {
  const windows = listed(fired.map((e) => context.index.format.window(e.start, e.end)));
  return `The trigger fires ${isFiniteTime(fired[0]?.end ?? 0) ? `window ${windows}` : windows} on this record.`;
}

function explainMerged(context: ExplainContext): string {
  const merged = ofKind(context, "window-merged");
  const first = merged[0] as EventOf<"window-merged">;
  const { format } = context.index;
  const from = merged
    .filter((e) => e.fromStart !== e.start || e.fromEnd !== e.end)
    .map((e) => format.window(e.fromStart, e.fromEnd));
  if (from.length === 0) return "";
  const verb = from.length === 1 ? "grows" : "merge";
  const sessions = from.length === 1 ? "Session" : "Sessions";
  return ` ${sessions} ${listed(from)} ${verb} into ${format.window(first.start, first.end)}, because less than a gap lies between.`;
}

/** A window whose time has come, or which a count or the clock fired. */
export function explainFired(context: ExplainContext): string {
  const fired = ofKind(context, "window-fired");
  const first = fired[0] as EventOf<"window-fired">;
  const { format } = context.index;
  const windows = [...new Set(fired.map((e) => format.window(e.start, e.end)))];
  const keys = listed(fired.map((e) => unquote(e.key)).filter((key) => key !== "" && key !== "null"));
  const forKeys = keys === "" ? "" : ` for ${fired.length > 1 && keys.includes(" ") ? "keys" : "key"} ${keys}`;
  const noun = windows.length === 1 ? "window" : "windows";
  const verb = windows.length === 1 ? "fires" : "fire";
  const closed = ofKind(context, "window-closed").length > 0 ? " and is cleaned up" : "";
  if (first.cause === "event-time" && isFiniteTime(first.end)) {
    const lasts = listed(fired.map((e) => format.time(e.end - 1)));
    const instants = windows.length === 1 ? "the last instant" : "the last instants";
    const exactly = windows.length === 1 && first.watermark === first.end - 1;
    if (exactly) {
      return `The watermark reaches ${lasts}, the last instant of window ${windows[0]}: it fires${forKeys}${closed}.${emitted(context)}`;
    }
    return `The watermark reaches ${watermarkText(context, first.watermark)} and so passes ${lasts}, ${instants} of ${noun} ${listed(windows)}: ${windows.length === 1 ? "it" : "they"} ${verb}${forKeys}${windows.length === 1 ? closed : ""}.${emitted(context)}`;
  }
  if (first.cause === "processing-time") {
    return `The clock passes the end of ${noun} ${listed(windows)}, so ${windows.length === 1 ? "it fires" : "they fire"}${forKeys}.${emitted(context)}`;
  }
  const names = isFiniteTime(first.end) ? `${noun} ${listed(windows)}` : listed(windows);
  return `${capital(names)} ${verb}${forKeys}.${emitted(context)}`;
}

/** A window that is forgotten for good. */
export function explainClosed(context: ExplainContext): string {
  const closed = ofKind(context, "window-closed");
  const first = closed[0] as EventOf<"window-closed">;
  const { format } = context.index;
  const windows = [...new Set(closed.map((e) => format.window(e.start, e.end)))];
  const one = windows.length === 1;
  return `The watermark reaches ${watermarkText(context, first.watermark)}: the allowed lateness of ${one ? "window" : "windows"} ${listed(windows)} is over, so ${one ? "its" : "their"} state is cleared. A record for ${one ? "it" : "them"} is too late from now on.`;
}

/** ` Out come a·6 and b·4.` for what the firing operator emitted in this step; empty where nothing was. */
export function emitted(context: ExplainContext): string {
  const labels: string[] = [];
  let firing: { readonly operator: number; readonly key: string } | undefined;
  for (const event of context.events) {
    if (event.kind === "window-fired" || event.kind === "timer-fired") firing = event;
    else if (event.kind === "record-emitted" && event.operator === firing?.operator && event.outputTag === "") {
      labels.push(recordLabel(firing.key, event.value, event.timestamp));
    }
  }
  if (labels.length === 0) return "";
  return ` Out ${new Set(labels).size === 1 ? "comes" : "come"} ${listed(labels)}.`;
}
