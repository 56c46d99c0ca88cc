/**
 * What tests of whole jobs read of their traces.
 */
import type { JobClient } from "../index";
import { decodeTrace, type EventOf, type TraceEvent, type TraceEventKind } from "../trace/index";

/** The events of the job so far, in order, or those of one kind. Errors: the run is not traced. */
export function eventsOf(job: JobClient): readonly TraceEvent[];
export function eventsOf<K extends TraceEventKind>(job: JobClient, kind: K): readonly EventOf<K>[];
export function eventsOf(job: JobClient, kind?: TraceEventKind): readonly TraceEvent[] {
  const columns = job.trace();
  if (columns === null) throw new Error("the run is not traced");
  const { events } = decodeTrace(columns);
  return kind === undefined ? events : ofKind(events, kind);
}

/** The events of some kinds, in order. */
export function ofKind<K extends TraceEventKind>(events: readonly TraceEvent[], ...kinds: readonly K[]): EventOf<K>[] {
  return events.filter((event): event is EventOf<K> => (kinds as readonly TraceEventKind[]).includes(event.kind));
}
