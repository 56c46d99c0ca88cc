/**
 * The checkpoints of one task: hooks, barriers, snapshot, what is written behind its back, acknowledgement. Answers to
 * Flink 2.3's `SubtaskCheckpointCoordinatorImpl` with `AsyncCheckpointRunnable`.
 *
 * The synchronous part belongs to the task, which does nothing else as long as it takes. The rest (writing the state,
 * waiting for channel state, the message to the coordinator) takes virtual time beside it. Without costs nothing takes
 * time, and the acknowledgement is a part of the same step.
 */
import {
  type AlignmentFailure,
  type CheckpointBarrier,
  type CheckpointMetrics,
  isTimeoutable,
  needsChannelState,
  snapshotPurposeOf,
  type TaskSnapshot,
  withUnalignedSupported,
} from "../checkpoint/index";
import type { ScheduledCallback } from "../time/index";
import type { BarrierOutput } from "./barrier-output";
import { InFlightSnapshot } from "./in-flight-snapshot";
import type { OperatorChain } from "./operator-chain";
import type { RunFacts } from "./run-facts";
import { inFlightBytes, sizesOf, type TaskSnapshotSizes } from "./snapshot-bytes";
import type { TaskWork } from "./task-work";

/** When the barriers of a checkpoint came. */
export type BarrierTimes = { readonly startDelayMillis: number; readonly alignmentMillis: () => number };

/** The task that checkpoints are taken of. */
export interface CheckpointedTask {
  readonly vertex: { readonly index: number };
  /** The head of its chain. */
  readonly headOperator: number;
  readonly subtaskIndex: number;
  readonly work: TaskWork;
}

/** Who hears what comes of a checkpoint. */
export interface SnapshotListener {
  /** The synchronous part is done. */
  onTaken(snapshot: TaskSnapshot): void;
  acknowledge(checkpointId: number, snapshot: TaskSnapshot, metrics: CheckpointMetrics): void;
  decline(checkpointId: number, reason: AlignmentFailure | "CHECKPOINT_ASYNC_EXCEPTION"): void;
  /** No snapshot is being written any more. */
  onAllWritten(): unknown;
}

/** A snapshot that is taken, but not acknowledged yet. */
type Running = { readonly timers: Set<ScheduledCallback>; isCancelled: boolean };

/** Ids of given-up checkpoints that a task remembers. */
const REMEMBERED_ABORTS_MAX = 128;

export class SubtaskCheckpoints {
  readonly #run: RunFacts;
  readonly #task: CheckpointedTask;
  readonly #chain: OperatorChain;
  readonly #outputs: readonly BarrierOutput[];
  readonly #listener: SnapshotListener;
  readonly #captured = new Map<number, InFlightSnapshot>();
  readonly #running = new Map<number, Running>();
  readonly #aborted = new Set<number>();
  #lastId = 0;
  #alignmentTimer: ScheduledCallback | null = null;

  /** `outputs`: the edges that leave the task. */
  constructor(
    run: RunFacts,
    task: CheckpointedTask,
    chain: OperatorChain,
    outputs: readonly BarrierOutput[],
    listener: SnapshotListener,
  ) {
    this.#run = run;
    this.#task = task;
    this.#chain = chain;
    this.#outputs = outputs;
    this.#listener = listener;
  }

