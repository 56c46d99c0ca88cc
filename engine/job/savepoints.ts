/**
 * The savepoints of one job: asks the cluster for them, makes plain data of what comes back, and knows what has become of
 * each. Answers to `StopWithSavepointTerminationHandlerImpl` for the end: a job that fails after its last savepoint, while
 * it stops, has a savepoint all the same.
 */
import { savepointFailed, type SavepointFormatType, type SavepointFuture } from "../api/index";
import {
  type CompletedCheckpoint,
  type OperatorHeader,
  type Savepoint,
  type SavepointRequest,
  writeSavepoint,
} from "../checkpoint/index";
import type { JobGraph } from "../graph/index";
import type { MiniCluster } from "../runtime/index";
import type { Tracer } from "../trace/index";
import type { ValueCodec } from "../types/index";

export type SavepointsFacts = {
  readonly graph: JobGraph;
  readonly cluster: MiniCluster;
  readonly tracer: Tracer | null;
  readonly codec: ValueCodec;
  /** `state.backend.type`. */
  readonly stateBackend: string;
  /** Moves the job on by a step; false when it cannot move any more. */
  readonly stepOnce: () => boolean;
};

class RequestedSavepoint implements SavepointFuture {
  readonly kind: SavepointFuture["kind"];
  readonly #stepOnce: () => boolean;
  /** Of one that ends the job: it is done when the job has ended. */
  created: Savepoint | null = null;
  /** How often the job had been restarted by then. */
  restarts = 0;
  failure: string | null = null;
  savepoint: Savepoint | null = null;

  constructor(kind: SavepointFuture["kind"], stepOnce: () => boolean) {
    this.kind = kind;
    this.#stepOnce = stepOnce;
  }

  isDone(): boolean {
    return this.savepoint !== null || this.failure !== null;
  }

  isCompletedExceptionally(): boolean {
    return this.failure !== null;
  }

  get(): Savepoint {
    while (!this.isDone() && this.#stepOnce());
    if (this.savepoint !== null) return this.savepoint;
    throw savepointFailed(this.failure ?? "The job waits for something that can never happen.");
  }
}

export class Savepoints {
  readonly #facts: SavepointsFacts;
  readonly #all: RequestedSavepoint[] = [];
  /** The one that ends the job, while it does. */
  #stopping: RequestedSavepoint | null = null;

  constructor(facts: SavepointsFacts) {
    this.#facts = facts;
  }

  get all(): readonly SavepointFuture[] {
    return this.#all;
  }

  /** Whether a step may decide what becomes of a job that ends with a savepoint. */
  get isStopping(): boolean {
    return this.#stopping !== null;
  }

  /** Asks for one; `directory` becomes a part of its path. */
  request(type: SavepointRequest["type"], directory: string | null): SavepointFuture {
    const { cluster, stepOnce } = this.#facts;
    const future = new RequestedSavepoint(type.kind, stepOnce);
    this.#all.push(future);
    if (cluster.isOver) {
      future.failure = `The job is ${cluster.state.toLowerCase()}: it takes no savepoint any more.`;
      return future;
    }
    if (type.kind === "stop-with-savepoint") {
      if (this.#stopping !== null) {
        future.failure = "The job is being stopped with a savepoint already.";
        return future;
      }
      this.#stopping = future;
    }
    cluster.requestSavepoint({
      type,
      onCompleted: (checkpoint) => this.#complete(future, checkpoint, type.format, directory),
      onFailed: (reason) => this.#fail(future, reason),
    });
    return future;
  }

  /** Looks after a step whether a job that ends with a savepoint has ended. */
  afterStep(): void {
    const stopping = this.#stopping;
    if (stopping === null || stopping.created === null) return;
    const { cluster, graph } = this.#facts;
    const goesOn = cluster.jobTimes.restarts === stopping.restarts;
    if (goesOn && cluster.state === "FINISHED") stopping.savepoint = stopping.created;
    else if (goesOn && cluster.state === "RUNNING") return;
    else stopping.failure = stoppingFailed(stopping.created.path, graph.jobName);
    this.#stopping = null;
  }

  /** A checkpoint that the job keeps, as plain data. */
  write(
    checkpoint: CompletedCheckpoint,
    kind: Savepoint["kind"],
    format: SavepointFormatType,
    path: string,
  ): Savepoint {
    const { graph, stateBackend, codec } = this.#facts;
    const header = { path, kind, format, stateBackend, jobName: graph.jobName };
    return writeSavepoint(checkpoint, header, operatorHeaders(graph, checkpoint), codec);
  }

  #complete(
    future: RequestedSavepoint,
    checkpoint: CompletedCheckpoint,
    format: SavepointFormatType,
    directory: string | null,
  ): void {
    const name = `savepoint-${checkpoint.checkpointId}`;
    const path = directory === null ? name : `${directory.replace(/\/$/, "")}/${name}`;
    try {
      future.created = this.write(checkpoint, "savepoint", format, path);
      future.restarts = this.#facts.cluster.jobTimes.restarts;
    } catch (thrown) {
      this.#fail(future, thrown instanceof Error ? thrown.message : String(thrown));
      return;
    }
    const { tracer } = this.#facts;
    if (tracer?.enabled === true) {
      tracer.emit({ kind: "savepoint-completed", checkpoint: checkpoint.checkpointId, path, format });
    }
    if (future.kind === "savepoint") future.savepoint = future.created;
  }

  #fail(future: RequestedSavepoint, reason: string): void {
    future.failure = reason;
    if (this.#stopping === future) this.#stopping = null;
  }
}

/** Operators are as parallel as they were when the checkpoint was taken: the adaptive scheduler may have rescaled the job. */
function operatorHeaders({ vertices, operators }: JobGraph, checkpoint: CompletedCheckpoint): OperatorHeader[] {
  return vertices.flatMap(({ operators: chain, parallelism: planned, maxParallelism }) =>
    chain.flatMap((index): OperatorHeader[] => {
      const operator = operators[index];
      if (operator === undefined) return [];
      const { operatorId, node } = operator;
      const parallelism = checkpoint.operators.get(operatorId)?.length ?? planned;
      return [{ operatorId, name: node.name, uid: node.uid, parallelism, maxParallelism }];
    }),
  );
}

/** Flink's `StopWithSavepointStoppingException`. */
function stoppingFailed(path: string, jobName: string): string {
  return (
    `A savepoint has been created at: ${path}, but the corresponding job ${jobName} failed during stopping. The ` +
    "savepoint is consistent, but might have uncommitted transactions. If you want to commit the transaction please " +
    "restart a job from this savepoint."
  );
}
