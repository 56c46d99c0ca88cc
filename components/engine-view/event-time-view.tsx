"use client";

/** The event-time plane of a run at a step. */
import type { TraceLog } from "@tidemark/engine/trace";
import { useCallback, useMemo } from "react";
import { planeModelOf } from "@/lib/shared/trace-model/build-plane-model";
import { recordLife } from "@/lib/shared/trace-model/record-life";
import { indexOf, watermarkAt } from "@/lib/shared/trace-model/trace-index";
import { EventTimePlane } from "./event-time-plane";

type Props = {
  trace: TraceLog;
  cursorStep: number;
  onCursorStep: (step: number) => void;
  operator?: number;
  compact?: boolean;
};

export function EventTimeView({ trace, cursorStep, onCursorStep, operator, compact }: Props) {
  const index = indexOf(trace);
  const model = planeModelOf(trace, operator);
  const watermarks = useMemo(
    () => model.subtasks.map(({ subtask }) => watermarkAt(index, model.operator, subtask, cursorStep)),
    [index, model, cursorStep],
  );
  const lifeOf = useCallback((record: number) => recordLife(trace, record), [trace]);
  return <EventTimePlane {...{ model, cursorStep, onCursorStep, watermarks, lifeOf, compact }} format={index.format} />;
}
