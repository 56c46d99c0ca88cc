/**
 * The fields of each event kind, besides `kind`, `operator` and `subtask`, as data. Columns and text are written and
 * read by this table. The type checker proves that it names every field of every kind, with the right shape.
 */
import type { TraceEventBody, TraceEventKind } from "./trace-event";

export type FieldShape = "number" | "boolean" | "string";

type BodyOf<K extends TraceEventKind> = TraceEventBody extends infer B
  ? B extends { readonly kind: infer Kinds }
    ? K extends Kinds
      ? B
      : never
    : never
  : never;
type ShapeOf<V> = V extends boolean ? "boolean" : V extends number ? "number" : "string";
type FieldsOf<K extends TraceEventKind> = {
  readonly [F in Exclude<keyof BodyOf<K>, "kind" | "operator" | "subtask">]: ShapeOf<BodyOf<K>[F]>;
};

const WINDOW = { key: "string", start: "number", end: "number" } as const;
const TIMER = { domain: "string", key: "string", namespace: "string", timestamp: "number" } as const;
const PARTIAL_MATCH = {
  key: "string",
  record: "number",
  events: "string",
  waitsFor: "string",
  reason: "string",
} as const;
const STATE = { state: "string", key: "string", namespace: "string", value: "string" } as const;

const FIELDS: { readonly [K in TraceEventKind]: FieldsOf<K> } = {
  "record-emitted": { record: "number", parent: "number", timestamp: "number", value: "string", outputTag: "string" },
  "record-received": { record: "number", channel: "number", timestamp: "number", key: "string", value: "string" },
  "watermark-received": { channel: "number", watermark: "number" },
  "watermark-advanced": { watermark: "number" },
  "watermark-emitted": { watermark: "number" },
  "watermark-status": { channel: "number", idle: "boolean" },
  "window-opened": WINDOW,
  "record-assigned": { ...WINDOW, record: "number", timestamp: "number", late: "boolean" },
  "window-merged": { ...WINDOW, fromStart: "number", fromEnd: "number" },
  "window-fired": { ...WINDOW, cause: "string", late: "boolean", watermark: "number" },
  "window-purged": WINDOW,
  "window-closed": { ...WINDOW, watermark: "number" },
  "record-evicted": { ...WINDOW, record: "number", phase: "string" },
  "record-late": {
    ...WINDOW,
    record: "number",
    timestamp: "number",
    watermark: "number",
    allowedLateness: "number",
    outcome: "string",
  },
  "record-held": { record: "number", key: "string", timestamp: "number", where: "string", until: "number" },
  "record-released": { record: "number", where: "string", reason: "string" },
  "record-dropped": { record: "number", timestamp: "number", rule: "string", limit: "number" },
  "record-contributed": { record: "number", as: "string" },
  "async-request": { record: "number", event: "string", attempt: "number", at: "number" },
  "alignment-reported": { watermark: "number" },
  "alignment-announced": { limit: "number" },
  "source-waits": { watermark: "number", limit: "number" },
  "source-reads": { watermark: "number", limit: "number" },
  "split-paused": { split: "string", watermark: "number", limit: "number" },
  "split-resumed": { split: "string", watermark: "number", limit: "number" },
  "partial-match-began": PARTIAL_MATCH,
  "partial-match-advanced": PARTIAL_MATCH,
  "partial-match-ended": PARTIAL_MATCH,
  "timer-set": TIMER,
  "timer-fired": TIMER,
  "timer-deleted": TIMER,
  "state-written": STATE,
  "state-cleared": STATE,
  "checkpoint-triggered": { checkpoint: "number", type: "string", unaligned: "boolean" },
  "checkpoint-completed": { checkpoint: "number" },
  "checkpoint-aborted": { checkpoint: "number", reason: "string" },
  "checkpoint-not-triggered": { reason: "string" },
  "savepoint-completed": { checkpoint: "number", path: "string", format: "string" },
  "barrier-received": { checkpoint: "number", channel: "number" },
  "channel-blocked": { checkpoint: "number", channel: "number" },
  "channel-unblocked": { checkpoint: "number", channel: "number" },
  "barrier-emitted": { checkpoint: "number", overtaken: "number" },
  "alignment-timed-out": { checkpoint: "number" },
  "in-flight-captured": { checkpoint: "number", side: "string", channel: "number", record: "number" },
  "in-flight-restored": { side: "string", channel: "number", record: "number" },
  "in-flight-lost": { channel: "number", record: "number" },
  "snapshot-taken": { checkpoint: "number" },
  "snapshot-acknowledged": {
    checkpoint: "number",
    startDelayMillis: "number",
    alignmentMillis: "number",
    syncMillis: "number",
    asyncMillis: "number",
    stateBytes: "number",
    uploadedBytes: "number",
    inFlightBytes: "number",
  },
  "snapshot-declined": { checkpoint: "number", reason: "string" },
  "acknowledgement-lost": { checkpoint: "number", reason: "string" },
  "checkpoint-notified": { checkpoint: "number" },
  "state-file": { checkpoint: "number", file: "string", bytes: "number", entries: "number", shared: "boolean" },
  "backend-work": { event: "string", files: "string", bytes: "number" },
  failure: { cause: "string", taskManager: "number", record: "number", message: "string" },
  "restart-scheduled": { attempt: "number", at: "number" },
  restore: { attempt: "number", checkpoint: "number" },
  "state-assigned": {
    state: "string",
    fromSubtask: "number",
    firstKeyGroup: "number",
    lastKeyGroup: "number",
    entries: "number",
  },
  "state-unmapped": { operatorId: "string", reason: "string" },
  "task-deployed": { taskManager: "number", slot: "number", attempt: "number" },
  "channel-connected": { channel: "number", fromOperator: "number", fromSubtask: "number", capacity: "number" },
  "task-finished": { attempt: "number" },
  "task-canceled": { attempt: "number" },
  "task-manager-started": { taskManager: "number", slots: "number" },
  "task-manager-stopped": { taskManager: "number" },
  "task-manager-disconnected": { taskManager: "number" },
  "task-manager-lost": { taskManager: "number", reason: "string" },
  "job-manager-stopped": { reason: "string" },
  "job-manager-started": { reason: "string" },
  "job-state": { state: "string" },
  failover: { vertices: "string", reason: "string" },
  rescaled: { vertex: "number", from: "number", to: "number", reason: "string" },
  "back-pressure-started": {},
  "back-pressure-ended": {},
  "task-works": { until: "number" },
  "task-times": { busyMillis: "number", idleMillis: "number", backPressuredMillis: "number" },
  "buffer-debloated": { bytes: "number" },
  "latency-marker": { sourceOperator: "number", sourceSubtask: "number", latencyMillis: "number" },
  "outside-changed": {
    system: "string",
    place: "string",
    effect: "string",
    transaction: "string",
    record: "number",
    position: "number",
    value: "string",
    visible: "boolean",
  },
  "job-finished": {},
  "job-failed": { message: "string" },
};

