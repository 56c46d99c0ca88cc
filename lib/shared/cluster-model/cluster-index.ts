/** Everything the cluster did in a run, found out once for each trace and remembered with it. */
import type { TraceLog } from "@tidemark/engine/trace";
import { indexOf, lastAtMost, type TraceIndex } from "../trace-model/trace-index";
import { type Assignment, reduceAssignments } from "./reduce-assignments";
import { type ChannelLife, reduceChannels } from "./reduce-channels";
import { type Checkpoints, reduceCheckpoints } from "./reduce-checkpoints";
import { type ChannelFlights, reduceFlights } from "./reduce-flights";
import { type Machines, reduceMachines } from "./reduce-machines";
import { type OutsideWorld, reduceOutside } from "./reduce-outside";
import { reduceTasks, type TaskLife } from "./reduce-tasks";
import { type Topology, topologyOf } from "./topology";

export type ClusterIndex = {
  readonly trace: TraceIndex;
  readonly topology: Topology;
  /** By `taskKey`. */
  readonly tasks: ReadonlyMap<string, TaskLife>;
  /** By `channelKey`. */
  readonly channels: ReadonlyMap<string, ChannelLife>;
  readonly flights: ReadonlyMap<string, ChannelFlights>;
  readonly machines: Machines;
  readonly checkpoints: Checkpoints;
  readonly assignments: readonly Assignment[];
  readonly outside: OutsideWorld;
};

const indexes = new WeakMap<TraceLog, ClusterIndex>();

/** The index of a trace; built on the first call. */
export function clusterIndexOf(log: TraceLog): ClusterIndex {
  let index = indexes.get(log);
  if (index === undefined) {
    index = buildClusterIndex(indexOf(log));
    indexes.set(log, index);
  }
  return index;
}

function buildClusterIndex(trace: TraceIndex): ClusterIndex {
  const topology = topologyOf(trace.operators);
  const channels = reduceChannels(trace, topology);
  return {
    trace,
    topology,
    tasks: reduceTasks(trace, topology),
    channels,
    flights: reduceFlights(trace, topology, channels),
    machines: reduceMachines(trace),
    checkpoints: reduceCheckpoints(trace, topology),
    assignments: reduceAssignments(trace),
    outside: reduceOutside(trace),
  };
}

/** Position of the last event of a step, or of the step before it that has events; -1 before all. */
export function positionAt({ steps, offsets, events }: TraceIndex, step: number): number {
  const at = lastAtMost(steps, step);
  return at < 0 ? -1 : (offsets[at + 1] ?? events.length) - 1;
}
