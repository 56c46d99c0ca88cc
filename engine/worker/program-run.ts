/**
 * One run of one program: its text is loaded, called once to describe a job, and the job is stepped in slices.
 *
 * Laws: `isOver` becomes true exactly once and `result` is complete then; a fault that is to strike at a record is
 * turned into one at a step by a rehearsal, which is the same run up to that step.
 */
import type { JobClient } from "../api/index";
import type { Fault } from "../runtime/index";
import type { HostPlatform } from "./engine-port";
import { PrintedLines } from "./learner-globals";
import { type LearnerEntry, moduleTextOf } from "./learner-code";
import { describeJob, type DescribedJob, SCOPE_NAMES } from "./learner-job";
import type { RunFault, RunOutcome, RunRequest, RunResult } from "./protocol";
import { beforeRunOutcome, failureOutcome } from "./run-error";
import { planOf } from "./run-plan";
import { metricsOf } from "./run-result";

/** Steps between two looks at the real clock. */
const STEPS_PER_LOOK = 64;

export class ProgramRun {
  readonly #request: RunRequest;
  readonly #platform: HostPlatform;
  readonly #startedAt: number;
  readonly #printed = new PrintedLines();
  #described: DescribedJob | null = null;
  #outcome: RunOutcome | null = null;
  #steps = 0;
  #processingTimeMillis = 0;

  constructor(request: RunRequest, platform: HostPlatform) {
    this.#request = request;
    this.#platform = platform;
    this.#startedAt = platform.now();
  }

  get isOver(): boolean {
    return this.#outcome !== null;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Loads the program and describes its job. What it throws becomes the outcome. */
  async load(): Promise<void> {
    let entry: LearnerEntry;
    try {
      entry = await this.#platform.load(moduleTextOf(this.#request.code, this.#scopeNames()));
    } catch (error) {
      this.#outcome = beforeRunOutcome(error, "load");
      return;
    }
    try {
      const faults = this.#request.faults.flatMap((fault) => this.#faultAtStep(entry, fault));
      this.#described = describeJob(entry, this.#request, {
        faults,
        trace: this.#request.wantTrace,
        printed: this.#printed,
      });
    } catch (error) {
      this.#outcome = beforeRunOutcome(error, "build");
    }
  }

  /** Steps for about `sliceMillis` of real time, or until the run is over. */
  advance(sliceMillis: number): void {
    const job = this.#described?.job;
    if (job === undefined || this.isOver) return;
    const sliceEnd = this.#platform.now() + sliceMillis;
    try {
      while (!this.isOver && this.#platform.now() < sliceEnd) this.#takeSteps(job);
    } catch (error) {
      this.#outcome = failureOutcome(error, this.#steps);
    }
    this.#checkWallClock();
  }

  /** Ends the run where it stands. */
  cancel(): void {
    this.#outcome ??= { kind: "cancelled" };
  }

  /** What came of the run. */
  result(): RunResult {
    for (const line of this.#described?.printedLines() ?? []) this.#printed.add(line);
    return {
      outcome: this.#outcome ?? { kind: "cancelled" },
      outputs: [...(this.#described?.sinks ?? [])].map(([sink, rowSink]) => ({ sink, rows: rowSink.rows() })),
      printed: this.#printed.lines,
      printedDropped: this.#printed.dropped,
      metrics: metricsOf(this.#described?.job ?? null, {
        steps: this.#steps,
        processingTimeMillis: this.#processingTimeMillis,
        wallClockMillis: this.#platform.now() - this.#startedAt,
      }),
      savepoints: (this.#described?.job.savepoints ?? []).flatMap(({ savepoint }) => savepoint ?? []),
      plan: planOf(this.#described?.job ?? null),
      trace: this.#described?.job.trace() ?? null,
    };
  }

  #takeSteps(job: JobClient): void {
    const { reason, step, processingTime } = job.step(STEPS_PER_LOOK);
    this.#steps = step;
    this.#processingTimeMillis = processingTime - this.#request.settings.startProcessingTimeMillis;
    if (reason === "failed") this.#outcome = failureOutcome(job.error, step);
    else if (reason !== "budget") this.#outcome = { kind: "finished" };
  }

  #checkWallClock(): void {
    const limit = this.#request.budgets.wallClockMillis;
    if (this.isOver || this.#platform.now() - this.#startedAt <= limit) return;
    this.#outcome = {
      kind: "budget-exceeded",
      budget: "wallClockMillis",
      limit,
      where: `at step ${this.#steps}`,
      advice:
        "The job goes on and on: look for timers that register themselves again, or for work that grows with each record.",
    };
  }

  #scopeNames(): string[] {
    const { inputs, sinks, parameters } = this.#request;
    const own = [...inputs.map((input) => input.name), ...sinks, ...Object.keys(parameters ?? {})];
    return [...new Set([...SCOPE_NAMES, ...own])];
  }

  #faultAtStep(entry: LearnerEntry, fault: RunFault): Fault[] {
    if (fault.kind !== "kill-task-manager" || "afterStep" in fault) return [fault];
    const { kind, taskManager } = fault;
    if ("atStep" in fault) return [{ kind, taskManager, afterStep: fault.atStep - 1 }];
    const step = this.#rehearse(entry, fault.atRecord);
    return step === null ? [] : [{ kind, taskManager, afterStep: step }];
  }

  /** The step in which the sources emit their `record`-th record; null where they never do. */
  #rehearse(entry: LearnerEntry, record: number): number | null {
    const { job } = describeJob(entry, this.#request, { faults: [], trace: false, printed: new PrintedLines(0) });
    const sources = new Set(job.plan.operators.filter(({ kind }) => kind === "source").map(({ index }) => index));
    for (;;) {
      const { reason, step } = job.step(1);
      const emitted = job.metrics().reduce((sum, it) => (sources.has(it.operator) ? sum + it.numRecordsOut : sum), 0);
      if (emitted >= record) return step;
      if (reason !== "budget") return null;
    }
  }
}
