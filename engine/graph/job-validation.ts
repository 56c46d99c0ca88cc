/**
 * What Flink refuses about a whole job. Answers to `StreamingJobGraphGenerator.preValidate` and to the check that
 * `ExecutionJobVertex` makes when tasks are laid out.
 */
import { programError } from "./errors";
import type { JobVertex } from "./job-graph";
import type { StreamGraph } from "./stream-graph";

/** Refuses unaligned checkpoints behind a partitioner of the program's own, which rescaling could not redo. */
export function preValidate(graph: StreamGraph): void {
  const { checkpointing } = graph.settings;
  if (graph.jobType === "BATCH" || checkpointing === null || !checkpointing.unaligned || checkpointing.forced) return;
  const source = graph.nodes.find((node) => node.outEdges.some((edge) => edge.partitioning.kind === "custom"));
  if (source === undefined) return;
  throw programError(
    "UnsupportedOperationException",
    "Unaligned checkpoints are currently not supported for custom partitioners, as rescaling is not guaranteed to work correctly.\n" +
      "The user can force Unaligned Checkpoints by using 'execution.checkpointing.unaligned.forced'",
    `Take aligned checkpoints, or replace partitionCustom behind "${source.name}" by keyBy.`,
  );
}

/** Refuses a vertex with more subtasks than key groups. */
export function checkLayout(vertices: readonly JobVertex[]): void {
  for (const { name, parallelism, maxParallelism } of vertices) {
    if (parallelism <= maxParallelism) continue;
    throw programError(
      "JobException",
      `Vertex ${name}'s parallelism (${parallelism}) is higher than the max parallelism (${maxParallelism}). ` +
        "Please lower the parallelism or increase the max parallelism.",
      "The maximum parallelism is the number of key groups; a subtask without key groups would have nothing to do.",
    );
  }
}
