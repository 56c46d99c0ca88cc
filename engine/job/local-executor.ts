/**
 * Runs programs on the mini cluster: the api's executor port, implemented. Answers to Flink's `LocalExecutor`.
 */
import type {
  JobClient,
  JobConfiguration,
  JobExecutionResult,
  JobStatus,
  OperatorMetrics,
  PipelineExecutor,
  StateEntryView,
  StepOutcome,
} from "../api/index";
import { EngineError, illegalState, STATE_LISTING_ENTRIES_MAX } from "../core/index";
import {
  checkLayout,
  createJobGraph,
  describeGraph,
  generateStreamGraph,
  type GraphDescription,
  type Program,
} from "../graph/index";
import {
  CHANNEL_CAPACITY_DEFAULT,
  type FaultPlan,
  MiniCluster,
  type RunLimits,
  type RunProbe,
  type SimulatedCosts,
  UNLIMITED,
} from "../runtime/index";
import { RecordingTracer, type TraceColumns } from "../trace/index";

/** What a run is given besides its program; everything has a default. */
export type LocalEnvironmentOptions = {
  /** 0 (default): tasks take turns; any other number lets chance decide, the same way each time. */
  readonly seed?: number;
  /** Number of TaskManagers; by default as many as the job needs. */
  readonly taskManagers?: number;
  /** Slots of each TaskManager, default 2. */
  readonly slotsPerTaskManager?: number;
  /** The virtual clock at the start, in milliseconds; default 0. */
  readonly startProcessingTime?: number;
  /** Elements that a channel holds before its producer has to wait; default 32. */
  readonly channelCapacity?: number;
  /** Records everything observable; see `JobClient.trace`. */
  readonly trace?: boolean;
  /** Limits of the run; without them it is unlimited. */
  readonly limits?: Partial<RunLimits>;
  /** Failures that the run is to have. */
  readonly faults?: FaultPlan;
  /** What work takes on the virtual clock, in milliseconds; by default nothing takes any time. */
  readonly costs?: SimulatedCosts;
};

export class LocalExecutor implements PipelineExecutor {
  readonly #options: LocalEnvironmentOptions;
  readonly #probe: RunProbe | undefined;

  /** `probe` is for tests of the engine. */
  constructor(options: LocalEnvironmentOptions, probe?: RunProbe) {
    this.#options = options;
    this.#probe = probe;
  }

  execute(program: Program, configuration: JobConfiguration): JobClient {
    const graph = createJobGraph(generateStreamGraph(program));
    checkLayout(graph.vertices);
    const plan = describeGraph(graph);
    const {
      taskManagers,
      slotsPerTaskManager,
      seed,
      startProcessingTime,
      channelCapacity,
      limits,
      faults,
      costs,
      trace,
    } = this.#options;
    let tracer: RecordingTracer | null = null;
    const cluster = new MiniCluster({
      graph,
      shape: { taskManagers: taskManagers ?? null, slotsPerTaskManager: slotsPerTaskManager ?? 2 },
      seed: seed ?? 0,
      startProcessingTime: startProcessingTime ?? 0,
      channelCapacity: channelCapacity ?? CHANNEL_CAPACITY_DEFAULT,
      ...configuration,
      limits: { ...UNLIMITED, ...limits },
      faults: faults ?? [],
      probe: this.#probe,
      costs,
      createTracer: trace
        ? (facts) => {
            tracer = new RecordingTracer({
              ...facts,
              operators: plan.operators.map(({ index: _index, ...operator }) => operator),
            });
            return tracer;
          }
        : undefined,
    });
    return new LocalJob(plan, cluster, tracer);
  }
}

class LocalJob implements JobClient {
  readonly #cluster: MiniCluster;
  readonly #startedAt: number;
  readonly #tracer: RecordingTracer | null;

  constructor(
    readonly plan: GraphDescription,
    cluster: MiniCluster,
    tracer: RecordingTracer | null,
  ) {
    this.#cluster = cluster;
    this.#startedAt = cluster.processingTime;
    this.#tracer = tracer;
  }

  get jobName(): string {
    return this.plan.jobName;
  }
  get status(): JobStatus {
    return this.#cluster.state;
  }
  get error(): Error | null {
    return this.#cluster.error;
  }

  step(budget: number): StepOutcome {
    const before = this.#cluster.stepsTaken;
    const reason = this.#cluster.step(budget);
    return {
      status: this.status,
      stepsTaken: this.#cluster.stepsTaken - before,
      step: this.#cluster.stepsTaken,
      processingTime: this.#cluster.processingTime,
      reason,
    };
  }

  runToEnd(): StepOutcome {
    const outcome = this.step(Number.POSITIVE_INFINITY);
    if (outcome.reason === "failed" && this.error !== null) throw this.error;
    if (outcome.reason === "idle") {
      throw new EngineError({
        code: "job-idle",
        message: "The job waits for something that can never happen.",
        hint: "A source never says when more will come, or a request without timeout never completes.",
      });
    }
    return outcome;
  }

  metrics(): readonly OperatorMetrics[] {
    return this.plan.operators.map(({ index, name }) => {
      const totals = this.#cluster.totals(index);
      return {
        operator: index,
        name,
        numRecordsIn: totals.recordsIn,
        numRecordsOut: totals.recordsOut,
        numLateRecordsDropped: totals.lateRecordsDropped,
      };
    });
  }

  getAccumulators(): ReadonlyMap<string, unknown> {
    return this.#cluster.accumulatorResults();
  }

  getJobExecutionResult(): JobExecutionResult {
    if (this.status !== "FINISHED" && this.status !== "FAILED") {
      throw illegalState("The job is not over yet.", { hint: "Step it to its end first: job.runToEnd()." });
    }
    const results = this.getAccumulators();
    const netRuntime = this.#cluster.processingTime - this.#startedAt;
    return {
      getNetRuntime: () => netRuntime,
      getAccumulatorResult: (name) => results.get(name),
      getAllAccumulatorResults: () => results,
    };
  }

  inspectState(limit = STATE_LISTING_ENTRIES_MAX): readonly StateEntryView[] {
    return this.#cluster.inspectState(limit);
  }

  trace(): TraceColumns | null {
    return this.#tracer?.toColumns() ?? null;
  }
}
