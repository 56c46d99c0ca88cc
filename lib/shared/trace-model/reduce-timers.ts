/** Trace events -> the timers that user functions set on one subtask, and the writes to keyed state. */
import type { StateWrite, TimerMark } from "./plane-model";
import { unquote } from "./record-label";
import type { ReduceContext } from "./reduce-context";

type Draft = { -readonly [K in keyof TimerMark]: TimerMark[K] };

/** Timers with a namespace belong to windows, which are drawn as such; only user timers are listed. */
export function reduceTimers(context: ReduceContext): TimerMark[] {
  const marks: Draft[] = [];
  const open = new Map<string, Draft>();
  for (const { event, position } of context.events) {
    if (event.kind === "restore") open.clear();
    if (event.kind !== "timer-set" && event.kind !== "timer-fired" && event.kind !== "timer-deleted") continue;
    if (event.operator !== context.operator || event.namespace !== "") continue;
    const id = `${event.domain}|${event.key}|${event.timestamp}`;
    const known = open.get(id);
    const x = context.x(event);
    const due = event.domain === "event-time" ? event.timestamp : event.timestamp - context.index.startedAt;
    const mark: Draft = known ?? {
      domain: event.domain,
      key: unquote(event.key),
      step: event.step,
      setX: x,
      due,
      firedStep: null,
      firedX: null,
      deletedStep: null,
      undone: context.isUndone(position),
    };
    if (known === undefined) marks.push(mark);
    if (event.kind === "timer-set") open.set(id, mark);
    else {
      open.delete(id);
      if (event.kind === "timer-deleted") mark.deletedStep = event.step;
      else {
        mark.firedStep = event.step;
        mark.firedX = x;
      }
    }
  }
  return marks;
}

/** Every write and clearing of keyed state by the operator on this subtask. */
export function reduceStateWrites(context: ReduceContext): StateWrite[] {
  const writes: StateWrite[] = [];
  for (const { event, position } of context.events) {
    if (event.kind !== "state-written" && event.kind !== "state-cleared") continue;
    if (event.operator !== context.operator) continue;
    writes.push({
      step: event.step,
      x: context.x(event),
      key: unquote(event.key),
      state: event.state,
      cleared: event.kind === "state-cleared",
      undone: context.isUndone(position),
    });
  }
  return writes;
}
