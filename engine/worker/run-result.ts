/**
 * The parts of a result that are the same for every run.
 */
import type { JobClient } from "../api/index";
import { transferablesOf } from "../trace/index";
import type { RunMetrics, RunResult } from "./protocol";

/** The buffers that a result hands over to the page. */
export function transferablesOfResult(result: RunResult): ArrayBuffer[] {
  return result.trace === null ? [] : transferablesOf(result.trace);
}

/** Sums over the job's operators; all zero where there is no job. */
export function metricsOf(
  job: JobClient | null,
  facts: Pick<RunMetrics, "steps" | "processingTimeMillis" | "wallClockMillis">,
): RunMetrics {
  const operators = job?.metrics() ?? [];
  return {
    ...facts,
    recordsEmitted: operators.reduce((sum, operator) => sum + operator.numRecordsOut, 0),
    lateRecordsDropped: operators.reduce((sum, operator) => sum + operator.numLateRecordsDropped, 0),
  };
}
