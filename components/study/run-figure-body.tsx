"use client";

import { decodeTrace, type TraceColumns } from "@tidemark/engine/trace";
import { useMemo } from "react";
import { StaticRunFigure } from "@/components/engine-view/static-run-figure";

/** The lazily loaded part of `RunFigure`: reads the columns and draws them. */
export default function RunFigureBody({ trace }: { trace: TraceColumns }) {
  const log = useMemo(() => decodeTrace(trace), [trace]);
  return <StaticRunFigure trace={log} />;
}
