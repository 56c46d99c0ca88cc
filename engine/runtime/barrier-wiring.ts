/**
 * Wires the barriers of a job: which edges they may overtake on, who handles them at each task, who is told when one
 * stands in front. Channels are known to unaligned checkpoints only where the job may take some.
 */
import { type CheckpointSettings, createBarrierAlignment } from "../checkpoint/index";
import {
  type ChainedOperator,
  inputChannels,
  type JobEdge,
  type JobGraph,
  type JobVertex,
  outputChannels,
  type StreamNode,
} from "../graph/index";
import { BarrierHandler } from "./barrier-handler";
import { BarrierOutput } from "./barrier-output";
import type { Channel } from "./channel";
import { InFlightChannel } from "./in-flight-channel";
import { edgeNames } from "./edge-names";
import type { ChannelEnds } from "./in-flight-snapshot";
import type { InputGate } from "./input-gate";
import type { OutputPlace } from "./operator-output";
import type { RecordWriter } from "./record-writer";
import type { RunFacts } from "./run-facts";
import type { Task } from "./task";

/** What is wired for the tasks that are made together. */
export class BarrierWiring {
  readonly #run: RunFacts;
  readonly #graph: JobGraph;
  readonly #edgeNames: readonly string[];
  readonly #settings: CheckpointSettings;
  readonly #inFlight = new Map<Channel, InFlightChannel>();

  constructor(run: RunFacts, graph: JobGraph, settings: CheckpointSettings) {
    this.#run = run;
    this.#graph = graph;
    this.#edgeNames = edgeNames(graph);
    this.#settings = settings;
  }

  /** How barriers leave the task: one output for each edge, in the order of the writers. */
  outputsOf(task: Task, writers: ReadonlyMap<number, RecordWriter>): BarrierOutput[] {
    let firstNumber = 0;
    return [...writers].map(([index, writer]) => {
      const edge = this.#graph.edges[index] as JobEdge;
      const ends = this.#outputEnds(edge, task);
      const channels = writer.channels.map((channel, place) => ({
        inFlight: this.#inFlightOf(channel),
        number: firstNumber + place,
        ends: ends[place] as ChannelEnds,
      }));
      firstNumber += channels.length;
      return new BarrierOutput(writer, this.#settings.unaligned ? channels : [], supportsUnaligned(this.#graph, edge));
    });
  }

  /** Who handles the barriers that come in at the task. */
  handlerOf(task: Task, gates: readonly InputGate[], place: OutputPlace): BarrierHandler {
    const channels = gates.flatMap((gate) => gate.channels);
    const create = this.#run.probe?.createBarrierAlignment ?? createBarrierAlignment;
    const ends = this.inputEnds(task);
    return new BarrierHandler({
      run: this.#run,
      place,
      gates,
      alignment: create(this.#settings, channels.length),
      mailbox: task.mailbox,
      listener: task,
      inFlight: this.#settings.unaligned
        ? channels.map(({ channel }, number) => ({
            inFlight: this.#inFlightOf(channel),
            ends: ends[number] as ChannelEnds,
          }))
        : [],
    });
  }

  /** Both ends of every channel between these tasks exist: each is told what the other does. */
  connect(tasks: readonly Task[]): void {
    if (!this.#settings.unaligned) return;
    const byPlace = new Map(tasks.map((task) => [`${task.vertex.index}/${task.subtaskIndex}`, task]));
    for (const consumer of tasks) {
      const { barriers, gates } = consumer;
      if (barriers === null) continue;
      const ends = this.inputEnds(consumer);
      gates
        .flatMap((gate) => gate.channels)
        .forEach(({ channel, number }) => {
          const { edgeIndex, from } = ends[number] as ChannelEnds;
          const producer = byPlace.get(`${(this.#graph.edges[edgeIndex] as JobEdge).source}/${from}`);
          this.#inFlightOf(channel).listen({
            onPriority: () => barriers.onPriority(number),
            onAnnounced: (barrier) => barriers.onAnnounced(number, barrier),
            onSent: (checkpointId) => producer?.checkpoints.barrierSent(checkpointId),
          });
        });
    }
  }

  /** Of each input channel of the task, by its number. */
  inputEnds({ vertex, subtaskIndex: to }: Task): ChannelEnds[] {
    const edges = vertex.inputs.map((index) => this.#graph.edges[index] as JobEdge);
    const byInput = [...new Set(edges.map((edge) => edge.input))].sort((first, second) => first - second);
    return byInput.flatMap((input) =>
      edges
        .filter((edge) => edge.input === input)
        .flatMap((edge) => {
          const source = this.#graph.vertices[edge.source] as JobVertex;
          const producers = inputChannels(edge.pattern, source.parallelism, vertex.parallelism)[to] as number[];
          return producers.map((from) => this.#endsOf(edge, from, to));
        }),
    );
  }

  #endsOf({ index }: JobEdge, from: number, to: number): ChannelEnds {
    return { edge: this.#edgeNames[index] as string, edgeIndex: index, from, to };
  }

  #outputEnds(edge: JobEdge, { vertex, subtaskIndex: from }: Task): ChannelEnds[] {
    const target = this.#graph.vertices[edge.target] as JobVertex;
    const consumers = outputChannels(edge.pattern, vertex.parallelism, target.parallelism)[from] as number[];
    return consumers.map((to) => this.#endsOf(edge, from, to));
  }

  #inFlightOf(channel: Channel): InFlightChannel {
    let inFlight = this.#inFlight.get(channel);
    if (inFlight === undefined) {
      inFlight = new InFlightChannel(channel);
      this.#inFlight.set(channel, inFlight);
    }
    return inFlight;
  }
}

/**
 * Whether barriers may overtake on the edge. Where one edge into an operator does not allow it, none does: pointwise and
 * broadcast ones, partitioners of the program's own, and what is inside a sink, behind its writer.
 */
export function supportsUnaligned(graph: JobGraph, edge: JobEdge): boolean {
  return graph.edges
    .filter(({ target, targetOperator }) => target === edge.target && targetOperator === edge.targetOperator)
    .every((other) => isOvertakingPossible(graph, other));
}

function isOvertakingPossible(graph: JobGraph, { partitioning, pattern, sourceOperator }: JobEdge): boolean {
  const { kind } = partitioning;
  if (pattern === "POINTWISE" || kind === "broadcast" || kind === "custom") return false;
  return !isInsideSink(graph, sourceOperator);
}

/** Only what belongs to the same sink reads from its writer. */
function isInsideSink(graph: JobGraph, operator: number): boolean {
  return comesFromSink(graph, (graph.operators[operator] as ChainedOperator).node);
}

function comesFromSink(graph: JobGraph, { factory, inEdges }: StreamNode): boolean {
  if (factory.kind === "sink") return true;
  return inEdges.some(({ source }) => comesFromSink(graph, graph.streamGraph.nodes[source] as StreamNode));
}
