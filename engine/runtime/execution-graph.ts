/**
 * One attempt of a job: its tasks, wired by channels. Answers to Flink's `ExecutionGraph`. A restart makes a new
 * one; nothing of the old one is used again.
 */
import {
  assignOperatorState,
  type CheckpointingMode,
  type CompletedCheckpoint,
  createBarrierAlignment,
} from "../checkpoint/index";
import { assert } from "../core/index";
import type { JobEdge, JobGraph, JobVertex } from "../graph/index";
import { BarrierHandler } from "./barrier-handler";
import { Channel } from "./channel";
import type { RecordFault } from "./fault-plan";
import { InputGate } from "./input-gate";
import { OperatorChain, type RestoredState } from "./operator-chain";
import { createChannelSelector } from "./partitioners";
import { RecordWriter } from "./record-writer";
import type { OperatorCounts, RunFacts } from "./run-facts";
import type { Placement } from "./slots";
import { Task, type TaskListener } from "./task";
import { ChannelTaskInput, SourceTaskInput, type TaskInputListener } from "./task-input";
import { inputChannels, outputChannels } from "./wiring";

export type ExecutionFacts = {
  readonly run: RunFacts;
  readonly graph: JobGraph;
  readonly attemptNumber: number;
  readonly placement: Placement;
  /** Credits of a channel, in elements. */
  readonly channelCapacity: number;
  /** null: checkpointing is off. */
  readonly checkpointingMode: CheckpointingMode | null;
  readonly counts: readonly OperatorCounts[];
  readonly faults: ReadonlyMap<number, RecordFault>;
  readonly restored: CompletedCheckpoint | null;
  readonly listener: TaskListener;
};

/** Makes and wires the tasks of an attempt, in topological order; none is started yet. */
export function createTasks(facts: ExecutionFacts): Task[] {
  const { graph } = facts;
  const tasksOf = graph.vertices.map((vertex) => createShells(facts, vertex));
  const channelsOf = graph.edges.map((edge) => createChannels(facts, edge, tasksOf));
  const restored = facts.restored === null ? null : assignState(graph, facts.restored);
  for (const task of tasksOf.flat()) wireTask(facts, task, tasksOf, channelsOf, restored);
  return tasksOf.flat();
}

function createShells(facts: ExecutionFacts, vertex: JobVertex): Task[] {
  const { run, attemptNumber, placement, listener, checkpointingMode } = facts;
  return Array.from({ length: vertex.parallelism }, (_, subtask) => {
    const options = { waitsForFinalCheckpoint: checkpointingMode !== null };
    return new Task(run, vertex, subtask, attemptNumber, placement(vertex, subtask), listener, options);
  });
}

/** The channels of one edge: `result[p][d]` from producer p to consumer d, undefined where they are not connected. */
type EdgeChannels = readonly (readonly (Channel | undefined)[])[];

function createChannels(facts: ExecutionFacts, edge: JobEdge, tasksOf: readonly Task[][]): EdgeChannels {
  const producers = tasksOf[edge.source] as Task[];
  const consumers = tasksOf[edge.target] as Task[];
  const wiring = outputChannels(edge.pattern, producers.length, consumers.length);
  return producers.map((producer, p) => {
    const row = new Array<Channel | undefined>(consumers.length).fill(undefined);
    for (const d of wiring[p] as number[]) {
      row[d] = new Channel(facts.channelCapacity, producer.counts, (consumers[d] as Task).counts);
    }
    return row;
  });
}

function assignState(graph: JobGraph, checkpoint: CompletedCheckpoint): RestoredState {
  const assigned = new Map<string, ReturnType<typeof assignOperatorState>>();
  for (const vertex of graph.vertices) {
    for (const index of vertex.operators) {
      const { operatorId } = graph.operators[index] as JobGraph["operators"][number];
      const former = checkpoint.operators.get(operatorId);
      if (former !== undefined) {
        assigned.set(operatorId, assignOperatorState(former, vertex.parallelism, vertex.maxParallelism));
      }
    }
  }
  return assigned;
}

