import type { TraceLog } from "@tidemark/engine/trace";
import { useMemo } from "react";
import { stateAt } from "@/lib/shared/trace-model/state-at";
import { eventsAt, indexOf } from "@/lib/shared/trace-model/trace-index";
import { StateTable } from "./state-table";

/** More subtasks than this are left to the view of the state. */
const MAX_TABLES = 2;

/** The keyed state at a step: that of the operator that is drawn, of all where it has none; of many only the subtask at work. */
export function StateAside({ trace, step, operator }: { trace: TraceLog; step: number; operator: number }) {
  const states = useMemo(() => stateAt(trace, step), [trace, step]);
  const own = states.filter((state) => state.operator === operator);
  const all = own.length > 0 ? own : states;
  const working = eventsAt(indexOf(trace), step).flatMap((event) => ("subtask" in event ? [event.subtask] : []));
  const shown = all.length <= MAX_TABLES ? all : all.filter(({ subtask }) => working.includes(subtask)).slice(0, 1);
  const hidden = all.length - shown.length;
  return (
    <>
      {shown.map((state) => (
        <StateTable key={`${state.operator}/${state.subtask}`} trace={trace} state={state} />
      ))}
      {hidden > 0 ? (
        <p className="text-sm text-ink-2">{`${hidden} ${shown.length > 0 ? "more subtasks have" : "subtasks have"} state: see State.`}</p>
      ) : null}
    </>
  );
}
