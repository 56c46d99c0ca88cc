/**
 * One job on a simulated cluster. Answers to Flink's `MiniCluster`, but for the threads: it owns the virtual clock
 * and the scheduler, and moves only when it is stepped.
 *
 * Laws: the clock moves only when no task can run, to the next instant at which something is due; the same job,
 * input, seed and faults give the same steps.
 */
import {
  type CheckpointSettings,
  type CompletedCheckpoint,
  type RestartStrategy,
  type SavepointRequest,
  SCHEDULING_DEFAULTS,
  type SchedulingSettings,
} from "../checkpoint/index";
import { AlignmentCoordinators } from "./alignment-coordinators";
import { MAX_TIMESTAMP, Prng } from "../core/index";
import type { JobGraph } from "../graph/index";
import { mergeAccumulators, type OutsideView } from "../operators/index";
import { listState, STATE_BACKEND_DEFAULTS, type StateBackendSettings, type StateListingEntry } from "../state/index";
import { VirtualClock, WATERMARK_ALIGNMENT_DEFAULTS, type WatermarkAlignmentSettings } from "../time/index";
import { SILENT_TRACER, type Tracer } from "../trace/index";
import { OutsideFaults } from "./outside-faults";
import { OutsideWorld } from "./outside-world";
import { type ClusterMachines, createMachines, machinesOf } from "./cluster-machines";
import { type ClusterFault, ClusterFaults, type FaultPlan, recordFaults, vertexOfOperator } from "./fault-plan";
import { JobMaster } from "./job-master";
import type { JobState } from "./job-scheduler";
import { MachineWatch } from "./machine-watch";
import { channelFacts, type ChannelFacts } from "./channel-report";
import { CheckpointStatisticsTracker } from "./checkpoint-statistics";
import { LATENCY_DEFAULTS, type LatencySettings } from "../metrics/index";
import { JobTimes } from "./job-times";
import { MetricUpdates } from "./metric-updates";
import { NetworkMemory } from "./network-memory";
import { type NetworkOptions, networkSettings } from "./network-settings";
import { OperatorCountsTable, type OperatorTotals } from "./operator-counts";
import { type RunFacts, type RunLimits, stateBudgetError, stepBudgetError, UNLIMITED } from "./run-facts";
import { Scheduler } from "./scheduler";
import type { ClusterShape } from "./slots";
import type { RunProbe } from "./run-probe";
import { NO_COSTS, type SimulatedCosts } from "./simulated-costs";
import { SlowChannels } from "./slow-channel";
import { SnapshotFaults } from "./snapshot-faults";
import type { Task } from "./task";
import { checkRecordCosts } from "./task-work";

/** Credits of a channel, in elements, where nothing else is asked for. */
export const CHANNEL_CAPACITY_DEFAULT = 32;

/** How often the entries of state are counted against the limit, in steps. */
const STATE_CHECK_STEPS = 256;

