/**
 * Runs the program of a scenario, step by step, and tells the checks. One call runs one job: from scratch or from what a
 * former one left, to its end or until it is ended before its time.
 */
import { StreamExecutionEnvironment } from "../../engine/api/index";
import type { CompletedCheckpoint, Savepoint } from "../../engine/checkpoint/index";
import { CheckpointingMode, type FaultPlan, type JobClient, RestartStrategies } from "../../engine/index";
import { LocalExecutor } from "../../engine/job/index";
import { decodeTrace, formatTrace } from "../../engine/trace/index";
import { buildProgram } from "./build-program";
import { PlanIndex, type ProbedTasks, type RunCheck } from "./checks/check";
import { FROM_SCRATCH, type Positions, positionsOf } from "./checks/positions";
import type { Continuation, CostSpec, Program, Scenario } from "./scenario";
import type { SimulatedSink } from "./sinks";
import { InvariantViolation } from "./violation";

export type Sinks = ReadonlyMap<string, SimulatedSink>;

export type JobRunOptions = {
  /** The scenario's, or one with other parallelisms. */
  readonly program: Program;
  readonly sinks: Sinks;
  readonly faults: FaultPlan;
  readonly stepsMax: number;
  readonly traced: boolean;
  /** Made with a plan that is there once the job is. */
  readonly checks: (plan: () => PlanIndex) => readonly RunCheck[];
  /** When and how the job is ended before its time. */
  readonly end: (Pick<Continuation, "how" | "format"> & { readonly afterStep: number }) | null;
  /** What it starts from. */
  readonly start: JobStart | null;
};

/** null: a job that was cancelled had nothing to leave yet, so the next one starts from scratch. */
export type JobStart = { readonly savepoint: Savepoint | null; readonly processingTime: number };

export type JobRun = {
  readonly steps: number;
  /** The positions from which the job was restored, one for each restart, and one for a start from a savepoint. */
  readonly restores: readonly Positions[];
  readonly checkpoints: number;
  /** What a job that was ended before its time left; null for one that reached its end. */
  readonly left: JobStart | null;
  /** The whole trace as text; empty where it was not asked for. */
  readonly trace: string;
};

export function runJob(scenario: Scenario, options: JobRunOptions): JobRun {
  const { program, sinks } = options;
  const observer = new Observer(options);
  const env = createEnvironment(scenario, options, observer);
  buildProgram(env, program, (id) => (sinks.get(id) as SimulatedSink).sink);
  const job = env.execute(`seed ${scenario.seed}`);
  observer.plan = new PlanIndex(job.plan);
  observer.catchUp();
  const outcome = observer.run(job);
  const columns = options.traced ? job.trace() : null;
  return {
    ...outcome,
    restores: observer.restores,
    checkpoints: observer.checkpoints,
    trace: columns === null ? "" : formatTrace(decodeTrace(columns)),
  };
}

/** Checkpoints may fail as often as they like. */
const TOLERABLE_FAILURES = 1_000_000;
const RESTARTS_MAX = 1_000;

function createEnvironment({ settings }: Scenario, options: JobRunOptions, observer: Observer) {
  const { machines, checkpoint } = settings;
  const executor = new LocalExecutor(
    {
      seed: settings.engineSeed,
      channelCapacity: settings.channelCapacity,
      slotsPerTaskManager: settings.slotsPerTaskManager,
      heartbeats: { intervalMillis: machines.heartbeatMillis, timeoutMillis: machines.heartbeatTimeoutMillis },
      highAvailability: { leaderElectionMillis: machines.leaderElectionMillis },
      replacement: machines.replacementMillis === null ? "at-restart" : { afterMillis: machines.replacementMillis },
      faults: options.faults,
      trace: options.traced,
      limits: { stepsMax: options.stepsMax },
      costs: {
        records: costsOf(options.program, settings.costs),
        snapshotSyncMillis: checkpoint.syncMillis,
        acknowledgementMillis: checkpoint.acknowledgementMillis,
        ...(checkpoint.bytesPerMilli === null ? {} : { uploadBytesPerMilli: checkpoint.bytesPerMilli }),
      },
      ...startOptions(options.start),
    },
    observer,
  );
  const env = new StreamExecutionEnvironment(executor);
  env.setMaxParallelism(settings.maxParallelism);
  configureCheckpoints(env, checkpoint);
  const { backend } = settings;
  env.configure({
    "state.backend.type": backend.type,
    "execution.checkpointing.incremental": backend.incremental,
    "state.changelog.enabled": backend.changelog,
    "state.backend.rocksdb.writebuffer.size": backend.writeBufferBytes,
  });
  env.setRestartStrategy(RestartStrategies.fixedDelayRestart(RESTARTS_MAX, settings.restartDelayMillis));
  env.getConfig().setAutoWatermarkInterval(settings.autoWatermarkMillis);
  if (!settings.chaining) env.disableOperatorChaining();
  if (settings.objectReuse) env.getConfig().enableObjectReuse();
  return env;
}

function startOptions(start: JobStart | null) {
  if (start === null) return {};
  const { savepoint, processingTime: startProcessingTime } = start;
  return savepoint === null ? { startProcessingTime } : { savepoint, startProcessingTime };
}

