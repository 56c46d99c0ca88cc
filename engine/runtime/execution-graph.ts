/**
 * The tasks of a job, wired by channels. Answers to the making of Flink's `ExecutionGraph`. A restart makes the tasks of
 * the regions that failed anew, with everything around them; those of the others go on as they are.
 */
import type { CheckpointSettings, CompletedCheckpoint } from "../checkpoint/index";
import { assert } from "../core/index";
import { inputChannels, type JobEdge, type JobGraph, type JobVertex, outputChannels } from "../graph/index";
import type { BarrierHandler } from "./barrier-handler";
import { BarrierWiring } from "./barrier-wiring";
import { type BatchInputFacts, createBatchTaskInput } from "./batch-task-input";
import { restoreChannelState } from "./channel-state-restore";
import { Channel, type ChannelCounts } from "./channel";
import { reportConnected, reportLost } from "./channel-report";
import type { RecordFault } from "./fault-plan";
import { FinishedOperatorChain } from "./finished-operator-chain";
import { InputGate } from "./input-gate";
import { MarkerBranch } from "./latency-markers";
import { LogicalInput, type LogicalInputListener } from "./logical-input";
import type { HeadInput } from "./operator-input";
import { OperatorChain, type RestoredState } from "./operator-chain";
import type { OutputPlace } from "./operator-output";
import { createChannelSelector } from "./partitioners";
import { RecordWriter } from "./record-writer";
import type { RunFacts } from "./run-facts";
import { assignState, isFinishedIn } from "./state-restore";
import { combinedStopMode, StopMode } from "./stop-mode";
import { NO_PLACE } from "./slots";
import { SlowChannel } from "./slow-channel";
import type { EdgeChannels, StoredResults } from "./stored-results";
import { Task, type TaskListener } from "./task";
import { SourceTaskInput, type TaskInput, TwoInputTaskInput } from "./task-input";

export type ExecutionFacts = {
  readonly run: RunFacts;
  readonly graph: JobGraph;
  /** How often the subtask was started before. */
  readonly attemptOf: (vertex: JobVertex, subtask: number) => number;
  /** The task of a subtask that goes on; null where a new one is to be made. */
  readonly kept: (vertex: JobVertex, subtask: number) => Task | null;
  /** Batch mode: what kept tasks have produced; null where nothing is stored. */
  readonly stored: StoredResults | null;
  /** The channels of the tasks before these, by edge. */
  readonly formerChannels: readonly EdgeChannels[];
  /** Credits of a channel, in elements. */
  readonly channelCapacity: number;
  readonly checkpointing: CheckpointSettings;
  /** Whether tasks that have processed all their data stay for one more checkpoint. */
  readonly waitsForFinalCheckpoint: boolean;
  readonly faults: ReadonlyMap<number, RecordFault>;
  readonly restored: CompletedCheckpoint | null;
  readonly listener: TaskListener;
};

export type WiredTasks = { readonly tasks: readonly Task[]; readonly channels: readonly EdgeChannels[] };

/** Makes and wires the tasks that are not kept; all tasks come back in topological order, the new ones not started yet. */
export function createTasks(facts: ExecutionFacts): WiredTasks {
  const { graph } = facts;
  const tasksOf = graph.vertices.map((vertex) => createShells(facts, vertex));
  const channels = graph.edges.map((edge) => createChannels(facts, edge, tasksOf));
  const isNew = (vertex: JobVertex, subtask: number) => facts.kept(vertex, subtask) === null;
  const restored = facts.restored === null ? null : assignState(facts.run.tracer, graph, facts.restored, isNew);
  const tasks = tasksOf.flat();
  const created = tasks.filter((task) => !isKept(facts, task));
  const wiring = { tasksOf, channels, barriers: new BarrierWiring(facts.run, graph, facts.checkpointing) };
  for (const task of created) wireTask(facts, task, wiring, restored);
  wiring.barriers.connect(created);
  const { restored: checkpoint, checkpointing } = facts;
  if (checkpoint !== null && checkpoint.checkpointId !== checkpointing.ignoredInFlightCheckpoint) {
    restoreChannelState(facts.run, graph, checkpoint, channels, isNew);
  }
  return { tasks, channels };
}

function isKept(facts: ExecutionFacts, task: Task): boolean {
  return facts.kept(task.vertex, task.subtaskIndex) !== null;
}

function createShells(facts: ExecutionFacts, vertex: JobVertex): Task[] {
  const { run, graph, attemptOf, kept, listener, waitsForFinalCheckpoint } = facts;
  const options = {
    waitsForFinalCheckpoint,
    inputs: 1 + Math.max(-1, ...vertex.inputs.map((index) => (graph.edges[index] as JobEdge).input)),
  };
  return Array.from({ length: vertex.parallelism }, (_, subtask) => {
    const attempt = attemptOf(vertex, subtask);
    return kept(vertex, subtask) ?? new Task(run, vertex, subtask, attempt, NO_PLACE, listener, options);
  });
}

function createChannels(facts: ExecutionFacts, edge: JobEdge, tasksOf: readonly Task[][]): EdgeChannels {
  const producers = tasksOf[edge.source] as Task[];
  const consumers = tasksOf[edge.target] as Task[];
  const wiring = outputChannels(edge.pattern, producers.length, consumers.length);
  return producers.map((producer, p) => {
    const row = new Array<Channel | undefined>(consumers.length).fill(undefined);
    for (const d of wiring[p] as number[]) row[d] = createChannel(facts, edge, producer, consumers[d] as Task);
    return row;
  });
}

/**
 * A new channel, unless its consumer goes on. What a producer has given that goes on is in the former channel, which its
 * consumer has not read yet, or stored when it has finished.
 */
