/**
 * Trace events -> every checkpoint with its way through every task: barriers, what waited, what was overtaken, the
 * snapshot, the acknowledgement, the commit; and the files of its state.
 */
import type { EventOf } from "@tidemark/engine/trace";
import type { TraceIndex } from "../trace-model/trace-index";
import { type Moment, momentOf } from "./moment";
import { entryOf } from "./series";
import { taskKey, type TaskId, type Topology } from "./topology";

/** Durations as in Flink's UI, in milliseconds, and sizes in bytes. */
export type SnapshotCosts = Pick<
  EventOf<"snapshot-acknowledged">,
  | "startDelayMillis"
  | "alignmentMillis"
  | "syncMillis"
  | "asyncMillis"
  | "stateBytes"
  | "uploadedBytes"
  | "inFlightBytes"
>;

export type BlockedStretch = { readonly channel: number; readonly from: Moment; to: Moment | null };

export type CheckpointTask = TaskId & {
  readonly barriers: { readonly channel: number; readonly at: Moment }[];
  readonly blocked: BlockedStretch[];
  /** Barrier out; `overtaken` elements of the outputs were passed by it. */
  emitted: Moment | null;
  overtaken: number;
  timedOut: Moment | null;
  /** The synchronous part is over. */
  taken: Moment | null;
  acknowledged: Moment | null;
  costs: SnapshotCosts | null;
  /** Declined, or the acknowledgement was lost: when and why. */
  refused: { readonly at: Moment; readonly reason: string; readonly lost: boolean } | null;
  notified: Moment | null;
};

export type CapturedElement = TaskId & {
  readonly at: Moment;
  readonly side: string;
  readonly channel: number;
  /** 0 where it is no record. */
  readonly record: number;
};

export type StateFile = TaskId & {
  readonly at: Moment;
  readonly operator: number;
  readonly file: string;
  readonly bytes: number;
  readonly entries: number;
  readonly shared: boolean;
};

export type CheckpointEnd = { readonly kind: "completed" | "aborted"; readonly at: Moment; readonly reason: string };

export type CheckpointRun = {
  readonly checkpoint: number;
  /** "checkpoint", "savepoint" or "stop-with-savepoint". */
  readonly type: string;
  readonly unaligned: boolean;
  readonly triggered: Moment;
  end: CheckpointEnd | null;
  savepoint: { readonly path: string; readonly format: string } | null;
  /** By `taskKey`, in the order in which the checkpoint reached them. */
  readonly tasks: Map<string, CheckpointTask>;
  readonly captured: CapturedElement[];
  readonly files: StateFile[];
};

export type Checkpoints = {
  readonly runs: readonly CheckpointRun[];
  /** Due triggers that were not carried out. */
  readonly notTriggered: readonly { readonly at: Moment; readonly reason: string }[];
};

export function reduceCheckpoints(index: TraceIndex, topology: Topology): Checkpoints {
  const runs = new Map<number, CheckpointRun>();
  const notTriggered: { at: Moment; reason: string }[] = [];
  index.events.forEach((event, position) => {
    if (event.kind === "checkpoint-triggered") {
      const { checkpoint, type, unaligned } = event;
      runs.set(checkpoint, newRun({ checkpoint, type, unaligned, triggered: momentOf(event, position) }));
    } else if (event.kind === "checkpoint-not-triggered") {
      notTriggered.push({ at: momentOf(event, position), reason: event.reason });
    } else if ("checkpoint" in event && event.kind !== "restore") {
      const run = runs.get(event.checkpoint);
      if (run === undefined) return;
      applyJob(run, event, momentOf(event, position));
      if ("operator" in event) applyTask(run, event, topology, momentOf(event, position));
    }
  });
  return { runs: [...runs.values()], notTriggered };
}

function newRun(facts: Pick<CheckpointRun, "checkpoint" | "type" | "unaligned" | "triggered">): CheckpointRun {
  return { ...facts, end: null, savepoint: null, tasks: new Map(), captured: [], files: [] };
}

type OfCheckpoint = Extract<TraceIndex["events"][number], { readonly checkpoint: number }>;
type OfTask = Extract<OfCheckpoint, { readonly operator: number }>;

function applyJob(run: CheckpointRun, event: OfCheckpoint, at: Moment): void {
  if (event.kind === "checkpoint-completed") run.end ??= { kind: "completed", at, reason: "" };
  else if (event.kind === "checkpoint-aborted") run.end ??= { kind: "aborted", at, reason: event.reason };
  else if (event.kind === "savepoint-completed") run.savepoint = { path: event.path, format: event.format };
}

function applyTask(run: CheckpointRun, event: OfTask, topology: Topology, at: Moment): void {
  const vertex = topology.vertexOf[event.operator] ?? 0;
  const { subtask } = event;
  if (event.kind === "state-file") {
    const { operator, file, bytes, entries, shared } = event;
    run.files.push({ vertex, subtask, at, operator, file, bytes, entries, shared });
    return;
  }
  const task = entryOf(run.tasks, taskKey(vertex, subtask), () => newTask(vertex, subtask));
  switch (event.kind) {
    case "barrier-received":
      task.barriers.push({ channel: event.channel, at });
      return;
    case "channel-blocked":
      task.blocked.push({ channel: event.channel, from: at, to: null });
      return;
    case "channel-unblocked": {
      const stretch = task.blocked.findLast((each) => each.channel === event.channel && each.to === null);
      if (stretch !== undefined) stretch.to = at;
      return;
    }
    case "barrier-emitted":
      task.emitted = at;
      task.overtaken = event.overtaken;
      return;
    case "alignment-timed-out":
      task.timedOut = at;
      return;
    case "in-flight-captured":
      run.captured.push({ vertex, subtask, at, side: event.side, channel: event.channel, record: event.record });
      return;
    default:
      applySnapshot(task, event, at);
  }
}

function applySnapshot(task: CheckpointTask, event: OfTask, at: Moment): void {
  switch (event.kind) {
    case "snapshot-taken":
      task.taken = at;
      return;
    case "snapshot-acknowledged": {
      const { startDelayMillis, alignmentMillis, syncMillis, asyncMillis, stateBytes, uploadedBytes, inFlightBytes } =
        event;
      task.acknowledged = at;
      task.costs = {
        startDelayMillis,
        alignmentMillis,
        syncMillis,
        asyncMillis,
        stateBytes,
        uploadedBytes,
        inFlightBytes,
      };
      return;
    }
    case "snapshot-declined":
    case "acknowledgement-lost":
      task.refused = { at, reason: event.reason, lost: event.kind === "acknowledgement-lost" };
      return;
    case "checkpoint-notified":
      task.notified = at;
      return;
    default:
  }
}

function newTask(vertex: number, subtask: number): CheckpointTask {
  return {
    vertex,
    subtask,
    barriers: [],
    blocked: [],
    emitted: null,
    overtaken: 0,
    timedOut: null,
    taken: null,
    acknowledged: null,
    costs: null,
    refused: null,
    notified: null,
  };
}
