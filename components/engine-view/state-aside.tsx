import type { TraceLog } from "@tidemark/engine/trace";
import { useMemo } from "react";
import { stateAt } from "@/lib/shared/trace-model/state-at";
import { StateTable } from "./state-table";

/** The keyed state at a step: that of the operator that is drawn, of all where it has none. */
export function StateAside({ trace, step, operator }: { trace: TraceLog; step: number; operator: number }) {
  const states = useMemo(() => stateAt(trace, step), [trace, step]);
  const own = states.filter((state) => state.operator === operator);
  return (own.length > 0 ? own : states).map((state) => (
    <StateTable key={`${state.operator}/${state.subtask}`} trace={trace} state={state} />
  ));
}
