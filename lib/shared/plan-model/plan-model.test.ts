import type { RunPlan } from "@tidemark/engine/worker-client";
import { expect, it } from "vitest";
import { planModel } from "./plan-model";

const TASK = { id: "0", parallelism: 1, maxParallelism: 128, slotSharingGroup: "default" };

const PLAN: RunPlan = {
  jobType: "STREAMING",
  slots: 2,
  tasks: [
    { ...TASK, operators: ["Source: clicks", "Map"] },
    { ...TASK, operators: ["TumblingEventTimeWindows"], parallelism: 2, slotSharingGroup: "blue" },
  ],
  exchanges: [
    {
      from: 0,
      to: 1,
      fromOperator: "Map",
      toOperator: "TumblingEventTimeWindows",
      partitioner: "HASH",
      sideOutput: null,
      because: [
        'parallelism: "Map" has 1 subtask, "TumblingEventTimeWindows" 2 subtasks.',
        "partitioner HASH: records change subtasks here; only FORWARD stays in the task.",
      ],
    },
  ],
};

it("shows tasks with what they read, and each reason as a term and its meaning", () => {
  expect(planModel(PLAN)).toEqual({
    summary: "2 tasks, 3 subtasks, 2 slots",
    tasks: [
      { number: 1, operators: ["Source: clicks", "Map"], facts: "1 subtask", exchanges: [] },
      {
        number: 2,
        operators: ["TumblingEventTimeWindows"],
        facts: "2 subtasks, slot sharing group blue",
        exchanges: [
          {
            partitioner: "HASH",
            sentence: "from task 1, by HASH",
            because: [
              { term: "parallelism", meaning: '"Map" has 1 subtask, "TumblingEventTimeWindows" 2 subtasks.' },
              { term: "partitioner HASH", meaning: "records change subtasks here; only FORWARD stays in the task." },
            ],
          },
        ],
      },
    ],
  });
});

it("names a side output and batch mode", () => {
  const exchange = { ...PLAN.exchanges[0], from: 0, to: 1, sideOutput: "late", because: [] };
  const model = planModel({ ...PLAN, jobType: "BATCH", exchanges: [exchange as RunPlan["exchanges"][number]] });
  expect(model.summary).toBe("2 tasks, 3 subtasks, 2 slots, batch mode");
  expect(model.tasks[1]?.exchanges).toEqual([
    { partitioner: "HASH", sentence: 'from task 1 side output "late", by HASH', because: [] },
  ]);
});
