/**
 * The plan of a run as a reader sees it: its tasks in order, what each reads, and why the exchange in front of it is not
 * inside a task. A pure function of the plan in a result.
 */
import type { PlanExchange, RunPlan } from "@tidemark/engine/worker-client";

/** One exchange into a task. */
export type ShownExchange = {
  readonly partitioner: string;
  /** `from task 1, by HASH`, with the side output where it is one. */
  readonly sentence: string;
  /** The same reasons as the engine gives, each a term and what that means here. */
  readonly because: readonly { readonly term: string; readonly meaning: string }[];
};

export type ShownTask = {
  /** From 1 on, in the order of the plan. */
  readonly number: number;
  readonly operators: readonly string[];
  /** `2 subtasks`, with the slot sharing group where it is not the usual one. */
  readonly facts: string;
  readonly exchanges: readonly ShownExchange[];
};

export type PlanModel = {
  /** `3 tasks, 4 subtasks, 2 slots`. */
  readonly summary: string;
  readonly tasks: readonly ShownTask[];
};

/** What is drawn of a plan. */
export function planModel(plan: RunPlan): PlanModel {
  const subtasks = plan.tasks.reduce((sum, task) => sum + task.parallelism, 0);
  const batch = plan.jobType === "BATCH" ? ["batch mode"] : [];
  const summary = [count(plan.tasks.length, "task"), count(subtasks, "subtask"), count(plan.slots, "slot"), ...batch];
  return {
    summary: summary.join(", "),
    tasks: plan.tasks.map((task, index) => {
      const group = task.slotSharingGroup === "default" ? [] : [`slot sharing group ${task.slotSharingGroup}`];
      return {
        number: index + 1,
        operators: task.operators,
        facts: [count(task.parallelism, "subtask"), ...group].join(", "),
        exchanges: plan.exchanges.filter((exchange) => exchange.to === index).map(shownExchange),
      };
    }),
  };
}

function shownExchange({ from, partitioner, sideOutput, because }: PlanExchange): ShownExchange {
  const what = sideOutput === null ? "" : ` side output "${sideOutput}"`;
  return {
    partitioner,
    sentence: `from task ${from + 1}${what}, by ${partitioner}`,
    because: because.map((reason) => {
      const colon = reason.indexOf(": ");
      return colon < 0
        ? { term: reason, meaning: "" }
        : { term: reason.slice(0, colon), meaning: reason.slice(colon + 2) };
    }),
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
