/**
 * Runs the job with the parallelism that its graph asks for. Answers to Flink 2.3's `DefaultScheduler`: after a failure
 * the regions that it touches are cancelled at once and start again when the restart strategy's delay is over, the others
 * go on; tasks without a slot wait for one until the slot request times out.
 */
import { EngineError } from "../core/index";
import type { ScheduledCallback } from "../time/index";
import { noResources } from "./job-failures";
import type { Failure, JobControl, JobScheduler } from "./job-scheduler";
import { RestartBackoff } from "./restart-backoff";
import type { Task } from "./task";

export type DefaultSchedulerSettings = {
  readonly failoverStrategy: "region" | "full";
  readonly slotRequestTimeoutMillis: number;
};

export class DefaultScheduler implements JobScheduler {
  readonly #control: JobControl;
  readonly #settings: DefaultSchedulerSettings;
  readonly #backoff: RestartBackoff;
  /** The regions that wait for their restart, and the restart (by number) that starts them: a later one wins. */
  readonly #waiting = new Map<number, number>();
  readonly #restarts = new Set<ScheduledCallback>();
  #restartCount = 0;
  #slotTimeout: ScheduledCallback | null = null;

  constructor(control: JobControl, settings: DefaultSchedulerSettings) {
    this.#control = control;
    this.#settings = settings;
    this.#backoff = new RestartBackoff(control.restarts.strategy, control.run.clock, control.restarts.chance);
  }

  start(): void {
    this.#control.setState("RUNNING");
    this.#deploy(null);
  }

  onFailure(failure: Failure, task: Task | null): void {
    const control = this.#control;
    const { execution, run } = control;
    const decision = this.#backoff.onFailure(this.#waiting.size > 0);
    if (decision.action === "fail") {
      control.fail(failure.error);
      return;
    }
    const all = execution.topology.regions.map((_, region) => region);
    const regions =
      task === null || this.#settings.failoverStrategy === "full" ? all : execution.regionsToRestart(task);
    if (control.state === "RUNNING") control.setState("RESTARTING");
    this.#reportFailover(execution.tasksOf(regions), regions.length < all.length ? "region" : "full");
    this.#restartCount += 1;
    const number = this.#restartCount;
    for (const region of regions) this.#waiting.set(region, number);
    control.cancel(execution.tasksOf(regions), failure);
    control.reportRestart(decision.restartAt);
    const restart = run.clock.schedule(decision.restartAt, () => {
      this.#restarts.delete(restart);
      this.#restart(regions, number);
    });
    this.#restarts.add(restart);
  }

  onTaskFinished(): void {
    if (this.#control.run.batch || this.#slotTimeout !== null) this.#startTasks();
  }

  onSlotsOffered(): void {
    if (this.#slotTimeout !== null) this.#startTasks();
  }

  onCheckpointCompleted(): void {}

  onCheckpointFailed(): void {}

  stop(): void {
    for (const restart of this.#restarts) restart.cancel();
    this.#restarts.clear();
    this.#waiting.clear();
    this.#stopWaiting();
  }

  /** Those of the regions that no later failure has taken over. */
  #restart(regions: readonly number[], number: number): void {
    const due = regions.filter((region) => this.#waiting.get(region) === number);
    for (const region of due) this.#waiting.delete(region);
    if (due.length === 0) return;
    if (this.#waiting.size === 0) this.#control.setState("RUNNING");
    const isWhole = due.length === this.#control.execution.topology.regions.length;
    this.#deploy(isWhole ? null : due);
  }

  #deploy(regions: readonly number[] | null): void {
    this.#control.prepareTaskManagers();
    this.#control.deploy(regions);
    this.#waitForSlots();
  }

  #startTasks(): void {
    this.#control.prepareTaskManagers();
    this.#control.startTasks();
    this.#waitForSlots();
  }

  /** Slots that tasks of a batch job wait for are given back by others; where there are none at all they wait like any. */
  #waitForSlots(): void {
    const { execution, machines, run } = this.#control;
    if (!execution.waitsForSlots || (run.batch && machines.slotCount > 0)) {
      this.#stopWaiting();
      return;
    }
    const timeoutAt = run.clock.now() + this.#settings.slotRequestTimeoutMillis;
    this.#slotTimeout ??= run.clock.schedule(timeoutAt, () => this.#slotsTimedOut());
  }

  #stopWaiting(): void {
    this.#slotTimeout?.cancel();
    this.#slotTimeout = null;
  }

  #slotsTimedOut(): void {
    this.#slotTimeout = null;
    const control = this.#control;
    const waiting = control.execution.tasks.find((task) => task.state === "CREATED");
    if (waiting === undefined) return;
    const error = slotRequestTimedOut(this.#settings.slotRequestTimeoutMillis);
    const failure = noResources(error);
    control.reportFailure(failure);
    if (control.mayGetTaskManagers()) this.onFailure(failure, waiting);
    else control.fail(error);
  }

  #reportFailover(tasks: readonly Task[], reason: string): void {
    const { tracer } = this.#control.run;
    if (tracer.enabled) tracer.emit({ kind: "failover", vertices: namesOf(tasks), reason });
  }
}

/** Vertices of which all subtasks are there by their number, else subtasks as `vertex/subtask`. */
function namesOf(tasks: readonly Task[]): string {
  const subtasks = new Map<number, Task[]>();
  for (const task of tasks) subtasks.set(task.vertex.index, [...(subtasks.get(task.vertex.index) ?? []), task]);
  return [...subtasks]
    .flatMap(([vertex, members]) => {
      if (members.length === members[0]?.vertex.parallelism) return [`${vertex}`];
      return members.map(({ subtaskIndex }) => `${vertex}/${subtaskIndex}`);
    })
    .join(", ");
}

function slotRequestTimedOut(timeoutMillis: number): EngineError {
  return new EngineError({
    code: "TOO_FEW_SLOTS",
    message: `Could not allocate the required slot within slot request timeout (${timeoutMillis} ms).`,
    hint: "Start a TaskManager, let lost ones be replaced, or lower the parallelism. The adaptive scheduler runs with the slots that are there.",
    flinkClass: "NoResourceAvailableException",
    context: { timeoutMillis },
  });
}