function createChannel(facts: ExecutionFacts, edge: JobEdge, producer: Task, consumer: Task): Channel | undefined {
  const { stored, formerChannels } = facts;
  const former = formerChannels[edge.index]?.[producer.subtaskIndex]?.[consumer.subtaskIndex];
  if (isKept(facts, consumer)) return former;
  const counts = consumer.inputCounts[edge.input] as ChannelCounts;
  const isProducerKept = isKept(facts, producer);
  if (isProducerKept && producer.state !== "FINISHED" && former !== undefined) {
    former.connectTo(counts);
    return former;
  }
  const { batch, network } = facts.run;
  if (network !== null && !batch) return network.createChannel(edge, producer, consumer);
  const capacity = batch ? Number.POSITIVE_INFINITY : facts.channelCapacity;
  const slowness = facts.run.slowChannels.of(edge.source, producer.subtaskIndex, edge.target, consumer.subtaskIndex);
  const channel =
    slowness === null || batch
      ? new Channel(capacity, producer.counts, counts)
      : new SlowChannel(facts.run.clock, slowness, capacity, producer.counts, counts);
  if (isProducerKept) stored?.replay(producer, edge, consumer.subtaskIndex, channel);
  return channel;
}

/** What the tasks that are wired have in common. */
type Wiring = {
  readonly tasksOf: readonly Task[][];
  readonly channels: readonly EdgeChannels[];
  readonly barriers: BarrierWiring;
};

function wireTask(facts: ExecutionFacts, task: Task, wiring: Wiring, restored: RestoredState | null): void {
  const { tasksOf, channels: channelsOf } = wiring;
  const { run, graph, faults } = facts;
  const { vertex, subtaskIndex, attemptNumber } = task;
  const writers = createWriters(facts, task, channelsOf);
  const isFinished = facts.restored !== null && isFinishedIn(facts.restored, graph, vertex);
  const Chain = isFinished ? FinishedOperatorChain : OperatorChain;
  const chain = new Chain({
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
  const upstream = new Set(edges.flatMap((edge) => producersOf(facts, edge, task, tasksOf)));
  const gates = edges.length === 0 ? [] : createGates(facts, task, channelsOf);
  const operatorName = graph.operators[task.headOperator]?.node.name ?? vertex.name;
  const place = { operatorName, operatorIndex: task.headOperator, subtaskIndex };
  reportConnected(run, graph, vertex, place, gates);
  const barriers = edges.length === 0 ? null : wiring.barriers.handlerOf(task, gates, place);
  task.wire({
    chain,
    input:
      barriers === null
        ? new SourceTaskInput(run, chain.source, () => task.endData({ isSource: true, mode: StopMode.ENDED }))
        : createChannelInput(facts, task, chain, gates, place, barriers),
    writers: [...writers.values()],
    barrierOutputs: wiring.barriers.outputsOf(task, writers),
    barriers,
    gates,
    upstream: [...upstream],
    onCanceled: () => reportLost(run, place, gates),
  });
}

/** Who can send something to the task; a stage of a batch job waits for the whole stage before it. */
function producersOf({ run, graph }: ExecutionFacts, edge: JobEdge, task: Task, tasksOf: readonly Task[][]): Task[] {
  const producers = tasksOf[edge.source] as Task[];
  if (run.batch) return producers;
  const { parallelism } = graph.vertices[edge.target] as JobVertex;
  const indices = inputChannels(edge.pattern, producers.length, parallelism)[task.subtaskIndex] as number[];
  return indices.map((index) => producers[index] as Task);
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
    writers.set(
      edge.index,
      new RecordWriter(channels, select, {
        mustAsk: kind === "custom" || kind === "hash",
        markers: new MarkerBranch(run, `edge/${edge.index}/${taskKey(task)}`, channels.length),
      }),
    );
  }
  return writers;
}

function createChannelInput(
  facts: ExecutionFacts,
  task: Task,
  chain: OperatorChain,
  gates: readonly InputGate[],
  place: OutputPlace,
  barriers: BarrierHandler,
): TaskInput {
  const { run, graph } = facts;
  let inputsWithData = gates.length;
  let channelsOpen = gates.reduce((sum, gate) => sum + gate.channels.length, 0);
  let stopMode: StopMode = StopMode.ENDED;
  const listener: LogicalInputListener = {
    onInputEnded: (mode) => {
      inputsWithData -= 1;
      stopMode = combinedStopMode(stopMode, mode);
      if (inputsWithData === 0) task.endData({ isSource: false, mode: stopMode });
    },
    onBarrier: (channel, barrier) => barriers.onBarrier(channel, barrier),
    onCancellation: (channel, checkpointId) => barriers.onCancellation(channel, checkpointId),
    onChannelEnded: (channel) => {
      barriers.onChannelEnded(channel);
      channelsOpen -= 1;
      if (channelsOpen === 0) task.onInputsEnded();
    },
  };
  const { headInputs } = chain;
  const create = (input: number, head: HeadInput, onInputEnded: (mode: StopMode) => void) =>
    new LogicalInput(run, place, gates[input] as InputGate, head, { ...listener, onInputEnded });
  if (run.batch) {
    const onKeyEnded = () => chain.headContext.endKey();
    const onInputEnded = () => listener.onInputEnded(StopMode.ENDED);
    const ends = { ...listener, onInputEnded, onKeyEnded };
    const input = createBatchTaskInput(batchInputFacts(graph, task), headInputs, create, ends);
    if (input !== null) return input;
  }
  const [first, second] = headInputs.map((head, input) => create(input, head, (mode) => listener.onInputEnded(mode)));
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
