/**
 * The time that a task's work takes on the virtual clock. What a step charges is added up exactly, in nanoseconds;
 * whole milliseconds make the task busy from the instant of the step on, the rest waits for what follows. A busy task
 * is not runnable: neither elements nor mails are taken before its work is over, as on a real task thread.
 */
import type { JobGraph } from "../graph/index";
import { checkWorkMillis } from "../operators/index";
import type { ScheduledCallback, VirtualClock } from "../time/index";
import { illegalArgument } from "../core/index";
import type { RunFacts } from "./run-facts";
import type { RecordCost, SimulatedCosts } from "./simulated-costs";

const NANOS_PER_MILLI = 1_000_000;

export class TaskWork {
  readonly #run: RunFacts;
  readonly #operator: number;
  readonly #subtask: number;
  #owedNanos = 0;
  #owesTime = false;
  #isBusy = false;
  #end: ScheduledCallback | null = null;

  /** `operator`: the head of the task's chain, for the trace. */
  constructor(run: RunFacts, operator: number, subtask: number) {
    this.#run = run;
    this.#operator = operator;
    this.#subtask = subtask;
  }

  /** Whether the task works now. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Whether the last step left a millisecond or more of work. */
  get owesTime(): boolean {
    return this.#owesTime;
  }

  /** Adds to the work of the current step. */
  charge(millis: number): void {
    this.#owedNanos += Math.round(millis * NANOS_PER_MILLI);
    this.#owesTime = this.#owedNanos >= NANOS_PER_MILLI;
  }

  /** The step is over: the task works off the whole milliseconds that it owes. */
  begin(): void {
    const { clock, tracer } = this.#run;
    const millis = Math.floor(this.#owedNanos / NANOS_PER_MILLI);
    const until = clock.now() + millis;
    this.#owedNanos -= millis * NANOS_PER_MILLI;
    this.#owesTime = false;
    this.#isBusy = true;
    this.#run.workTakesTime = true;
    this.#end = clock.schedule(until, () => {
      this.#isBusy = false;
    });
    if (tracer.enabled) tracer.emit({ kind: "task-works", operator: this.#operator, subtask: this.#subtask, until });
  }

  /** The task is thrown away, its work with it. */
  cancel(): void {
    this.#end?.cancel();
    this.#owesTime = false;
    this.#isBusy = false;
  }
}

/** What each record costs at one operator subtask. */
export class RecordCharge {
  readonly #costs: readonly RecordCost[];
  readonly #clock: VirtualClock;
  readonly #work: TaskWork;

  constructor(costs: readonly RecordCost[], clock: VirtualClock, work: TaskWork) {
    this.#costs = costs;
    this.#clock = clock;
    this.#work = work;
  }

  /** A record was taken (of an operator with inputs) or emitted (of a source). */
  chargeRecord(): void {
    const now = this.#clock.now();
    for (const { millis, from, until } of this.#costs) {
      if (from !== undefined && now < from) continue;
      if (until !== undefined && now >= until) continue;
      this.#work.charge(millis);
    }
  }
}

/** The charge of an operator's subtask, null where its records take no time. */
export function createRecordCharge(
  run: RunFacts,
  operator: { readonly name: string; readonly uid: string | null },
  subtask: number,
  work: TaskWork,
): RecordCharge | null {
  const costs = (run.costs.records ?? []).filter(
    (cost) =>
      (cost.operator === operator.name || cost.operator === operator.uid) &&
      (cost.subtask === undefined || cost.subtask === subtask),
  );
  return costs.length === 0 ? null : new RecordCharge(costs, run.clock, work);
}

/** Refuses costs that no operator can have. Errors: `IllegalArgumentException`. */
export function checkRecordCosts(graph: JobGraph, costs: SimulatedCosts): void {
  for (const { operator, subtask, millis } of costs.records ?? []) {
    const found = graph.operators.find(({ node }) => node.name === operator || node.uid === operator);
    if (found === undefined) {
      throw illegalArgument(
        `There is no operator with the name or uid "${operator}" that a record could cost time at.`,
        {
          hint: `The job's operators are: ${graph.operators.map(({ node }) => `"${node.name}"`).join(", ")}.`,
        },
      );
    }
    if (subtask !== undefined && !(subtask >= 0 && subtask < found.node.parallelism)) {
      throw illegalArgument(`Operator "${operator}" has no subtask ${subtask}.`, {
        hint: `Its subtasks are counted from 0 to ${found.node.parallelism - 1}.`,
      });
    }
    checkWorkMillis(millis);
  }
}
