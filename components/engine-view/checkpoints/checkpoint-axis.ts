/** Where moments of a checkpoint lie across: by the clock where it takes time, else by the order of its steps. Pure. */
import type { CheckpointNow } from "@/lib/shared/cluster-model/checkpoint-at";
import type { Moment } from "@/lib/shared/cluster-model/moment";
import type { CheckpointRun } from "@/lib/shared/cluster-model/reduce-checkpoints";

export type CheckpointAxis = {
  readonly byTime: boolean;
  /** From 0 at the trigger to 1 at the end. */
  readonly at: (moment: Moment) => number;
};

/** Every moment of the whole checkpoint, whether it has come or not: the axis does not move with the cursor. */
function momentsOf(run: CheckpointRun): Moment[] {
  const moments = [run.triggered, ...(run.end === null ? [] : [run.end.at])];
  for (const task of run.tasks.values()) {
    moments.push(...task.barriers.map(({ at }) => at));
    for (const moment of [task.emitted, task.taken, task.acknowledged, task.notified])
      if (moment !== null) moments.push(moment);
    for (const { from, to } of task.blocked) moments.push(from, ...(to === null ? [] : [to]));
  }
  return moments;
}

export function checkpointAxis({ run }: CheckpointNow): CheckpointAxis {
  const moments = momentsOf(run);
  const last = Math.max(...moments.map(({ time }) => time));
  const length = last - run.triggered.time;
  if (length > 0) return { byTime: true, at: ({ time }) => (time - run.triggered.time) / length };
  const steps = [...new Set(moments.map(({ step }) => step))].sort((a, b) => a - b);
  const rank = new Map(steps.map((step, at) => [step, at]));
  const ranks = Math.max(1, steps.length - 1);
  return { byTime: false, at: ({ step }) => (rank.get(step) ?? 0) / ranks };
}
