/**
 * What traces are told about the channels of a task: who feeds each of them when the task is deployed, and which records
 * they still held when it was thrown away.
 */
import { inputChannels, type JobEdge, type JobGraph, type JobVertex } from "../graph/index";
import { ElementKind } from "./channel";
import type { InputGate } from "./input-gate";
import type { OutputPlace } from "./operator-output";
import type { RunFacts } from "./run-facts";

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
  const edges = vertex.inputs.map((index) => graph.edges[index] as JobEdge);
  gates.forEach((gate, input) => {
    const feeders = edges.filter((edge) => edge.input === input).flatMap((edge) => feedersOf(graph, edge, subtask));
    gate.channels.forEach(({ number, index, channel }) => {
      const feeder = feeders[index];
      if (feeder === undefined) return;
      tracer.emit({
        kind: "channel-connected",
        operator,
        subtask,
        channel: number,
        ...feeder,
        capacity: channel.capacity,
      });
    });
  });
}

/** The subtasks that send to a subtask over an edge, each by the operator that heads its chain. */
function feedersOf(graph: JobGraph, edge: JobEdge, subtask: number): { fromOperator: number; fromSubtask: number }[] {
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
