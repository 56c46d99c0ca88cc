/**
 * Reads the plan in a result. Indices of tasks are checked, since the page looks tasks up by them.
 */
import { ProtocolError } from "./errors";
import { readCount, readFields, readList, readNullable, readOneOf, readText } from "./message-reader";
import type { PlanExchange, PlanTask, RunPlan } from "./protocol";

/** The plan in `value`. */
export function readPlan(value: unknown, path: string): RunPlan {
  const fields = readFields(value, path);
  const tasks = readList(fields.tasks, `${path}.tasks`, readTask);
  const exchanges = readList(fields.exchanges, `${path}.exchanges`, (exchange, at) =>
    readExchange(exchange, at, tasks.length),
  );
  return {
    jobType: readOneOf(fields.jobType, `${path}.jobType`, ["STREAMING", "BATCH"]),
    slots: readCount(fields.slots, `${path}.slots`),
    tasks,
    exchanges,
  };
}

function readTask(value: unknown, path: string): PlanTask {
  const fields = readFields(value, path);
  return {
    id: readText(fields.id, `${path}.id`),
    operators: readList(fields.operators, `${path}.operators`, readText),
    parallelism: readCount(fields.parallelism, `${path}.parallelism`, 1),
    maxParallelism: readCount(fields.maxParallelism, `${path}.maxParallelism`, 1),
    slotSharingGroup: readText(fields.slotSharingGroup, `${path}.slotSharingGroup`),
  };
}

function readExchange(value: unknown, path: string, tasks: number): PlanExchange {
  const fields = readFields(value, path);
  const task = (field: "from" | "to"): number => {
    const index = readCount(fields[field], `${path}.${field}`);
    if (index >= tasks) throw new ProtocolError("malformed", `${path}.${field}`, `must be the number of a task`);
    return index;
  };
  return {
    from: task("from"),
    to: task("to"),
    fromOperator: readText(fields.fromOperator, `${path}.fromOperator`),
    toOperator: readText(fields.toOperator, `${path}.toOperator`),
    partitioner: readText(fields.partitioner, `${path}.partitioner`),
    sideOutput: readNullable(fields.sideOutput, `${path}.sideOutput`, readText),
    because: readList(fields.because, `${path}.because`, readText),
  };
}
