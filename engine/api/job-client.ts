/**
 * The handle of a job. Answers to Flink's `JobClient`; since nothing here runs by itself, whoever holds the
 * handle moves the job on, step by step.
 */
import type { Savepoint } from "../checkpoint/index";
import type { GraphDescription } from "../graph/index";
import type { OutsideView } from "../operators/index";
import type { TraceColumns } from "../trace/index";
import type { SavepointFormatType, SavepointFuture } from "./savepoint-future";

/** Flink's `JobStatus`. */
export type JobStatus =
  | "CREATED"
  | "RUNNING"
  | "FAILING"
  | "RESTARTING"
  | "CANCELLING"
  | "SUSPENDED"
  | "FINISHED"
  | "FAILED"
  | "CANCELED";

/** Why `step` came back. */
export type StepOutcome = {
  readonly status: JobStatus;
  /** Steps taken by this call; one step is one mail or one element taken through its task's chain. */
  readonly stepsTaken: number;
  /** Steps of the job so far. */
  readonly step: number;
  /** The virtual clock in milliseconds. */
  readonly processingTime: number;
  /** `budget`: there is more to do; `finished`, `failed`, `canceled`: the job is over; `idle`: nothing can ever happen again. */
  readonly reason: "budget" | "finished" | "failed" | "canceled" | "idle";
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

/** Plain data of an answer: what JSON can hold, and NaN where Flink writes it. */
export type RestValue =
  | null
  | boolean
  | number
  | string
  | readonly RestValue[]
  | { readonly [name: string]: RestValue };

/** The HTTP status and the body of an answer. */
export type RestResponse = { readonly status: 200 | 400 | 404; readonly body: RestValue };

/** Flink's `JobExecutionResult`. */
export interface JobExecutionResult {
  /** The clock's time from the start of the job to its end, in milliseconds. */
  getNetRuntime(): number;
  /** The result of the accumulator of this name; undefined where there is none. */
  getAccumulatorResult(name: string): unknown;
  getAllAccumulatorResults(): ReadonlyMap<string, unknown>;
}

/** What one channel between two subtasks holds at this moment. */
export type ChannelView = {
  /** The head of the task that reads it, and the number of the channel there. */
  readonly operator: number;
  readonly subtask: number;
  readonly channel: number;
  /** The head of the task that feeds it. */
  readonly fromOperator: number;
  readonly fromSubtask: number;
  readonly elements: number;
  /** Elements that it holds before its producer waits; infinite where it is made of buffers. */
  readonly capacity: number;
  /** null where channels count elements (without the option `network`). */
  readonly buffers: {
    readonly bytes: number;
    /** Buffers that lie with the consumer. */
    readonly queued: number;
    /** Buffers that wait at the producer for a credit. */
    readonly backlog: number;
    /** Buffers that the consumer keeps free for this channel. */
    readonly credits: number;
  } | null;
};

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
  /**
   * Asks for a savepoint, between two steps; the job goes on. It commits nothing, and a failure does not go back to it.
   * `targetDirectory` becomes a part of its path. Flink's `JobClient.triggerSavepoint`.
   */
  triggerSavepoint(targetDirectory?: string | null, formatType?: SavepointFormatType): SavepointFuture;
  /**
   * Ends the job with a savepoint: sources stop, what is in flight is still processed, sinks commit. With
   * `advanceToEndOfEventTime` (drain) event time ends first: all timers and windows fire, so that a job which goes on
   * from there has seen its windows end early. If the savepoint fails, the job recovers. Flink's `stopWithSavepoint`.
   */
  stopWithSavepoint(
    advanceToEndOfEventTime: boolean,
    targetDirectory?: string | null,
    formatType?: SavepointFormatType,
  ): SavepointFuture;
  /** The savepoints that were asked for, also by plan, in their order. */
  readonly savepoints: readonly SavepointFuture[];
  /**
   * The checkpoints that the job keeps, oldest first, as plain data to start another job from; after its end those that
   * outlive it (`setExternalizedCheckpointRetention`).
   */
  retainedCheckpoints(): readonly Savepoint[];
  /** Ends the job, without a result: nothing more is processed or committed. Flink's `JobClient.cancel`. */
  cancel(): void;
  metrics(): readonly OperatorMetrics[];
  /**
   * What the accumulators of all tasks come to by now, by name. Flink's `JobClient.getAccumulators`.
   * Errors: `UnsupportedOperationException` where one name stands for accumulators of two classes.
   */
  getAccumulators(): ReadonlyMap<string, unknown>;
  /** The results of a job that is over. Errors: `IllegalStateException` before that. */
  getJobExecutionResult(): JobExecutionResult;
  /** What waits in each channel, now. */
  channels(): readonly ChannelView[];
  /** A bounded listing of keyed state, at most `limit` entries. */
  inspectState(limit?: number): readonly StateEntryView[];
  /**
   * What each system outside of the job holds at this moment, as plain data: what is visible, uncommitted, aborted.
   * Systems are listed from the moment at which a task of the job first met them.
   */
  outsideViews(): readonly OutsideView[];
  /**
   * What Flink's REST API answers to `GET` on a path: job, vertices, metrics, back-pressure, checkpoints. Times are those of
   * the virtual clock. Errors: none; a path that names nothing has status 404 and `{ errors: [...] }`.
   *
   *   job.rest("/jobs").body                                            { jobs: [{ id, status }] }
   *   job.rest(`/jobs/${id}/vertices/${vertex}/backpressure`).body      { status: "ok", backpressureLevel: "high", ... }
   */
  rest(path: string): RestResponse;
  /** The recording of the run so far, or null when the run is not traced. */
  trace(): TraceColumns | null;
}
