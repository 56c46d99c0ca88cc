"use client";

/** Keyed state and timers at the cursor, per operator, subtask and key group; and how the last restore handed them out. */
import type { TraceLog } from "@tidemark/engine/trace";
import { clusterAt } from "@/lib/shared/cluster-model/cluster-at";
import { type ClusterIndex, clusterIndexOf, positionAt } from "@/lib/shared/cluster-model/cluster-index";
import { reached } from "@/lib/shared/cluster-model/moment";
import { timerPlaces, timersAt } from "@/lib/shared/cluster-model/timers-at";
import { stateAt } from "@/lib/shared/trace-model/state-at";
import { KeyGroups } from "./key-groups";
import { type SubtaskContent, SubtaskState } from "./subtask-state";

export function StateView({ trace, cursorStep }: { trace: TraceLog; cursorStep: number }) {
  const index = clusterIndexOf(trace);
  const position = positionAt(index.trace, cursorStep);
  const operators = contentsAt(trace, index, cursorStep);
  const assignment = index.assignments.findLast(({ at }) => reached(at, position));
  return (
    <div className="grid min-w-0 gap-34">
      {operators.length === 0 ? (
        <p className="max-w-[42rem] font-serif text-prose">No operator has keyed state or timers at this step.</p>
      ) : (
        operators.map(({ operator, contents }) => (
          <section key={operator} className="min-w-0" aria-label={index.trace.operators[operator]?.name}>
            <h3 className="pane-heading pb-8">{`State of ${index.trace.operators[operator]?.name}`}</h3>
            <div className="grid gap-x-34 gap-y-18 xl:grid-cols-2">
              {contents.map((content) => (
                <SubtaskState
                  key={content.subtask}
                  index={index.trace}
                  content={content}
                  parallelism={contents.length}
                />
              ))}
            </div>
          </section>
        ))
      )}
      {assignment === undefined ? null : <KeyGroups index={index} assignment={assignment} />}
    </div>
  );
}

/** Every operator that has state or timers ever, with all of its subtasks. */
function contentsAt(
  trace: TraceLog,
  index: ClusterIndex,
  step: number,
): { operator: number; contents: SubtaskContent[] }[] {
  const position = positionAt(index.trace, step);
  const states = stateAt(trace, step);
  const places = [...states, ...timerPlaces(index.trace)];
  const operators = [...new Set(places.map(({ operator }) => operator))].sort((a, b) => a - b);
  const { tasks } = clusterAt(trace, step);
  return operators.flatMap((operator) => {
    const vertex = index.topology.vertexOf[operator];
    const contents = tasks
      .filter((task) => task.vertex === vertex)
      .map(({ subtask }) => ({
        operator,
        subtask,
        entries: states.find((state) => state.operator === operator && state.subtask === subtask)?.entries ?? [],
        timers: timersAt(index.trace, operator, subtask, position),
      }));
    return contents.some(({ entries, timers }) => entries.length + timers.length > 0) ? [{ operator, contents }] : [];
  });
}
