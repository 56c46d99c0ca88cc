/**
 * Everything observable about a run, as one versioned union of plain events.
 *
 * Views, graders and tests know a run only through these events. Each event carries the scheduler step in
 * which it happened, the virtual clock, and where it happened: `operator` is an index into the run's
 * operator table (`TraceOperator`), `subtask` the index of the parallel instance (from 0).
 * Event times and watermarks are milliseconds; `MIN_TIMESTAMP`, `MAX_TIMESTAMP` and `NO_TIMESTAMP` occur.
 * Values, keys and namespaces are bounded text previews; no live object is ever in a trace.
 * `record` is the identity of one emitted record, counted from 1 in each run; `parent` is the record whose
 * processing emitted it, 0 where a source, a timer or a watermark did.
 */

/** Raised whenever an event kind is added, removed or changes its meaning. */
export const TRACE_VERSION = 3;

/** One operator of the run: what `operator` indices refer to. */
export type TraceOperator = {
  readonly id: string;
  readonly name: string;
  readonly uid: string | null;
  /** What kind of operator this is, for views: `source`, `window`, `keyed-process`, `map`, `sink`, ... */
  readonly kind: string;
  /** Index of the job vertex (chain) that the operator belongs to, and its place in the chain. */
  readonly vertex: number;
  readonly chainIndex: number;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** Operator indices of the inputs, in input order. */
  readonly inputs: readonly number[];
};

type At = { readonly operator: number; readonly subtask: number };
type WindowAt = At & { readonly key: string; readonly start: number; readonly end: number };

