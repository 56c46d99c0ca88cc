/**
 * The plan of a job for the page: its tasks, and the exchanges between them with the reasons why they are none inside
 * a task.
 */
import type { JobClient } from "../api/index";
import type { RunPlan } from "./protocol";

/** What the engine made of the program; null where there is no job. */
export function planOf(job: JobClient | null): RunPlan | null {
  if (job === null) return null;
  const { vertices, operators, edges, slots, jobType } = job.plan;
  return {
    jobType,
    slots,
    tasks: vertices.map((vertex) => ({
      id: vertex.id,
      operators: vertex.operators.map((index) => operators[index]?.name ?? ""),
      parallelism: vertex.parallelism,
      maxParallelism: vertex.maxParallelism,
      slotSharingGroup: vertex.slotSharingGroup,
    })),
    exchanges: edges.flatMap((edge) => {
      const [from, to] = [operators[edge.from], operators[edge.to]];
      if (edge.notChained.length === 0 || from === undefined || to === undefined) return [];
      return [
        {
          from: from.vertex,
          to: to.vertex,
          fromOperator: from.name,
          toOperator: to.name,
          partitioner: edge.partitioner,
          sideOutput: edge.sideOutput,
          because: edge.notChainedBecause,
        },
      ];
    }),
  };
}
