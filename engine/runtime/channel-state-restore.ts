/**
 * Puts back what was in flight: first what the consumer had, then what the producer had not sent, in front of anything
 * new. Answers to Flink 2.3's `SequentialChannelStateReader` with `RecoveredInputChannel`.
 */
import {
  assignChannelState,
  type CompletedCheckpoint,
  type InFlightChannelState,
  type InFlightElement,
  type SubtaskStateMapper,
} from "../checkpoint/index";
import { assert, EngineError } from "../core/index";
import type { ChainedOperator, JobEdge, JobGraph, JobVertex, Partitioning } from "../graph/index";
import { copyRecord } from "../types/index";
import { ElementKind } from "./channel";
import { edgeNames } from "./edge-names";
import { createChannelSelector } from "./partitioners";
import type { RunFacts } from "./run-facts";
import type { EdgeChannels } from "./stored-results";

/** What the channels of the job get back; those of tasks that go on (`isNew` false) keep what they have. */
export function restoreChannelState(
  run: RunFacts,
  graph: JobGraph,
  checkpoint: CompletedCheckpoint,
  channels: readonly EdgeChannels[],
  isNew: (vertex: JobVertex, subtask: number) => boolean,
): void {
  const restorer = new ChannelStateRestorer(run, graph, checkpoint, channels);
  for (const edge of graph.edges) {
    const target = graph.vertices[edge.target] as JobVertex;
    restorer.restore(edge, (consumer) => isNew(target, consumer));
  }
}

/** What was captured for one edge. */
type InFlightOfEdge = { readonly inputs: InFlightChannelState[]; readonly outputs: InFlightChannelState[] };

class ChannelStateRestorer {
  readonly #run: RunFacts;
  readonly #graph: JobGraph;
  readonly #checkpoint: CompletedCheckpoint;
  readonly #channels: readonly EdgeChannels[];
  readonly #names: readonly string[];
  readonly #held: ReadonlyMap<string, InFlightOfEdge>;

  constructor(run: RunFacts, graph: JobGraph, checkpoint: CompletedCheckpoint, channels: readonly EdgeChannels[]) {
    this.#run = run;
    this.#graph = graph;
    this.#checkpoint = checkpoint;
    this.#channels = channels;
    this.#names = edgeNames(graph);
    this.#held = heldByEdge(checkpoint);
    for (const [name, { inputs, outputs }] of this.#held) {
      const count = [...inputs, ...outputs].reduce((sum, { elements }) => sum + elements.length, 0);
      if (count > 0 && !this.#names.includes(name)) throw edgeIsGone(checkpoint.checkpointId, count);
    }
  }

  restore(edge: JobEdge, isConsumerNew: (consumer: number) => boolean): void {
    const held = this.#held.get(this.#names[edge.index] as string);
    if (held === undefined) return;
    const producers = this.#formerParallelism(edge.sourceOperator);
    const consumers = this.#formerParallelism(edge.targetOperator);
    const assigned = assignChannelState(
      {
        producers: this.#rescaling(edge.source, producers, upstreamMapper(edge.partitioning)),
        consumers: this.#rescaling(edge.target, consumers, downstreamMapper(edge.partitioning)),
        roleOf,
        belongsTo: this.#ownership(edge),
      },
      held.inputs,
      held.outputs,
    );
    const isNew = ({ to }: InFlightChannelState) => isConsumerNew(to);
    for (const state of assigned.inputs.filter(isNew)) this.#put(edge, state, "input");
    for (const state of assigned.outputs.filter(isNew)) this.#put(edge, state, "output");
  }

  #formerParallelism(operator: number): number {
    const { operatorId } = this.#graph.operators[operator] as ChainedOperator;
    return this.#checkpoint.operators.get(operatorId)?.length ?? 0;
  }

  #rescaling(vertex: number, former: number, mapper: SubtaskStateMapper) {
    return { former, now: (this.#graph.vertices[vertex] as JobVertex).parallelism, mapper };
  }

  #ownership({ partitioning, target }: JobEdge): (element: InFlightElement, consumer: number) => boolean {
    const { parallelism, maxParallelism } = this.#graph.vertices[target] as JobVertex;
    const select = createChannelSelector(partitioning, { channels: parallelism, maxParallelism, prng: null });
    return (element, consumer) => select(element.value) === consumer;
  }

