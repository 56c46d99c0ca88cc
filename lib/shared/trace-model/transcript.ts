/** The run as text: one sentence for each step, for readers who do not look at the drawing. */
import type { TraceLog } from "@tidemark/engine/trace";
import { explainStep } from "./explain-step";
import { indexOf } from "./trace-index";

export type TranscriptLine = { readonly step: number; readonly sentence: string };

/** The lines of the steps numbered `from` (inclusive) to `to` (exclusive) in the run's order; all by default. */
export function transcript(trace: TraceLog, range: { from?: number; to?: number } = {}): TranscriptLine[] {
  const steps = indexOf(trace).steps.slice(range.from ?? 0, range.to);
  return steps.map((step) => ({ step, sentence: explainStep(trace, step) }));
}
