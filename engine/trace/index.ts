/** The door of `trace`: how everything below reports what it does. */
export { explain, type ExplainOptions, RecordExplainer, type RecordExplanation, type RecordOutcome } from "./explain";
export { keyGroupsOfPreview } from "./key-group-text";
export { RecordingTracer, type RecordingTracerOptions } from "./recording-tracer";
export {
  type EventOf,
  SNAPSHOT_WITHOUT_COST,
  TRACE_VERSION,
  type TraceEvent,
  type TraceEventBody,
  type TraceEventKind,
  type TraceOperator,
} from "./trace-event";
export { decodeTrace, eventAt, eventsOfKind, type TraceColumns, type TraceLog, transferablesOf } from "./trace-log";
export { formatTrace, formatTraceEvent, parseTrace } from "./trace-text";
export { SILENT_TRACER, type Tracer } from "./tracer";