/** What happened, without step and clock, which the tracer adds. */
export type TraceEventBody =
  // Records. `outputTag` is the side output's id, empty for the main output.
  | (At & {
      readonly kind: "record-emitted";
      readonly record: number;
      readonly parent: number;
      readonly timestamp: number;
      readonly value: string;
      readonly outputTag: string;
    })
  | (At & {
      readonly kind: "record-received";
      readonly record: number;
      readonly channel: number;
      readonly timestamp: number;
      readonly key: string;
      readonly value: string;
    })
  // Watermarks. `watermark-received` is one channel's, `watermark-advanced` the operator's combined one.
  | (At & { readonly kind: "watermark-received"; readonly channel: number; readonly watermark: number })
  | (At & { readonly kind: "watermark-advanced"; readonly watermark: number })
  | (At & { readonly kind: "watermark-emitted"; readonly watermark: number })
  // `channel` -1: the operator's combined status.
  | (At & { readonly kind: "watermark-status"; readonly channel: number; readonly idle: boolean })
  // Windows. A global window has `MIN_TIMESTAMP` and `MAX_TIMESTAMP` as its bounds.
  | (WindowAt & { readonly kind: "window-opened" })
  | (WindowAt & {
      readonly kind: "record-assigned";
      readonly record: number;
      readonly timestamp: number;
      readonly late: boolean;
    })
  | (WindowAt & { readonly kind: "window-merged"; readonly fromStart: number; readonly fromEnd: number })
  // `late` firing: the window had fired before. `cause` is the timer's domain or `element`.
  | (WindowAt & {
      readonly kind: "window-fired";
      readonly cause: "event-time" | "processing-time" | "element";
      readonly late: boolean;
      readonly watermark: number;
    })
  // Contents dropped by the trigger, the window living on; `window-closed`: cleaned up for good.
  | (WindowAt & { readonly kind: "window-purged" })
  | (WindowAt & { readonly kind: "window-closed"; readonly watermark: number })
  // An evictor took the record out of the window for good. `phase`: before or after the function of a firing saw the window.
  | (WindowAt & {
      readonly kind: "record-evicted";
      readonly record: number;
      readonly phase: "before" | "after";
    })
  | (WindowAt & {
      readonly kind: "record-late";
      readonly record: number;
      readonly timestamp: number;
      readonly watermark: number;
      readonly allowedLateness: number;
      readonly outcome: "dropped" | "side-output";
    })
  // What an operator does with a record beyond its call. `where` names the place in Flink's words ("left buffer", "async
  // queue"); `until` is the time at which it leaves at the latest, `MAX_TIMESTAMP` when nothing makes it leave by itself.
  | (At & {
      readonly kind: "record-held";
      readonly record: number;
      readonly key: string;
      readonly timestamp: number;
      readonly where: string;
      readonly until: number;
    })
  // The record has left that place, for example because the watermark passed its time: `reason` is a phrase.
  | (At & {
      readonly kind: "record-released";
      readonly record: number;
      readonly where: string;
      readonly reason: string;
    })
  // Refused outside of windows. `rule` is a phrase that says why ("behind the watermark", "evicted before the firing");
  // `limit` is the time that the rule compares with, `NO_TIMESTAMP` where it compares with none.
  | (At & {
      readonly kind: "record-dropped";
      readonly record: number;
      readonly timestamp: number;
      readonly rule: string;
      readonly limit: number;
    })
  // The record is a part of what the operator emits next (a pair of a join, a match, a window's result). The events of all
  // parts come right before the `record-emitted` event of the whole.
  | (At & { readonly kind: "record-contributed"; readonly record: number; readonly as: string })
  // Asynchronous I/O. `attempt` counts from 1, 0 where it does not matter; `at` is when it happens, in milliseconds of the
  // clock: of `retry-scheduled` the time of the next attempt.
  | (At & {
      readonly kind: "async-request";
      readonly record: number;
      readonly event: "invoked" | "retry-scheduled" | "timed-out" | "completed" | "failed";
      readonly attempt: number;
      readonly at: number;
    })
  // Watermark alignment of sources. `watermark` is the one that was compared with `limit`, the largest that the group allows.
  | (At & { readonly kind: "alignment-reported"; readonly watermark: number })
  | (At & { readonly kind: "alignment-announced"; readonly limit: number })
  | (At & { readonly kind: "source-waits" | "source-reads"; readonly watermark: number; readonly limit: number })
  | (At & {
      readonly kind: "split-paused" | "split-resumed";
      readonly split: string;
      readonly watermark: number;
      readonly limit: number;
    })
  // Partial matches of a pattern. `events` lists the records that it has taken ("3 as a, 7 as b"), `waitsFor` the stages that
  // would take it on (empty when it is complete); `record` is the one that did it, 0 where time did.
  | (At & {
      readonly kind: "partial-match-began" | "partial-match-advanced" | "partial-match-ended";
      readonly key: string;
      readonly record: number;
      readonly events: string;
      readonly waitsFor: string;
      readonly reason: string;
    })
  // Timers. `namespace` is the window's text, empty for user timers.
  | (At & {
      readonly kind: "timer-set" | "timer-fired" | "timer-deleted";
      readonly domain: "event-time" | "processing-time";
      readonly key: string;
      readonly namespace: string;
      readonly timestamp: number;
    })
  // State. `state-cleared` carries an empty value.
  | (At & {
      readonly kind: "state-written" | "state-cleared";
      readonly state: string;
      readonly key: string;
      readonly namespace: string;
      readonly value: string;
    })
  // Checkpoints. `operator` is the head of the task's chain; `channel` indexes the task's input channels. `type`:
  // "checkpoint", "savepoint" or "stop-with-savepoint"; `unaligned`: whether barriers overtake from the start.
  | {
      readonly kind: "checkpoint-triggered";
      readonly checkpoint: number;
      readonly type: string;
      readonly unaligned: boolean;
    }
  | { readonly kind: "checkpoint-completed"; readonly checkpoint: number }
  | { readonly kind: "checkpoint-aborted"; readonly checkpoint: number; readonly reason: string }
  // A due trigger that was not carried out: postponed by the pause, declined since a task does not run, ...
  | { readonly kind: "checkpoint-not-triggered"; readonly reason: string }
  | {
      readonly kind: "savepoint-completed";
      readonly checkpoint: number;
      readonly path: string;
      readonly format: string;
    }
  | (At & { readonly kind: "barrier-received"; readonly checkpoint: number; readonly channel: number })
  | (At & {
      readonly kind: "channel-blocked" | "channel-unblocked";
      readonly checkpoint: number;
      readonly channel: number;
    })
  // `overtaken`: elements of its outputs that the barrier went past (0 where it is aligned).
  | (At & { readonly kind: "barrier-emitted"; readonly checkpoint: number; readonly overtaken: number })
  // The aligned checkpoint timeout, counted from the trigger, is over and an aligned barrier still waits: from now on it overtakes.
  | (At & { readonly kind: "alignment-timed-out"; readonly checkpoint: number })
  // An element in flight becomes a part of the unaligned checkpoint. `side`: "input" or "output"; `channel` is the task's
  // input channel, or, of an output, the number of its channel over all its outputs; record 0 where it is no record.
  | (At & {
      readonly kind: "in-flight-captured";
      readonly checkpoint: number;
      readonly side: string;
      readonly channel: number;
      readonly record: number;
    })
  // An element that an unaligned checkpoint held is back in the channel, before any new one.
  | (At & {
      readonly kind: "in-flight-restored";
      readonly side: string;
      readonly channel: number;
      readonly record: number;
    })
  // A record was still in the channel when the task that reads it was thrown away: nobody will receive it.
  | (At & { readonly kind: "in-flight-lost"; readonly channel: number; readonly record: number })
  // The synchronous part is over: the task goes on, the state is written behind its back.
  | (At & { readonly kind: "snapshot-taken"; readonly checkpoint: number })
  // The job master has the task's acknowledgement. Durations as in Flink's UI, in milliseconds; `stateBytes` is the full
  // size, `uploadedBytes` what this checkpoint wrote, `inFlightBytes` what unaligned channels held.
  | (At & {
      readonly kind: "snapshot-acknowledged";
      readonly checkpoint: number;
      readonly startDelayMillis: number;
      readonly alignmentMillis: number;
      readonly syncMillis: number;
      readonly asyncMillis: number;
      readonly stateBytes: number;
      readonly uploadedBytes: number;
      readonly inFlightBytes: number;
    })
  // The task declined, or its acknowledgement never arrived.
  | (At & {
      readonly kind: "snapshot-declined" | "acknowledgement-lost";
      readonly checkpoint: number;
      readonly reason: string;
    })
  // The task was told that the checkpoint is complete: two-phase sinks commit now.
  | (At & { readonly kind: "checkpoint-notified"; readonly checkpoint: number })
  // A file of the operator's state in a checkpoint; `shared`: an earlier checkpoint uploaded it.
  | (At & {
      readonly kind: "state-file";
      readonly checkpoint: number;
      readonly file: string;
      readonly bytes: number;
      readonly entries: number;
      readonly shared: boolean;
    })
  // A backend's own work. `event`: "flushed", "compacted", "materialized", "log-written"; `files` names what came of it.
  // "discarded": no retained checkpoint needs the file any more.
  | (At & { readonly kind: "backend-work"; readonly event: string; readonly files: string; readonly bytes: number })
  // Failure and recovery. `cause` is `user-code`, `task-killed`, `task-manager-lost`, `checkpoint-failures`, `no-resources`
  // (slots that did not come in time) or `partition-lost` (a stored result that is gone); operator -1 where none is to blame.
  | (At & {
      readonly kind: "failure";
      readonly cause: string;
      readonly taskManager: number;
      readonly record: number;
      readonly message: string;
    })
  | { readonly kind: "restart-scheduled"; readonly attempt: number; readonly at: number }
  // `checkpoint` 0: restarted from scratch.
  | { readonly kind: "restore"; readonly attempt: number; readonly checkpoint: number }
  // What a restored operator's subtask got: key groups `firstKeyGroup` to `lastKeyGroup` out of what `fromSubtask` had
  // snapshotted ("keyed", `entries` of state and timers), or `entries` elements of operator state ("list", "union",
  // "broadcast", both key groups -1).
  | (At & {
      readonly kind: "state-assigned";
      readonly state: string;
      readonly fromSubtask: number;
      readonly firstKeyGroup: number;
      readonly lastKeyGroup: number;
      readonly entries: number;
    })
  // State of a snapshot that no operator takes; `operatorId` as in the snapshot.
  | { readonly kind: "state-unmapped"; readonly operatorId: string; readonly reason: string }
  | (At & {
      readonly kind: "task-deployed";
      readonly taskManager: number;
      readonly slot: number;
      readonly attempt: number;
    })
  // At deployment, of each input channel: which task feeds it, and how many elements it holds at most.
  | (At & {
      readonly kind: "channel-connected";
      readonly channel: number;
      readonly fromOperator: number;
      readonly fromSubtask: number;
      readonly capacity: number;
    })
  | (At & { readonly kind: "task-finished" | "task-canceled"; readonly attempt: number })
  // The machines. `task-manager-stopped`: its process died; `task-manager-disconnected`: it runs on, but nothing goes
  // between it and the job manager any more; `task-manager-lost`: the job manager noticed, and how.
  | { readonly kind: "task-manager-started"; readonly taskManager: number; readonly slots: number }
  | { readonly kind: "task-manager-stopped" | "task-manager-disconnected"; readonly taskManager: number }
  | { readonly kind: "task-manager-lost"; readonly taskManager: number; readonly reason: string }
  | { readonly kind: "job-manager-stopped"; readonly reason: string }
  | { readonly kind: "job-manager-started"; readonly reason: string }
  // Flink's job states: CREATED, RUNNING, FAILING, RESTARTING, SUSPENDED, ...
  | { readonly kind: "job-state"; readonly state: string }
  // The tasks that are started again are those of these vertices ("0, 2"), or, where it is not all of a vertex, those
  // subtasks ("0/1, 2/1"); the others go on.
  | { readonly kind: "failover"; readonly vertices: string; readonly reason: string }
  | {
      readonly kind: "rescaled";
      readonly vertex: number;
      readonly from: number;
      readonly to: number;
      readonly reason: string;
    }
  // Back-pressure. The task has input but no room in an output / has room again.
  | (At & { readonly kind: "back-pressure-started" | "back-pressure-ended" })
  // The task works on a record until then, in milliseconds of the clock.
  | (At & { readonly kind: "task-works"; readonly until: number })
  // Flink's gauges, each 0 to 1000 ms a second, as they are when the metrics are updated.
  | (At & {
      readonly kind: "task-times";
      readonly busyMillis: number;
      readonly idleMillis: number;
      readonly backPressuredMillis: number;
    })
  | (At & { readonly kind: "buffer-debloated"; readonly bytes: number })
  | (At & {
      readonly kind: "latency-marker";
      readonly sourceOperator: number;
      readonly sourceSubtask: number;
      readonly latencyMillis: number;
    })
  // The world outside. `system` names it ("kafka", "jdbc", "files", "http"), `place` the partition, table, file or URL;
  // `effect`: "written" (uncommitted), "appended", "upserted", "deleted", "sent", "opened", "pending", "finished",
  // "pre-committed", "committed", "aborted", "fenced", "expired", "dropped"; `transaction` is empty where there is none;
  // `visible`: whether a reader who trusts only what is committed sees the value from now on.
  | (At & {
      readonly kind: "outside-changed";
      readonly system: string;
      readonly place: string;
      readonly effect: string;
      readonly transaction: string;
      readonly record: number;
      readonly position: number;
      readonly value: string;
      readonly visible: boolean;
    })
  | { readonly kind: "job-finished" }
  | { readonly kind: "job-failed"; readonly message: string };

/** One event of a trace: when, and what. */
export type TraceEvent = { readonly step: number; readonly processingTime: number } & TraceEventBody;

export type TraceEventKind = TraceEventBody["kind"];

type Narrowed<E, K> = E extends { readonly kind: infer Own }
  ? [Own & K] extends [never]
    ? never
    : E & { readonly kind: Own & K }
  : never;

/** The events of some kinds. */
export type EventOf<K extends TraceEventKind> = Narrowed<TraceEvent, K>;

/** The costs of a snapshot that took no time and wrote nothing that is counted. */
export const SNAPSHOT_WITHOUT_COST = {
  startDelayMillis: 0,
  alignmentMillis: 0,
  syncMillis: 0,
  asyncMillis: 0,
  stateBytes: 0,
  uploadedBytes: 0,
  inFlightBytes: 0,
} as const;
