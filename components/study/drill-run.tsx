"use client";

import dynamic from "next/dynamic";
import type { DrillRunProps } from "./drill-run-body";

const DrillRunBody = dynamic(() => import("./drill-run-body"), {
  ssr: false,
  loading: () => <p className="min-h-[320px] text-ink-2">Drawing the run</p>,
});

/** The run of a drill under a cursor that the review moves too. Its code is loaded only here, after an answer. */
export function DrillRun(props: DrillRunProps) {
  return <DrillRunBody {...props} />;
}
