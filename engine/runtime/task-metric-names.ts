/**
 * The metrics of a task and of its operators, under Flink's names and in Flink's order of scopes: those of the task
 * bare, those of an operator behind its name. Answers to what `TaskIOMetricGroup`, `InternalOperatorIOMetricGroup`
 * and the gauges of `StreamTask` register.
 */
import { MeterView } from "../metrics/index";
import type { SubtaskContext } from "./subtask-context";
import type { Task } from "./task";

/** A number under its name. */
export type NamedReading = { readonly name: string; readonly read: () => number };

/** The counters that have a rate as well. */
export function countersWithRates(task: Task): readonly NamedReading[] {
  const head = task.chain.headContext.counters;
  const ofTask = [
    { name: "numRecordsIn", read: () => head.recordsIn },
    { name: "numRecordsOut", read: () => task.writers.reduce((sum, { recordsOut }) => sum + recordsOut, 0) },
  ];
  return [...ofTask, ...task.chain.contexts.flatMap(countersOfOperator)];
}

/** A rate for each counter that has one, by its name. */
export function createTaskRates(task: Task): ReadonlyMap<string, MeterView> {
  return new Map(
    countersWithRates(task).map(({ name, read }) => {
      const counter = { inc: () => undefined, dec: () => undefined, getCount: read };
      return [`${name}PerSecond`, new MeterView(counter)];
    }),
  );
}

function countersOfOperator({ operatorName, counters }: SubtaskContext): readonly NamedReading[] {
  return [
    { name: `${operatorName}.numRecordsIn`, read: () => counters.recordsIn },
    { name: `${operatorName}.numRecordsOut`, read: () => counters.recordsOut },
  ];
}
