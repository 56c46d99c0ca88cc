/** Sentences about what flows: records, watermarks, idleness, timers and the state that they touch. */
import type { EventOf } from "@tidemark/engine/trace";
import {
  count,
  type ExplainContext,
  ofKind,
  recordById,
  watermarkStands,
  watermarkText,
  where,
} from "./explain-context";
import { emitted } from "./explain-windows";
import { recordPhrase, watermarkAt } from "./trace-index";
import { unquote, wordList } from "./record-label";
import { formatDuration, isFiniteTime, MAX_TIME, MIN_TIME } from "./time-format";

/** The last watermark of each channel of a task, and which channels are idle, after a step. */
function channelsAt(context: ExplainContext, head: number, subtask: number): { watermark: number; idle: boolean }[] {
  const channels: { watermark: number; idle: boolean }[] = [];
  for (const event of context.index.events) {
    if (event.step > context.step) break;
    if (event.kind === "restore") channels.length = 0;
    if (!("operator" in event) || event.operator !== head || event.subtask !== subtask) continue;
    if (event.kind === "watermark-received") {
      channels[event.channel] = { watermark: event.watermark, idle: channels[event.channel]?.idle ?? false };
    } else if (event.kind === "watermark-status" && event.channel >= 0) {
      channels[event.channel] = { watermark: channels[event.channel]?.watermark ?? MIN_TIME, idle: event.idle };
    }
  }
  return Array.from(channels, (channel) => channel ?? { watermark: MIN_TIME, idle: false });
}

/** The operator's watermark rises: from which channel, and why not further. */
export function explainWatermark(context: ExplainContext): string {
  const advanced = ofKind(context, "watermark-advanced");
  const event = advanced[0] as EventOf<"watermark-advanced">;
  const before = watermarkAt(context.index, event.operator, event.subtask, context.step - 1);
  const name = where(context, event);
  if (event.watermark >= MAX_TIME) {
    return `All input of ${name} is read: its watermark passes every time there is. No window or timer is left.`;
  }
  const rise =
    before <= MIN_TIME
      ? `The first watermark of ${name} is ${watermarkText(context, event.watermark)}`
      : `The watermark of ${name} rises from ${watermarkText(context, before)} to ${watermarkText(context, event.watermark)}`;
  const received = ofKind(context, "watermark-received")[0];
  const channels = received === undefined ? [] : channelsAt(context, received.operator, received.subtask);
  const active = channels.filter((channel) => !channel.idle);
  const idle = channels.length - active.length;
  const rule =
    channels.length > 1
      ? `: the smallest over its ${idle === 0 ? count(channels.length, "channel") : `${count(active.length, "active channel")}, while ${idle} ${idle === 1 ? "is" : "are"} idle`}`
      : "";
  return `${rise}${rule}. No window or timer is due yet.`;
}

/** A channel's watermark that does not move the operator's, because another channel holds it back. */
export function explainChannelWatermark(context: ExplainContext): string {
  const event = ofKind(context, "watermark-received")[0] as EventOf<"watermark-received">;
  const combined = watermarkAt(context.index, event.operator, event.subtask, context.step);
  const channels = channelsAt(context, event.operator, event.subtask);
  const slowest = channels.findIndex((c, i) => i !== event.channel && !c.idle && c.watermark === combined);
  if (event.watermark >= MAX_TIME && combined < MAX_TIME) {
    const rest =
      slowest < 0
        ? "another channel has not"
        : `channel ${slowest + 1} still stands at ${watermarkText(context, combined)}`;
    return `Channel ${event.channel + 1} of ${where(context, event)} is at the end of its input, but ${rest} and the smallest counts: the operator's watermark stays there.`;
  }
  const brings = `Channel ${event.channel + 1} of ${where(context, event)} brings watermark ${watermarkText(context, event.watermark)}`;
  if (slowest >= 0 && combined > MIN_TIME) {
    return `${brings}, but channel ${slowest + 1} still stands at ${watermarkText(context, combined)} and the smallest counts: the operator's watermark stays there.`;
  }
  if (combined <= MIN_TIME) {
    return `${brings}. Another channel has not brought any yet, so the operator has no watermark.`;
  }
  return `${brings}; ${watermarkStands(context, combined)} as before.`;
}

