"use client";

/** The cluster at the cursor: the job in a sentence, its graph, the machines, and the channels of a chosen task. */
import type { TraceLog } from "@tidemark/engine/trace";
import { useMemo, useState } from "react";
import { clusterAt } from "@/lib/shared/cluster-model/cluster-at";
import { type ClusterIndex, clusterIndexOf } from "@/lib/shared/cluster-model/cluster-index";
import type { TaskId } from "@/lib/shared/cluster-model/topology";
import { eventsAt } from "@/lib/shared/trace-model/trace-index";
import { ClusterLegend } from "./cluster-legend";
import { jobSentence } from "./cluster-words";
import { JobGraph } from "./job-graph";
import { MachinesRow } from "./machines-row";
import { TaskDetails } from "./task-details";

type Props = {
  trace: TraceLog;
  /** How many of its events are shown: the others only tell in which channel a record is under way. */
  eventCount: number;
  cursorStep: number;
};

export function ClusterView({ trace, eventCount, cursorStep }: Props) {
  const index = clusterIndexOf(trace);
  const moment = useMemo(() => clusterAt(trace, cursorStep, eventCount), [trace, cursorStep, eventCount]);
  const [chosen, setChosen] = useState("");
  return (
    <figure className="grid min-w-0 gap-18" aria-label="The cluster at the cursor">
      <p className="text-sm text-ink-2">{jobSentence(index.topology, moment)}</p>
      <JobGraph {...{ index, moment, chosen }} onChoose={setChosen} atWork={taskAtWork(index, cursorStep)} />
      {chosen === "" ? null : <TaskDetails index={index} moment={moment} chosen={chosen} />}
      <MachinesRow topology={index.topology} moment={moment} />
      <ClusterLegend moment={moment} />
    </figure>
  );
}

/** The task of the last event of a step that belongs to one. */
function taskAtWork({ trace, topology }: ClusterIndex, step: number): TaskId | null {
  const event = eventsAt(trace, step).findLast((each) => "operator" in each && each.operator >= 0);
  if (event === undefined || !("operator" in event)) return null;
  return { vertex: topology.vertexOf[event.operator] ?? 0, subtask: event.subtask };
}
