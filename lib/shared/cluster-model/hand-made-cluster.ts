/**
 * A small cluster written by hand, for the tests of the models: every number in it is a calculation of the test's author
 * and none comes from a run.
 *
 * Two sources feed two counting tasks over four channels with room for three elements each; one sink. TaskManager 1
 * has the first subtask of each, TaskManager 2 the second; the engine numbers slots over all machines.
 */
import { type TraceEventBody, type TraceOperator } from "@tidemark/engine/trace";
import { HandMadeTrace, handMadeOperator, NOON } from "../trace-model/hand-made-trace";

export const SOURCE = 0;
export const COUNT = 1;
export const SINK = 2;

const OPERATORS: readonly TraceOperator[] = [
  handMadeOperator("clicks", "source", 0, { parallelism: 2 }),
  handMadeOperator("count", "keyed-process", 1, { parallelism: 2 }),
  handMadeOperator("results", "sink", 2, { inputs: [1] }),
];

export function at(operator: number, subtask: number): { operator: number; subtask: number } {
  return { operator, subtask };
}

export function emitted(operator: number, subtask: number, record: number, second: number): TraceEventBody {
  const value = `{user: "u${record}"}`;
  const timestamp = NOON + second * 1_000;
  return { kind: "record-emitted", operator, subtask, record, parent: 0, timestamp, value, outputTag: "" };
}

export function received(operator: number, subtask: number, record: number, channel: number): TraceEventBody {
  const key = `"u${record}"`;
  return {
    kind: "record-received",
    operator,
    subtask,
    record,
    channel,
    timestamp: NOON,
    key,
    value: `{user: "u${record}"}`,
  };
}

/** All tasks and channels of an attempt, as the events of one step. */
export function deployment(attempt: number): TraceEventBody[] {
  const connect = (operator: number, subtask: number, channel: number, fromOperator: number, fromSubtask: number) =>
    ({
      kind: "channel-connected",
      operator,
      subtask,
      channel,
      fromOperator,
      fromSubtask,
      capacity: 3,
    }) as const;
  const deploy = (operator: number, subtask: number, taskManager: number) =>
    ({ kind: "task-deployed", operator, subtask, taskManager, slot: taskManager, attempt }) as const;
  return [
    connect(COUNT, 0, 0, SOURCE, 0),
    connect(COUNT, 0, 1, SOURCE, 1),
    connect(COUNT, 1, 0, SOURCE, 0),
    connect(COUNT, 1, 1, SOURCE, 1),
    connect(SINK, 0, 0, COUNT, 0),
    connect(SINK, 0, 1, COUNT, 1),
    deploy(SOURCE, 0, 0),
    deploy(SOURCE, 1, 1),
    deploy(COUNT, 0, 0),
    deploy(COUNT, 1, 1),
    deploy(SINK, 0, 0),
  ];
}

/** The operators, two machines with one slot each, and the first deployment in step 1 at noon. */
export function deployedCluster(): HandMadeTrace {
  return new HandMadeTrace(OPERATORS).at(
    NOON,
    { kind: "task-manager-started", taskManager: 0, slots: 1 },
    { kind: "task-manager-started", taskManager: 1, slots: 1 },
    { kind: "job-state", state: "RUNNING" },
    ...deployment(0),
  );
}
