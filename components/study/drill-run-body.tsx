"use client";

import { decodeTrace, type TraceColumns } from "@tidemark/engine/trace";
import { useMemo } from "react";
import { RunFigure } from "@/components/engine-view/run-figure";
import { indexOf } from "@/lib/shared/trace-model/trace-index";

export interface DrillRunProps {
  trace: TraceColumns;
  /** Null for the end of the run. */
  cursorStep: number | null;
  onCursorStep: (step: number) => void;
}

/** The lazily loaded part of `DrillRun`: reads the columns and draws them. */
export default function DrillRunBody({ trace, cursorStep, onCursorStep }: DrillRunProps) {
  const log = useMemo(() => decodeTrace(trace), [trace]);
  const step = cursorStep ?? indexOf(log).steps.at(-1) ?? 0;
  return <RunFigure compact trace={log} cursorStep={step} onCursorStep={onCursorStep} />;
}