export function explainStatus(context: ExplainContext): string {
  const event = ofKind(context, "watermark-status")[0] as EventOf<"watermark-status">;
  const who = event.channel < 0 ? where(context, event) : `Channel ${event.channel + 1} of ${where(context, event)}`;
  return event.idle
    ? `${who} is idle: from now on it does not hold the watermark back.`
    : `${who} is active again and counts for the smallest watermark once it has caught up.`;
}

export function explainTimerFired(context: ExplainContext): string {
  const fired = ofKind(context, "timer-fired");
  const user = fired.find((e) => e.namespace === "") ?? fired[0];
  if (user === undefined) return "";
  const key = unquote(user.key);
  const due =
    user.domain === "event-time" ? context.index.format.time(user.timestamp) : sinceStart(context, user.timestamp);
  const watermark = watermarkAt(context.index, user.operator, user.subtask, context.step);
  const reason = user.domain === "event-time" ? watermarkStands(context, watermark) : "the clock has passed it";
  return `The timer of key ${key} for ${due} fires in ${where(context, user)}, because ${reason}.${stateSentence(context)}${emitted(context)}`;
}

/** A record at an operator without windows: what it did to state and timers. */
export function explainReceived(context: ExplainContext): string {
  const received = ofKind(context, "record-received");
  const touched = new Set(ofKind(context, "state-written", "state-cleared", "timer-set").map((e) => e.operator));
  const event = (received.find((e) => touched.has(e.operator)) ?? received[0]) as EventOf<"record-received">;
  const name = recordPhrase(context.index, event);
  const facts = context.index.operators[event.operator];
  if (facts?.kind.includes("sink")) return `Result ${name} reaches ${where(context, event)}.`;
  const timers = ofKind(context, "timer-set").filter((e) => e.namespace === "");
  const set = timers.map((e) =>
    e.domain === "event-time" ? context.index.format.time(e.timestamp) : sinceStart(context, e.timestamp),
  );
  const timer = set.length === 0 ? "" : ` It sets a timer for ${wordList([...new Set(set)])}.`;
  const results = ofKind(context, "record-emitted").filter((e) => e.parent === event.record);
  const out = results.length < 2 ? "" : ` It becomes ${count(results.length, "record")}.`;
  const watermark = watermarkAt(context.index, event.operator, event.subtask, context.step);
  const stands = isFiniteTime(event.timestamp) ? `; ${watermarkStands(context, watermark)}` : "";
  return `Record ${name} arrives at ${where(context, event)}${stands}.${stateSentence(context)}${timer}${out}`;
}

/** ` State count of key a becomes 3.` for the first change of keyed state in the step; empty where there is none. */
function stateSentence(context: ExplainContext): string {
  const changes = ofKind(context, "state-written", "state-cleared");
  const last = changes[changes.length - 1];
  if (last === undefined) return "";
  const of = `State ${last.state} of key ${unquote(last.key)}`;
  return last.kind === "state-cleared" ? ` ${of} is cleared.` : ` ${of} becomes ${last.value}.`;
}

function sinceStart(context: ExplainContext, processingTime: number): string {
  return `${formatDuration(processingTime - context.index.startedAt)} after the start`;
}

export function explainEmitted(context: ExplainContext): string {
  const events = ofKind(context, "record-emitted");
  const event = events[0] as EventOf<"record-emitted">;
  const name = recordById(context, event.record, "", event.timestamp);
  const more = events.length === 1 ? "" : ` and ${count(events.length - 1, "more record")}`;
  return `${where(context, event)} emits record ${name}${more}.`;
}

export function explainWatermarkEmitted(context: ExplainContext): string {
  const event = ofKind(context, "watermark-emitted")[0] as EventOf<"watermark-emitted">;
  if (event.watermark >= MAX_TIME)
    return `${where(context, event)} has reached the end of input: its last watermark closes all windows.`;
  return `${where(context, event)} emits watermark ${watermarkText(context, event.watermark)}: it promises that nothing older follows.`;
}
