/**
 * Runs the program of a scenario once, step by step, and tells the checks.
 */
import { StreamExecutionEnvironment } from "../../engine/api/index";
import type { CompletedCheckpoint } from "../../engine/checkpoint/index";
import { CheckpointingMode, type FaultPlan, type JobClient, RestartStrategies } from "../../engine/index";
import { LocalExecutor } from "../../engine/job/index";
import { decodeTrace, formatTrace } from "../../engine/trace/index";
import { buildProgram } from "./build-program";
import { PlanIndex, type ProbedTasks, type RunCheck } from "./checks/check";
import { FROM_SCRATCH, type Positions, positionsOf } from "./checks/positions";
import type { Scenario } from "./scenario";
import { createSink, type SimulatedSink } from "./sinks";
import { InvariantViolation } from "./violation";

export type JobRun = {
  readonly steps: number;
  /** The positions from which the job was restored, one for each restart. */
  readonly restores: readonly Positions[];
  readonly checkpoints: number;
  /** The whole trace as text; empty where it was not asked for. */
  readonly trace: string;
};

export type JobRunOptions = {
  readonly faults: FaultPlan;
  readonly stepsMax: number;
  readonly traced: boolean;
  /** Made with the sinks of the run, and a plan that is there once the job is. */
  readonly checks: (sinks: Sinks, plan: () => PlanIndex) => readonly RunCheck[];
};

export type Sinks = ReadonlyMap<string, SimulatedSink>;

export function runJob(scenario: Scenario, options: JobRunOptions): JobRun {
  const sinks = new Map(scenario.program.sinks.map((spec) => [spec.id, createSink(spec)] as const));
  const observer = new Observer(scenario, sinks, options);
  const env = createEnvironment(scenario, options, observer);
  buildProgram(env, scenario.program, (id) => (sinks.get(id) as SimulatedSink).sink);
  const job = env.execute(`seed ${scenario.seed}`);
  observer.plan = new PlanIndex(job.plan);
  observer.catchUp();
  const steps = observer.run(job, options.stepsMax);
  const columns = options.traced ? job.trace() : null;
  return {
    steps,
    restores: observer.restores,
    checkpoints: observer.checkpoints,
    trace: columns === null ? "" : formatTrace(decodeTrace(columns)),
  };
}

function createEnvironment({ settings }: Scenario, options: JobRunOptions, observer: Observer) {
  const { checkpoint } = settings;
  const { engineSeed, channelCapacity, slotsPerTaskManager } = settings;
  const executor = new LocalExecutor(
    {
      seed: engineSeed,
      channelCapacity,
      slotsPerTaskManager,
      faults: options.faults,
      trace: options.traced,
      limits: { stepsMax: options.stepsMax },
      costs: { records: settings.costs },
    },
    observer,
  );
  const env = new StreamExecutionEnvironment(executor);
  env.setMaxParallelism(settings.maxParallelism);
  env.enableCheckpointing(checkpoint.intervalMillis, CheckpointingMode[checkpoint.mode]);
  env.setRestartStrategy(RestartStrategies.fixedDelayRestart(1_000, settings.restartDelayMillis));
  env.getConfig().setAutoWatermarkInterval(settings.autoWatermarkMillis);
  if (!settings.chaining) env.disableOperatorChaining();
  if (settings.objectReuse) env.getConfig().enableObjectReuse();
  return env;
}

/** Hears what the probe is shown, and hands it on to the checks. */
class Observer {
  plan: PlanIndex | null = null;
  checkpoints = 0;
  readonly restores: Positions[] = [];
  readonly #scenario: Scenario;
  readonly #checks: readonly RunCheck[];
  /** What was told before there was a plan. */
  #early: (() => void)[] = [];
  #attempts = 0;

  constructor(scenario: Scenario, sinks: Sinks, options: JobRunOptions) {
    this.#scenario = scenario;
    this.#checks = options.checks(sinks, () => this.#knownPlan());
  }

  onTasksStarted(tasks: ProbedTasks, restored: CompletedCheckpoint | null): void {
    this.#whenPlanned(() => {
      const positions =
        restored === null ? FROM_SCRATCH : positionsOf(restored, this.#scenario.program, this.#knownPlan());
      if (this.#attempts > 0) this.restores.push(positions);
      this.#attempts += 1;
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

  /** Steps to the end. Gives the number of steps. */
  run(job: JobClient, stepsMax: number): number {
    const watching = this.#checks.filter((check) => check.afterStep !== undefined);
    if (watching.length === 0) return endOf(job, job.step(Number.POSITIVE_INFINITY), stepsMax);
    for (;;) {
      const outcome = job.step(1);
      for (const check of watching) check.afterStep?.(outcome.step);
      if (outcome.reason !== "budget") return endOf(job, outcome, stepsMax);
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

function endOf(job: JobClient, outcome: ReturnType<JobClient["step"]>, stepsMax: number): number {
  if (outcome.reason === "finished") return outcome.step;
  if (outcome.step >= stepsMax) throw new InvariantViolation("the run ends", `not within ${stepsMax} steps`);
  throw new InvariantViolation("the run ends", `${outcome.reason} at step ${outcome.step}: ${job.error?.stack ?? ""}`);
}
