/**
 * The timers that wait at a position of the trace: set and neither fired nor deleted since. What a restore took back
 * does not count from the restore on. When each timer waited is worked out once, so that a move of the cursor only picks.
 */
import type { EventOf } from "@tidemark/engine/trace";
import { textOrder } from "../trace-model/text-order";
import type { TraceIndex } from "../trace-model/trace-index";
import { isUndone, undoneRanges } from "../trace-model/undone";
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
type Place = { readonly operator: number; readonly subtask: number };
/** The timer waits from one position up to, not including, another one. */
type Wait = { readonly timer: TimerNow; readonly from: number; readonly to: number };
type Timers = { readonly place: Place; readonly events: Noted[]; waits: readonly Wait[] | null };

const known = new WeakMap<TraceIndex, ReadonlyMap<string, Timers>>();

function timersOf(index: TraceIndex): ReadonlyMap<string, Timers> {
  const found = known.get(index);
  if (found !== undefined) return found;
  const timers = new Map<string, Timers>();
  index.events.forEach((event, position) => {
    if (event.kind !== "timer-set" && event.kind !== "timer-fired" && event.kind !== "timer-deleted") return;
    const place = { operator: event.operator, subtask: event.subtask };
    const own = entryOf(timers, placeKey(place), () => ({ place, events: [], waits: null }));
    own.events.push({ event, position });
  });
  known.set(index, timers);
  return timers;
}

function placeKey({ operator, subtask }: Place): string {
  return `${operator}/${subtask}`;
}

/** Between two restores timers come and go with their events; each restore begins with those that it left. */
function waitsOf(index: TraceIndex, { place, events }: Timers): Wait[] {
  const ranges = undoneRanges(index, place.operator, place.subtask);
  const waits: Wait[] = [];
  const starts = [0, ...ranges.map(({ before }) => before)];
  starts.forEach((start, at) => {
    const end = starts[at + 1] ?? Number.POSITIVE_INFINITY;
    const past = ranges.slice(0, at);
    const since = new Map<string, { readonly timer: TimerNow; readonly from: number }>();
    for (const { event, position } of events) {
      if (position >= end) break;
      if (isUndone(past, position)) continue;
      const { domain, key, namespace, timestamp } = event;
      const id = `${domain}/${timestamp}/${namespace}/${key}`;
      const former = since.get(id);
      if (event.kind === "timer-set") {
        const timer = former?.timer ?? { domain, key, namespace, timestamp };
        since.set(id, { timer, from: former?.from ?? Math.max(start, position) });
      } else if (former !== undefined) {
        since.delete(id);
        if (position >= start) waits.push({ ...former, to: position });
      }
    }
    for (const wait of since.values()) waits.push({ ...wait, to: end });
  });
  return waits;
}

/** The timers of one operator subtask, the next due first; event time before processing time. */
export function timersAt(index: TraceIndex, operator: number, subtask: number, position: number): TimerNow[] {
  const own = timersOf(index).get(placeKey({ operator, subtask }));
  if (own === undefined) return [];
  own.waits ??= waitsOf(index, own);
  return own.waits
    .filter(({ from, to }) => from <= position && position < to)
    .map(({ timer }) => timer)
    .sort((a, b) => textOrder(a.domain, b.domain) || a.timestamp - b.timestamp);
}

/** The operator subtasks that ever have a timer. */
export function timerPlaces(index: TraceIndex): Place[] {
  return [...timersOf(index).values()].map(({ place }) => place);
}
