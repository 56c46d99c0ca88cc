"use client";

import type { TraceColumns } from "@tidemark/engine/trace";
import dynamic from "next/dynamic";

const DrillRunBody = dynamic(() => import("./drill-run-body"), {
  ssr: false,
  loading: () => <p className="min-h-[320px] text-ink-2">Drawing the run</p>,
});

export interface DrillRunProps {
  trace: TraceColumns;
  /** Null for the end of the run. */
  cursorStep: number | null;
  onCursorStep: (step: number) => void;
}

/** The run of a drill under a cursor that the review moves too. Its code is loaded only here, after an answer. */
export function DrillRun(props: DrillRunProps) {
  return <DrillRunBody {...props} />;
}