/** Without those of subtasks that there are no more. */
function costsOf(program: Program, costs: readonly CostSpec[]): readonly CostSpec[] {
  const parts = new Map([...program.nodes, ...program.sinks].map((part) => [part.id, part.parallelism]));
  return costs.filter(({ operator, subtask }) => (subtask ?? 0) < (parts.get(operator) ?? 0));
}

function configureCheckpoints(env: StreamExecutionEnvironment, spec: Scenario["settings"]["checkpoint"]): void {
  env.enableCheckpointing(spec.intervalMillis, CheckpointingMode[spec.mode]);
  const config = env.getCheckpointConfig();
  config.setCheckpointTimeout(spec.timeoutMillis);
  config.setMinPauseBetweenCheckpoints(spec.minPauseMillis);
  config.setMaxConcurrentCheckpoints(spec.maxConcurrent);
  config.setTolerableCheckpointFailureNumber(TOLERABLE_FAILURES);
  config.setExternalizedCheckpointRetention("RETAIN_ON_CANCELLATION");
  if (!spec.unaligned) return;
  config.enableUnalignedCheckpoints();
  config.setAlignedCheckpointTimeout(spec.alignedTimeoutMillis);
}

/** Hears what the probe is shown, and hands it on to the checks. */
class Observer {
  plan: PlanIndex | null = null;
  checkpoints = 0;
  readonly restores: Positions[] = [];
  readonly #options: JobRunOptions;
  readonly #checks: readonly RunCheck[];
  /** What was told before there was a plan. */
  #early: (() => void)[] = [];

  constructor(options: JobRunOptions) {
    this.#options = options;
    this.#checks = options.checks(() => this.#knownPlan());
  }

  #hasStarted = false;

  onTasksStarted(tasks: ProbedTasks, restored: CompletedCheckpoint | null): void {
    this.#whenPlanned(() => {
      const { program } = this.#options;
      const positions = restored === null ? FROM_SCRATCH : positionsOf(restored, program, this.#knownPlan());
      if (this.#hasStarted || this.#options.start !== null) this.restores.push(positions);
      this.#hasStarted = true;
      for (const check of this.#checks) check.onTasksStarted?.(tasks, restored);
    });
  }

  onCheckpointCompleted(checkpoint: CompletedCheckpoint): void {
    this.checkpoints += 1;
    for (const check of this.#checks) check.onCheckpointCompleted?.(checkpoint);
  }

  catchUp(): void {
    for (const tell of this.#early) tell();
    this.#early = [];
  }

  /** Steps to the end, or to the end that was planned. */
  run(job: JobClient): Pick<JobRun, "steps" | "left"> {
    const { end, stepsMax } = this.#options;
    const watching = this.#checks.filter((check) => check.afterStep !== undefined);
    if (watching.length === 0 && end === null) return endOf(job, job.step(Number.POSITIVE_INFINITY), stepsMax);
    const ending = end === null ? null : new PlannedEnd(job, end);
    for (;;) {
      const outcome = job.step(1);
      if (ending?.hasFailed() === true) for (const check of this.#checks) check.onStoppingFailed?.();
      for (const check of watching) check.afterStep?.(outcome.step);
      if (outcome.reason !== "budget") return endOf(job, outcome, stepsMax);
      ending?.afterStep(outcome.step);
    }
  }

  #whenPlanned(tell: () => void): void {
    if (this.plan === null) this.#early.push(tell);
    else tell();
  }

  #knownPlan(): PlanIndex {
    if (this.plan === null) throw new Error("The plan is asked for before the job is there.");
    return this.plan;
  }
}

/** Ends a job in the way that is planned, from a step on. */
class PlannedEnd {
  readonly #job: JobClient;
  readonly #end: NonNullable<JobRunOptions["end"]>;
  #hasBegun = false;

  constructor(job: JobClient, end: NonNullable<JobRunOptions["end"]>) {
    this.#job = job;
    this.#end = end;
  }

  /** Whether the job failed while it was ending with a savepoint that was complete. */
  hasFailed(): boolean {
    return this.#hasBegun && this.#job.savepoints[0]?.failure?.includes("failed during stopping") === true;
  }

  afterStep(step: number): void {
    const { how, format, afterStep } = this.#end;
    if (!this.#hasBegun && step >= afterStep) {
      this.#hasBegun = true;
      if (how === "retained-checkpoint") this.#job.cancel();
      else if (how === "savepoint-and-cancel") this.#job.triggerSavepoint(null, format);
      else this.#job.stopWithSavepoint(false, null, format);
    }
    const [future] = this.#job.savepoints;
    if (future?.kind === "savepoint" && future.savepoint !== null) this.#job.cancel();
  }
}

function endOf(
  job: JobClient,
  outcome: ReturnType<JobClient["step"]>,
  stepsMax: number,
): Pick<JobRun, "steps" | "left"> {
  const { step: steps, processingTime, reason } = outcome;
  const savepoint = job.savepoints[0]?.savepoint ?? null;
  if (reason === "finished") return { steps, left: savepoint === null ? null : { savepoint, processingTime } };
  if (reason === "canceled") {
    return { steps, left: { savepoint: savepoint ?? job.retainedCheckpoints().at(-1) ?? null, processingTime } };
  }
  if (steps >= stepsMax) throw new InvariantViolation("the run ends", `not within ${stepsMax} steps`);
  throw new InvariantViolation("the run ends", `${reason} at step ${steps}: ${job.error?.stack ?? ""}`);
}
