/** When something happened: the place in the event list, the scheduler step, and the clock in milliseconds. */
import type { TraceEvent } from "@tidemark/engine/trace";

export type Moment = { readonly position: number; readonly step: number; readonly time: number };

export function momentOf(event: TraceEvent, position: number): Moment {
  return { position, step: event.step, time: event.processingTime };
}

/** Whether it has happened by the event at `position`. */
export function reached(moment: Moment | null, position: number): moment is Moment {
  return moment !== null && moment.position <= position;
}
