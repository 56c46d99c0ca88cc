/** From a scene to the runs that it shows: what the engine is asked, where the question stops, what is shown before. */
import type { TraceEvent, TraceLog } from "@tidemark/engine/trace";
import type { SceneEvent } from "./scene-schema";

/** The event that a scene names, or null where the run has none. */
export function findSceneEvent(trace: TraceLog, { kind, nth, operator, where }: SceneEvent): TraceEvent | null {
  const wanted = Object.entries(where);
  let seen = 0;
  for (const event of trace.events) {
    if (event.kind !== kind) continue;
    if (operator !== undefined && !isAt(trace, event, operator)) continue;
    const fields = event as unknown as Readonly<Record<string, unknown>>;
    if (!wanted.every(([field, value]) => fields[field] === value)) continue;
    seen += 1;
    if (seen === nth) return event;
  }
  return null;
}

/** The run as it is known before one of its events, which may be in the middle of a step. */
export function traceBefore(trace: TraceLog, event: TraceEvent): TraceLog {
  return { ...trace, events: trace.events.slice(0, trace.events.indexOf(event)) };
}

function isAt(trace: TraceLog, event: TraceEvent, operator: string): boolean {
  return "operator" in event && trace.operators[event.operator]?.name === operator;
}
