/**
 * A job on the mini cluster, as its holder sees it. Answers to Flink's `JobClient` of a mini cluster.
 */
import {
  type ChannelView,
  type JobClient,
  type JobExecutionResult,
  type JobStatus,
  type OperatorMetrics,
  type RestResponse,
  SavepointFormatType,
  type SavepointFuture,
  type StateEntryView,
  type StepOutcome,
} from "../api/index";
import type { Savepoint } from "../checkpoint/index";
import { EngineError, illegalState, STATE_LISTING_ENTRIES_MAX } from "../core/index";
import { type GraphDescription, type JobGraph, jobIdOf } from "../graph/index";
import type { OutsideView } from "../operators/index";
import type { MiniCluster } from "../runtime/index";
import type { RecordingTracer, TraceColumns } from "../trace/index";
import type { ValueCodec } from "../types/index";
import { type PlannedAction, PlannedActions } from "./planned-actions";
import { answerRest } from "./rest/rest";
import { Savepoints } from "./savepoints";

export type LocalJobFacts = {
  readonly plan: GraphDescription;
  readonly graph: JobGraph;
  readonly cluster: MiniCluster;
  readonly tracer: RecordingTracer | null;
  readonly codec: ValueCodec;
  readonly actions: readonly PlannedAction[];
  /** `state.backend.type`. */
  readonly stateBackend: string;
};

export class LocalJob implements JobClient {
  readonly plan: GraphDescription;
  readonly #cluster: MiniCluster;
  readonly #startedAt: number;
  readonly #tracer: RecordingTracer | null;
  readonly #actions: PlannedActions;
  readonly #savepoints: Savepoints;

  constructor(facts: LocalJobFacts) {
    this.plan = facts.plan;
    this.#cluster = facts.cluster;
    this.#startedAt = facts.cluster.processingTime;
    this.#tracer = facts.tracer;
    this.#actions = new PlannedActions(facts.actions);
    this.#savepoints = new Savepoints({ ...facts, stepOnce: () => this.step(1).reason === "budget" });
  }

  get jobName(): string {
    return this.plan.jobName;
  }
  get status(): JobStatus {
    return this.#cluster.state;
  }
  get error(): Error | null {
    return this.#cluster.error;
  }

  step(budget: number): StepOutcome {
    const before = this.#cluster.stepsTaken;
    // A step of length zero only tells where the job stands, also from inside a step: nothing that is planned happens.
    const reason = budget > 0 ? this.#stepTo(before + budget) : this.#cluster.step(0);
    return {
      status: this.status,
      stepsTaken: this.#cluster.stepsTaken - before,
      step: this.#cluster.stepsTaken,
      processingTime: this.#cluster.processingTime,
      reason,
    };
  }

  runToEnd(): StepOutcome {
    const outcome = this.step(Number.POSITIVE_INFINITY);
    if (outcome.reason === "failed" && this.error !== null) throw this.error;
    if (outcome.reason === "idle") {
      throw new EngineError({
        code: "job-idle",
        message: "The job waits for something that can never happen.",
        hint: "A source never says when more will come, or a request without timeout never completes.",
      });
    }
    return outcome;
  }

  /** Steps until that many are taken in all, stopping where an action is planned or a step decides about a savepoint. */
  #stepTo(last: number): StepOutcome["reason"] {
    for (;;) {
      const { stepsTaken } = this.#cluster;
      for (const action of this.#actions.takeDue(stepsTaken)) this.#perform(action);
      const isStopping = this.#savepoints.isStopping;
      const stepsMax = isStopping ? 1 : this.#actions.stepsLeft(stepsTaken);
      const reason = this.#cluster.step(Math.min(last - stepsTaken, stepsMax));
      if (isStopping) this.#savepoints.afterStep();
      if (reason !== "budget" || this.#cluster.stepsTaken >= last) return reason;
    }
  }

  #perform(action: PlannedAction): void {
    if (action.kind === "cancel") this.cancel();
    else if (action.kind === "savepoint") this.triggerSavepoint(null, action.format);
    else this.stopWithSavepoint(action.drain ?? false, null, action.format);
  }

  triggerSavepoint(
    targetDirectory: string | null = null,
    format: SavepointFormatType = SavepointFormatType.DEFAULT,
  ): SavepointFuture {
    return this.#savepoints.request({ kind: "savepoint", format }, targetDirectory);
  }

  stopWithSavepoint(
    advanceToEndOfEventTime: boolean,
    targetDirectory: string | null = null,
    format: SavepointFormatType = SavepointFormatType.DEFAULT,
  ): SavepointFuture {
    const type = { kind: "stop-with-savepoint", format, drain: advanceToEndOfEventTime } as const;
    return this.#savepoints.request(type, targetDirectory);
  }

  get savepoints(): readonly SavepointFuture[] {
    return this.#savepoints.all;
  }

  retainedCheckpoints(): readonly Savepoint[] {
    return this.#cluster.retainedCheckpoints.flatMap((checkpoint) => {
      if (checkpoint.type !== undefined && checkpoint.type.kind !== "checkpoint") return [];
      const path = `chk-${checkpoint.checkpointId}`;
      return [this.#savepoints.write(checkpoint, "checkpoint", SavepointFormatType.NATIVE, path)];
    });
  }

  cancel(): void {
    this.#cluster.cancel();
  }

  metrics(): readonly OperatorMetrics[] {
    return this.plan.operators.map(({ index, name }) => {
      const totals = this.#cluster.totals(index);
      return {
        operator: index,
        name,
        numRecordsIn: totals.recordsIn,
        numRecordsOut: totals.recordsOut,
        numLateRecordsDropped: totals.lateRecordsDropped,
      };
    });
  }

  getAccumulators(): ReadonlyMap<string, unknown> {
    return this.#cluster.accumulatorResults();
  }

  getJobExecutionResult(): JobExecutionResult {
    if (!this.#cluster.isOver) {
      throw illegalState("The job is not over yet.", { hint: "Step it to its end first: job.runToEnd()." });
    }
    const results = this.getAccumulators();
    const netRuntime = this.#cluster.processingTime - this.#startedAt;
    return {
      getNetRuntime: () => netRuntime,
      getAccumulatorResult: (name) => results.get(name),
      getAllAccumulatorResults: () => results,
    };
  }

  rest(path: string): RestResponse {
    const cluster = this.#cluster;
    return answerRest(
      {
        jobId: jobIdOf(this.jobName),
        plan: this.plan,
        status: this.status,
        now: cluster.processingTime,
        metricsUpdatedAt: cluster.metricsUpdatedAt,
        times: cluster.jobTimes,
        tasks: cluster.tasks,
        checkpoints: cluster.checkpoints,
        checkpointing: cluster.checkpointing,
        accumulators: this.getAccumulators(),
      },
      path,
    );
  }

  channels(): readonly ChannelView[] {
    return this.#cluster.channels;
  }

  inspectState(limit = STATE_LISTING_ENTRIES_MAX): readonly StateEntryView[] {
    return this.#cluster.inspectState(limit);
  }

  outsideViews(): readonly OutsideView[] {
    return this.#cluster.outsideViews();
  }

  trace(): TraceColumns | null {
    return this.#tracer?.toColumns() ?? null;
  }
}
