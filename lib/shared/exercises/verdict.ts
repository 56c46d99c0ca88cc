/**
 * What the coding room shows after a run: one verdict for each case, one for the whole. Plain data.
 */
import type { FirstDifference, SinkVerdict } from "@tidemark/engine/grade";
import type { RunResult } from "@tidemark/engine/worker-client";

export type {
  ExpectedRow,
  ExpectedSink,
  FirstDifference,
  RowClass,
  RowOrder,
  SinkVerdict,
  VerdictRow,
} from "@tidemark/engine/grade";
export type {
  RunBudgets,
  RunError,
  RunFault,
  RunMetrics,
  RunOutcome,
  RunResult,
  SinkOutput,
  SinkRow,
} from "@tidemark/engine/worker-client";

/**
 * `passed`: every row as expected; `differs`: it ran, rows are wrong; `failed`: the program threw or is no
 * program; `budget-exceeded`: it was stopped; `cancelled`: a newer run took over.
 */
export type CaseStatus = "passed" | "differs" | "failed" | "budget-exceeded" | "cancelled";

export type CaseVerdict = {
  readonly caseId: string;
  readonly title: string;
  readonly visible: boolean;
  readonly status: CaseStatus;
  /** What happened, in one plain sentence; for `passed` too. */
  readonly sentence: string;
  /** What to try next, where there is something to say. */
  readonly advice: string | null;
  /** The step that the sentence speaks of, for the trace's cursor. */
  readonly step: number | null;
  readonly firstDifference: FirstDifference | null;
  /** Empty unless the run finished. */
  readonly sinks: readonly SinkVerdict[];
  /** Position in the learner's own text, from 1, when the program threw. */
  readonly line: number | null;
  readonly column: number | null;
  readonly run: RunResult;
};

export type RunVerdict = {
  readonly passed: boolean;
  readonly passedCount: number;
  readonly caseCount: number;
  /** `3 of 5 cases pass; the first difference is in ...`. */
  readonly sentence: string;
  readonly cases: readonly CaseVerdict[];
  /** From the press of the key to the verdict, in milliseconds. */
  readonly wallClockMillis: number;
};
