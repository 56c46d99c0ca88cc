/** The run as text: one sentence for each step, for readers who do not look at the drawing. */
import type { TraceLog } from "@tidemark/engine/trace";
import { explainStep } from "./explain-step";
import { indexOf, lastAtMost } from "./trace-index";

export type TranscriptLine = { readonly step: number; readonly sentence: string };

/** The lines of the steps numbered `from` (inclusive) to `to` (exclusive) in the run's order; all by default. */
export function transcript(trace: TraceLog, range: { from?: number; to?: number } = {}): TranscriptLine[] {
  const steps = indexOf(trace).steps.slice(range.from ?? 0, range.to);
  return steps.map((step) => ({ step, sentence: explainStep(trace, step) }));
}

/** Where a step stands in the run's order, counted from 0; the one before where the step has no events. */
export function stepPosition(trace: TraceLog, step: number): number {
  return Math.max(0, lastAtMost(indexOf(trace).steps, step));
}
