/**
 * Recordings of the graphs that Flink makes of programs: operators and their ids, exchanges and why they are not
 * chained, vertices, results, slots, regions. Nothing runs.
 *
 * The engine's description is written as the recordings write theirs: what has its usual value is left out.
 */
import {
  checkLayout,
  createJobGraph,
  describeGraph,
  generateStreamGraph,
  type GraphDescription,
  type JobGraph,
  type SubtaskIndex,
} from "../../engine/graph/index";
import { placeSubtasks } from "../../engine/runtime/index";
import type { FamilyAdapter, Recording, ReplayResult } from "../adapter";
import { differenceAt, encodeFailure, resultOf } from "../compare";
import { buildGraphProgram } from "./job-graph-programs";

type Row = Readonly<Record<string, unknown>>;

/** Above this many subtasks the recordings leave failover regions out. */
const SUBTASKS_WRITTEN = 20;

function withoutUsual(row: Row, usual: Row): Row {
  const isUnusual = ([name, value]: [string, unknown]) => value !== null && value !== usual[name];
  return Object.fromEntries(Object.entries(row).filter(isUnusual));
}

function operators(graph: GraphDescription): Row[] {
  const usual = { slotSharingGroup: "default", chainingStrategy: "ALWAYS" };
  return graph.operators.map((operator) =>
    withoutUsual(
      {
        name: operator.name,
        parallelism: operator.parallelism,
        maxParallelism: operator.maxParallelismSet,
        slotSharingGroup: operator.slotSharingGroup,
        chainingStrategy: operator.chainingStrategy,
        operatorId: operator.id,
        uidHash: operator.uidHash,
        vertex: operator.vertex,
      },
      usual,
    ),
  );
}

/** The ids that the recordings give operators are those of nodes: here they are positions. */
function recordedOperators(recording: Recording): Row[] {
  return (recording.operators as readonly Row[]).map(({ id: _id, ...row }) => row);
}

function edges(graph: GraphDescription): Row[] {
  const usual = { input: 0, exchangeMode: "UNDEFINED", bufferTimeout: 100 };
  return graph.edges.map(({ bufferTimeoutMillis, notChainedBecause: _words, notChained, ...edge }) => {
    const row = {
      ...edge,
      bufferTimeout: bufferTimeoutMillis,
      notChained: notChained.length === 0 ? null : notChained,
    };
    return withoutUsual(row, usual);
  });
}

function recordedEdges(recording: Recording): Row[] {
  const positions = new Map((recording.operators as readonly Row[]).map(({ id }, position) => [id, position]));
  const positionOf = (id: unknown) => positions.get(id);
  return (recording.edges as readonly Row[]).map((edge) => ({
    ...edge,
    from: positionOf(edge.from),
    to: positionOf(edge.to),
  }));
}

function vertices(graph: GraphDescription): Row[] {
  return graph.vertices.map(({ id, name, plannedParallelism, maxParallelism, inputs }) => {
    const usual = { result: 0, input: 0, resultType: "PIPELINED_BOUNDED" };
    const rows = inputs.map((input) => withoutUsual(input, { ...usual, from: null }));
    return withoutUsual(
      { id, name, parallelism: plannedParallelism, maxParallelism, inputs: rows.length === 0 ? null : rows },
      { maxParallelism: 128 },
    );
  });
}

function failoverRegions({ failoverRegions: regions, dynamic }: GraphDescription): string[][] | undefined {
  if (dynamic || regions.length <= 1 || regions.flat().length > SUBTASKS_WRITTEN) return undefined;
  const text = ({ vertex, subtask }: SubtaskIndex) => `${vertex}.${subtask}`;
  const written = regions.map((region) => region.map(text).sort());
  return written.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
}

function build(recording: Recording): JobGraph {
  const graph = createJobGraph(generateStreamGraph(buildGraphProgram(recording.program).getProgram()));
  if (!graph.streamGraph.dynamic) checkLayout(graph.vertices);
  return graph;
}

/** The subtasks of each slot, as the recordings of larger programs write them. */
function sharedSlots(graph: JobGraph): string[][] {
  const place = placeSubtasks(graph, { taskManagers: null, slotsPerTaskManager: 1 });
  const slots: string[][] = [];
  for (const vertex of graph.vertices) {
    for (let subtask = 0; subtask < vertex.parallelism; subtask += 1) {
      const { slot } = place(vertex, subtask);
      slots[slot] = [...(slots[slot] ?? []), `${vertex.index}.${subtask}`];
    }
  }
  return slots.map((slot) => slot.sort()).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
}

function replay(recording: Recording): ReplayResult {
  let jobGraph: JobGraph;
  try {
    jobGraph = build(recording);
  } catch (error) {
    return resultOf(differenceAt("refused", recording.refused ?? null, encodeFailure(error)));
  }
  if (recording.refused !== undefined) return resultOf(differenceAt("refused", recording.refused, null));
  const graph = describeGraph(jobGraph);
  const { dynamic, jobType, regions, slots } = graph;
  const groups = graph.slotSharingGroups.map(({ slots: needed, ...group }) =>
    dynamic ? group : { ...group, slots: needed },
  );
  return resultOf(
    differenceAt("jobType", recording.jobType, jobType),
    differenceAt("dynamic", recording.dynamic ?? false, dynamic),
    differenceAt("operators", recordedOperators(recording), operators(graph)),
    differenceAt("edges", recordedEdges(recording), edges(graph)),
    differenceAt("vertices", recording.vertices, vertices(graph)),
    differenceAt("slotSharingGroups", recording.slotSharingGroups, groups),
    differenceAt("slots", recording.slots, dynamic ? undefined : slots),
    differenceAt("regions", recording.regions, regions),
    differenceAt("failoverRegions", recording.failoverRegions, failoverRegions(graph)),
    recording.sharedSlots === undefined
      ? null
      : differenceAt("sharedSlots", recording.sharedSlots, sharedSlots(jobGraph)),
  );
}

export const jobGraphs: FamilyAdapter = { family: "job-graphs", replay };

/** The same of larger programs. */
export const largeJobGraphs: FamilyAdapter = { family: "large-job-graphs", replay };
