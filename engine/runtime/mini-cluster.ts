/**
 * One job on a simulated cluster. Answers to Flink's `MiniCluster`, but for the threads: it owns the virtual clock
 * and the scheduler, and moves only when it is stepped.
 *
 * Laws: the clock moves only when no task can run, to the next instant at which something is due; the same job,
 * input, seed and faults give the same steps.
 */
import type { CheckpointSettings, CompletedCheckpoint, RestartStrategy, SavepointRequest } from "../checkpoint/index";
import { AlignmentCoordinators } from "./alignment-coordinators";
import { MAX_TIMESTAMP, Prng } from "../core/index";
import type { JobGraph } from "../graph/index";
import { mergeAccumulators } from "../operators/index";
import { listState, type StateListingEntry } from "../state/index";
import { VirtualClock, WATERMARK_ALIGNMENT_DEFAULTS, type WatermarkAlignmentSettings } from "../time/index";
import { SILENT_TRACER, type Tracer } from "../trace/index";
import { BatchSlots } from "./batch-slots";
import { OutsideWorld } from "./outside-world";
import { type FaultPlan, RecordFault, TaskManagerLosses } from "./fault-plan";
import { JobMaster, type JobState } from "./job-master";
import { CheckpointStatisticsTracker } from "./checkpoint-statistics";
import { JobTimes } from "./job-times";
import { MetricUpdates } from "./metric-updates";
import { OperatorCountsTable, type OperatorTotals } from "./operator-counts";
import { type RunFacts, type RunLimits, stateBudgetError, stepBudgetError, UNLIMITED } from "./run-facts";
import { Scheduler } from "./scheduler";
import type { RunProbe } from "./run-probe";
import { NO_COSTS, type SimulatedCosts } from "./simulated-costs";
import { checkRecordCosts } from "./task-work";
import { type ClusterShape, NO_PLACE, placeSubtasks } from "./slots";

/** Credits of a channel, in elements, where nothing else is asked for. */
export const CHANNEL_CAPACITY_DEFAULT = 32;

/** How often the entries of state are counted against the limit, in steps. */
const STATE_CHECK_STEPS = 256;

export type MiniClusterOptions = {
  readonly graph: JobGraph;
  readonly shape: ClusterShape;
  /** 0: tasks and channels take turns and every free choice is the first; else chance decides. */
  readonly seed: number;
  readonly startProcessingTime: number;
  readonly channelCapacity: number;
  readonly autoWatermarkIntervalMillis: number;
  /** Default false: chained operators get copies. */
  readonly objectReuse?: boolean;
  /** By default Flink's. */
  readonly watermarkAlignment?: WatermarkAlignmentSettings;
  /** null: no periodic checkpoints. */
  readonly checkpointing: CheckpointSettings | null;
  readonly restartStrategy: RestartStrategy | null;
  /** What the job starts from; see `JobMasterFacts.restoreFrom`. */
  readonly restoreFrom?: CompletedCheckpoint | null;
  readonly limits?: RunLimits;
  readonly faults?: FaultPlan;
  /** What work takes on the virtual clock; by default nothing takes any time. */
  readonly costs?: SimulatedCosts;
  /** For tests of the engine. */
  readonly probe?: RunProbe;
  /** Made once the clock and the step counter exist. */
  readonly createTracer?: (facts: TracerFacts) => Tracer;
};

export type TracerFacts = { readonly currentStep: () => number; readonly currentProcessingTime: () => number };

export type StepReason = "budget" | "finished" | "failed" | "canceled" | "idle";

export class MiniCluster {
  readonly #run: RunFacts;
  readonly #scheduler: Scheduler;
  readonly #losses: TaskManagerLosses;
  readonly #metricUpdates: MetricUpdates;
  readonly #jobMaster: JobMaster;
  #stepsTaken = 0;
  /** Whether the clock has moved since the last task ran; it outlives a call, so that budgets change nothing. */
  #hasAdvanced = false;

