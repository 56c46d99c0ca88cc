/**
 * What the machines of a run are like, and the TaskManagers that a job finds when it is submitted.
 */
import type { JobGraph } from "../graph/index";
import { checkHeartbeats, HEARTBEAT_DEFAULTS, type HeartbeatSettings } from "./heartbeats";
import type { Replacement } from "./machine-watch";
import type { RunFacts } from "./run-facts";
import { type ClusterShape, shareSlots, tooFewSlots } from "./slots";
import { TaskManagers } from "./task-managers";

/** High availability: another job manager takes over when the one that leads is lost. */
export type HighAvailability = {
  /** How long it takes until another one leads, in milliseconds. */
  readonly leaderElectionMillis: number;
};

/** Kubernetes' `high-availability.kubernetes.leader-election.lease-duration`. */
export const HIGH_AVAILABILITY_DEFAULTS: HighAvailability = { leaderElectionMillis: 15_000 };

export type ClusterMachines = {
  readonly heartbeats: HeartbeatSettings;
  readonly replacement: Replacement;
  /** null: a job manager that is lost takes the job with it. */
  readonly highAvailability: HighAvailability | null;
};

/**
 * What the machines are like where something is left out: Flink's heartbeats, lost TaskManagers are replaced when tasks
 * are started again, no high availability.
 * Errors: `IllegalArgumentException` for heartbeats that cannot work.
 */
export function machinesOf(given: Partial<ClusterMachines> = {}): ClusterMachines {
  return {
    heartbeats: checkHeartbeats(given.heartbeats ?? HEARTBEAT_DEFAULTS),
    replacement: given.replacement ?? "at-restart",
    highAvailability: given.highAvailability ?? null,
  };
}

/**
 * Starts the TaskManagers. A stream needs all its slots at once; where too few are there and nothing can ever change
 * that, it is refused at once, which Flink does when the slot request times out (`NoResourceAvailableException`).
 */
export function createMachines(
  run: RunFacts,
  graph: JobGraph,
  shape: ClusterShape,
  options: { readonly mayHaveTooFewSlots: boolean },
): TaskManagers {
  const { taskManagers, slotsPerTaskManager } = shape;
  const { clock, tracer, batch } = run;
  if (batch) {
    const count = taskManagers ?? Number.POSITIVE_INFINITY;
    return new TaskManagers({ clock, tracer, count, slotsPerTaskManager });
  }
  const needed = 1 + Math.max(...shareSlots(graph).flat());
  const count = taskManagers ?? Math.ceil(needed / slotsPerTaskManager);
  const slots = count * slotsPerTaskManager;
  if (needed > slots && !options.mayHaveTooFewSlots) throw tooFewSlots(needed, slots);
  return new TaskManagers({ clock, tracer, count, slotsPerTaskManager });
}
