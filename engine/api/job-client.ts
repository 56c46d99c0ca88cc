/**
 * The handle of a job. Answers to Flink's `JobClient`; since nothing here runs by itself, whoever holds the
 * handle moves the job on, step by step.
 */
import type { GraphDescription } from "../graph/index";
import type { TraceColumns } from "../trace/index";

export type JobStatus = "CREATED" | "RUNNING" | "RESTARTING" | "FINISHED" | "FAILED";

/** Why `step` came back. */
export type StepOutcome = {
  readonly status: JobStatus;
  /** Steps taken by this call; one step is one mail or one element taken through its task's chain. */
  readonly stepsTaken: number;
  /** Steps of the job so far. */
  readonly step: number;
  /** The virtual clock in milliseconds. */
  readonly processingTime: number;
  /** `budget`: there is more to do; `finished` and `failed`: the job is over; `idle`: nothing can ever happen again. */
  readonly reason: "budget" | "finished" | "failed" | "idle";
};

/** Counters of one operator, over all its subtasks and attempts. */
export type OperatorMetrics = {
  readonly operator: number;
  readonly name: string;
  readonly numRecordsIn: number;
  readonly numRecordsOut: number;
  readonly numLateRecordsDropped: number;
};

/** One entry of keyed state, as bounded text. */
export type StateEntryView = {
  readonly operator: number;
  readonly subtask: number;
  readonly state: string;
  readonly key: string;
  readonly namespace: string;
  readonly value: string;
};

/** Flink's `JobExecutionResult`. */
export interface JobExecutionResult {
  /** The clock's time from the start of the job to its end, in milliseconds. */
  getNetRuntime(): number;
  /** The result of the accumulator of this name; undefined where there is none. */
  getAccumulatorResult(name: string): unknown;
  getAllAccumulatorResults(): ReadonlyMap<string, unknown>;
}

export interface JobClient {
  readonly jobName: string;
  /** What the engine made of the program: operators, chains, exchanges. */
  readonly plan: GraphDescription;
  readonly status: JobStatus;
  /** The failure that ended the job, or null. */
  readonly error: Error | null;
  /**
   * Takes at most `budget` steps.
   * Errors: none for failures of the program, which become the status `FAILED`; broken invariants are thrown.
   */
  step(budget: number): StepOutcome;
  /** Steps until the job is over; throws the error that failed it. */
  runToEnd(): StepOutcome;
  metrics(): readonly OperatorMetrics[];
  /**
   * What the accumulators of all tasks come to by now, by name. Flink's `JobClient.getAccumulators`.
   * Errors: `UnsupportedOperationException` where one name stands for accumulators of two classes.
   */
  getAccumulators(): ReadonlyMap<string, unknown>;
  /** The results of a job that is over. Errors: `IllegalStateException` before that. */
  getJobExecutionResult(): JobExecutionResult;
  /** A bounded listing of keyed state, at most `limit` entries. */
  inspectState(limit?: number): readonly StateEntryView[];
  /** The recording of the run so far, or null when the run is not traced. */
  trace(): TraceColumns | null;
}
