/**
 * Why two operators do not share a task, in words: Flink's term, then what that means here.
 */
import type { NotChainedReason } from "./chaining";
import { shipStrategy } from "./partitioning";
import type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph";

type Facts = {
  readonly graph: StreamGraph;
  readonly edge: StreamEdge;
  readonly source: StreamNode;
  readonly target: StreamNode;
};

const WORDS: Readonly<Record<NotChainedReason, (facts: Facts) => string>> = {
  severalInputs: ({ target }) =>
    `several inputs: "${target.name}" reads ${target.inEdges.length} edges, and only an operator with one is chained.`,
  chainingDisabled: () =>
    "operator chaining is disabled: disableOperatorChaining() gives each operator a task of its own.",
  slotSharingGroup: ({ source, target }) =>
    `slot sharing group: "${source.name}" is in "${source.slotSharingGroup}", "${target.name}" in "${target.slotSharingGroup}", and these never share a slot.`,
  yieldingAfterLegacySource: ({ target }) =>
    `yielding operator: "${target.name}" works off mails while it waits, which a source of the old kind at the head of its task would not let it do.`,
  upstreamNeverChains: ({ source }) => `chaining strategy NEVER: disableChaining() was called on "${source.name}".`,
  downstreamNeverChains: ({ target }) => `chaining strategy NEVER: disableChaining() was called on "${target.name}".`,
  downstreamStartsChain: ({ graph, target }) =>
    graph.jobType === "BATCH" && (target.factory.key !== null || (target.factory.secondKey ?? null) !== null)
      ? `chaining strategy HEAD: "${target.name}" is keyed, and batch mode sorts the input of its task.`
      : `chaining strategy HEAD: "${target.name}" starts a chain.`,
  parallelism: ({ source, target }) =>
    `parallelism: "${source.name}" has ${subtasks(source.parallelism)}, "${target.name}" ${subtasks(target.parallelism)}.`,
  maxParallelism: ({ source, target }) =>
    `max parallelism: ${maximum(source)} at "${source.name}", ${maximum(target)} at "${target.name}", and chaining of such operators is switched off.`,
  partitioner: ({ edge }) =>
    `partitioner ${shipStrategy(edge.partitioning)}: records change subtasks here; only FORWARD stays in the task.`,
  batchExchange: ({ source }) =>
    `exchange mode BATCH: what "${source.name}" writes is stored as a whole before it is read.`,
};

/** The sentence for one reason at one edge. */
export function notChainedInWords(graph: StreamGraph, edge: StreamEdge, reason: NotChainedReason): string {
  const source = graph.nodes[edge.source] as StreamNode;
  const target = graph.nodes[edge.target] as StreamNode;
  return WORDS[reason]({ graph, edge, source, target });
}

function subtasks(parallelism: number): string {
  return parallelism === 1 ? "1 subtask" : `${parallelism} subtasks`;
}

function maximum({ maxParallelism }: StreamNode): string {
  return maxParallelism === null ? "not set" : `${maxParallelism}`;
}
