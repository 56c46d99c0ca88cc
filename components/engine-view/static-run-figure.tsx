"use client";

import type { TraceLog } from "@tidemark/engine/trace";
import { useState } from "react";
import { indexOf } from "@/lib/shared/trace-model/trace-index";
import { RunFigure } from "./run-figure";

/** A compact run that keeps its own cursor, for pages of text. `startStep`: where it stands at first, by default the end. */
export function StaticRunFigure(props: { trace: TraceLog; startStep?: number; operator?: number }) {
  const { trace, startStep, operator } = props;
  const [cursorStep, setCursorStep] = useState(startStep ?? indexOf(trace).steps.at(-1) ?? 0);
  return <RunFigure compact trace={trace} cursorStep={cursorStep} onCursorStep={setCursorStep} operator={operator} />;
}
