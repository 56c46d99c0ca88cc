/**
 * The timers that wait at a position of the trace: set and neither fired nor deleted since. What a restore took back
 * does not count from the restore on.
 */
import type { EventOf, TraceIndex } from "../trace-model/trace-index";
import { undoneRanges, type UndoneRange } from "../trace-model/undone";
import { entryOf } from "./series";

export type TimerNow = {
  readonly domain: "event-time" | "processing-time";
  readonly key: string;
  /** The window's text, empty for user timers. */
  readonly namespace: string;
  readonly timestamp: number;
};

type TimerEvent = EventOf<"timer-set" | "timer-fired" | "timer-deleted">;
type Noted = { readonly event: TimerEvent; readonly position: number };
/** The timer events of each operator subtask, in order. */
type Timers = Map<string, { readonly operator: number; readonly subtask: number; readonly events: Noted[] }>;

const known = new WeakMap<TraceIndex, { timers: Timers; undone: Map<string, UndoneRange[]> }>();

function timersOf(index: TraceIndex): { timers: Timers; undone: Map<string, UndoneRange[]> } {
  const found = known.get(index);
  if (found !== undefined) return found;
  const timers: Timers = new Map();
  index.events.forEach((event, position) => {
    if (event.kind !== "timer-set" && event.kind !== "timer-fired" && event.kind !== "timer-deleted") return;
    const { operator, subtask } = event;
    entryOf(timers, `${operator}/${subtask}`, () => ({ operator, subtask, events: [] })).events.push({
      event,
      position,
    });
  });
  const made = { timers, undone: new Map<string, UndoneRange[]>() };
  known.set(index, made);
  return made;
}

/** The timers of one operator subtask, the next due first; event time before processing time. */
export function timersAt(index: TraceIndex, operator: number, subtask: number, position: number): TimerNow[] {
  const { timers, undone } = timersOf(index);
  const key = `${operator}/${subtask}`;
  const own = timers.get(key);
  if (own === undefined) return [];
  const ranges = entryOf(undone, key, () => undoneRanges(index, operator, subtask)).filter((r) => r.before <= position);
  const waiting = new Map<string, TimerNow>();
  for (const { event, position: at } of own.events) {
    if (at > position) break;
    if (ranges.some((range) => at > range.after && at < range.before)) continue;
    const { domain, key: timerKey, namespace, timestamp } = event;
    const id = `${domain}/${timestamp}/${namespace}/${timerKey}`;
    if (event.kind === "timer-set") waiting.set(id, { domain, key: timerKey, namespace, timestamp });
    else waiting.delete(id);
  }
  return [...waiting.values()].sort((a, b) => a.domain.localeCompare(b.domain) || a.timestamp - b.timestamp);
}

/** The operator subtasks that ever have a timer. */
export function timerPlaces(index: TraceIndex): { readonly operator: number; readonly subtask: number }[] {
  return [...timersOf(index).timers.values()].map(({ operator, subtask }) => ({ operator, subtask }));
}
