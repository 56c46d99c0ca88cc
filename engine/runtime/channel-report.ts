/**
 * What views and traces are told about the channels of a task: who feeds each of them when the task is deployed, and which records
 * they still held when it was thrown away.
 */
import { inputChannels, type JobEdge, type JobGraph, type JobVertex } from "../graph/index";
import { BufferChannel, type ChannelFill } from "./buffer-channel";
import { type Channel, ElementKind } from "./channel";
import type { InputGate } from "./input-gate";
import type { OutputPlace } from "./operator-output";
import type { RunFacts } from "./run-facts";
import type { Task } from "./task";

/** A channel at this moment; its `buffers` are null where it counts elements. */
export type ChannelFacts = Feeder & {
  readonly operator: number;
  readonly subtask: number;
  readonly channel: number;
  readonly elements: number;
  readonly capacity: number;
  readonly buffers: ChannelFill | null;
};

/** One event for each channel of the task's gates, in the order of their numbers. */
export function reportConnected(
  run: RunFacts,
  graph: JobGraph,
  vertex: JobVertex,
  place: OutputPlace,
  gates: readonly InputGate[],
): void {
  const { tracer } = run;
  if (!tracer.enabled) return;
  const { operatorIndex: operator, subtaskIndex: subtask } = place;
  for (const { number, channel, ...feeder } of connectionsOf(graph, vertex, subtask, gates)) {
    const { capacity } = channel;
    tracer.emit({ kind: "channel-connected", operator, subtask, channel: number, ...feeder, capacity });
  }
}

/** What each channel of a run holds now, by the tasks that read them. */
export function channelFacts(graph: JobGraph, tasks: readonly Task[]): ChannelFacts[] {
  return tasks.flatMap((task) => {
    const { headOperator: operator, subtaskIndex: subtask } = task;
    return connectionsOf(graph, task.vertex, subtask, task.gates).map(({ number, channel, ...feeder }) => {
      const fill = channel instanceof BufferChannel ? channel.fill : null;
      return {
        operator,
        subtask,
        channel: number,
        ...feeder,
        elements: channel.size,
        capacity: channel.capacity,
        buffers: fill === null ? null : { ...fill },
      };
    });
  });
}

type Feeder = { readonly fromOperator: number; readonly fromSubtask: number };
type Connection = Feeder & { readonly number: number; readonly channel: Channel };

/** The channels of the gates of a subtask, each with the task that feeds it. */
function connectionsOf(
  graph: JobGraph,
  vertex: JobVertex,
  subtask: number,
  gates: readonly InputGate[],
): readonly Connection[] {
  const edges = vertex.inputs.map((index) => graph.edges[index] as JobEdge);
  return gates.flatMap((gate, input) => {
    const feeders = edges.filter((edge) => edge.input === input).flatMap((edge) => feedersOf(graph, edge, subtask));
    return gate.channels.flatMap(({ number, index, channel }) => {
      const feeder = feeders[index];
      return feeder === undefined ? [] : [{ ...feeder, number, channel }];
    });
  });
}

/** The subtasks that send to a subtask over an edge, each by the operator that heads its chain. */
function feedersOf(graph: JobGraph, edge: JobEdge, subtask: number): Feeder[] {
  const source = graph.vertices[edge.source] as JobVertex;
  const target = graph.vertices[edge.target] as JobVertex;
  const producers = inputChannels(edge.pattern, source.parallelism, target.parallelism)[subtask] as number[];
  return producers.map((fromSubtask) => ({ fromOperator: source.operators[0] as number, fromSubtask }));
}

/** One event for each record that the channels still hold, the oldest of each channel first. */
export function reportLost(run: RunFacts, place: OutputPlace, gates: readonly InputGate[]): void {
  const { tracer } = run;
  if (!tracer.enabled) return;
  const { operatorIndex: operator, subtaskIndex: subtask } = place;
  for (const gate of gates) {
    for (const { number, channel } of gate.channels) {
      channel.forEach((kind, record) => {
        if (kind === ElementKind.RECORD)
          tracer.emit({ kind: "in-flight-lost", operator, subtask, channel: number, record });
      });
    }
  }
}