  /** Deploys the job; errors of the graph's layout (slots) are thrown. */
  constructor(options: MiniClusterOptions) {
    const clock = new VirtualClock(options.startProcessingTime);
    if (options.costs !== undefined) checkRecordCosts(options.graph, options.costs);
    const facts = { currentStep: () => this.#stepsTaken, currentProcessingTime: () => clock.now() };
    const prng = options.seed === 0 ? null : new Prng(options.seed);
    this.#run = {
      clock,
      tracer: options.createTracer?.(facts) ?? SILENT_TRACER,
      prng,
      limits: options.limits ?? UNLIMITED,
      autoWatermarkIntervalMillis: options.autoWatermarkIntervalMillis,
      objectReuse: options.objectReuse ?? false,
      batch: options.graph.streamGraph.jobType === "BATCH",
      watermarkAlignment: options.watermarkAlignment ?? WATERMARK_ALIGNMENT_DEFAULTS,
      alignment: new AlignmentCoordinators(clock),
      outside: new OutsideWorld(),
      costs: options.costs ?? NO_COSTS,
      workTakesTime: false,
      counts: new OperatorCountsTable(),
      checkpoints: new CheckpointStatisticsTracker(),
      jobTimes: new JobTimes(options.startProcessingTime),
      probe: options.probe ?? null,
      emittedRecords: 0,
      spentBudget: null,
    };
    const faults = options.faults ?? [];
    this.#scheduler = new Scheduler(prng?.stream("scheduler") ?? null);
    this.#losses = new TaskManagerLosses(faults);
    this.#metricUpdates = new MetricUpdates(clock);
    this.#jobMaster = new JobMaster({
      run: this.#run,
      graph: options.graph,
      placement: this.#run.batch ? () => NO_PLACE : placeSubtasks(options.graph, options.shape),
      batchSlots: this.#run.batch ? new BatchSlots(options.shape) : null,
      channelCapacity: options.channelCapacity,
      checkpointing: this.#run.batch ? null : options.checkpointing,
      restartStrategy: options.restartStrategy,
      restoreFrom: options.restoreFrom ?? null,
      faults: recordFaults(options.graph, faults),
      onDeployed: (tasks) => {
        this.#scheduler.setTasks(tasks);
        this.#metricUpdates.setTasks(tasks);
      },
    });
    this.#jobMaster.deploy();
  }

  get state(): JobState {
    return this.#jobMaster.state;
  }
  get error(): Error | null {
    return this.#jobMaster.error;
  }
  get stepsTaken(): number {
    return this.#stepsTaken;
  }
  get processingTime(): number {
    return this.#run.clock.now();
  }
  /** What the accumulators of all tasks of the current attempt come to, by name. */
  accumulatorResults(): ReadonlyMap<string, unknown> {
    return mergeAccumulators(this.#jobMaster.tasks.map((task) => task.chain.accumulators));
  }

  /** What an operator has counted, over all its subtasks and attempts. */
  totals(operator: number): OperatorTotals {
    return this.#run.counts.total(operator);
  }

  /** Asks for a savepoint between two steps; see `JobMaster.requestSavepoint`. */
  requestSavepoint(request: SavepointRequest): void {
    this.#jobMaster.requestSavepoint(request);
  }

  /** Ends the job between two steps. */
  cancel(): void {
    this.#jobMaster.cancel();
  }

  /** Takes at most `budget` steps and says why it stopped. */
  step(budget: number): StepReason {
    const last = this.#stepsTaken + budget;
    while (this.#stepsTaken < last) {
      const reason = this.#checkSteps() ?? this.#stepUntil(Math.min(last, this.#nextCheckAt()));
      if (reason !== null) return reason;
      if (this.#stepsTaken % STATE_CHECK_STEPS === 0) this.#checkStateLimit();
    }
    return this.#overReason() ?? "budget";
  }

  /** Steps until the condition holds or the job is over; the condition is asked after each step. */
  runUntil(condition: () => boolean): StepReason {
    while (!condition()) {
      const reason = this.step(1);
      if (reason !== "budget") return reason;
    }
    return this.#overReason() ?? "budget";
  }

  /** The first entries of keyed state, with where they are. */
  inspectState(
    entriesMax: number,
  ): readonly (StateListingEntry & { readonly operator: number; readonly subtask: number })[] {
    const entries: (StateListingEntry & { readonly operator: number; readonly subtask: number })[] = [];
    for (const task of this.#jobMaster.tasks) {
      for (const { backend, operatorIndex: operator, subtaskIndex: subtask } of task.chain.contexts) {
        if (backend === null || entries.length >= entriesMax) continue;
        const listing = listState(backend, entriesMax - entries.length);
        entries.push(...listing.entries.map((entry) => ({ operator, subtask, ...entry })));
      }
    }
    return entries;
  }

  /** What depends on the number of steps alone: losses of TaskManagers, and the limit of steps. */
  #checkSteps(): StepReason | null {
    const over = this.#overReason();
    if (over !== null) return over;
    this.#loseTaskManagers();
    const { stepsMax } = this.#run.limits;
    if (this.#overReason() === null && this.#stepsTaken >= stepsMax) this.#jobMaster.stop(stepBudgetError(stepsMax));
    return this.#overReason();
  }

  /** The number of steps at which something depends on their number again. */
  #nextCheckAt(): number {
    const { limits } = this.#run;
    const nextCheckAt = Math.min(limits.stepsMax, this.#losses.nextStep);
    if (limits.stateEntriesMax === Number.POSITIVE_INFINITY) return nextCheckAt;
    const sinceStateCheck = this.#stepsTaken % STATE_CHECK_STEPS;
    return Math.min(nextCheckAt, this.#stepsTaken - sinceStateCheck + STATE_CHECK_STEPS);
  }

  /**
   * Steps until that many are taken in all; or a reason to stop. When the clock moves and nothing can run all the same,
   * that counts as a step, so that a job which only waits (for a request that never completes) meets its limit.
   */
  #stepUntil(stepsMax: number): StepReason | null {
    const run = this.#run;
    while (this.#stepsTaken < stepsMax) {
      const task = this.#scheduler.next();
      if (task === null) {
        const before = this.#stepsTaken;
        const reason = this.#advance();
        if (reason !== null) return reason;
        if (this.#hasAdvanced && this.#stepsTaken === before) this.#stepsTaken += 1;
        this.#hasAdvanced = true;
        continue;
      }
      this.#hasAdvanced = false;
      this.#stepsTaken += 1;
      try {
        task.step();
      } catch (thrown) {
        this.#jobMaster.taskFailed(task, thrown);
      }
      if (run.spentBudget !== null && this.#overReason() === null) this.#jobMaster.stop(run.spentBudget);
    }
    return null;
  }

  /**
   * Nothing can run now: the job is over, or waits. A restart counts as a step, so that a job that never comes up
   * does not run for ever.
   */
  #advance(): StepReason | null {
    const over = this.#overReason();
    if (over !== null) return over;
    const isRestarting = this.#jobMaster.state === "RESTARTING";
    if (!this.#advanceClock()) return "idle";
    if (isRestarting) this.#stepsTaken += 1;
    return null;
  }

  /** To the next instant at which something is due; false when nothing ever will be. */
  #advanceClock(): boolean {
    const { clock } = this.#run;
    const dueAt = clock.nextDueAt();
    if (dueAt === MAX_TIMESTAMP) return false;
    if (dueAt > clock.now()) {
      this.#metricUpdates.passTime(dueAt);
      clock.moveTo(dueAt);
    }
    clock.runDue();
    return true;
  }

  #loseTaskManagers(): void {
    for (;;) {
      const taskManager = this.#losses.next(this.#stepsTaken);
      if (taskManager === null) return;
      this.#jobMaster.loseTaskManager(taskManager);
    }
  }

  #checkStateLimit(): void {
    const limit = this.#run.limits.stateEntriesMax;
    if (limit === Number.POSITIVE_INFINITY) return;
    let total = 0;
    let largest = { name: "", entries: -1 };
    for (const task of this.#jobMaster.tasks) {
      for (const { backend, operatorName: name } of task.chain.contexts) {
        const entries = backend?.entryCount() ?? 0;
        total += entries;
        if (entries > largest.entries) largest = { name, entries };
      }
    }
    if (total > limit) this.#jobMaster.stop(stateBudgetError(largest.name, total, limit));
  }

  #overReason(): StepReason | null {
    switch (this.#jobMaster.state) {
      case "FINISHED":
        return "finished";
      case "FAILED":
        return "failed";
      case "CANCELED":
        return "canceled";
      default:
        return null;
    }
  }
}

function recordFaults(graph: JobGraph, plan: FaultPlan): Map<number, RecordFault> {
  const faults = new Map<number, RecordFault>();
  for (const fault of plan) {
    if (fault.kind !== "throw-in-operator") continue;
    const operator = graph.operators.find(({ node }) => node.name === fault.operator || node.uid === fault.operator);
    if (operator === undefined) continue;
    const message = fault.message ?? "injected failure";
    faults.set(operator.index, new RecordFault(operator.node.name, fault.atRecord, message));
  }
  return faults;
}
