/**
 * The contracts of sinks. Answers to Flink's `Sink`, `SinkWriter`, `CommittingSinkWriter`, `SupportsCommitter` and
 * `Committer` (Sink V2): a writer for each subtask; a sink that commits in two phases hands committables from its
 * writers, at each checkpoint, to committers behind them, which commit when the checkpoint is complete.
 */
import type { MetricGroup } from "../metrics/index";
import type { MailboxExecutor, OneInputStreamOperator, OutsidePort } from "../operators/index";
import type { ProcessingTimeService } from "../time/index";

/** What a program writes to. */
export interface Sink<T> {
  /** The writer of one subtask; a restart makes a new one. */
  createWriter(context: WriterInitContext): SinkWriter<T>;
}

/** A sink of the engine's own: it makes the operator of one subtask itself. */
export interface OperatorSink<T> {
  createWriterOperator(): OneInputStreamOperator<T, never>;
}

/** Where a committer runs. Flink's `CommitterInitContext`. */
export interface CommitterInitContext {
  readonly indexOfThisSubtask: number;
  readonly numberOfParallelSubtasks: number;
  readonly attemptNumber: number;
  /** The checkpoint that was restored, null for a fresh start. Flink's `getRestoredCheckpointId`. */
  readonly restoredCheckpointId: number | null;
  /** Where the sink counts. Flink's `metricGroup`. */
  readonly metricGroup: MetricGroup;
  /** For systems outside of the job: the run's clock and trace. */
  readonly outside: OutsidePort;
}

/** Where a writer runs. Flink's `WriterInitContext`. */
export interface WriterInitContext extends CommitterInitContext {
  readonly processingTimeService: ProcessingTimeService;
  readonly mailboxExecutor: MailboxExecutor;
  /** The clock in milliseconds. */
  currentProcessingTime(): number;
}

/** Flink's `SinkWriter.Context`: of the record at hand. */
export interface SinkWriterContext {
  currentWatermark(): number;
  /** In milliseconds, null for a record without. */
  timestamp(): number | null;
}

/** Flink's `SinkWriter`. */
export interface SinkWriter<T> {
  write(element: T, context: SinkWriterContext): void;
  /** Before each checkpoint, and with true at the end of the input. */
  flush(endOfInput: boolean): void;
  writeWatermark?(timestampMillis: number): void;
  close?(): void;
}

/** Flink's `CommittingSinkWriter`: of a sink with committers. */
export interface CommittingSinkWriter<T, COMM> extends SinkWriter<T> {
  /** What was written since the last call, to be committed with the checkpoint that is about to be taken. */
  prepareCommit(): readonly COMM[];
}

/** Flink's `StatefulSinkWriter`: what it snapshots, a new writer is made from. */
export interface StatefulSinkWriter<T, STATE> extends SinkWriter<T> {
  snapshotState(checkpointId: number): readonly STATE[];
}

/** Flink's `SupportsWriterState`: the states are those of one or several former subtasks. */
export interface SupportsWriterState<T, STATE> {
  restoreWriter(context: WriterInitContext, recoveredState: readonly STATE[]): StatefulSinkWriter<T, STATE>;
}

/** Flink's `SupportsCommitter`: a sink that commits; its writers are `CommittingSinkWriter`s. */
export interface SupportsCommitter<COMM> {
  createCommitter(context: CommitterInitContext): Committer<COMM>;
}

/** Flink's `Committer`. A commit may be asked for again after a failure, so it has to be idempotent. */
export interface Committer<COMM> {
  /** Commits each request, or says by its methods what became of it. */
  commit(requests: readonly CommitRequest<COMM>[]): void;
  close?(): void;
}

/** Flink's `Committer.CommitRequest`. A request about which nothing was said is committed. */
export interface CommitRequest<COMM> {
  getCommittable(): COMM;
  getNumberOfRetries(): number;
  /** Gives the committable up; the job goes on. */
  signalFailedWithKnownReason(error: unknown): void;
  /** Fails the job. */
  signalFailedWithUnknownReason(error: unknown): void;
  retryLater(): void;
  updateAndRetryLater(committable: COMM): void;
  signalAlreadyCommitted(): void;
}

/** Whether the sink's writers have state. */
export function supportsWriterState(sink: object): sink is SupportsWriterState<unknown, unknown> {
  return "restoreWriter" in sink && typeof sink.restoreWriter === "function";
}

/** Whether the sink has committers. */
export function supportsCommitter(sink: object): sink is SupportsCommitter<unknown> {
  return "createCommitter" in sink && typeof sink.createCommitter === "function";
}
