/**
 * Runs programs on the mini cluster: the api's executor port, implemented. Answers to Flink's `LocalExecutor`.
 */
import {
  type JobClient,
  type JobConfiguration,
  type PipelineExecutor,
  RecoveryClaimMode,
  type RecoverySettings,
} from "../api/index";
import type { Savepoint } from "../checkpoint/index";
import {
  checkLayout,
  createJobGraph,
  describeGraph,
  generateStreamGraph,
  type JobGraph,
  type Program,
} from "../graph/index";
import {
  CHANNEL_CAPACITY_DEFAULT,
  type FaultPlan,
  HEARTBEAT_DEFAULTS,
  type HeartbeatSettings,
  HIGH_AVAILABILITY_DEFAULTS,
  type HighAvailability,
  MiniCluster,
  type Replacement,
  type RunLimits,
  type RunProbe,
  type NetworkOptions,
  type SimulatedCosts,
  UNLIMITED,
} from "../runtime/index";
import { STATE_BACKEND_DEFAULTS, type StateBackendSettings, type StateBackendType } from "../state/index";
import { RecordingTracer } from "../trace/index";
import type { ClassOf, ValueCodec } from "../types/index";
import { STATE_LISTING_ENTRIES_MAX } from "../core/index";
import { LocalJob } from "./local-job";
import type { PlannedAction } from "./planned-actions";
import { reportRestored, reportUnmapped, type Restore, restoreInto } from "./restore";
import { createStateCodec } from "./state-codec";

/** What a run is given besides its program; everything has a default. */
export type LocalEnvironmentOptions = {
  /** 0 (default): tasks take turns; any other number lets chance decide, the same way each time. */
  readonly seed?: number;
  /** Number of TaskManagers; by default as many as the job needs. */
  readonly taskManagers?: number;
  /** Slots of each TaskManager, default 2. */
  readonly slotsPerTaskManager?: number;
  /**
   * When a TaskManager that is lost is back, empty: `at-restart` (default), when tasks are started again; so much later;
   * `none`, as on a cluster that nobody watches over.
   */
  readonly replacement?: Replacement;
  /** `heartbeat.interval`, `heartbeat.timeout` and `heartbeat.rpc-failure-threshold`; default 10 s, 50 s and 2. */
  readonly heartbeats?: Partial<HeartbeatSettings>;
  /** Another job manager takes over when the one that leads is lost, by default 15 s later; without it the job is lost. */
  readonly highAvailability?: boolean | HighAvailability;
  /** The virtual clock at the start, in milliseconds; default 0. */
  readonly startProcessingTime?: number;
  /** Elements that a channel holds before its producer has to wait; default 32. */
  readonly channelCapacity?: number;
  /**
   * Channels are made of network buffers instead, as in Flink: `{}` for its numbers (2 for each channel, 8 floating, 32 KiB).
   */
  readonly network?: NetworkOptions;
  /** Records everything observable; see `JobClient.trace`. */
  readonly trace?: boolean;
  /** Limits of the run; without them it is unlimited. */
  readonly limits?: Partial<RunLimits>;
  /** Failures that the run is to have. */
  readonly faults?: FaultPlan;
  /** What work takes on the virtual clock, in milliseconds; by default nothing takes any time. */
  readonly costs?: SimulatedCosts;
  /** The cluster's defaults for what a program does not say of its state backend; by default Flink's. */
  readonly stateBackend?: Partial<StateBackendSettings>;
  /** Savepoints that the run is to take, and ends that it is to have, each after so many steps. */
  readonly actions?: readonly PlannedAction[];
  /**
   * What the job starts from: a savepoint, or a checkpoint that another job retained. Flink's
   * `execution.state-recovery.path`. In batch mode it is left aside, as in Flink.
   */
  readonly savepoint?: Savepoint;
  /** Whose the savepoint is from then on (`execution.state-recovery.claim-mode`); default `NO_CLAIM`. */
  readonly claimMode?: RecoveryClaimMode;
  /** Drops state that no operator takes (`execution.state-recovery.ignore-unclaimed-state`); default false. */
  readonly allowNonRestoredState?: boolean;
  /** Classes of the program whose instances are in restored state without a declared type that names them. */
  readonly userClasses?: readonly ClassOf<unknown>[];
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
    const created = createJobGraph(generateStreamGraph(program));
    const codec = createStateCodec(this.#options.userClasses);
    const stateBackend = { ...STATE_BACKEND_DEFAULTS, ...this.#options.stateBackend, ...configuration.stateBackend };
    const restore =
      created.streamGraph.jobType === "BATCH"
        ? null
        : this.#restore(created, codec, { ...configuration.recovery, stateBackend: stateBackend.type });
    const graph = restore?.graph ?? created;
    checkLayout(graph.vertices);
    const plan = describeGraph(graph);
    const {
      taskManagers,
      slotsPerTaskManager,
      seed,
      startProcessingTime,
      channelCapacity,
      network,
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
      network,
      channelCapacity: channelCapacity ?? CHANNEL_CAPACITY_DEFAULT,
      ...configuration,
      stateBackend,
      limits: { ...UNLIMITED, ...limits },
      faults: faults ?? [],
      machines: machinesOf(this.#options),
      restoreFrom: restore?.checkpoint ?? null,
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
    if (tracer !== null && restore !== null) {
      reportUnmapped(tracer, restore.plan);
      reportRestored(tracer, cluster.inspectState(STATE_LISTING_ENTRIES_MAX));
    }
    const { actions = [] } = this.#options;
    return new LocalJob({ plan, graph, cluster, tracer, codec, actions, stateBackend: stateBackend.type });
  }

  /** What the job starts from; null: from nothing. */
  #restore(
    graph: JobGraph,
    codec: ValueCodec,
    configured: RecoverySettings & { readonly stateBackend: StateBackendType },
  ): Restore | null {
    const { savepoint, claimMode, allowNonRestoredState } = this.#options;
    if (savepoint === undefined) return null;
    const settings = {
      savepoint,
      stateBackend: configured.stateBackend,
      claimMode: claimMode ?? configured.claimMode ?? RecoveryClaimMode.NO_CLAIM,
      allowNonRestoredState: allowNonRestoredState ?? configured.allowNonRestoredState ?? false,
    };
    return restoreInto(graph, settings, codec);
  }
}

function machinesOf({ replacement, heartbeats, highAvailability }: LocalEnvironmentOptions) {
  const given = highAvailability === true ? HIGH_AVAILABILITY_DEFAULTS : highAvailability;
  return {
    replacement,
    heartbeats: { ...HEARTBEAT_DEFAULTS, ...heartbeats },
    highAvailability: given === false ? undefined : given,
  };
}