/** Kinds of events of the job as a whole: they have no operator and subtask. */
const JOB_KINDS: ReadonlySet<TraceEventKind> = new Set<TraceEventKind>([
  "checkpoint-triggered",
  "checkpoint-completed",
  "checkpoint-aborted",
  "checkpoint-not-triggered",
  "savepoint-completed",
  "restart-scheduled",
  "restore",
  "state-unmapped",
  "task-manager-started",
  "task-manager-stopped",
  "task-manager-disconnected",
  "task-manager-lost",
  "job-manager-stopped",
  "job-manager-started",
  "job-state",
  "failover",
  "rescaled",
  "job-finished",
  "job-failed",
]);

export type FieldSpec = { readonly name: string; readonly shape: FieldShape };
export type KindSpec = {
  readonly kind: TraceEventKind;
  readonly hasPlace: boolean;
  readonly fields: readonly FieldSpec[];
};

/** All kinds in the order of their codes: `TRACE_KINDS[code]`. */
export const TRACE_KINDS: readonly KindSpec[] = (Object.keys(FIELDS) as TraceEventKind[]).map((kind) => ({
  kind,
  hasPlace: !JOB_KINDS.has(kind),
  fields: Object.entries(FIELDS[kind] as Record<string, FieldShape>).map(([name, shape]) => ({ name, shape })),
}));

/** The code of each kind. */
export const TRACE_KIND_CODES: ReadonlyMap<string, number> = new Map(
  TRACE_KINDS.map((spec, code) => [spec.kind as string, code]),
);
