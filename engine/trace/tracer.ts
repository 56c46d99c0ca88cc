/**
 * The port through which everything below reports.
 *
 * Callers test `enabled` before they build an event, so that a run without tracing pays one field read.
 * `currentRecord` is the identity of the record being processed (0: none); the runtime keeps it, operators
 * only read it. Identities are minted only while tracing.
 */
import type { TraceEventBody } from "./trace-event";

export interface Tracer {
  readonly enabled: boolean;
  currentRecord: number;
  /** The identity of the next emitted record, counted from 1. */
  nextRecord(): number;
  emit(event: TraceEventBody): void;
}

/** The tracer of runs that nobody looks at. */
export const SILENT_TRACER: Tracer = {
  enabled: false,
  currentRecord: 0,
  nextRecord: () => 0,
  emit: () => undefined,
};
