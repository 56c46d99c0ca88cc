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
import { inputChannels, type JobEdge, type JobGraph, type JobVertex, outputChannels } from "../graph/index";
import { BarrierHandler } from "./barrier-handler";
import { type BatchInputFacts, createBatchTaskInput } from "./batch-task-input";
import { Channel, type ChannelCounts } from "./channel";
import { reportConnected, reportLost } from "./channel-report";
import type { RecordFault } from "./fault-plan";
import { InputGate } from "./input-gate";
import { LogicalInput, type LogicalInputListener } from "./logical-input";
import type { HeadInput } from "./operator-input";
import { OperatorChain, type RestoredState } from "./operator-chain";
import type { OutputPlace } from "./operator-output";
import { createChannelSelector } from "./partitioners";
import { RecordWriter } from "./record-writer";
import type { RunFacts } from "./run-facts";
import type { Placement } from "./slots";
import { Task, type TaskListener } from "./task";
import { SourceTaskInput, type TaskInput, TwoInputTaskInput } from "./task-input";

export type ExecutionFacts = {
  readonly run: RunFacts;
  readonly graph: JobGraph;
  readonly attemptNumber: number;
  readonly placement: Placement;
  /** Credits of a channel, in elements. */
  readonly channelCapacity: number;
  /** null: checkpointing is off. */
  readonly checkpointingMode: CheckpointingMode | null;
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
  const { run, graph, attemptNumber, placement, listener, checkpointingMode } = facts;
  const options = {
    waitsForFinalCheckpoint: checkpointingMode !== null,
    inputs: 1 + Math.max(-1, ...vertex.inputs.map((index) => (graph.edges[index] as JobEdge).input)),
  };
  return Array.from({ length: vertex.parallelism }, (_, subtask) => {
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
      const consumer = (consumers[d] as Task).inputCounts[edge.input] as ChannelCounts;
      const capacity = facts.run.batch ? Number.POSITIVE_INFINITY : facts.channelCapacity;
      row[d] = new Channel(capacity, producer.counts, consumer);
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
  const { run, graph, attemptNumber, faults } = facts;
  const { vertex, subtaskIndex } = task;
  const writers = createWriters(facts, task, channelsOf);
  const chain = new OperatorChain({
    run,
    graph,
    vertex,
    subtaskIndex,
    attemptNumber,
    mailbox: task.mailbox,
    work: task.work,
    metrics: task.metrics,
    restoredCheckpointId: facts.restored?.checkpointId ?? null,
    writers,
    faults,
    restored,
  });
  const edges = vertex.inputs.map((index) => graph.edges[index] as JobEdge);
  const upstream = new Set(edges.flatMap((edge) => tasksOf[edge.source] as Task[]));
  const gates = edges.length === 0 ? [] : createGates(facts, task, channelsOf);
  const operatorName = graph.operators[task.headOperator]?.node.name ?? vertex.name;
  const place = { operatorName, operatorIndex: task.headOperator, subtaskIndex };
  reportConnected(run, graph, vertex, place, gates);
  task.wire({
    chain,
    input:
      edges.length === 0
        ? new SourceTaskInput(run, chain.source, () => task.endData({ isSource: true }))
        : createChannelInput(facts, task, chain, gates, place),
    writers: [...writers.values()],
    upstream: [...upstream],
    onCanceled: () => reportLost(run, place, gates),
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

function createChannelInput(
  facts: ExecutionFacts,
  task: Task,
  chain: OperatorChain,
  gates: readonly InputGate[],
  place: OutputPlace,
): TaskInput {
  const { run, graph, checkpointingMode } = facts;
  const channelCount = gates.reduce((sum, gate) => sum + gate.channels.length, 0);
  const alignment = createBarrierAlignment(checkpointingMode ?? "EXACTLY_ONCE", channelCount);
  const barriers = new BarrierHandler(run, place, gates, alignment, (barrier) => task.performCheckpoint(barrier));
  let inputsWithData = gates.length;
  const listener: LogicalInputListener = {
    onInputEnded: () => {
      inputsWithData -= 1;
      if (inputsWithData === 0) task.endData({ isSource: false });
    },
    onBarrier: (channel, barrier) => barriers.onBarrier(channel, barrier),
    onChannelEnded: (channel) => barriers.onChannelEnded(channel),
  };
  const { headInputs } = chain;
  const create = (input: number, head: HeadInput, onInputEnded: () => void) =>
    new LogicalInput(run, place, gates[input] as InputGate, head, { ...listener, onInputEnded });
  if (run.batch) {
    const onKeyEnded = () => chain.headContext.endKey();
    const input = createBatchTaskInput(batchInputFacts(graph, task), headInputs, create, { ...listener, onKeyEnded });
    if (input !== null) return input;
  }
  const [first, second] = headInputs.map((head, input) => create(input, head, () => listener.onInputEnded()));
  assert(first !== undefined, "a task that is not a source has an input");
  if (second === undefined) return first;
  return new TwoInputTaskInput(first, second, run.prng?.stream(`inputs/${taskKey(task)}`) ?? null);
}

function batchInputFacts(graph: JobGraph, { headOperator }: Task): BatchInputFacts {
  const { factory } = (graph.operators[headOperator] as JobGraph["operators"][number]).node;
  return { keys: [factory.key, factory.secondKey ?? null], readsFirst: factory.readsFirstInBatch ?? null };
}

/** One gate for each logical input; channels in the order of the edges, then of the producers. */
function createGates(facts: ExecutionFacts, task: Task, channelsOf: readonly EdgeChannels[]): InputGate[] {
  const { run, graph } = facts;
  const { vertex, subtaskIndex, inputCounts } = task;
  const channelsOfEdge = (edge: JobEdge): Channel[] => {
    const source = graph.vertices[edge.source] as JobVertex;
    const producers = inputChannels(edge.pattern, source.parallelism, vertex.parallelism)[subtaskIndex] as number[];
    return producers.map((p) => channelsOf[edge.index]?.[p]?.[subtaskIndex] as Channel);
  };
  const edges = vertex.inputs.map((index) => graph.edges[index] as JobEdge);
  let firstNumber = 0;
  return inputCounts.map((counts, input) => {
    const channels = edges.filter((edge) => edge.input === input).flatMap(channelsOfEdge);
    const chance = run.prng?.stream(`gate/${taskKey(task)}${input === 0 ? "" : `/${input}`}`) ?? null;
    const gate = new InputGate(channels, counts, chance, firstNumber);
    firstNumber += channels.length;
    return gate;
  });
}

/** Names the task in streams of chance. */
function taskKey({ vertex, subtaskIndex, attemptNumber }: Task): string {
  return `${vertex.index}/${subtaskIndex}/${attemptNumber}`;
}