  #put(edge: JobEdge, { from, to, elements }: InFlightChannelState, side: "input" | "output"): void {
    const channel = this.#channels[edge.index]?.[from]?.[to];
    assert(channel !== undefined, "a channel that state is restored into exists");
    const { tracer } = this.#run;
    for (const { kind, value, time, record } of elements) {
      channel.push(kind as ElementKind, copyRecord(value), time, record);
      if (!tracer.enabled) continue;
      const isInput = side === "input";
      const operator = this.#graph.vertices[isInput ? edge.target : edge.source]?.operators[0] as number;
      const number = isInput ? this.#inputNumber(edge, from, to) : this.#outputNumber(edge, from, to);
      tracer.emit({
        kind: "in-flight-restored",
        operator,
        subtask: isInput ? to : from,
        side,
        channel: number,
        record,
      });
    }
  }

  /** Over all inputs of the consumer: by logical input, then edge, then producer. */
  #inputNumber(edge: JobEdge, from: number, to: number): number {
    const { inputs } = this.#graph.vertices[edge.target] as JobVertex;
    const edges = inputs.map((index) => this.#graph.edges[index] as JobEdge);
    const ordered = [...edges].sort((a, b) => a.input - b.input);
    let number = 0;
    for (const other of ordered) {
      for (const [producer, row] of (this.#channels[other.index] ?? []).entries()) {
        if (row[to] === undefined) continue;
        if (other === edge && producer === from) return number;
        number += 1;
      }
    }
    return number;
  }

  /** Over all outputs of the producer: by edge, then consumer. */
  #outputNumber(edge: JobEdge, from: number, to: number): number {
    let number = 0;
    for (const other of this.#graph.edges) {
      if (other.source !== edge.source) continue;
      const row = this.#channels[other.index]?.[from] ?? [];
      for (const [consumer, channel] of row.entries()) {
        if (channel === undefined) continue;
        if (other === edge && consumer === to) return number;
        number += 1;
      }
    }
    return number;
  }
}

/** What tasks captured, by the name of the edge. */
function heldByEdge({ operators }: CompletedCheckpoint): ReadonlyMap<string, InFlightOfEdge> {
  const held = new Map<string, InFlightOfEdge>();
  const of = (name: string): InFlightOfEdge => {
    const known = held.get(name) ?? { inputs: [], outputs: [] };
    held.set(name, known);
    return known;
  };
  for (const subtasks of operators.values()) {
    for (const { channelState } of subtasks) {
      for (const state of channelState?.inputs ?? []) of(state.edge).inputs.push(state);
      for (const state of channelState?.outputs ?? []) of(state.edge).outputs.push(state);
    }
  }
  return held;
}

function edgeIsGone(checkpointId: number, elements: number): EngineError {
  return new EngineError({
    code: "RESTORE_REFUSED",
    message:
      `Cannot restore the in-flight data of checkpoint ${checkpointId}: ${elements} elements were between operators ` +
      "that exchange nothing over the network in this job.",
    hint: "Take a savepoint, which is always aligned, before you change what is chained; or start with the chains of the former job.",
    flinkClass: "IllegalStateException",
    context: { checkpoint: checkpointId, elements },
  });
}

function roleOf({ kind }: InFlightElement): "record" | "watermark" | "status" {
  if (kind === ElementKind.RECORD) return "record";
  return kind === ElementKind.WATERMARK ? "watermark" : "status";
}

/** Which former producers a new one takes over. Flink's `StreamPartitioner.getUpstreamSubtaskStateMapper`. */
function upstreamMapper({ kind }: Partitioning): SubtaskStateMapper {
  return kind === "forward" || kind === "rescale" || kind === "broadcast" ? "UNSUPPORTED" : "ARBITRARY";
}

/** Which former consumers a new one takes over. Flink's `StreamPartitioner.getDownstreamSubtaskStateMapper`. */
function downstreamMapper({ kind }: Partitioning): SubtaskStateMapper {
  switch (kind) {
    case "hash":
      return "RANGE";
    case "rebalance":
    case "shuffle":
      return "ROUND_ROBIN";
    case "global":
      return "FIRST";
    case "custom":
      return "FULL";
    case "forward":
    case "rescale":
    case "broadcast":
      return "UNSUPPORTED";
  }
}
