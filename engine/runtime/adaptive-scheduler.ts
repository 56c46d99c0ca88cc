/**
 * Runs a stream with the slots that are there, and follows them. Answers to Flink 2.3's `AdaptiveScheduler` and its
 * states:
 *
 *   WaitingForResources -> Executing -> Restarting -> Executing or WaitingForResources
 *
 * A failure restarts the whole job. A change of the slots that lasts restarts it too, with another parallelism, from the
 * latest completed checkpoint.
 */
import type { AdaptiveSettings } from "../checkpoint/index";
import { EngineError } from "../core/index";
import { type JobGraph, withParallelism } from "../graph/index";
import type { ScheduledCallback } from "../time/index";
import { desiredParallelisms, desiredSlots, parallelismsFor } from "./adaptive-parallelism";
import { noResources } from "./job-failures";
import type { Failure, JobControl, JobScheduler } from "./job-scheduler";
import { RestartBackoff } from "./restart-backoff";
import { StateTransitionManager, type TransitionContext, type TransitionTimes } from "./state-transition-manager";

type SchedulerState = "Created" | "WaitingForResources" | "Executing" | "Restarting" | "Ended";

export class AdaptiveScheduler implements JobScheduler {
  readonly #control: JobControl;
  readonly #settings: AdaptiveSettings;
  /** As the program asks for it. */
  readonly #graph: JobGraph;
  readonly #desired: readonly number[];
  readonly #backoff: RestartBackoff;
  #state: SchedulerState = "Created";
  #transitions: StateTransitionManager | null = null;
  /** What belongs to the current state. */
  #timers: ScheduledCallback[] = [];
  /** Failed checkpoints that are still left before one counts as a trigger; null: no change was seen. */
  #failedCheckpointsLeft: number | null = null;

  /** `graph`: the job as it was submitted. */
  constructor(control: JobControl, graph: JobGraph, settings: AdaptiveSettings) {
    this.#control = control;
    this.#settings = settings;
    this.#graph = graph;
    this.#desired = desiredParallelisms(graph, settings);
    this.#backoff = new RestartBackoff(control.restarts.strategy, control.run.clock, control.restarts.chance);
  }

  start(): void {
    this.#waitForResources();
  }

