/** Trace events -> the machines: TaskManagers with their slots, the JobManager, and the state of the job. */
import type { TraceIndex } from "../trace-model/trace-index";
import { type Moment, momentOf } from "./moment";
import { entryOf, Series } from "./series";

/** `stopped`: the process is dead, the JobManager does not know yet; `lost`: it does. */
export type MachineState = "running" | "stopped" | "lost";

export type TaskManagerLife = {
  readonly taskManager: number;
  readonly slots: Series<number>;
  readonly state: Series<MachineState | "absent">;
  /** How the JobManager noticed. */
  readonly reason: Series<string>;
};

export type Failure = { readonly at: Moment; readonly cause: string; readonly message: string };
export type Restart = { readonly at: Moment; readonly attempt: number; readonly due: number };
export type Restore = { readonly at: Moment; readonly attempt: number; readonly checkpoint: number };

export type Machines = {
  readonly taskManagers: readonly TaskManagerLife[];
  readonly jobManager: Series<"running" | "stopped">;
  readonly jobManagerReason: Series<string>;
  readonly jobState: Series<string>;
  readonly attempt: Series<number>;
  /** The vertices of the last failover, in Flink's words why; empty before any. */
  readonly failover: Series<{ readonly vertices: readonly number[]; readonly reason: string } | null>;
  readonly failures: readonly Failure[];
  readonly restarts: readonly Restart[];
  readonly restores: readonly Restore[];
};

type Draft = {
  readonly managers: Map<number, TaskManagerLife>;
  /** Those whose number of slots the trace has told. */
  readonly announced: Set<number>;
  readonly jobManager: Series<"running" | "stopped">;
  readonly jobManagerReason: Series<string>;
  readonly jobState: Series<string>;
  readonly attempt: Series<number>;
  readonly failover: Series<{ readonly vertices: readonly number[]; readonly reason: string } | null>;
  readonly failures: Failure[];
  readonly restarts: Restart[];
  readonly restores: Restore[];
  /** Whether the trace tells the job's state itself. */
  readonly tellsState: boolean;
};

export function reduceMachines(index: TraceIndex): Machines {
  const draft: Draft = {
    managers: new Map(),
    announced: new Set(),
    jobManager: new Series<"running" | "stopped">("running"),
    jobManagerReason: new Series(""),
    jobState: new Series("CREATED"),
    attempt: new Series(0),
    failover: new Series<{ vertices: readonly number[]; reason: string } | null>(null),
    failures: [],
    restarts: [],
    restores: [],
    tellsState: index.events.some((event) => event.kind === "job-state"),
  };
  index.events.forEach((event, position) => {
    applyMachine(draft, event, position);
    applyJob(draft, event, position);
  });
  const { managers, announced: _announced, tellsState: _tellsState, ...rest } = draft;
  return { ...rest, taskManagers: [...managers.values()].sort((a, b) => a.taskManager - b.taskManager) };
}

function managerOf(draft: Draft, taskManager: number): TaskManagerLife {
  return entryOf(draft.managers, taskManager, () => ({
    taskManager,
    slots: new Series(0),
    state: new Series<MachineState | "absent">("absent"),
    reason: new Series(""),
  }));
}

function applyMachine(draft: Draft, event: TraceIndex["events"][number], position: number): void {
  switch (event.kind) {
    case "task-manager-started": {
      const manager = managerOf(draft, event.taskManager);
      draft.announced.add(event.taskManager);
      manager.slots.set(position, event.slots);
      manager.state.set(position, "running");
      manager.reason.set(position, "");
      return;
    }
    case "task-manager-stopped":
      managerOf(draft, event.taskManager).state.set(position, "stopped");
      return;
    case "task-manager-lost": {
      const manager = managerOf(draft, event.taskManager);
      manager.state.set(position, "lost");
      manager.reason.set(position, event.reason);
      return;
    }
    case "task-deployed": {
      const manager = managerOf(draft, event.taskManager);
      if (manager.state.last !== "running") {
        manager.state.set(position, "running");
        manager.reason.set(position, "");
      }
      if (!draft.announced.has(event.taskManager) && manager.slots.last <= event.slot)
        manager.slots.set(position, event.slot + 1);
      return;
    }
    case "job-manager-stopped":
    case "job-manager-started":
      draft.jobManager.set(position, event.kind === "job-manager-stopped" ? "stopped" : "running");
      draft.jobManagerReason.set(position, event.reason);
      return;
    case "failure": {
      draft.failures.push({ at: momentOf(event, position), cause: event.cause, message: event.message });
      const lost = event.taskManager < 0 ? undefined : draft.managers.get(event.taskManager);
      if (lost !== undefined && event.cause === "task-manager-lost") lost.state.set(position, "lost");
      return;
    }
    default:
  }
}

/** The job's own state; where the trace does not tell it, it follows from what happens to the job. */
function applyJob(draft: Draft, event: TraceIndex["events"][number], position: number): void {
  const become = (state: string) => {
    if (!draft.tellsState && draft.jobState.last !== state) draft.jobState.set(position, state);
  };
  switch (event.kind) {
    case "job-state":
      draft.jobState.set(position, event.state);
      return;
    case "task-deployed":
      draft.attempt.set(position, Math.max(draft.attempt.last, event.attempt));
      become("RUNNING");
      return;
    case "restart-scheduled":
      draft.restarts.push({ at: momentOf(event, position), attempt: event.attempt, due: event.at });
      become("RESTARTING");
      return;
    case "restore":
      draft.restores.push({
        at: momentOf(event, position),
        attempt: event.attempt,
        checkpoint: event.checkpoint,
      });
      draft.attempt.set(position, event.attempt);
      return;
    case "failover": {
      const vertices = event.vertices.split(",").map(Number);
      draft.failover.set(position, { vertices, reason: event.reason });
      return;
    }
    case "job-finished":
      become("FINISHED");
      return;
    case "job-failed":
      become("FAILED");
      return;
    default:
  }
}
