/** The state of the cluster after a step, for views to draw: plain data, and found by binary search. */
import type { TraceLog } from "@tidemark/engine/trace";
import { originWords, startsFromEarlierRun } from "../trace-model/restore-words";
import { lastAtMost } from "../trace-model/trace-index";
import { type ClusterIndex, clusterIndexOf, positionAt } from "./cluster-index";
import { reached } from "./moment";
import { type Flight, inFlight } from "./reduce-flights";
import type { CheckpointRun } from "./reduce-checkpoints";
import type { MachineState } from "./reduce-machines";
import type { Placement, TaskLife, TaskState, TaskTimes } from "./reduce-tasks";
import { type TaskId, taskKey } from "./topology";

export type TaskNow = TaskId & {
  readonly state: TaskState;
  readonly placement: Placement | null;
  readonly times: TaskTimes | null;
  readonly backPressured: boolean;
  /** Null where it does not work on one record for a while. */
  readonly worksUntil: number | null;
  readonly watermark: number;
  /** Numbers of the channels whose watermark is the combined one: they hold it back. */
  readonly heldBackBy: readonly number[];
};

export type ChannelNow = {
  readonly key: string;
  readonly to: TaskId;
  readonly number: number;
  readonly from: TaskId | null;
  /** 0 where it is not known; infinite in batch mode. */
  readonly capacity: number;
  readonly watermark: number;
  readonly idle: boolean;
  /** The checkpoint whose barrier blocks it; 0: none. */
  readonly blockedBy: number;
  /** The next to be received first. */
  readonly elements: readonly Flight[];
};

export type TaskManagerNow = {
  readonly taskManager: number;
  readonly state: MachineState;
  readonly reason: string;
  /** The tasks in each slot. */
  readonly slots: readonly (readonly TaskNow[])[];
};

export type ClusterMoment = {
  readonly position: number;
  readonly time: number;
  readonly jobState: string;
  readonly attempt: number;
  readonly jobManager: { readonly state: "running" | "stopped"; readonly reason: string };
  readonly tasks: readonly TaskNow[];
  readonly channels: readonly ChannelNow[];
  readonly taskManagers: readonly TaskManagerNow[];
  /** Triggered, and not ended yet. */
  readonly pending: readonly CheckpointRun[];
  /** What a failure would go back to, in words; null for the very beginning. */
  readonly goesBackTo: string | null;
  /** The restart that is waited for: when it is due. */
  readonly restartDue: number | null;
  /** The vertices that the restart which is waited for concerns; null where there is none, or it concerns all. */
  readonly failover: readonly number[] | null;
};

/**
 * The cluster after all events of `step` and before. `eventCount`: how many events of the trace are to be known, where a
 * step is shown in part.
 */
export function clusterAt(trace: TraceLog, step: number, eventCount = trace.events.length): ClusterMoment {
  const index = clusterIndexOf(trace);
  const position = Math.min(positionAt(index.trace, step), eventCount - 1);
  const time = index.trace.events[Math.max(0, position)]?.processingTime ?? 0;
  const channels = channelsAt(index, position);
  const tasks = tasksAt(index, position, { time, channels });
  const { machines, checkpoints } = index;
  const restartDue = restartDueAt(index, position);
  const triggered = checkpoints.runs.filter((run) => reached(run.triggered, position));
  return {
    position,
    time,
    jobState: machines.jobState.at(position),
    attempt: machines.attempt.at(position),
    jobManager: { state: machines.jobManager.at(position), reason: machines.jobManagerReason.at(position) },
    tasks,
    channels,
    taskManagers: taskManagersAt(index, position, tasks),
    pending: triggered.filter((run) => !reached(run.end?.at ?? null, position)),
    goesBackTo: goesBackTo(index, position),
    restartDue,
    failover: restartDue === null ? null : failoverAt(index, position),
  };
}

/** The latest complete checkpoint, savepoints aside; before the first one, what the run began with. */
function goesBackTo({ checkpoints, machines }: ClusterIndex, position: number): string | null {
  const latest = checkpoints.runs.findLast(
    ({ type, end }) => type === "checkpoint" && end?.kind === "completed" && reached(end.at, position),
  );
  if (latest !== undefined) return `checkpoint ${latest.checkpoint}`;
  const start = machines.restores.find((restore) => startsFromEarlierRun(restore) && reached(restore.at, position));
  return start === undefined ? null : originWords(start);
}

