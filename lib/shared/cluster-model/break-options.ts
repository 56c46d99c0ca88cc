/** What can be broken at a step of a run: faults for the engine, with the words of a menu and of what then happened. */
import type { TraceLog } from "@tidemark/engine/trace";
import type { RunFault } from "@tidemark/engine/worker-client";
import { operatorName } from "../trace-model/trace-index";
import { clusterAt, type ClusterMoment, type TaskNow } from "./cluster-at";
import { type ClusterIndex, clusterIndexOf } from "./cluster-index";
import { outsideAt } from "./outside-at";
import type { CheckpointRun } from "./reduce-checkpoints";
import { taskKey } from "./topology";

/** One thing to break: `label` in the menu, `done` afterwards, as a sentence. */
export type BreakOption = { readonly label: string; readonly done: string; readonly fault: RunFault };

export type BreakMenu = {
  /** The TaskManager that does the work at the step. */
  readonly taskManager: BreakOption;
  readonly others: readonly BreakOption[];
};

/** After these states of a job nothing of it runs. */
const JOB_IS_OVER: ReadonlySet<string> = new Set(["FINISHED", "FAILED", "CANCELED"]);

/** Null where the job is over: what is hit then changes nothing. */
export function breakMenu(trace: TraceLog, step: number): BreakMenu | null {
  const index = clusterIndexOf(trace);
  const moment = clusterAt(trace, step);
  if (JOB_IS_OVER.has(moment.jobState)) return null;
  const task = taskAtWork(index, moment);
  const taskManager = task?.placement?.taskManager ?? 0;
  return {
    taskManager: killTaskManager(taskManager, step),
    others: [
      ...(task === undefined ? [] : [killTask(index, task, step)]),
      ...moment.taskManagers
        .filter((each) => each.state === "running" && each.taskManager !== taskManager)
        .map((each) => killTaskManager(each.taskManager, step)),
      silence(taskManager, step),
      {
        label: "Kill the JobManager",
        done: `The JobManager died at step ${step}.`,
        fault: { kind: "kill-job-manager", afterStep: step },
      },
      ...(task === undefined ? [] : checkpointOptions(index, moment, task)),
      ...expireOptions(index, moment, step),
      {
        label: "Add a TaskManager",
        done: `A TaskManager joined at step ${step}.`,
        fault: { kind: "add-task-manager", afterStep: step },
      },
    ],
  };
}

/** What the job master does for a task is no work of the task. */
const DEPLOYMENT: ReadonlySet<string> = new Set(["task-deployed", "channel-connected", "failure"]);

/** The task of the latest event of a task up to the step; before any the first that is deployed. */
function taskAtWork(index: ClusterIndex, { position, tasks }: ClusterMoment): TaskNow | undefined {
  const byKey = new Map(tasks.map((task) => [taskKey(task.vertex, task.subtask), task]));
  for (let at = position; at >= 0; at--) {
    const event = index.trace.events[at];
    if (event === undefined || !("operator" in event) || DEPLOYMENT.has(event.kind)) continue;
    const task = byKey.get(taskKey(index.topology.vertexOf[event.operator] ?? -1, event.subtask));
    if (task !== undefined && task.placement !== null) return task;
  }
  return tasks.find(({ placement }) => placement !== null);
}

function killTaskManager(taskManager: number, step: number): BreakOption {
  return {
    label: `Kill TaskManager ${taskManager + 1}`,
    done: `TaskManager ${taskManager + 1} was lost at step ${step}.`,
    fault: { kind: "kill-task-manager", taskManager, afterStep: step },
  };
}

function silence(taskManager: number, step: number): BreakOption {
  return {
    label: `Cut TaskManager ${taskManager + 1} off: no heartbeats`,
    done: `TaskManager ${taskManager + 1} was cut off at step ${step}.`,
    fault: { kind: "stop-heartbeats", taskManager, afterStep: step },
  };
}

/** How faults name the operator at the head of a task, and how readers do. */
function nameOf(index: ClusterIndex, { vertex, subtask }: TaskNow): { operator: string; words: string } {
  const head = index.topology.vertices[vertex]?.head ?? 0;
  const facts = index.trace.operators[head];
  return { operator: facts?.uid ?? facts?.name ?? "", words: operatorName(index.trace, head, subtask) };
}

function killTask(index: ClusterIndex, task: TaskNow, step: number): BreakOption {
  const { operator, words } = nameOf(index, task);
  return {
    label: `Kill the task ${words}`,
    done: `The task ${words} failed at step ${step}.`,
    fault: { kind: "kill-task", operator, subtask: task.subtask, afterStep: step },
  };
}

/** The checkpoint under way that the task has not acknowledged, or the next one. */
function checkpointOptions(index: ClusterIndex, moment: ClusterMoment, task: TaskNow): BreakOption[] {
  const { operator, words } = nameOf(index, task);
  const { subtask } = task;
  const isOpen = (run: CheckpointRun) => {
    const acknowledged = run.tasks.get(taskKey(task.vertex, subtask))?.acknowledged;
    return acknowledged == null || acknowledged.position > moment.position;
  };
  const next = index.checkpoints.runs.find((run) => run.triggered.position > moment.position);
  const checkpoint = (moment.pending.find(isOpen) ?? next)?.checkpoint;
  if (checkpoint === undefined) return [];
  return [
    {
      label: `Fail checkpoint ${checkpoint} at ${words}`,
      done: `Checkpoint ${checkpoint} failed at ${words}.`,
      fault: { kind: "fail-snapshot", checkpoint, operator, subtask },
    },
    {
      label: `Lose its acknowledgement of checkpoint ${checkpoint}`,
      done: `The acknowledgement of ${words} for checkpoint ${checkpoint} was lost.`,
      fault: { kind: "lose-acknowledgement", checkpoint, operator, subtask },
    },
  ];
}

function expireOptions(index: ClusterIndex, moment: ClusterMoment, step: number): BreakOption[] {
  const open = new Set(
    outsideAt(index, moment.position).flatMap(({ rows }) =>
      rows.flatMap(({ row, committed }) =>
        row.transaction !== "" && !committed && row.end === null ? [row.transaction] : [],
      ),
    ),
  );
  return [...open].map((transactionalId) => ({
    label: `Let transaction ${transactionalId} expire`,
    done: `Transaction ${transactionalId} expired at step ${step}.`,
    fault: { kind: "expire-transaction", transactionalId, afterStep: step },
  }));
}