export type MiniClusterOptions = {
  readonly graph: JobGraph;
  readonly shape: ClusterShape;
  /** What the machines are like beyond their number; by default Flink's, and replaced when they are lost. */
  readonly machines?: Partial<ClusterMachines>;
  /** 0: tasks and channels take turns and every free choice is the first; else chance decides. */
  readonly seed: number;
  readonly startProcessingTime: number;
  readonly channelCapacity: number;
  /** Channels are made of network buffers; by default of elements, `channelCapacity` many. */
  readonly network?: NetworkOptions;
  readonly autoWatermarkIntervalMillis: number;
  /** Default false: chained operators get copies. */
  readonly objectReuse?: boolean;
  /** By default Flink's. */
  readonly stateBackend?: StateBackendSettings;
  /** By default Flink's. */
  readonly watermarkAlignment?: WatermarkAlignmentSettings;
  /** null: no periodic checkpoints. */
  readonly checkpointing: CheckpointSettings | null;
  readonly restartStrategy: RestartStrategy | null;
  /** By default Flink's. */
  readonly scheduling?: SchedulingSettings;
  /** What the job starts from; see `JobMasterFacts.restoreFrom`. */
  readonly restoreFrom?: CompletedCheckpoint | null;
  /** By default no latency markers. */
  readonly latency?: LatencySettings;
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
  readonly #faults: ClusterFaults;
  readonly #outsideFaults: OutsideFaults;
  readonly #metricUpdates: MetricUpdates;
  readonly #checkpointing: CheckpointSettings | null;
  readonly #jobMaster: JobMaster;
  readonly #watch: MachineWatch;
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
      stateBackend: options.stateBackend ?? STATE_BACKEND_DEFAULTS,
      batch: options.graph.streamGraph.jobType === "BATCH",
      watermarkAlignment: options.watermarkAlignment ?? WATERMARK_ALIGNMENT_DEFAULTS,
      alignment: new AlignmentCoordinators(clock),
      outside: new OutsideWorld(),
      costs: options.costs ?? NO_COSTS,
      workTakesTime: false,
      counts: new OperatorCountsTable(),
      checkpoints: new CheckpointStatisticsTracker(),
      jobTimes: new JobTimes(options.startProcessingTime),
      latency: options.latency ?? LATENCY_DEFAULTS,
      network: options.network === undefined ? null : new NetworkMemory(networkSettings(options.network)),
      snapshotFaults: new SnapshotFaults(options.graph, options.faults ?? []),
      slowChannels: new SlowChannels(options.graph, options.faults ?? [], {
        hasBuffers: options.network !== undefined,
      }),
      probe: options.probe ?? null,
      emittedRecords: 0,
      spentBudget: null,
    };
    const faults = options.faults ?? [];
    this.#scheduler = new Scheduler(prng?.stream("scheduler") ?? null);
    this.#faults = new ClusterFaults(faults, options.graph);
    this.#outsideFaults = new OutsideFaults(this.#run.outside, options.graph, faults);
    this.#metricUpdates = new MetricUpdates(
      clock,
      this.#run.network?.settings.debloating?.periodMillis ?? Number.POSITIVE_INFINITY,
    );
    this.#checkpointing = options.checkpointing;
    const scheduling = options.scheduling ?? SCHEDULING_DEFAULTS;
    const clusterMachines = machinesOf(options.machines);
    const machines = createMachines(this.#run, options.graph, options.shape, {
      mayHaveTooFewSlots: this.#faults.addsTaskManager || scheduling.adaptive !== null,
    });
    this.#jobMaster = new JobMaster({
      run: this.#run,
      graph: options.graph,
      machines,
      clusterMachines,
      channelCapacity: options.channelCapacity,
      checkpointing: this.#run.batch ? null : options.checkpointing,
      restartStrategy: options.restartStrategy,
      scheduling,
      restoreFrom: options.restoreFrom ?? null,
      faults: recordFaults(options.graph, faults),
      isTaskManagerPlanned: () => this.#faults.addsTaskManager,
      onDeployed: (tasks) => {
        this.#scheduler.setTasks(tasks);
        this.#metricUpdates.setTasks(tasks);
      },
    });
    this.#watch = new MachineWatch({
      clock,
      machines,
      heartbeats: clusterMachines.heartbeats,
      replacement: clusterMachines.replacement,
      onLost: (taskManager, loss) => this.#jobMaster.onTaskManagerLost(taskManager, loss),
      onStopped: () => this.#jobMaster.onProcessStopped(),
      onDisconnected: (taskManager) => this.#jobMaster.onDisconnected(taskManager),
      onStarted: () => this.#jobMaster.onTaskManagerStarted(),
    });
    for (const { atMillis, fault } of this.#faults.timed) {
      clock.schedule(atMillis, () => {
        this.#faults.onTimed(fault);
        this.#perform(fault);
      });
    }
    this.#jobMaster.start(this.#watch);
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

  /** The job with the parallelisms with which it runs now. */
  get graph(): JobGraph {
    return this.#jobMaster.execution.graph;
  }
  /** The tasks of the current attempt, for those who look at a run. */
  get tasks(): readonly Task[] {
    return this.#jobMaster.tasks;
  }
  /** What each channel holds now. */
  get channels(): readonly ChannelFacts[] {
    return channelFacts(this.#jobMaster.execution.graph, this.#jobMaster.tasks);
  }
  get checkpoints(): CheckpointStatisticsTracker {
    return this.#run.checkpoints;
  }
  /** null: no periodic checkpoints. */
  get checkpointing(): CheckpointSettings | null {
    return this.#checkpointing;
  }
  get jobTimes(): JobTimes {
    return this.#run.jobTimes;
  }
  /** When the metrics were updated last, in milliseconds of the clock. */
  get metricsUpdatedAt(): number {
    return this.#metricUpdates.lastAt;
  }

  /** What an operator has counted, over all its subtasks and attempts. */
  totals(operator: number): OperatorTotals {
    return this.#run.counts.total(operator);
  }

  /** Whether the job has ended, however. */
  get isOver(): boolean {
    return this.#overReason() !== null;
  }

  /** The checkpoints that the job keeps, oldest first. */
  get retainedCheckpoints(): readonly CompletedCheckpoint[] {
    return this.#jobMaster.retainedCheckpoints;
  }

  /** Asks for a savepoint between two steps; see `JobMaster.requestSavepoint`. */
  requestSavepoint(request: SavepointRequest): void {
    this.#jobMaster.requestSavepoint(request);
  }

  /** Ends the job between two steps. */
  cancel(): void {
    this.#jobMaster.cancelJob();
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

  /** What the systems outside of the job hold now. */
  outsideViews(): readonly OutsideView[] {
    return this.#run.outside.views();
  }

  /** What depends on the number of steps alone: losses of TaskManagers, faults of systems outside, and the limit of steps. */
  #checkSteps(): StepReason | null {
    const over = this.#overReason();
    if (over !== null) return over;
    this.#performFaults();
    this.#outsideFaults.apply(this.#stepsTaken);
    const { stepsMax } = this.#run.limits;
    if (this.#overReason() === null && this.#stepsTaken >= stepsMax) this.#jobMaster.stop(stepBudgetError(stepsMax));
    return this.#overReason();
  }

  /** The number of steps at which something depends on their number again. */
  #nextCheckAt(): number {
    const { limits } = this.#run;
    const nextCheckAt = Math.min(limits.stepsMax, this.#faults.nextStep, this.#outsideFaults.nextStep);
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

  #performFaults(): void {
    for (;;) {
      const fault = this.#faults.next(this.#stepsTaken);
      if (fault === null) return;
      this.#perform(fault);
    }
  }

  #perform(fault: ClusterFault): void {
    if (this.#overReason() !== null) return;
    switch (fault.kind) {
      case "kill-task-manager":
        this.#watch.kill(fault.taskManager, fault.detection ?? "at-once");
        return;
      case "stop-heartbeats":
        this.#watch.disconnect(fault.taskManager);
        return;
      case "remove-task-manager":
        this.#watch.remove(fault.taskManager);
        return;
      case "add-task-manager":
        this.#watch.add();
        return;
      case "kill-job-manager":
        this.#jobMaster.killJobManager();
        return;
      case "kill-task":
        this.#killTask(fault.operator, fault.subtask ?? 0);
    }
  }

  #killTask(nameOrUid: string, subtask: number): void {
    const { index } = vertexOfOperator(this.#jobMaster.execution.graph, nameOrUid);
    const task = this.#jobMaster.tasks.find(
      ({ vertex, subtaskIndex }) => vertex.index === index && subtaskIndex === subtask,
    );
    if (task !== undefined) this.#jobMaster.killTask(task);
  }

  #checkStateLimit(): void {
    const limit = this.#run.limits.stateEntriesMax;
    if (limit === Number.POSITIVE_INFINITY) return;
    if (this.#stateEntriesAtMost() <= limit) return;
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

  /** Not less than there are, without counting them. */
  #stateEntriesAtMost(): number {
    let total = 0;
    for (const task of this.#jobMaster.tasks) {
      for (const { backend } of task.chain.contexts) total += backend?.entryCountMax() ?? 0;
    }
    return total;
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