  /** What the checkpoint captures of the channels; made when it is first asked for. */
  capturedBy(checkpointId: number): InFlightSnapshot {
    let captured = this.#captured.get(checkpointId);
    if (captured === undefined) {
      captured = new InFlightSnapshot(this.#run, this.#place, checkpointId);
      this.#captured.set(checkpointId, captured);
    }
    return captured;
  }

  /** Whether a snapshot is still being written; the task does not end before. */
  get isWriting(): boolean {
    return this.#running.size > 0;
  }

  /** A barrier that could have timed out has left for a consumer. */
  barrierSent(checkpointId: number): void {
    this.#captured.get(checkpointId)?.closeOutput();
  }

  /** Takes the checkpoint now. Errors: what the program's hooks throw, which fails the task. */
  perform(received: CheckpointBarrier, times: BarrierTimes): void {
    const { checkpointId } = received;
    if (checkpointId <= this.#lastId) return;
    this.#lastId = checkpointId;
    if (this.#aborted.delete(checkpointId)) {
      for (const output of this.#outputs) output.cancel(checkpointId);
      this.#captured.delete(checkpointId);
      return;
    }
    const barrier = withUnalignedSupported(received);
    const captured = needsChannelState(barrier) ? this.capturedBy(checkpointId) : null;
    this.#chain.prepareSnapshotPreBarrier(checkpointId);
    this.#emit(barrier, captured);
    const snapshot = this.#chain.snapshot(snapshotPurposeOf(barrier));
    this.#listener.onTaken(snapshot);
    const syncMillis = this.#run.costs.snapshotSyncMillis ?? 0;
    this.#task.work.charge(syncMillis);
    this.#finishAsync(checkpointId, snapshot, captured, { ...times, syncMillis });
  }

  /** A barrier or a cancellation on an input made the task give the checkpoint up. */
  abortOnBarrier(checkpointId: number, reason: AlignmentFailure): void {
    this.#lastId = Math.max(this.#lastId, checkpointId);
    this.#captured.delete(checkpointId);
    this.#listener.decline(checkpointId, reason);
    for (const output of this.#outputs) output.cancel(checkpointId);
  }

  /** The coordinator gave the checkpoint up. One that has not come here yet will be answered by a cancellation. */
  notifyAborted(checkpointId: number): void {
    const running = this.#running.get(checkpointId);
    if (running !== undefined) this.#cancel(checkpointId, running);
    else if (checkpointId > this.#lastId) {
      this.#aborted.add(checkpointId);
      const oldest = this.#aborted.values().next().value;
      if (this.#aborted.size > REMEMBERED_ABORTS_MAX && oldest !== undefined) this.#aborted.delete(oldest);
    }
    this.#captured.delete(checkpointId);
  }

  /** The task is over, or thrown away: nothing is acknowledged any more. */
  close(): void {
    this.#alignmentTimer?.cancel();
    for (const [checkpointId, running] of [...this.#running]) this.#cancel(checkpointId, running);
  }

  get #place(): { readonly operator: number; readonly subtask: number } {
    return { operator: this.#task.headOperator, subtask: this.#task.subtaskIndex };
  }

  #emit(barrier: CheckpointBarrier, captured: InFlightSnapshot | null): void {
    const { tracer } = this.#run;
    const { checkpointId } = barrier;
    let overtaken = 0;
    for (const output of this.#outputs) overtaken += output.emit(barrier, captured);
    if (tracer.enabled) {
      tracer.emit({ kind: "barrier-emitted", ...this.#place, checkpoint: checkpointId, overtaken });
    }
    this.#alignmentTimer?.cancel();
    this.#alignmentTimer = null;
    if (captured === null || !isTimeoutable(barrier)) return;
    const at = barrier.triggeredAt + (barrier.alignedTimeoutMillis as number);
    this.#alignmentTimer = this.#run.clock.schedule(at, () => {
      if (captured.isComplete) return;
      if (tracer.enabled) tracer.emit({ kind: "alignment-timed-out", ...this.#place, checkpoint: checkpointId });
      for (const output of this.#outputs) output.timeOut(checkpointId, captured);
    });
  }

  #finishAsync(
    checkpointId: number,
    snapshot: TaskSnapshot,
    captured: InFlightSnapshot | null,
    times: BarrierTimes & { readonly syncMillis: number },
  ): void {
    const { clock } = this.#run;
    const running: Running = { timers: new Set(), isCancelled: false };
    this.#running.set(checkpointId, running);
    const syncEndsAt = clock.now() + times.syncMillis;
    const sizes = sizesOf(this.#run, snapshot, this.#chain.operatorIndices);
    this.#at(running, syncEndsAt, () => this.#traceTaken(checkpointId, sizes));
    const uploadedAt = syncEndsAt + uploadMillis(this.#run, sizes.uploadedBytes);
    const complete = () => {
      const whole = this.#withChannelState(snapshot, captured);
      const inFlight = inFlightBytes(this.#run, captured?.result() ?? undefined);
      const metrics: CheckpointMetrics = {
        startDelayMillis: times.startDelayMillis,
        alignmentMillis: times.alignmentMillis(),
        syncMillis: times.syncMillis,
        asyncMillis: clock.now() - syncEndsAt,
        stateBytes: sizes.stateBytes + inFlight,
        uploadedBytes: sizes.uploadedBytes + inFlight,
        inFlightBytes: inFlight,
      };
      this.#captured.delete(checkpointId);
      const arrivesAt = clock.now() + (this.#run.costs.acknowledgementMillis ?? 0);
      this.#at(running, arrivesAt, () => this.#report(checkpointId, whole, metrics));
    };
    this.#at(running, uploadedAt, () => {
      if (captured === null) complete();
      else captured.whenComplete(() => this.#writeInFlight(running, captured, complete));
    });
  }

  /** What was in flight is written behind the state. */
  #writeInFlight(running: Running, captured: InFlightSnapshot, onWritten: () => void): void {
    if (running.isCancelled) return;
    const bytes = inFlightBytes(this.#run, captured.result() ?? undefined);
    this.#at(running, this.#run.clock.now() + uploadMillis(this.#run, bytes), onWritten);
  }

  /** What was in flight belongs to the operator at the head of the chain. */
  #withChannelState(snapshot: TaskSnapshot, captured: InFlightSnapshot | null): TaskSnapshot {
    const channelState = captured?.result() ?? null;
    const [headId] = this.#chain.operatorIndices.keys();
    const head = snapshot.get(headId as string);
    if (channelState === null || head === undefined) return snapshot;
    return new Map(snapshot).set(headId as string, { ...head, channelState });
  }

  #report(checkpointId: number, snapshot: TaskSnapshot, metrics: CheckpointMetrics): void {
    this.#running.delete(checkpointId);
    this.#answer(checkpointId, snapshot, metrics);
    if (!this.isWriting) this.#listener.onAllWritten();
  }

  #answer(checkpointId: number, snapshot: TaskSnapshot, metrics: CheckpointMetrics): void {
    const { vertex, subtaskIndex } = this.#task;
    const fault = this.#run.snapshotFaults.of(vertex.index, subtaskIndex, checkpointId);
    if (fault === "fail-snapshot") {
      this.#listener.decline(checkpointId, "CHECKPOINT_ASYNC_EXCEPTION");
      return;
    }
    if (fault === "lose-acknowledgement") {
      const { tracer } = this.#run;
      const reason = "the message to the job manager was lost";
      if (tracer.enabled) {
        tracer.emit({ kind: "acknowledgement-lost", ...this.#place, checkpoint: checkpointId, reason });
      }
      return;
    }
    this.#listener.acknowledge(checkpointId, snapshot, metrics);
  }

  #traceTaken(checkpoint: number, sizes: TaskSnapshotSizes): void {
    const { tracer } = this.#run;
    if (!tracer.enabled) return;
    tracer.emit({ kind: "snapshot-taken", ...this.#place, checkpoint });
    const { subtask } = this.#place;
    for (const { operator, name, bytes, entries, shared } of sizes.files) {
      tracer.emit({ kind: "state-file", operator, subtask, checkpoint, file: name, bytes, entries, shared });
    }
  }

  /** At that instant, unless the checkpoint is given up before; now, where the instant is now. */
  #at(running: Running, at: number, callback: () => void): void {
    const { clock } = this.#run;
    if (at <= clock.now()) {
      if (!running.isCancelled) callback();
      return;
    }
    const timer = clock.schedule(at, () => {
      running.timers.delete(timer);
      callback();
    });
    running.timers.add(timer);
  }

  #cancel(checkpointId: number, running: Running): void {
    running.isCancelled = true;
    for (const timer of running.timers) timer.cancel();
    this.#running.delete(checkpointId);
    if (!this.isWriting) this.#listener.onAllWritten();
  }
}

function uploadMillis({ costs }: RunFacts, bytes: number): number {
  const { uploadBytesPerMilli } = costs;
  return uploadBytesPerMilli === undefined ? 0 : Math.ceil(bytes / uploadBytesPerMilli);
}