function wireTask(
  facts: ExecutionFacts,
  task: Task,
  tasksOf: readonly Task[][],
  channelsOf: readonly EdgeChannels[],
  restored: RestoredState | null,
): void {
  const { run, graph, attemptNumber, counts, faults } = facts;
  const { vertex, subtaskIndex } = task;
  const writers = createWriters(facts, task, channelsOf);
  const chain = new OperatorChain({
    run,
    graph,
    vertex,
    subtaskIndex,
    attemptNumber,
    mailbox: task.mailbox,
    writers,
    counts,
    faults,
    restored,
  });
  const edges = vertex.inputs.map((index) => graph.edges[index] as JobEdge);
  const upstream = new Set(edges.flatMap((edge) => tasksOf[edge.source] as Task[]));
  task.wire({
    chain,
    input:
      edges.length === 0 ? createSourceInput(run, task, chain) : createChannelInput(facts, task, chain, channelsOf),
    writers: [...writers.values()],
    upstream: [...upstream],
  });
}

function createWriters(
  facts: ExecutionFacts,
  task: Task,
  channelsOf: readonly EdgeChannels[],
): ReadonlyMap<number, RecordWriter> {
  const { graph, run } = facts;
  const writers = new Map<number, RecordWriter>();
  for (const edge of graph.edges) {
    if (edge.source !== task.vertex.index) continue;
    const target = graph.vertices[edge.target] as JobVertex;
    const wiring = outputChannels(edge.pattern, task.vertex.parallelism, target.parallelism);
    const row = channelsOf[edge.index]?.[task.subtaskIndex] as readonly (Channel | undefined)[];
    const channels = (wiring[task.subtaskIndex] as number[]).map((d) => row[d] as Channel);
    const select = createChannelSelector(edge.partitioning, {
      channels: channels.length,
      maxParallelism: target.maxParallelism,
      prng: run.prng?.stream(`partitioner/${edge.index}/${task.subtaskIndex}/${task.attemptNumber}`) ?? null,
    });
    const { kind } = edge.partitioning;
    writers.set(edge.index, new RecordWriter(channels, select, { mustAsk: kind === "custom" || kind === "hash" }));
  }
  return writers;
}

function createSourceInput(run: RunFacts, task: Task, chain: OperatorChain): SourceTaskInput {
  return new SourceTaskInput(run, chain, {
    onEndOfData: () => task.endData({ isSource: true }),
    onBarrier: () => assert(false, "a source has no channels"),
    onChannelEnded: () => assert(false, "a source has no channels"),
  });
}

function createChannelInput(
  facts: ExecutionFacts,
  task: Task,
  chain: OperatorChain,
  channelsOf: readonly EdgeChannels[],
): ChannelTaskInput {
  const { run, graph, checkpointingMode } = facts;
  const { vertex, subtaskIndex } = task;
  const channels = vertex.inputs.flatMap((index) => {
    const edge = graph.edges[index] as JobEdge;
    const source = graph.vertices[edge.source] as JobVertex;
    const producers = inputChannels(edge.pattern, source.parallelism, vertex.parallelism)[subtaskIndex] as number[];
    return producers.map((p) => channelsOf[index]?.[p]?.[subtaskIndex] as Channel);
  });
  const prng = run.prng?.stream(`gate/${vertex.index}/${subtaskIndex}/${task.attemptNumber}`) ?? null;
  const gate = new InputGate(channels, task.counts, prng);
  const operatorName = graph.operators[task.headOperator]?.node.name ?? vertex.name;
  const place = { operatorName, operatorIndex: task.headOperator, subtaskIndex };
  const alignment = createBarrierAlignment(checkpointingMode ?? "EXACTLY_ONCE", channels.length);
  const barriers = new BarrierHandler(run, place, gate, alignment, (barrier) => task.performCheckpoint(barrier));
  const listener: TaskInputListener = {
    onEndOfData: () => task.endData({ isSource: false }),
    onBarrier: (channel, barrier) => barriers.onBarrier(channel, barrier),
    onChannelEnded: (channel) => barriers.onChannelEnded(channel),
  };
  return new ChannelTaskInput(run, place, gate, chain, listener);
}