function restartDueAt({ machines }: ClusterIndex, position: number): number | null {
  const restart =
    machines.restarts[
      lastAtMost(
        machines.restarts.map((each) => each.at.position),
        position,
      )
    ];
  if (restart === undefined) return null;
  const done = machines.restores.some(({ at }) => at.position > restart.at.position && at.position <= position);
  return done ? null : restart.due;
}

/** What the failover behind the latest failure concerns. */
function failoverAt({ machines, topology }: ClusterIndex, position: number): readonly number[] | null {
  const failure = machines.failures.findLast(({ at }) => reached(at, position));
  const scope = machines.failover.at(position);
  if (failure === undefined || scope === null || machines.failover.since(position) < failure.at.position) return null;
  return scope.vertices.length < topology.vertices.length ? scope.vertices : null;
}

function channelsAt(index: ClusterIndex, position: number): ChannelNow[] {
  const now: ChannelNow[] = [];
  for (const [key, channel] of index.channels) {
    const from = channel.from.at(position);
    if (from === null && channel.from.positions.length > 0) continue;
    const flights = index.flights.get(key);
    now.push({
      key,
      to: channel.to,
      number: channel.number,
      from,
      capacity: channel.capacity.at(position),
      watermark: channel.watermark.at(position),
      idle: channel.idle.at(position),
      blockedBy: channel.blockedBy.at(position),
      elements: flights === undefined ? [] : inFlight(flights, position),
    });
  }
  return now;
}

function tasksAt(
  index: ClusterIndex,
  position: number,
  now: { time: number; channels: readonly ChannelNow[] },
): TaskNow[] {
  const byTask = new Map<string, ChannelNow[]>();
  for (const channel of now.channels) {
    const key = taskKey(channel.to.vertex, channel.to.subtask);
    const list = byTask.get(key);
    if (list === undefined) byTask.set(key, [channel]);
    else list.push(channel);
  }
  return present([...index.tasks].map(([key, task]) => taskAt(task, position, now.time, byTask.get(key) ?? [])));
}

/** Without the tasks that a vertex of another parallelism had before, or gets only later. */
function present(tasks: readonly TaskNow[]): TaskNow[] {
  const attempts = new Map<number, number>();
  for (const { vertex, placement } of tasks) {
    if (placement !== null) attempts.set(vertex, Math.max(attempts.get(vertex) ?? 0, placement.attempt));
  }
  return tasks.filter(({ vertex, placement, state }) => {
    const attempt = attempts.get(vertex);
    if (attempt === undefined) return true;
    if (placement === null) return false;
    return placement.attempt === attempt || state === "RUNNING" || state === "FINISHED";
  });
}

function taskAt(task: TaskLife, position: number, time: number, channels: readonly ChannelNow[]): TaskNow {
  const watermark = task.watermark.at(position);
  const worksUntil = task.worksUntil.at(position);
  const active = channels.filter((channel) => !channel.idle);
  const least = Math.min(...active.map((channel) => channel.watermark));
  return {
    vertex: task.vertex,
    subtask: task.subtask,
    state: task.state.at(position),
    placement: task.placement.at(position),
    times: task.times.at(position),
    backPressured: task.backPressured.at(position),
    worksUntil: worksUntil > time ? worksUntil : null,
    watermark,
    heldBackBy:
      active.length < 2 || active.every((channel) => channel.watermark === least)
        ? []
        : active.filter((channel) => channel.watermark === least).map((channel) => channel.number),
  };
}

function taskManagersAt(index: ClusterIndex, position: number, tasks: readonly TaskNow[]): TaskManagerNow[] {
  return index.machines.taskManagers.flatMap((life) => {
    const state = life.state.at(position);
    if (state === "absent") return [];
    const slots = Array.from({ length: life.slots.at(position) }, (_, slot) =>
      tasks.filter(
        ({ placement, state: taskState }) =>
          placement?.taskManager === life.taskManager && placement.slot === slot && taskState !== "CREATED",
      ),
    );
    return [{ taskManager: life.taskManager, state, reason: life.reason.at(position), slots }];
  });
}