  onFailure(failure: Failure): void {
    if (this.#state !== "Executing") return;
    const control = this.#control;
    const decision = this.#backoff.onFailure(false);
    if (decision.action === "fail") control.fail(failure.error);
    else this.#restart(decision.restartAt, failure, null);
  }

  onTaskFinished(): void {}

  onSlotsOffered(): void {
    if (this.#state === "WaitingForResources") {
      this.#transitions?.onChange();
      this.#transitions?.onTrigger();
    } else if (this.#state === "Executing") {
      this.#transitions?.onChange();
      this.#failedCheckpointsLeft ??= this.#settings.rescaleTriggerMaxCheckpointFailures;
    }
  }

  /** Checkpoints settle inside steps of tasks, so that what they trigger comes after the step. */
  onCheckpointCompleted(): void {
    if (this.#state === "Executing") this.#at(0, () => this.#trigger());
  }

  onCheckpointFailed(): void {
    if (this.#state !== "Executing" || this.#failedCheckpointsLeft === null) return;
    this.#failedCheckpointsLeft -= 1;
    if (this.#failedCheckpointsLeft <= 0) this.#at(0, () => this.#trigger());
  }

  stop(): void {
    this.#enter("Ended");
  }

  #trigger(): void {
    this.#transitions?.onTrigger();
    this.#failedCheckpointsLeft = null;
  }

  #waitForResources(): void {
    const control = this.#control;
    control.setState("CREATED");
    this.#enter("WaitingForResources");
    control.prepareTaskManagers();
    this.#watchResources(
      {
        hasDesiredResources: () => this.#hasDesiredResources(),
        hasSufficientResources: () => this.#available() !== null,
        transitionToSubsequentState: () => this.#execute(),
      },
      {
        cooldownMillis: 0,
        stabilizationMillis: this.#settings.submissionResourceStabilizationTimeoutMillis,
        maxTriggerDelayMillis: 0,
      },
    );
    const { submissionResourceWaitTimeoutMillis: timeoutMillis } = this.#settings;
    if (timeoutMillis >= 0) this.#at(timeoutMillis, () => this.#execute());
    this.#at(0, () => this.onSlotsOffered());
  }

  /** Creates the tasks with the parallelism that the slots allow. */
  #execute(): void {
    const control = this.#control;
    control.prepareTaskManagers();
    const parallelisms = this.#available();
    if (parallelisms === null) {
      const error = tooFewResources(this.#graph.slotSharingGroups.length, control.machines.slotCount);
      control.reportFailure(noResources(error));
      control.fail(error);
      return;
    }
    this.#rescale(parallelisms);
    this.#enter("Executing");
    this.#failedCheckpointsLeft = null;
    control.setState("RUNNING");
    const hasChanged = () => this.#hasParallelismChanged();
    this.#watchResources(
      {
        hasDesiredResources: () => hasChanged() && this.#hasDesiredResources(),
        hasSufficientResources: () => hasChanged() && this.#available() !== null,
        transitionToSubsequentState: () => this.#restart(control.run.clock.now(), null, this.#available()),
      },
      {
        cooldownMillis: this.#settings.executingCooldownMillis,
        stabilizationMillis: this.#settings.executingResourceStabilizationTimeoutMillis,
        maxTriggerDelayMillis: this.#maxTriggerDelayMillis(),
      },
    );
    control.deploy(null);
    this.#at(0, () => {
      this.#transitions?.onChange();
      this.#transitions?.onTrigger();
    });
  }

  /** Cancels all tasks. `wanted`: the parallelisms to restart with; null after a failure. */
  #restart(at: number, failure: Failure | null, wanted: readonly number[] | null): void {
    const control = this.#control;
    this.#enter("Restarting");
    control.setState("RESTARTING");
    control.cancel(control.execution.tasks, failure);
    control.reportRestart(at);
    this.#at(at - control.run.clock.now(), () => {
      control.prepareTaskManagers();
      const available = this.#available();
      const isAsWanted = wanted !== null && available !== null && isEqual(wanted, available);
      if (isAsWanted || this.#hasDesiredResources()) this.#execute();
      else this.#waitForResources();
    });
  }

  #rescale(parallelisms: readonly number[]): void {
    const { execution, run } = this.#control;
    const current = execution.graph.vertices.map(({ parallelism }) => parallelism);
    if (isEqual(current, parallelisms)) return;
    execution.replaceGraph(withParallelism(this.#graph, parallelisms));
    run.alignment.reset();
    if (!run.tracer.enabled) return;
    const reason = `${this.#control.machines.slotCount} slots are there`;
    parallelisms.forEach((to, vertex) => {
      const from = current[vertex] as number;
      if (from !== to) run.tracer.emit({ kind: "rescaled", vertex, from, to, reason });
    });
  }

  /** The parallelisms that the slots of all TaskManagers allow; null when they are too few for any. */
  #available(): number[] | null {
    return parallelismsFor(this.#graph, this.#desired, this.#control.machines.slotCount);
  }

  #hasDesiredResources(): boolean {
    return this.#control.machines.slotCount >= desiredSlots(this.#graph, this.#desired);
  }

  #hasParallelismChanged(): boolean {
    const available = this.#available();
    const { vertices } = this.#control.execution.graph;
    return available !== null && vertices.some(({ index, parallelism }) => parallelism !== available[index]);
  }

  /** Flink's default: time for so many checkpoints, and one more, to complete or fail. */
  #maxTriggerDelayMillis(): number {
    const { rescaleTriggerMaxDelayMillis, rescaleTriggerMaxCheckpointFailures } = this.#settings;
    if (rescaleTriggerMaxDelayMillis !== null) return rescaleTriggerMaxDelayMillis;
    const intervalMillis = this.#control.checkpointIntervalMillis;
    return intervalMillis === null ? 0 : (rescaleTriggerMaxCheckpointFailures + 1) * intervalMillis;
  }

  #watchResources(context: TransitionContext, times: TransitionTimes): void {
    this.#transitions = new StateTransitionManager(context, this.#control.run.clock, times);
  }

  /** Leaves a state: what it had planned does not happen. */
  #enter(state: SchedulerState): void {
    this.#transitions?.close();
    this.#transitions = null;
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
    this.#state = state;
  }

  #at(delayMillis: number, callback: () => void): void {
    const { clock } = this.#control.run;
    this.#timers.push(clock.schedule(clock.now() + delayMillis, callback));
  }
}

function isEqual(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function tooFewResources(needed: number, available: number): EngineError {
  return new EngineError({
    code: "TOO_FEW_SLOTS",
    message: `Not enough resources available for scheduling: the job needs ${needed} slots at least, the cluster has ${available}.`,
    hint: "The adaptive scheduler runs with one slot for each slot sharing group. Start a TaskManager, or wait longer for one (jobmanager.adaptive-scheduler.submission.resource-wait-timeout).",
    flinkClass: "NoResourceAvailableException",
    context: { needed, available },
  });
}
