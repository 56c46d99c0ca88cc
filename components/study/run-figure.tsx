"use client";

import type { TraceColumns } from "@tidemark/engine/trace";
import dynamic from "next/dynamic";

const RunFigureBody = dynamic(() => import("./run-figure-body"), {
  ssr: false,
  loading: () => <p className="min-h-[320px] text-ink-2">Drawing the run</p>,
});

/** A run as the event-time plane. Its code is loaded only here, after an answer. */
export function RunFigure({ trace }: { trace: TraceColumns }) {
  return <RunFigureBody trace={trace} />;
}
