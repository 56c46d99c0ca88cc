/**
 * What every part of one run shares: clock, chance, tracer, limits and counters. Nothing here knows a task.
 */
import { BudgetError, type Prng } from "../core/index";
import type { StateBackendSettings } from "../state/index";
import type { VirtualClock, WatermarkAlignmentSettings } from "../time/index";
import type { Tracer } from "../trace/index";
import type { AlignmentCoordinators } from "./alignment-coordinators";
import type { OutsideWorld } from "./outside-world";
import type { RunProbe } from "./run-probe";
import type { CheckpointStatisticsTracker } from "./checkpoint-statistics";
import type { LatencySettings } from "../metrics/index";
import type { JobTimes } from "./job-times";
import type { NetworkMemory } from "./network-memory";
import type { OperatorCountsTable } from "./operator-counts";
import type { SimulatedCosts } from "./simulated-costs";
import type { SlowChannels } from "./slow-channel";
import type { SnapshotFaults } from "./snapshot-faults";

/** How much a run may do before it is stopped. */
export type RunLimits = {
  /** Scheduler steps of the whole run. */
  readonly stepsMax: number;
  /** Records emitted by all operators together. */
  readonly recordsMax: number;
  /** Entries of keyed state in all subtasks together. */
  readonly stateEntriesMax: number;
};

export const UNLIMITED: RunLimits = {
  stepsMax: Number.POSITIVE_INFINITY,
  recordsMax: Number.POSITIVE_INFINITY,
  stateEntriesMax: Number.POSITIVE_INFINITY,
};

export type RunFacts = {
  readonly clock: VirtualClock;
  readonly tracer: Tracer;
  /** Chance, by named streams; null makes every free choice the first one (seed 0). */
  readonly prng: Prng | null;
  readonly limits: RunLimits;
  readonly autoWatermarkIntervalMillis: number;
  /** Which backend keeps keyed state; batch mode has its own. */
  readonly stateBackend: StateBackendSettings;
  /** Whether chained operators hand on the very object (`pipeline.object-reuse`) instead of a copy. */
  readonly objectReuse: boolean;
  /** Batch mode: one stage after the other, keyed inputs sorted, no watermark but the last. */
  readonly batch: boolean;
  readonly watermarkAlignment: WatermarkAlignmentSettings;
  readonly alignment: AlignmentCoordinators;
  /** What the job has met outside of itself. */
  readonly outside: OutsideWorld;
  /** What work takes on the virtual clock. */
  readonly costs: SimulatedCosts;
  /** Whether anything has taken time on the virtual clock. */
  workTakesTime: boolean;
  readonly counts: OperatorCountsTable;
  readonly checkpoints: CheckpointStatisticsTracker;
  readonly jobTimes: JobTimes;
  readonly latency: LatencySettings;
  /** null: channels hold a number of elements. */
  readonly network: NetworkMemory | null;
  /** What is to go wrong with snapshots. */
  readonly snapshotFaults: SnapshotFaults;
  /** Which channels elements are slow on. */
  readonly slowChannels: SlowChannels;
  /** Only tests of the engine have one. */
  readonly probe: RunProbe | null;
  /** Records emitted so far by all operators. */
  emittedRecords: number;
  /** The limit on records, once it is reached: it ends the job even when user code catches it. */
  spentBudget: BudgetError | null;
};

export function stepBudgetError(limit: number): BudgetError {
  return new BudgetError({
    code: "budget-steps",
    message: `The run was stopped after ${limit} steps.`,
    hint: "Look for timers that register themselves again without end, a source that never ends, or a request that never completes.",
    context: { limit },
  });
}

export function recordBudgetError(operatorName: string, limit: number): BudgetError {
  return new BudgetError({
    code: "budget-records",
    message: `The run was stopped when operator "${operatorName}" emitted more than ${limit} records in all.`,
    hint: "Look for a loop that collects without end, or for records that multiply in a flatMap.",
    context: { operator: operatorName, limit },
  });
}

export function stateBudgetError(operatorName: string, entries: number, limit: number): BudgetError {
  return new BudgetError({
    code: "budget-state",
    message: `The run was stopped with ${entries} entries of keyed state, most of them in operator "${operatorName}".`,
    hint: "State is kept until it is cleared: clear it in a timer, or key by something with fewer values.",
    context: { operator: operatorName, entries, limit },
  });
}
