/** What the cluster view says in words: of a task, a channel, a machine, the job. */
import type { ChannelNow, ClusterMoment, TaskManagerNow, TaskNow } from "@/lib/shared/cluster-model/cluster-at";
import type { Flight } from "@/lib/shared/cluster-model/reduce-flights";
import type { Topology, Vertex } from "@/lib/shared/cluster-model/topology";
import { lossReason } from "@/lib/shared/trace-model/loss-words";
import { wordList } from "@/lib/shared/trace-model/record-label";
import { formatDuration, MAX_TIME, MIN_TIME } from "@/lib/shared/trace-model/time-format";
import { recordPhrase, type TraceIndex } from "@/lib/shared/trace-model/trace-index";

export function watermarkWords(index: TraceIndex, watermark: number): string {
  if (watermark <= MIN_TIME) return "no watermark";
  return watermark >= MAX_TIME ? "end of input" : index.format.time(watermark);
}

/** `1 of 2`, counted from 1. */
export function subtaskWords(task: { subtask: number }, parallelism: number): string {
  return `${task.subtask + 1} of ${parallelism}`;
}

export function placeWords({ placement }: TaskNow): string {
  return placement === null ? "not deployed" : `TaskManager ${placement.taskManager + 1}, slot ${placement.slot + 1}`;
}

export type Share = { readonly word: "busy" | "back-pressured" | "idle"; readonly share: number };

/** Busy, back-pressured and idle as shares of a second, by the task's metrics; null where the run does not measure them. */
export function sharesOf({ times }: TaskNow): Share[] | null {
  if (times === null) return null;
  return [
    { word: "busy", share: times.busyMillis / 1_000 },
    { word: "back-pressured", share: times.backPressuredMillis / 1_000 },
    { word: "idle", share: times.idleMillis / 1_000 },
  ];
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** What the task does right now, in a few words; empty where there is nothing to say. */
export function activityWords(task: TaskNow, time: number): string {
  if (task.state === "CREATED") return "waits to be deployed";
  if (task.state !== "RUNNING") return task.state;
  if (task.worksUntil !== null) return `works, ${formatDuration(task.worksUntil - time)} to go`;
  return task.backPressured ? "back-pressured" : "";
}

/** `7 of 32`, `full: 32 of 32`, with a barrier that needs no room `full: 32 of 32, 1 over`; the number alone where the room is not known. */
export function fillWords({ elements, capacity }: ChannelNow): string {
  if (capacity <= 0 || !Number.isFinite(capacity)) return String(elements.length);
  if (elements.length < capacity) return `${elements.length} of ${capacity}`;
  const over = elements.length - capacity;
  return `full: ${capacity} of ${capacity}${over > 0 ? `, ${over} over` : ""}`;
}

/** One element of a channel: a record by its label and time, a barrier by its checkpoint. */
export function elementWords(index: TraceIndex, { kind, id }: Flight): string {
  if (kind === "barrier") return `barrier of checkpoint ${id}`;
  if (kind === "watermark") return `watermark ${watermarkWords(index, id)}`;
  const facts = index.records.get(id);
  if (facts === undefined) return `record ${id}`;
  return `record ${recordPhrase(index, { key: index.keys.get(id) ?? "", value: facts.value, timestamp: facts.timestamp })}`;
}

/** The whole of a task in a sentence, for readers who do not see its cell. */
export function taskSentence(index: TraceIndex, vertex: Vertex, task: TaskNow, time: number): string {
  const shares = sharesOf(task)?.map(({ word, share }) => `${word} ${percent(share)}`);
  return [
    `${vertex.names[0]}, subtask ${subtaskWords(task, vertex.parallelism)}`,
    placeWords(task),
    activityWords(task, time) || "running",
    ...(shares ?? []),
    `watermark ${watermarkWords(index, task.watermark)}`,
  ].join(", ");
}

export function managerWords({ state, reason }: TaskManagerNow): string {
  if (state === "stopped") return "its process is dead; the JobManager does not know yet";
  if (state === "lost") return lossReason(reason) === "" ? "lost" : `lost: ${lossReason(reason)}`;
  return "";
}

/** How the job is, in a sentence or two. */
export function jobSentence({ vertices }: Topology, moment: ClusterMoment): string {
  const { jobState, attempt, jobManager, pending, goesBackTo, restartDue, failover, time } = moment;
  const parts = [`The job is ${jobState}${attempt > 0 ? `, attempt ${attempt + 1}` : ""}.`];
  if (jobManager.state === "stopped") parts.push(`The JobManager is gone: ${jobManager.reason}.`);
  if (restartDue !== null)
    parts.push(restartDue > time ? `It restarts in ${formatDuration(restartDue - time)}.` : "It restarts.");
  if (failover !== null) {
    const names = wordList(failover.map((vertex) => vertices[vertex]?.names[0] ?? ""));
    parts.push(`Only ${names} ${failover.length === 1 ? "starts" : "start"} again; the other tasks go on.`);
  }
  if (pending.length > 0) {
    parts.push(
      `Under way: ${pending.map((run) => `${run.type === "checkpoint" ? "checkpoint" : run.type} ${run.checkpoint}`).join(", ")}.`,
    );
  }
  parts.push(goesBackTo === null ? "No checkpoint is complete." : `A failure now would go back to ${goesBackTo}.`);
  return parts.join(" ");
}
