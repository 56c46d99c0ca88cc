/** One checkpoint as far as it has come by a position of the trace: what has happened in each task, and what has not. */
import type { ClusterIndex } from "./cluster-index";
import { type Moment, reached } from "./moment";
import type { CapturedElement, CheckpointRun, CheckpointTask, SnapshotCosts, StateFile } from "./reduce-checkpoints";
import { taskKey } from "./topology";

export type CheckpointState = "in progress" | "completed" | "aborted";

/** A stretch of a task's part in a checkpoint, in Flink's words; null `to`: it goes on. */
export type Stretch = {
  readonly kind: "start delay" | "alignment" | "sync" | "async";
  readonly from: Moment;
  readonly to: Moment | null;
};

export type CheckpointTaskNow = {
  readonly vertex: number;
  readonly subtask: number;
  readonly stretches: readonly Stretch[];
  readonly barriers: readonly { readonly channel: number; readonly at: Moment }[];
  readonly blocked: readonly { readonly channel: number; readonly from: Moment; readonly to: Moment | null }[];
  readonly emitted: Moment | null;
  readonly overtaken: number;
  readonly timedOut: Moment | null;
  readonly taken: Moment | null;
  readonly acknowledged: Moment | null;
  readonly costs: SnapshotCosts | null;
  readonly refused: CheckpointTask["refused"];
  readonly notified: Moment | null;
};

export type CheckpointNow = {
  readonly run: CheckpointRun;
  readonly state: CheckpointState;
  /** The tasks of the job in the order of the graph; those it has not reached yet have nothing to tell. */
  readonly tasks: readonly CheckpointTaskNow[];
  readonly acknowledged: number;
  readonly captured: readonly CapturedElement[];
  readonly files: readonly StateFile[];
  /** Sums over the tasks that have acknowledged. */
  readonly stateBytes: number;
  readonly uploadedBytes: number;
  readonly inFlightBytes: number;
};

/** The checkpoints that are triggered by the event at `position`, in order. */
export function checkpointsAt(index: ClusterIndex, position: number): CheckpointRun[] {
  return index.checkpoints.runs.filter((run) => reached(run.triggered, position));
}

export function stateOf(run: CheckpointRun, position: number): CheckpointState {
  return run.end !== null && reached(run.end.at, position) ? run.end.kind : "in progress";
}

export function checkpointAt(index: ClusterIndex, run: CheckpointRun, position: number): CheckpointNow {
  const tasks = expectedTasks(index, run).map(([vertex, subtask]) => {
    const task = run.tasks.get(taskKey(vertex, subtask));
    return task === undefined ? untouched(vertex, subtask) : taskAt(run, task, position);
  });
  const sum = (field: keyof SnapshotCosts) => tasks.reduce((total, { costs }) => total + (costs?.[field] ?? 0), 0);
  return {
    run,
    state: stateOf(run, position),
    tasks,
    acknowledged: tasks.filter((task) => task.acknowledged !== null).length,
    captured: run.captured.filter(({ at }) => reached(at, position)),
    files: run.files.filter(({ at }) => reached(at, position)),
    stateBytes: sum("stateBytes"),
    uploadedBytes: sum("uploadedBytes"),
    inFlightBytes: sum("inFlightBytes"),
  };
}

/** The tasks that run when it is triggered, and any others that it reaches. */
function expectedTasks(index: ClusterIndex, run: CheckpointRun): [number, number][] {
  const tasks = [...index.tasks.values()]
    .filter(
      ({ vertex, subtask, state }) =>
        state.at(run.triggered.position) === "RUNNING" || run.tasks.has(taskKey(vertex, subtask)),
    )
    .map(({ vertex, subtask }): [number, number] => [vertex, subtask]);
  return tasks.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function untouched(vertex: number, subtask: number): CheckpointTaskNow {
  return {
    ...{ vertex, subtask, stretches: [], barriers: [], blocked: [], emitted: null, overtaken: 0, timedOut: null },
    ...{ taken: null, acknowledged: null, costs: null, refused: null, notified: null },
  };
}

function taskAt(run: CheckpointRun, task: CheckpointTask, position: number): CheckpointTaskNow {
  const seen = (moment: Moment | null) => (reached(moment, position) ? moment : null);
  const acknowledged = seen(task.acknowledged);
  return {
    vertex: task.vertex,
    subtask: task.subtask,
    stretches: stretchesOf(run, task, position),
    barriers: task.barriers.filter(({ at }) => reached(at, position)),
    blocked: task.blocked
      .filter(({ from }) => reached(from, position))
      .map(({ channel, from, to }) => ({ channel, from, to: seen(to) })),
    emitted: seen(task.emitted),
    overtaken: reached(task.emitted, position) ? task.overtaken : 0,
    timedOut: seen(task.timedOut),
    taken: seen(task.taken),
    acknowledged,
    costs: acknowledged === null ? null : task.costs,
    refused: task.refused !== null && reached(task.refused.at, position) ? task.refused : null,
    notified: seen(task.notified),
  };
}

/** From the trigger to the first barrier, to the last one, to the end of the synchronous part, to the acknowledgement. */
function stretchesOf(run: CheckpointRun, task: CheckpointTask, position: number): Stretch[] {
  const first = task.barriers[0]?.at ?? task.emitted;
  const aligned = task.emitted ?? task.taken ?? task.acknowledged;
  const taken = task.taken ?? task.acknowledged;
  const borders: [Stretch["kind"], Moment | null, Moment | null][] = [
    ["start delay", run.triggered, first],
    ["alignment", first, aligned],
    ["sync", aligned, taken],
    ["async", taken, task.acknowledged],
  ];
  return borders.flatMap(([kind, from, to]) => {
    if (!reached(from, position)) return [];
    return [{ kind, from, to: reached(to, position) ? to : null }];
  });
}
