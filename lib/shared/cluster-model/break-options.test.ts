/** What can be broken at a step, on runs made by hand. */
import type { TraceEvent, TraceLog } from "@tidemark/engine/trace";
import { expect, test } from "vitest";
import { handMadeOperator, NOON } from "../trace-model/hand-made-trace";
import { breakMenu } from "./break-options";
import { at, COUNT, deployedCluster, received, emitted, SOURCE } from "./hand-made-cluster";

test("the TaskManager to kill is the one that works at the cursor, after a restore the new one", () => {
  // A source with a chained map (vertex 0, operators 0 and 1) and a sink (vertex 1, operator 2), each on its own TaskManager.
  const at = { subtask: 0, processingTime: 0 };
  const deploy = (step: number, operator: number, taskManager: number, attempt: number): TraceEvent => ({
    ...{ ...at, step, operator, taskManager, attempt, slot: 0, kind: "task-deployed" },
  });
  const watermark = (step: number, operator: number): TraceEvent => ({
    ...{ ...at, step, operator, kind: "watermark-advanced", watermark: 0 },
  });
  const trace: TraceLog = {
    version: 1,
    droppedEvents: 0,
    operators: [
      handMadeOperator("source", "source", 0),
      handMadeOperator("map", "map", 0, { chainIndex: 1 }),
      handMadeOperator("sink", "sink", 1),
    ],
    events: [
      deploy(1, 0, 0, 1),
      deploy(1, 2, 1, 1),
      watermark(3, 1),
      watermark(4, 2),
      deploy(6, 0, 1, 2),
      deploy(6, 2, 0, 2),
      watermark(7, 1),
    ],
  };
  expect([0, 3, 4, 5, 7].map((step) => breakMenu(trace, step)?.taskManager.done)).toEqual([
    "TaskManager 1 was lost at step 0.",
    "TaskManager 1 was lost at step 3.",
    "TaskManager 2 was lost at step 4.",
    "TaskManager 2 was lost at step 5.",
    "TaskManager 2 was lost at step 7.",
  ]);
});

test("everything that can be broken while a checkpoint is under way", () => {
  const trace = deployedCluster()
    .at(NOON, { kind: "checkpoint-triggered", checkpoint: 4, type: "checkpoint", unaligned: false })
    .at(NOON, emitted(SOURCE, 0, 1, 0))
    .at(NOON, received(COUNT, 1, 1, 0), {
      kind: "outside-changed",
      ...at(COUNT, 1),
      ...{ system: "kafka", place: "out-0", effect: "written", transaction: "t-1" },
      ...{ record: 1, position: 0, value: "1", visible: false },
    })
    .log();
  const { taskManager, others } = breakMenu(trace, 4) ?? { others: [] };
  expect(taskManager?.fault).toEqual({ kind: "kill-task-manager", taskManager: 1, afterStep: 4 });
  expect(others.map(({ label, fault }) => [label, fault])).toEqual([
    ["Kill the task count, subtask 2 of 2", { kind: "kill-task", operator: "count", subtask: 1, afterStep: 4 }],
    ["Kill TaskManager 1", { kind: "kill-task-manager", taskManager: 0, afterStep: 4 }],
    ["Cut TaskManager 2 off: no heartbeats", { kind: "stop-heartbeats", taskManager: 1, afterStep: 4 }],
    ["Kill the JobManager", { kind: "kill-job-manager", afterStep: 4 }],
    [
      "Fail checkpoint 4 at count, subtask 2 of 2",
      { kind: "fail-snapshot", checkpoint: 4, operator: "count", subtask: 1 },
    ],
    [
      "Lose its acknowledgement of checkpoint 4",
      { kind: "lose-acknowledgement", checkpoint: 4, operator: "count", subtask: 1 },
    ],
    ["Let transaction t-1 expire", { kind: "expire-transaction", transactionalId: "t-1", afterStep: 4 }],
    ["Add a TaskManager", { kind: "add-task-manager", afterStep: 4 }],
  ]);
});

test.each(["FINISHED", "FAILED", "CANCELED"])("nothing can be broken once the job is %s", (state) => {
  const running = deployedCluster().log();
  const last = running.events.at(-1)?.step ?? 0;
  const over = deployedCluster().at(NOON, { kind: "job-state", state }).log();
  expect(breakMenu(running, last)).not.toBeNull();
  expect(breakMenu(over, last)).not.toBeNull();
  expect(breakMenu(over, last + 1)).toBeNull();
});
